"""A whole year of a territory as feed files: invented, documented, the same for the same seed."""
