"""Occasions on which people were together, rides or shared places: each is worked out anew when anything of
it changed, a row, a case or a pair of the linkage. So any order of arrival ends with the same state."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.domain.areas import AreaCode
from services.domain.events import Event, PairDecided
from services.domain.records import Noted
from services.plumbing.database import Transaction
from services.tracing.chain_keeping import SameAs
from services.tracing.chain_reading import newest_step
from services.tracing.hearing import Subject, Whereabouts
from services.tracing.occasion_cases import cases_moved, confirmed_among
from services.tracing.occasion_lists import Listing
from services.tracing.occasion_rows import Rows
from services.tracing.occasion_words import Confirmed, Together, Touched, touch


@dataclass(frozen=True)
class Sources:
    """What occasions of any sort ask of other rooms; handed in by the app."""

    names_of: SameAs
    """Every pseudonym of some people, and the first of that person."""
    same_as: SameAs
    people_of_pair: Callable[[Transaction, str], Collection[str]]
    whereabouts: Whereabouts


Names = Mapping[str, str]
Cases = Mapping[str, Sequence[Confirmed]]
"""F0 by person, each with its confirmations, the one learned first before the others."""


@dataclass(frozen=True)
class Sort:
    """One sort of occasion: where its rows stand, who was together by them, what comes of it."""

    name: str
    rows: Rows
    listing: Listing
    together: Callable[[Transaction, Collection[str], Names, Cases], Mapping[str, Together]]
    """Of some occasions, by ref: who was with an F0. Each of them has an answer."""


class Occasions:
    """One worker's memory of a batch: which occasions and whose are to be looked at."""

    def __init__(self, sort: Sort, sources: Sources) -> None:
        """Nothing is to be looked at yet."""
        self._sort, self._from = sort, sources
        self._touched: Touched = {}
        self._paired: Touched = {}
        self._step = 0

    def begin(self, tx: Transaction) -> None:
        """Forget what an attempt that failed had noted; remember how far the chains had come."""
        self._touched, self._paired, self._step = {}, {}, newest_step(tx).id

    def people(self, tx: Transaction, noted: Sequence[Noted]) -> None:
        """Write down what they tell of such occasions."""
        for ref, moment in self._sort.rows.keep(tx, noted).items():
            touch(self._touched, ref, moment)

    def on_pair(self, happened: Event, tx: Transaction) -> None:
        """Who is one person with an F0 was there as that F0 was."""
        assert isinstance(happened, PairDecided)
        self._paired |= dict.fromkeys(self._from.people_of_pair(tx, happened.ref), tx.now)

    def settle(self, tx: Transaction) -> None:
        """Lists and contacts of every occasion that this batch changed anything of."""
        self._touch_those_of(tx, cases_moved(tx, self._step) | self._paired)
        if not self._touched:
            return
        there = self._sort.rows.pseudonyms_on(tx, self._touched)
        names = self._from.names_of(tx, there)
        cases = confirmed_among(tx, there | names.keys(), names)
        touched = self._concerned(tx, names, cases)
        if touched:
            found = self._sort.together(tx, touched, names, cases)
            self._sort.listing.keep(tx, touched, found, self._areas(tx, found), self._from.same_as)

    def subject(self) -> Subject:
        """Stands before chains, which take the contacts into account."""
        return Subject(
            self._sort.name, before=self.begin, people=self.people, events={PairDecided: self.on_pair},
            after=self.settle,
        )  # fmt: skip

    def _touch_those_of(self, tx: Transaction, moved: Mapping[str, datetime]) -> None:
        if not moved:
            return
        names = self._from.names_of(tx, moved.keys())
        moments: Touched = {}
        for pseudonym, moment in moved.items():
            touch(moments, names.get(pseudonym, pseudonym), moment)
        for pseudonym, ref in self._sort.rows.refs_of(tx, moved.keys() | names.keys()):
            touch(self._touched, ref, moments[names.get(pseudonym, pseudonym)])

    def _concerned(self, tx: Transaction, names: Names, cases: Cases) -> Touched:
        """Those with an F0 among them, or with what was found when there was one; most have neither."""
        pseudonyms = cases.keys() | {one for one, person in names.items() if person in cases}
        there = {ref for _, ref in self._sort.rows.refs_of(tx, pseudonyms)}
        wanted = (there & self._touched.keys()) | self._sort.listing.standing(tx, self._touched)
        return {ref: self._touched[ref] for ref in sorted(wanted)}

    def _areas(self, tx: Transaction, found: Mapping[str, Together]) -> Mapping[str, AreaCode]:
        people = {one.pseudonym for each in found.values() for one in each.met}
        return self._from.whereabouts(tx, people) if people else {}
