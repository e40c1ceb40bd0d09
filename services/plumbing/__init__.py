"""Pipes: database, event log, web dependencies, clock, privacy. Knows events, knows no epidemiology."""
