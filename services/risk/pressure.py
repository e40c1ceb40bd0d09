"""How much infection may go on unseen in a place: F0 whose source nobody knows, and contacts nobody found.

Counted in F0. An F0 without a known source counts one, and one more for each generation of infection that
goes by. Contacts are held against the usual number of F1 an F0 has (about 67 on 8 February 2021, rule book
2.1): F1 found are Poisson with a rate that has a gamma prior around the usual, so that a few F0 prove little
(empirical Bayes; Clayton and Kaldor, Biometrics 1987). Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.domain.areas import AreaCode, Areas
from services.domain.records import FoundIn, SourceKnown
from services.risk.heard import Case, Contacts

SECONDS_PER_DAY = 86_400.0

Cases = Mapping[AreaCode, Sequence[Case]]
Reports = Mapping[AreaCode, Sequence[Contacts]]


@dataclass(frozen=True)
class Usual:
    """What contacts are held against; parameters of the law, named alike."""

    contacts_per_case: float
    """F1 that an F0 usually has."""
    strength: float
    """How many F0 the usual number weighs: with as many of its own a place counts half by itself."""
    generation_days: float
    """From one infection to the next."""
    find_hours: float
    """After this time all F1 of an F0 should have been found (rule book 5.2)."""


@dataclass(frozen=True)
class Pressure:
    """Of one place, with all that lies in it."""

    untraced: int = 0
    """F0 without a known source."""
    oldest_days: float = 0.0
    """For how long the oldest of them has been known."""
    generations: float = 0.0
    """Generations of infection since they were known, added up over them."""
    cases: int = 0
    """F0 whose F1 should have been found by now; who came ill from abroad met nobody here."""
    expected: float = 0.0
    """F1 that they usually have."""
    found: float = 0.0
    """F1 that were found; of a wider report the share of these F0."""
    told: bool = False
    """Has anybody told of F1 here? Silence counts as nothing found."""
    missing: float = 0.0
    """What is missing of the F1 expected, shrunk towards the usual, in F0."""

    @property
    def total(self) -> float:
        """In F0."""
        return self.untraced + self.generations + self.missing


def shrunk_missing(cases: float, found: float, usual: Usual) -> float:
    """Contacts missing, in F0: the usual ratio less the expected rate given what was found, times the F0.

    With r F1 usual, strength k, n F0 and f found: n (r − (k r + f) / (k + n)) / r; never below 0.
    """
    short = cases * usual.contacts_per_case - found
    return max(short, 0.0) / usual.contacts_per_case * cases / (usual.strength + cases) if cases else 0.0


class PressureMap:
    """The pressure of any area at one moment."""

    def __init__(self, areas: Areas, cases: Cases, contacts: Reports, now: datetime, usual: Usual) -> None:
        """`cases` and `contacts` (of F1): those of the window, known at `now`, by every area they lie in."""
        self._areas, self._cases, self._reports, self._now, self._usual = areas, cases, contacts, now, usual
        self._by_now = now - timedelta(hours=usual.find_hours)
        self._ripe_in: dict[AreaCode, int] = {}
        self._named = {report.area for reports in contacts.values() for report in reports}
        self._found_at: dict[AreaCode, int] = {}

    def by_place_told(self) -> dict[AreaCode, Pressure]:
        """Of every place that an F0 of the window was told of, that F0 in no wider one."""
        told = {case.area for cases in self._cases.values() for case in cases}
        return {area: self.beside(area) for area in sorted(told)}

    def of(self, area: AreaCode) -> Pressure:
        """Of an area with all that lies in it."""
        return self._pressure(area, self._cases.get(area, ()))

    def beside(self, area: AreaCode) -> Pressure:
        """Of those F0 alone that were told of the area itself, and of no place in it."""
        return self._pressure(area, [case for case in self._cases.get(area, ()) if case.area == area])

    def _pressure(self, area: AreaCode, cases: Sequence[Case]) -> Pressure:
        if not cases:
            return Pressure(told=self._found(area, 0) is not None)
        untraced = [(case.count, self._age(case)) for case in cases if case.source_missing]
        ripe = self._ripe(cases)
        found = self._found(area, ripe)
        return Pressure(
            untraced=sum(count for count, _ in untraced),
            oldest_days=max((age for count, age in untraced if count), default=0.0),
            generations=sum(count * age for count, age in untraced) / self._usual.generation_days,
            cases=ripe,
            expected=ripe * self._usual.contacts_per_case,
            found=found or 0.0,
            told=found is not None,
            missing=shrunk_missing(ripe, found or 0.0, self._usual),
        )

    def _age(self, case: Case) -> float:
        """In days; a moment that has not come yet is a slip of the pen."""
        return max((self._now - case.confirmed_at).total_seconds() / SECONDS_PER_DAY, 0.0)

    def _ripe(self, cases: Iterable[Case]) -> int:
        return sum(case.count for case in cases if case.confirmed_at <= self._by_now and met_people(case))

    def _ripe_of(self, place: AreaCode) -> int:
        """The same of all F0 of a place, counted once for all that lies in it."""
        if place not in self._ripe_in:
            self._ripe_in[place] = self._ripe(self._cases.get(place, ()))
        return self._ripe_in[place]

    def _found(self, area: AreaCode, ripe: int) -> float | None:
        """F1 found of so many F0: of each report that covers them their share, and the best of these.

        The best, so that one report more never makes the number smaller.
        """
        told = (self._told(place.code, area) for place in self._areas.path(area))
        return max((found * ripe / max(of, ripe, 1) for found, of in told if found is not None), default=None)

    def _told(self, place: AreaCode, area: AreaCode) -> tuple[int | None, int]:
        """F1 that reports of a place count which covers an area, and of how many F0."""
        if not self._reports.get(place) or (place != area and place not in self._named):
            return None, 0  # each speaks of a part of the place, and of another than this
        if place not in self._found_at:
            self._found_at[place] = sum(_found_in(report) for report in self._reports[place])
        return self._found_at[place], self._ripe_of(place)


def met_people(case: Case) -> bool:
    """Whether contacts here are to be expected: not of who came ill from abroad."""
    # Those found in quarantine as well: the usual number of F1 is one of all F0 of the wave.
    return case.source is not SourceKnown.IMPORTED and case.found_in is not FoundIn.BORDER


def _found_in(report: Contacts) -> int:
    """Who is counted was found, unless the report says how many of them were."""
    return report.total if report.traced is None else min(report.traced, report.total)
