"""Tells the right people, and keeps trying until told."""
