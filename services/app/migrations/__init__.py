"""The history of all tables; here, because only app sees them all."""
