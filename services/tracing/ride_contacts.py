"""Of those who rode together: who is a close contact of which F0, and whose seat is not known. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from services.domain.records import VehicleKind
from services.domain.seats import seats_in
from services.tracing.manifests import Nearness, NearRules, Ride, Sitting, contacts
from services.tracing.occasion_words import Confirmed

_LISTED = (Nearness.CLOSE, Nearness.UNKNOWN_SEAT)


class Rider(NamedTuple):
    """Somebody in a vehicle on a day."""

    pseudonym: str
    person: str
    """Whose pseudonym it is, as the linkage knows."""
    kind: str
    size: int | None
    seat: str
    learned_at: datetime


class Neighbour(NamedTuple):
    """Somebody who rode with an F0."""

    case: Rider
    rider: Rider
    nearness: Nearness
    rows_apart: int | None
    learned_at: datetime
    """By then all of it was known: the two rides, and that one is an F0."""


def neighbours(
    riders: Sequence[Rider], confirmed: Mapping[str, Confirmed], rules: NearRules
) -> Iterator[Neighbour]:
    """Of those who rode together, who sat close to an F0 (`confirmed`, by person), or nobody knows where."""
    kind, size = _vehicle(riders)
    for person in sorted({one.person for one in riders} & confirmed.keys()):
        cases = [one for one in riders if one.person == person]
        others = [one for one in riders if one.person != person]
        ride = Ride(_sittings(cases), _sittings(others), kind, size)
        named = min(cases, key=lambda one: one.pseudonym)  # the same whoever was heard first
        known = max(confirmed[person].learned_at, min(one.learned_at for one in cases))
        for rider, found in zip(others, contacts(ride, rules), strict=True):
            if found.nearness in _LISTED:
                learned = max(known, rider.learned_at)
                yield Neighbour(named, rider, found.nearness, found.rows_apart, learned)


def _vehicle(riders: Sequence[Rider]) -> tuple[VehicleKind, int | None]:
    """As most of those say who say anything."""
    told = Counter((one.kind, one.size) for one in riders if one.kind != VehicleKind.OTHER.value or one.size)
    if not told:
        return VehicleKind.OTHER, None
    kind, size = min(told, key=lambda one: (-told[one], str(one)))
    return VehicleKind(kind), size


def _sittings(riders: Sequence[Rider]) -> list[Sitting]:
    return [_sitting(one.seat) for one in riders]


@lru_cache(maxsize=10_000)
def _sitting(text: str) -> Sitting:
    read = seats_in(text)
    return Sitting(tuple(read.seats), read.by_row)
