"""The only room that knows all others: wiring, web, command line, schedule, pages."""
