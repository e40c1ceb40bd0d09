"""What is known of chains, as one worker holds it: told of rows, it says what changed in the contact graph.

Pure. Told of all rows at once or of a few at a time, in any order, it ends with the same graph.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeVar

from services.tracing.chain_facts import CaseFact, LinkFact
from services.tracing.contacts import Contact

Thing = TypeVar("Thing", bound=Hashable)
_UNSEEN = "~"  # begins the names of those between two people, of whom nobody told


class Told(NamedTuple):
    """Rows that are new or other, by number; None: it no longer stands."""

    cases: Mapping[int, CaseFact | None] = {}
    links: Mapping[int, LinkFact | None] = {}
    same: Mapping[str, str | None] = {}
    """Pseudonyms by whose person they are."""


class Delta(NamedTuple):
    """What is other in the contact graph by it."""

    confirmed: Collection[str]
    withdrawn: Collection[str]
    added: Collection[Contact]
    removed: Collection[Contact]


@dataclass
class Known:
    """Rows that stand, and what follows of them."""

    cases: dict[int, CaseFact] = field(default_factory=dict)
    links: dict[int, LinkFact] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    _pseudonyms: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _cases_of: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _links_of: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _drawn: dict[int, tuple[Contact, ...]] = field(default_factory=dict)
    _met: Counter[Contact] = field(default_factory=Counter)
    _f0: dict[str, str] = field(default_factory=dict)
    _times_f0: Counter[str] = field(default_factory=Counter)

    def take(self, told: Told) -> Delta:
        """Learn these rows."""
        names = self._take_same(told.same) | self._take_cases(told.cases)
        links = {*told.links, *(one for name in names for one in self._links_of[name])}
        names |= self._take_links(told.links)
        met = [(self._drawn.pop(one, ()), self._draw(one)) for one in links]
        self._drawn.update((one, new) for one, (_, new) in zip(links, met, strict=True) if new)
        f0 = [(_some(self._f0.pop(name, None)), _some(self._f0_in(name))) for name in names]
        self._f0.update((name, one) for name, (_, new) in zip(names, f0, strict=True) for one in new)
        added, removed = _counted(self._met, met)
        confirmed, withdrawn = _counted(self._times_f0, f0)
        return Delta(confirmed, withdrawn, added, removed)

    def person(self, name: str) -> str:
        """Whom a name means: a case its person where one is told, a pseudonym the person it belongs to."""
        if not name.startswith("chain:") and self._cases_of.get(name):
            people = [self.cases[one].person for one in sorted(self._cases_of[name])]
            name = next((one for one in reversed(people) if one), name)
        return self.same.get(name, name)

    def cases_of(self, person: str) -> list[CaseFact]:
        """What makes this person an F0: rows that name them, and those of their cases that name nobody."""
        names = {person, *self._pseudonyms[person]}
        own = {one for name in names for one in self._cases_of[name]}
        codes = {self.cases[one].name for one in own}
        mine = {name for name in codes if self.person(name) == person}
        own |= {one for name in mine for one in self._cases_of[name] if self.cases[one].person is None}
        return [self.cases[one] for one in sorted(own) if self.cases[one].positive]

    def code_of(self, person: str) -> str:
        """The public code of an F0; without one, what else names the case."""
        names = sorted(one.name for one in self.cases_of(person)) or [person]
        return names[0].removeprefix("case:")

    def area_of(self, person: str) -> str | None:
        """Where somebody is found: as the newest word says, of words of one batch that of the later day."""
        areas = [case.area for case in self.cases_of(person)]
        areas += [link.area for _, link in self.links_of(person) if self.person(link.b) == person]
        return next((one for one in reversed(areas) if one), None)

    def links_of(self, person: str) -> list[tuple[int, LinkFact]]:
        """The links of a person by any of its names, with the number of their rows."""
        names = {person, *self._pseudonyms[person]}
        names.update(self.cases[one].name for name in tuple(names) for one in self._cases_of[name])
        return [(one, self.links[one]) for one in sorted({i for name in names for i in self._links_of[name]})]

    def _take_same(self, told: Mapping[str, str | None]) -> set[str]:
        for name, person in told.items():
            self._pseudonyms[self.same.pop(name, name)].discard(name)
            if person is not None:
                self.same[name] = person
                self._pseudonyms[person].add(name)
        return {name for one in told for name in (one, *(self.cases[i].name for i in self._cases_of[one]))}

    def _take_cases(self, told: Mapping[int, CaseFact | None]) -> set[str]:
        old = [self.cases[one] for one in told if one in self.cases]
        _index(self._cases_of, self.cases, told, _names_of_case)
        new = [one for one in told.values() if one]
        return {name for one in (*old, *new) for name in _names_of_case(one)}

    def _take_links(self, told: Mapping[int, LinkFact | None]) -> set[str]:
        old = [self.links[one] for one in told if one in self.links]
        _index(self._links_of, self.links, told, _ends)
        new = [one for one in told.values() if one]
        return {name for one in (*old, *new) for name in _ends(one)}

    def _draw(self, number: int) -> tuple[Contact, ...]:
        """The contacts of a link; as many as lie between the two, through people nobody told of."""
        link = self.links.get(number)
        if link is None:
            return ()
        a, b = self.person(link.a), self.person(link.b)
        way = [a, *(f"{_UNSEEN}{n}{_UNSEEN}{a}" for n in range(1, link.steps)), b]
        pairs = list(pairwise(way))
        between = (Contact(*pair, link.kind, directed=True) for pair in pairs[:-1])
        # Two who met did so whichever is named first.
        source, target = pairs[-1] if link.directed else sorted(pairs[-1])
        return (*between, Contact(source, target, link.kind, link.directed, link.since, link.until))

    def _f0_in(self, name: str) -> str | None:
        """The F0 that a name stands for. Who is named as a case, and of whom no case tells, is one."""
        cases = [self.cases[one] for one in self._cases_of[name]]
        if name.startswith(("case:", "chain:")) and not cases:
            return name if self._links_of[name] else None
        return self.person(name) if any(one.positive for one in cases) else None


def shown(name: str | None) -> str | None:
    """The nearest one somebody told of, for one that stands between."""
    return name.split(_UNSEEN, 2)[2] if name and is_unseen(name) else name


def is_unseen(name: str) -> bool:
    """Is it one of those between two people, of whom nobody told?"""
    return name.startswith(_UNSEEN)


def _names_of_case(case: CaseFact) -> Iterator[str]:
    yield case.name
    yield from (one for one in (case.person, case.chain) if one)


def _ends(link: LinkFact) -> Iterator[str]:
    yield link.a
    yield link.b


def _some(one: Thing | None) -> tuple[Thing, ...]:
    return () if one is None else (one,)


def _index(
    index: defaultdict[str, set[int]],
    kept: dict[int, Thing],
    told: Mapping[int, Thing | None],
    names_of: Callable[[Thing], Iterable[str]],
) -> None:
    """Keep what is told, and find it by each of its names."""
    for number, thing in told.items():
        for name in names_of(kept.pop(number)) if number in kept else ():
            index[name].discard(number)
        if thing is not None:
            kept[number] = thing
            for name in names_of(thing):
                index[name].add(number)


def _counted(
    counter: Counter[Thing], changes: Iterable[tuple[Iterable[Thing], Iterable[Thing]]]
) -> tuple[set[Thing], set[Thing]]:
    """Count what went and what came; says what is there that was not, and what is not that was."""
    changes = list(changes)
    touched = {one for change in changes for part in change for one in part}
    had = {one for one in touched if counter[one] > 0}
    for old, new in changes:
        counter.subtract(old)
        counter.update(new)
    has = {one for one in touched if counter[one] > 0}
    for one in touched - has:
        del counter[one]
    return has - had, had - has
