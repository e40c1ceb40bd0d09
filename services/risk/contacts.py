"""Contacts of F0 by area: how many are not traced, how many are outside central quarantine. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode, Areas
from services.risk.heard import Contacts
from services.risk.sums import AreaNumbers, Numbers, Window, local_day

F1 = 1
Reports = Mapping[AreaCode, Sequence[Contacts]]


def contact_numbers(
    areas: Areas, heard: Iterable[Contacts], cases: Numbers, window: Window, zone: ZoneInfo
) -> Numbers:
    """F1 not yet traced, and F1 outside central quarantine, as reports of the window count them.

    `cases`: the case sums of every area; they say where no list of contacts is to be expected.
    """
    fresh = recent_f1(heard, window, zone)
    inside: dict[AreaCode, list[Contacts]] = defaultdict(list)
    for report in fresh:
        for area in areas.path(report.area):
            inside[area.code].append(report)
    named = {report.area for report in fresh}
    return {
        area.code: _counted(reports)
        if (reports := inside.get(area.code))
        else _uncounted(_none_expected(areas, area.code, cases, named, inside))
        for area in areas
    }


def recent_f1(heard: Iterable[Contacts], window: Window, zone: ZoneInfo) -> list[Contacts]:
    """The reports of F1 whose day lies in the window; an older one says nothing of today."""
    return [c for c in heard if c.contact_level == F1 and local_day(c.reported_at, zone) in window]


def _counted(reports: Sequence[Contacts]) -> AreaNumbers:
    told = [report.untraced for report in reports]
    untraced = sum(number for number in told if number is not None)
    # What one locality leaves open cannot make good what another has told.
    known = untraced > 0 or None not in told
    return {
        "contacts_untraced": float(untraced) if known else None,
        "contacts_f1": float(sum(report.outside_quarantine for report in reports)),
    }


def _uncounted(none_expected: bool) -> AreaNumbers:
    return dict.fromkeys(("contacts_untraced", "contacts_f1"), 0.0 if none_expected else None)


def _none_expected(
    areas: Areas, code: AreaCode, cases: Numbers, named: set[AreaCode], inside: Reports
) -> bool:
    """Is it good news that nobody counts contacts here?

    Yes where the area is counted with what it lies in; where it has no F0 of its own and another locality
    near counts its contacts; and where no F0 is near at all. An F0 without any list of contacts is not.
    """
    path = [place.code for place in areas.path(code)]
    if not named.isdisjoint(path):
        return True
    near = path[:2]
    if not inside.keys().isdisjoint(near):
        return cases[code]["cases_28d"] == 0
    return areas[code].inside and all(cases[place]["cases_28d"] == 0 for place in near)
