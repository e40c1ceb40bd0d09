"""Facts made by hand, and what the map makes of them."""

from datetime import datetime, timedelta
from typing import Any

from services.domain.areas import AreaCode
from services.domain.events import (
    ArrivalCount,
    ArrivalsCounted,
    CaseReported,
    ContactsReported,
    OrderIssued,
)
from services.domain.levels import State
from services.domain.records import FoundIn, JudgementKind, SourceKnown
from services.policy.reader import Jurisdiction
from services.risk.heard import (
    Arrivals,
    Case,
    Contacts,
    Count,
    Entrants,
    Goods,
    Heard,
    Incident,
    OrderHeard,
    Quarantined,
    RollCallHeard,
)
from services.risk.heard_counts import Labs
from services.risk.heard_judged import AreaFactsHeard, JudgementHeard
from services.risk.recall import KINDS
from services.risk.survey import Survey, survey_of

NOW = datetime.fromisoformat("2021-02-05T18:00:00+07:00")
IN_JUNE = datetime.fromisoformat("2021-06-20T18:00:00+07:00")
"""Decision 2686 is in force."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

PLACES = {
    Case: "cases",
    Contacts: "contacts",
    Count: "counts",
    OrderHeard: "orders",
    Incident: "incidents",
    Arrivals: "arrivals",
    Quarantined: "quarantined",
    RollCallHeard: "roll_calls",
    Entrants: "entrants",
    Goods: "goods",
    Labs: "labs",
    JudgementHeard: "judgements",
    AreaFactsHeard: "area_facts",
}


def at(text: str) -> datetime:
    """`2021-01-29 12:00` in the local time of the province."""
    return datetime.fromisoformat(f"{text}+07:00")


def case(area: AreaCode, count: int = 1, when: datetime = NOW - HOUR, **other: Any) -> Case:
    """Community F0 whose source is known, unless told otherwise."""
    told = {"source": SourceKnown.KNOWN, "found_in": FoundIn.COMMUNITY, "hard_place": False} | other
    return Case(area=area, confirmed_at=when, count=count, **told)


def unknown(area: AreaCode, count: int = 1, when: datetime = NOW - HOUR) -> Case:
    """Community F0 whose source nobody knows."""
    return case(area, count, when, source=SourceKnown.UNKNOWN)


def calm(area: AreaCode = "22", when: datetime = NOW - HOUR) -> Case:
    """ "None today", by default of the whole province."""
    return case(area, 0, when)


def contacts(
    area: AreaCode, total: int, traced: int | None, care: int | None, when: datetime = NOW - HOUR
) -> Contacts:
    """A count of F1."""
    return Contacts(area, when, 1, total, traced, care)


def order(
    area: AreaCode, state: State, since: datetime = NOW - DAY, until: datetime | None = None, **other: Any
) -> OrderHeard:
    """An order over the whole of an area."""
    told = {"number": f"{state}/{area}", "issuer": "UBND", "part": None} | other
    return OrderHeard(state=state, area=area, since=since, until=until, **told)


def judged(
    area: AreaCode, what: JudgementKind, value: float, since: datetime = NOW - DAY, until: Any = None
) -> JudgementHeard:
    """What the head of disease control judged of an area."""
    return JudgementHeard(area, what, value, since, until, "Trưởng khoa", None, since)


def heard(*facts: Any, as_of: datetime = NOW, silent: bool = False) -> Heard:
    """All of them, as known at a moment; `silent`: no feed of a source was ever heard from."""
    sorted_out: dict[str, list[Any]] = {name: [] for name in PLACES.values()}
    for fact in facts:
        sorted_out[PLACES[type(fact)]].append(fact)
    return Heard(as_of=as_of, last_learned={} if silent else dict.fromkeys(KINDS, as_of), **sorted_out)


def seen(land: Jurisdiction, *facts: Any, as_of: datetime = NOW, silent: bool = False) -> Survey:
    """The map that these facts make under the law in force."""
    return survey_of(heard(*facts, as_of=as_of, silent=silent), land, land.law.area_levels.find(as_of))


def level(found: Survey, area: AreaCode) -> int | None:
    """What is shown of an area."""
    shown = found.standings[area].level
    return None if shown is None else int(shown)


def least(found: Survey, area: AreaCode) -> int:
    """The level below which an area certainly is not."""
    standing = found.standings[area]
    return int(standing.level or standing.grade.at_least)


def case_told(ref: str, area: AreaCode, when: datetime, count: int = 1, **other: Any) -> CaseReported:
    """The event of F0, learned at the moment of confirmation unless told otherwise."""
    told = {"learned_at": when, "source": SourceKnown.KNOWN, "found_in": FoundIn.COMMUNITY} | other
    return CaseReported(ref=ref, area=area, confirmed_at=when, count=count, **told)


def contacts_told(ref: str, area: AreaCode, when: datetime, total: int, **other: Any) -> ContactsReported:
    """The event of a count of F1."""
    told = {"learned_at": when, "contact_level": 1} | other
    return ContactsReported(ref=ref, area=area, reported_at=when, total=total, **told)


def order_told(ref: str, area: AreaCode, state: State, since: datetime, **other: Any) -> OrderIssued:
    """The event of an order, learned when it begins unless told otherwise."""
    told = {"learned_at": since, "number": ref, "issuer": "UBND"} | other
    return OrderIssued(ref=ref, area=area, state=state, since=since, **told)


def arrivals_told(
    ref: str, origin: AreaCode, area: AreaCode, when: datetime, people: int, **other: Any
) -> ArrivalsCounted:
    """The event of a batch of declarations of one day."""
    count = ArrivalCount(origin=origin, area=area, day=other.pop("day", when.date()), people=people)
    return ArrivalsCounted(ref=ref, kind="declaration", learned_at=when, counts=(count,))
