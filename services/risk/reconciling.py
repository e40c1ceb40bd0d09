"""Two official sites reconciled: which differences are a habit of a site, and which are open. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.risk.heard import Count
from services.risk.sites import compare_sites

NEAR_DAYS = 2  # beyond the usual lag, cases of one area this near are still taken for the same


class Why(StrEnum):
    """What lies behind a difference."""

    AREA_ABSENT = "area_absent"
    """One site never tells of this area."""
    USUAL_LAG = "usual_lag"
    """The same cases, by the number of days that b usually dates them later."""
    OTHER_DAY = "other_day"
    """Most likely the same cases, a day or two apart."""
    IMPORTED = "imported"
    """Only b tells of them, and a leaves imported cases out."""
    OUTSIDE = "outside"
    """Of a day on which the other site had not begun, or had ended."""
    ONLY_A = "only_a"
    ONLY_B = "only_b"


LEAVE_OUT_IMPORTED = frozenset(("vncdc",))
"""Sites that leave imported cases out, as seen on their lists of 2020 and 2021."""

SENTENCES: Mapping[Why, Sentence] = {
    Why.AREA_ABSENT: Sentence(
        vi="Một nguồn không bao giờ có địa phương này", en="One site never tells of this area"
    ),
    Why.USUAL_LAG: Sentence(
        vi="Cùng số ca, lệch ngày như thường lệ", en="The same cases, later by the usual lag"
    ),
    Why.OTHER_DAY: Sentence(
        vi="Nhiều khả năng cùng số ca, lệch một hai ngày", en="Most likely the same cases, a day or two apart"
    ),
    Why.IMPORTED: Sentence(
        vi="Chỉ một nguồn có; nguồn kia không tính ca nhập cảnh",
        en="Only one site tells of them; the other leaves imported cases out",
    ),
    Why.OUTSIDE: Sentence(
        vi="Nguồn kia chưa bắt đầu hoặc đã dừng công bố",
        en="The other site had not begun, or had ended",
    ),
    Why.ONLY_A: Sentence(vi="Chỉ nguồn A có: cần hỏi lại", en="Only site A tells of them: to be asked"),
    Why.ONLY_B: Sentence(vi="Chỉ nguồn B có: cần hỏi lại", en="Only site B tells of them: to be asked"),
}


@dataclass(frozen=True)
class Difference:
    """Cases that two sites do not put into one area and day, and why, as far as can be said."""

    area: AreaCode
    day: date
    """As a dates them; of cases that only b tells of, as b does."""
    other_day: date | None
    """As b dates the same cases."""
    cases: int
    why: Why


@dataclass(frozen=True)
class Reconciled:
    """Two sites over the days on which both spoke: what agrees, and every difference."""

    site_a: str
    site_b: str
    lag_days: int | None
    agreed: int
    differences: tuple[Difference, ...]

    def sums(self) -> dict[Why, int]:
        """Cases by what lies behind their difference."""
        found: Counter[Why] = Counter()
        for one in self.differences:
            found[one.why] += one.cases
        return {why: found[why] for why in Why if found[why]}


Days = dict[date, int]


def reconcile(counts: Sequence[Count], site_a: str, site_b: str) -> Reconciled:
    """Every case of both sites is agreed on, or stands in exactly one difference."""
    both = [count for count in counts if count.site in (site_a, site_b)]
    compared = compare_sites(both)
    lag = next((one.lag_days for one in compared), None)
    if lag is not None and compared[0].site_a != site_a:
        lag = -lag
    grids = {site: _grid(both, site) for site in (site_a, site_b)}
    spans = {site: _span(grid) for site, grid in grids.items()}
    agreed, found = 0, list[Difference]()
    for area in sorted({*grids[site_a], *grids[site_b]}):
        a, b = (dict(grids[site].get(area, {})) for site in (site_a, site_b))
        absent = area not in grids[site_a] or area not in grids[site_b]
        if not absent:
            same, apart = _matched(area, a, b, lag)
            agreed, found = agreed + same, found + apart
        habit = Why.AREA_ABSENT if absent else None
        imported = Why.IMPORTED if site_a in LEAVE_OUT_IMPORTED else Why.ONLY_B
        found += _left(area, a, spans[site_b], habit or Why.ONLY_A)
        found += _left(area, b, spans[site_a], habit or imported)
    return Reconciled(site_a, site_b, lag, agreed, tuple(sorted(found, key=lambda one: (one.area, one.day))))


def reconciled_pairs(counts: Sequence[Count]) -> list[Reconciled]:
    """Every pair of sites."""
    return [reconcile(counts, *_in_order(one.site_a, one.site_b)) for one in compare_sites(counts)]


def _in_order(one: str, other: str) -> tuple[str, str]:
    """The site that leaves imported cases out stands first: what the other has more is then explained."""
    return (other, one) if other in LEAVE_OUT_IMPORTED else (one, other)


def _grid(counts: Iterable[Count], site: str) -> dict[AreaCode, Days]:
    found: dict[AreaCode, Days] = {}
    for count in counts:
        if count.site == site and count.new_cases:
            days = found.setdefault(count.area, {})
            days[count.day] = days.get(count.day, 0) + count.new_cases
    return found


def _match(area: AreaCode, a: Days, b: Days, shift: int, why: Why) -> list[Difference]:
    """Cases that b tells of `shift` days later, taken out of both."""
    found = []
    for day in sorted(a):
        other = day + timedelta(days=shift)
        if cases := min(a[day], b.get(other, 0)):
            a[day] -= cases
            b[other] -= cases
            found.append(Difference(area, day, other, cases, why))
    return found


def _matched(area: AreaCode, a: Days, b: Days, lag: int | None) -> tuple[int, list[Difference]]:
    """How many cases agree, and those on other days: by the usual lag first, then the same day, then near."""
    late = _match(area, a, b, lag, Why.USUAL_LAG) if lag else []
    same = _match(area, a, b, 0, Why.OTHER_DAY)
    near = sorted((n for n in range(-NEAR_DAYS, NEAR_DAYS + 1) if n not in (0, lag)), key=abs)
    apart = [one for shift in near for one in _match(area, a, b, shift, Why.OTHER_DAY)]
    return sum(one.cases for one in same), [*late, *apart]


def _left(area: AreaCode, days: Days, other_span: tuple[date, date], why: Why) -> list[Difference]:
    """What only one site tells of; nobody can expect the other to tell of days before or after its own."""
    first, last = other_span
    return [
        Difference(area, day, None, cases, why if first <= day <= last else Why.OUTSIDE)
        for day, cases in days.items()
        if cases
    ]


def _span(grid: Mapping[AreaCode, Days]) -> tuple[date, date]:
    """From the first to the last day on which a site told of any case."""
    days = [day for told in grid.values() for day in told]
    return (min(days), max(days)) if days else (date.max, date.min)
