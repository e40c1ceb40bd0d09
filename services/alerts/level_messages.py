"""What people read when levels change: one area, or many by one order. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.alerts.case_tasks import OUTSIDE
from services.alerts.phrases import counted, joined, level_name, moment, place, say, to_do, why
from services.alerts.tasks import LOWERED, ORDERED_COMMAND, RAISED, UNKNOWN, Task
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Told
from services.domain.agencies import ALERTED, Agency
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.events import AreaLevelChanged
from services.domain.labels import AGENCIES
from services.domain.levels import Reason, RiskLevel

LISTED = 30  # names in one message; a longer list is in the ledger

SEVERITY = {
    RiskLevel.NEW_NORMAL: Severity.MINOR,
    RiskLevel.AT_RISK: Severity.MODERATE,
    RiskLevel.HIGH: Severity.SEVERE,
    RiskLevel.VERY_HIGH: Severity.EXTREME,
}

_VERBS = {
    Kind.LEVEL_RAISED: say("lên", "up to"),
    Kind.LEVEL_UNKNOWN: say("chuyển sang:", "now:"),
    Kind.LEVEL_LOWERED: say("xuống", "down to"),
}
_VERBS_OF_MANY = {
    Kind.LEVEL_RAISED: say("lên cao nhất", "up to as high as"),
    Kind.LEVEL_LOWERED: say("hạ mức, cao nhất còn", "down, the highest left at"),
    Kind.LEVEL_UNKNOWN: _VERBS[Kind.LEVEL_UNKNOWN],
}


def kind_of(event: AreaLevelChanged) -> Kind | None:
    """Which way a level went; None when it is worth no alert.

    From nothing known to new normal is the first reading of an empty house, and from new normal to
    nothing known is stale data: the map shows both. 177 communes would write to everybody.
    """
    before, after = event.before, event.after
    if max(before or RiskLevel.NEW_NORMAL, after or RiskLevel.NEW_NORMAL) is RiskLevel.NEW_NORMAL:
        return None
    if after is None:
        return Kind.LEVEL_UNKNOWN
    if before is None or after > before:
        return Kind.LEVEL_RAISED
    return Kind.LEVEL_LOWERED if after < before else None


def levels_told(events: Sequence[AreaLevelChanged], terms: Terms, now: datetime) -> dict[Agency, Told]:
    """What each agency reads about changes by one order or by law; of several ways what rose comes first."""
    ways = _ways(events)
    kind, leading = next(iter(ways.items()))
    highest = max((event.after for event in leading if event.after), default=None)
    area = common_area(terms, [event.area for event in events])
    titles = (_title(several, way, area if way is kind else None, terms) for way, several in ways.items())
    title = joined(titles, "; ")
    reasons = distinct(reason for event in events for reason in event.reasons)
    body = [_happened(events, area, terms), *_order_lines(events), why(reasons, events[0].cite)]
    found = {}
    for agency in ALERTED:
        tasks = [
            task for way, several in ways.items() for task in _tasks(agency, way, highest, several[0], terms)
        ]
        do, deadline = to_do(AGENCIES[agency], tasks, terms, now)
        measures = _measures(events[0], highest, terms) if agency is Agency.COMMAND else []
        found[agency] = Told(
            kind=kind,
            severity=SEVERITY[highest] if highest and kind is Kind.LEVEL_RAISED else Severity.MINOR,
            area=area,
            title=title,
            text=joined([*body, *measures, do]),
            reasons=reasons,
            cite=events[0].cite,
            deadline=deadline,
        )
    return found


def _ways(events: Sequence[AreaLevelChanged]) -> dict[Kind, list[AreaLevelChanged]]:
    """By the way they went: up, then to nothing known, then down."""
    found: dict[Kind, list[AreaLevelChanged]] = {}
    for event in events:
        found.setdefault(kind_of(event) or Kind.LEVEL_RAISED, []).append(event)
    return {way: found[way] for way in _VERBS if way in found}


def distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each reason once: an order gives all its areas the same."""
    return tuple({reason.text.vi: reason for reason in reasons}.values())


def common_area(terms: Terms, codes: Sequence[AreaCode]) -> AreaCode | None:
    """The smallest area that holds all of these; None when the register knows none."""
    if len(codes) == 1:
        return codes[0]
    paths = [[area.code for area in terms.areas.path(code)] for code in codes]
    return next((code for code in paths[0] if all(code in path for path in paths)), None)


