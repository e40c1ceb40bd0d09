"""Who rode with an F0: kept from declarations, and worked out anew for each ride that anything changed of."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.domain.areas import AreaCode
from services.domain.events import Event, PairDecided
from services.domain.records import Noted
from services.plumbing.database import Transaction
from services.tracing.chain_keeping import SameAs
from services.tracing.chain_reading import newest_step
from services.tracing.hearing import Subject
from services.tracing.manifests import NearRules
from services.tracing.ride_cases import cases_moved, confirmed_among
from services.tracing.ride_contacts import Confirmed, Neighbour, neighbours
from services.tracing.ride_facts import Terms
from services.tracing.ride_lists import day_of, keep_links, keep_list, rides_standing
from services.tracing.ride_rows import Touched, keep_rides, pseudonyms_on, refs_of, riders_of, touch


@dataclass(frozen=True)
class RideSources:
    """What this subject asks of the law and of other rooms; handed in by the app."""

    terms: Terms
    rules: Callable[[], NearRules]
    lookback_days: Callable[[], int]
    """Days before and after confirmation in which a ride of an F0 counts."""
    names_of: SameAs
    """Every pseudonym of some people, and the first of that person."""
    same_as: SameAs
    people_of_pair: Callable[[Transaction, str], Collection[str]]
    whereabouts: Callable[[Transaction, Collection[str]], Mapping[str, AreaCode]]


class Rides:
    """One worker's memory of a batch: which rides and whose are to be looked at."""

    def __init__(self, sources: RideSources) -> None:
        """Nothing is to be looked at yet."""
        self._from = sources
        self._touched: Touched = {}
        self._paired: dict[str, datetime] = {}
        self._step = 0

    def begin(self, tx: Transaction) -> None:
        """Forget what an attempt that failed had noted; remember how far the chains had come."""
        self._touched, self._paired, self._step = {}, {}, newest_step(tx).id

    def people(self, tx: Transaction, noted: Sequence[Noted]) -> None:
        """Write down their rides."""
        for ref, moment in keep_rides(tx, noted, self._from.terms).items():
            touch(self._touched, ref, moment)

    def on_pair(self, happened: Event, tx: Transaction) -> None:
        """Who is one person with an F0 rode as that F0 did."""
        assert isinstance(happened, PairDecided)
        self._paired |= dict.fromkeys(self._from.people_of_pair(tx, happened.ref), tx.now)

    def settle(self, tx: Transaction) -> None:
        """Lists and contacts of every ride that this batch changed anything of."""
        self._touch_rides_of(tx, cases_moved(tx, self._step) | self._paired)
        if not self._touched:
            return
        on_board = pseudonyms_on(tx, self._touched)
        names = self._from.names_of(tx, on_board)
        cases = confirmed_among(tx, on_board | names.keys(), names)
        concerned = self._concerned(tx, names, cases)
        if concerned:
            self._work_out(tx, concerned, names, cases)

    def subject(self) -> Subject:
        """Stands before chains, which take the contacts into account."""
        return Subject(
            "rides", before=self.begin, people=self.people, events={PairDecided: self.on_pair},
            after=self.settle,
        )  # fmt: skip

    def _touch_rides_of(self, tx: Transaction, moved: Mapping[str, datetime]) -> None:
        if not moved:
            return
        names = self._from.names_of(tx, moved.keys())
        moments: dict[str, datetime] = {}
        for pseudonym, moment in moved.items():
            touch(moments, names.get(pseudonym, pseudonym), moment)
        for pseudonym, ref in refs_of(tx, moved.keys() | names.keys()):
            touch(self._touched, ref, moments[names.get(pseudonym, pseudonym)])

    def _concerned(
        self, tx: Transaction, names: Mapping[str, str], cases: Mapping[str, Sequence[Confirmed]]
    ) -> Touched:
        """Rides with an F0 in them, or with what was found when there was one; most have neither."""
        pseudonyms = cases.keys() | {one for one, person in names.items() if person in cases}
        aboard = {ref for _, ref in refs_of(tx, pseudonyms)}
        wanted = (aboard & self._touched.keys()) | rides_standing(tx, self._touched)
        return {ref: self._touched[ref] for ref in sorted(wanted)}

    def _work_out(
        self,
        tx: Transaction,
        touched: Touched,
        names: Mapping[str, str],
        cases: Mapping[str, Sequence[Confirmed]],
    ) -> None:
        riders, rules = riders_of(tx, touched, names), self._from.rules()
        found: dict[str, list[Neighbour]] = {}
        for ref in touched:
            near = _in_time(cases, day_of(ref), self._from.lookback_days())
            found[ref] = list(neighbours(riders.get(ref, ()), near, rules))
        people = {one.rider.pseudonym for near in found.values() for one in near}
        areas = self._from.whereabouts(tx, people) if people else {}
        for ref, near_it in found.items():
            keep_list(tx, ref, day_of(ref), near_it, areas)
        keep_links(tx, touched, found, self._from.same_as)


def _in_time(cases: Mapping[str, Sequence[Confirmed]], day: date, within: int) -> dict[str, Confirmed]:
    """Who was confirmed so near to this day that they may have passed it on."""
    found: dict[str, Confirmed] = {}
    for person, told in cases.items():
        near = [one for one in told if abs((one.day - day).days) <= within]
        if near:
            found[person] = near[0]
    return found
