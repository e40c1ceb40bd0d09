"""What the first page says is to be tightened first."""

from typing import Any

from services.app.portal.overview import Door, first_to_shut

SHARES = {"i3": {"percent": 99.0}, "i4": {"percent": 1.0}, "i1": {"percent": 0.0}, "i2": {"percent": None}}


def door(source: str, score: float | None) -> Door:
    return Door(source, 60.0, [], {"sources": {source: score}})


DOORS = [door("i1", 10.0), door("i2", None), door("i3", 70.0), door("i4", 90.0)]


def province(unseen: dict[str, Any] | None) -> dict[str, Any]:
    return {"unseen": unseen}


def test_the_source_that_brings_most_of_the_risk_is_tightened_first():
    assert first_to_shut(DOORS, province({"shares": SHARES})).source == "i3"


def test_where_no_model_speaks_the_highest_score_is_tightened_first():
    assert first_to_shut(DOORS, province(None)).source == "i4"


def test_a_source_without_a_signal_is_never_first():
    silent = [door("i3", None), door("i4", 5.0)]

    assert first_to_shut(silent, province({"shares": SHARES})).source == "i4"
