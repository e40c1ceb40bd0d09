"""Where goods come from and pass through: an area of the register, a province, or a country, as a code."""

import re

from services.domain.text import folded
from services.ingest.columns import Reading
from services.ingest.countries import country_or_nothing
from services.ingest.places import area_or_nothing

_STEPS = re.compile(r"\s*(?:→|->|–>|=>|>|;|\||,|\s[-–]\s)\s*")
MOST_STEPS = 20


def origin_of(said: str, reading: Reading) -> str | None:
    """The code of a place; of `Quảng Châu, Trung Quốc` the country, if only that is known. None: neither."""
    for part in (said, *_STEPS.split(said)):
        found = area_or_nothing(part, reading) or country_or_nothing(part)
        if found is not None:
            return found
    return None


def route_of(said: str | None, reading: Reading) -> tuple[str, ...]:
    """The codes of the places that a route names and we know, each once, in order."""
    steps = _STEPS.split(said or "")[:MOST_STEPS]
    known = (origin_of(step, reading) for step in steps if folded(step))
    return tuple(dict.fromkeys(code for code in known if code is not None))
