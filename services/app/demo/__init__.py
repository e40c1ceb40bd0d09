"""The replay of a real wave: what was told then, as facts, filled up with invented people."""

VOLUME = 0.03
"""Of the travellers who really came: enough to see every queue, and a laptop is done within a minute."""