def _title(events: Sequence[AreaLevelChanged], kind: Kind, area: AreaCode | None, terms: Terms) -> Sentence:
    verb = _VERBS[kind]
    levels = {event.after for event in events}
    named = level_name(max(level or RiskLevel.NEW_NORMAL for level in levels) if None not in levels else None)
    if len(levels) > 1:
        verb = _VERBS_OF_MANY[kind]
    if len(events) == 1:
        who = place(terms.areas, events[0].area)
    else:
        who = _many([event.area for event in events], area, terms)
    return say(f"{who.vi} {verb.vi} {named.vi}", f"{who.en} {verb.en} {named.en}")


def _many(codes: Sequence[AreaCode], area: AreaCode | None, terms: Terms) -> Sentence:
    """`Thị xã Đông Triều và 21 đơn vị cấp xã`; `Tỉnh Quảng Ninh: 2 đơn vị cấp xã` when it did not change."""
    count = counted(terms.areas, [code for code in codes if code != area])
    if area is None:
        return count
    holder = place(terms.areas, area)
    if area in codes:
        return say(f"{holder.vi} và {count.vi}", f"{holder.en} and {count.en}")
    return say(f"{holder.vi}: {count.vi}", f"{holder.en}: {count.en}")


def _happened(events: Sequence[AreaLevelChanged], around: AreaCode | None, terms: Terms) -> Sentence:
    at = moment(events[0].at, terms.zone)
    lines = [say(f"VIỆC XẢY RA (từ {at.vi}):", f"WHAT HAPPENED (from {at.en}):")]
    changes: dict[tuple[RiskLevel | None, RiskLevel | None], list[AreaCode]] = {}
    for event in events:
        changes.setdefault((event.before, event.after), []).append(event.area)
    for (before, after), codes in changes.items():
        old, new = level_name(before), level_name(after)
        names = _listed(codes, around, terms)
        lines.append(say(f"{names.vi}: {old.vi} → {new.vi}.", f"{names.en}: {old.en} → {new.en}."))
    return joined(lines)


def _listed(codes: Sequence[AreaCode], around: AreaCode | None, terms: Terms) -> Sentence:
    if len(codes) == 1:
        return place(terms.areas, codes[0])
    names = joined((place(terms.areas, code, around) for code in codes[:LISTED]), "; ")
    count = counted(terms.areas, codes)
    more = len(codes) - LISTED
    tail = (
        say(f"; và {more} nơi khác (xem sổ cảnh báo)", f"; and {more} more (see the ledger)")
        if more > 0
        else say("", "")
    )
    return say(f"{count.vi} ({names.vi}{tail.vi})", f"{count.en} ({names.en}{tail.en})")


def _order_lines(events: Sequence[AreaLevelChanged]) -> list[Sentence]:
    """The order that decided, and plainly said where the rules alone would go higher."""
    number = events[0].order_number
    lines = [say(f"Theo văn bản: {number}.", f"By order: {number}.")] if number else []
    above = [e for e in events if e.suggested is not None and e.after is not None and e.suggested > e.after]
    if above:
        highest = level_name(max(e.suggested for e in above if e.suggested))
        where = say("", "") if len(events) == 1 else say(f" ở {len(above)} nơi", f" in {len(above)} places")
        caution = say(
            f"LƯU Ý: số liệu gợi ý {highest.vi}{where.vi}, cao hơn mức đang áp dụng theo văn bản;"
            " đề nghị xem xét.",
            f"NOTE: the figures suggest {highest.en}{where.en}, above the order in force; please review.",
        )
        lines.append(caution)
    return lines


def _tasks(
    agency: Agency, kind: Kind, highest: RiskLevel | None, first: AreaLevelChanged, terms: Terms
) -> Sequence[Task]:
    if kind is Kind.LEVEL_UNKNOWN:
        return UNKNOWN[agency]
    if kind is Kind.LEVEL_LOWERED:
        return LOWERED[agency]
    area = terms.areas.get(first.area)
    if area is not None and not area.inside:
        return OUTSIDE[agency]
    if agency is Agency.COMMAND and first.order_number:
        return ORDERED_COMMAND
    return [task for task in RAISED[agency] if highest in task.levels]


def _measures(first: AreaLevelChanged, highest: RiskLevel | None, terms: Terms) -> list[Sentence]:
    by_level = terms.measures.get(first.cite.document, {})
    if highest is None or highest not in by_level:
        return []
    measures = by_level[highest]
    return [say(f"BIỆN PHÁP THEO MỨC: {measures.vi}", f"MEASURES OF THE LEVEL: {measures.en}")]
