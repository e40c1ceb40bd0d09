"""How infection spreads, what quarantine leaves of it, when it is over: mathematics alone; imports domain."""
