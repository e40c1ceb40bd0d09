"""Grades areas by law and scores the four sources; answers what was known then."""
