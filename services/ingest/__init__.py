"""Takes records in, from any door, by one path."""
