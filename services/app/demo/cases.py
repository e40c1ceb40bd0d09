"""F0 as they were told: our own, corrections of them, those next door, and the evenings without any."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.facts import CaseFact, Facts, OutsideFact
from services.app.demo.placing import place_of
from services.domain.areas import Areas

FEED = "cases"
INVENTED_PLACE, TOLD = "invented_place", "told"


def case_deliveries(span: Span, seed: int, areas: Areas, facts: Facts) -> Iterator[Delivery]:
    """Each bulletin of the province with its F0, one row a person."""
    return _bulletins(span, seed, areas, facts, facts.cases, "f0")


def correction_deliveries(span: Span, seed: int, areas: Areas, facts: Facts) -> Iterator[Delivery]:
    """Rows that tell an earlier F0 again, better known."""
    return _bulletins(span, seed, areas, facts, facts.corrections, "f0-dinh-chinh")


def outside_deliveries(span: Span, facts: Facts) -> Iterator[Delivery]:
    """F0 of the neighbouring provinces, one row a day and area."""
    wanted = [fact for fact in facts.outside if span.holds(fact.learned)]
    for learned, told in groupby(wanted, key=attrgetter("learned")):
        yield Delivery(
            learned, FEED, f"f0-ngoai-tinh-{_stamp(learned)}", [_outside_row(fact) for fact in told]
        )


def evening_reports(span: Span, facts: Facts, areas: Areas) -> Iterator[Delivery]:
    """The evening report of every day: a zero for each district, and for the province, that had no F0.

    A zero is news too: without it nobody can tell a quiet district from one that has stopped reporting.
    """
    volumes = facts.volumes
    districts = [area.code for area in areas.children(facts.province)]
    for day in span.days(volumes.zone):
        moment = at(day, volumes.report_hour, volumes.zone, minute=5)
        if span.holds(moment):
            touched = _touched(facts, day, moment)
            quiet = [code for code in [*districts, facts.province] if code not in touched]
            if day <= facts.neighbour_quiet_until:
                quiet.append(facts.neighbour)
            yield Delivery(moment, FEED, f"bao-cao-18h-{day}", [zero_row(code, moment) for code in quiet])


def _bulletins(
    span: Span, seed: int, areas: Areas, facts: Facts, told: tuple[CaseFact, ...], name: str
) -> Iterator[Delivery]:
    wanted = [fact for fact in told if span.holds(fact.learned)]
    for learned, together in groupby(sorted(wanted, key=attrgetter("learned")), key=attrgetter("learned")):
        rows = [_case_row(fact, place_of(fact, seed, areas, facts)) for fact in together]
        yield Delivery(learned, FEED, f"{name}-{_stamp(learned)}", rows)


def _case_row(fact: CaseFact, area: str) -> Row:
    return {
        "code": fact.code,
        "area": area,
        "confirmed_at": fact.confirmed.isoformat(),
        "count": "1",
        "source": fact.source,
        "found_in": fact.found_in,
        "chain": fact.chain,
        "note": _note(fact, area),
    }


def _note(fact: CaseFact, area: str) -> str:
    invented = not fact.commune and area != fact.district
    place = INVENTED_PLACE if invented else "" if fact.place_basis == TOLD else f"place {fact.place_basis}"
    return "; ".join(part for part in (fact.timeline, fact.certainty, place) if part)


def _outside_row(fact: OutsideFact) -> Row:
    return {
        "code": f"{fact.timeline or 'D'}-{fact.area}-{_stamp(fact.learned)}",
        "area": fact.area,
        "confirmed_at": fact.learned.isoformat(),
        "count": str(fact.count),
        "source": fact.source,
        "found_in": fact.found_in,
        "hard_to_trace_place": fact.hard_place,
        "chain": "",
        "note": "; ".join(part for part in (fact.timeline, fact.basis) if part),
    }


def zero_row(area: str, moment: datetime) -> Row:
    """ "None today" of one locality."""
    return {
        "code": "",
        "area": area,
        "confirmed_at": moment.isoformat(),
        "count": "0",
        "source": "known",
        "found_in": "unknown",
        "chain": "",
        "note": "none today",
    }


def _touched(facts: Facts, day: date, report: datetime) -> set[str]:
    """Areas with an F0 learned that day until the report: of its night the 27th knew nothing."""
    zone = facts.volumes.zone
    districts = {
        fact.district
        for fact in facts.cases
        if fact.learned <= report and fact.learned.astimezone(zone).date() == day
    }
    return districts | {facts.province} if districts else districts


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%d-%H%M}"
