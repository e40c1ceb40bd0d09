"""Who met whom: exposures matched with visits, chains of contacts, seats beside a case. Pure."""
