"""The replay of a real wave: what was told then, as facts, filled up with invented people."""
