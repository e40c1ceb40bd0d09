"""What agreement is worth before a house has learned anything of its own: the model of the stream.

Learned without labels on the made-up stream (`tests/linkage/stream.py`, 50,000 rows on each side, seed 7) and
rounded towards caution. The levels stand in the order of each kind of field; the first is *missing*.
"""

from services.linkage.learning import Model

_SAME = {
    "name": (1.0, 0.61, 0.13, 0.11, 0.075, 0.026, 0.002, 0.037, 0.001, 0.003, 0.006),
    "birth": (1.0, 0.80, 0.03, 0.025, 0.115, 0.015, 0.003, 0.003, 0.004, 0.005),
    "sex": (1.0, 0.985, 0.015),
    "id": (1.0, 0.80, 0.16, 0.04),
    "phone": (1.0, 0.58, 0.06, 0.36),
    "nationality": (1.0, 0.92, 0.03, 0.02, 0.03),
}
_STRANGER = {
    "name": (1.0, 0.80, 0.19, 0.75, 0.013, 0.005, 0.01, 2.5, 0.34, 0.0046, 0.98),
    "birth": (1.0, 1.0, 3e-6, 1.5e-5, 0.0023, 9e-5, 0.004, 0.015, 0.035, 0.94),
    "sex": (1.0, 0.5, 0.5),
    "id": (1.0, 1.0, 3e-6, 1.0),
    "phone": (1.0, 1.0, 2e-6, 1.0),
    "nationality": (1.0, 0.90, 0.02, 0.02, 0.06),
}
_KNOWN_ALREADY = 0.5  # how likely a newcomer to the lists is somebody we know


def usual_model(people: int) -> Model:
    """The model among so many people: the more there are, the less a likeness says."""
    return Model(_SAME, _STRANGER, _KNOWN_ALREADY / max(people, 2))
