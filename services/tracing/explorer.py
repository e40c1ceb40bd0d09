"""A large contact graph as a picture that can be read: bubbles that open, contacts between them. Pure.

Bubbles stand for source cases; one that is opened shows levels, then areas, then people. So a picture of
50,000 people is some hundred bubbles, and whoever looks for one person gets there in three steps.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.tracing.contacts import Contact
from services.tracing.graphs import Graph, Node
from services.tracing.wanted import Wanted

MOST_GROUPS = 300
"""Bubbles below one that is opened; the smallest beyond stand together as the rest."""
MOST_LINKS = 1500
"""Lines that are drawn, the heaviest first."""

Path = tuple[str, ...]
"""A bubble: the values of its steps; `""` is a value that is not known."""
REST = "*"
"""The last value of the bubble in which those beyond `MOST_GROUPS` stand together."""

STEPS: Sequence[tuple[str, Callable[[Node], str]]] = (
    ("source", lambda node: node.source or ""),
    ("level", lambda node: "" if node.level is None else str(node.level)),
    ("area", lambda node: node.area or ""),
    ("person", lambda node: node.person),
)
"""What one opened bubble parts into, in this order."""


class Group(NamedTuple):
    """One bubble, or, where it is opened, the ring around what it holds."""

    path: Path
    parent: Path
    kind: str
    """`source`, `level`, `area`, `person`, or `rest`."""
    people: int
    levels: Sequence[int]
    """How many F0, F1 …, as far as there are any; the last number: in no chain."""
    first: date | None
    last: date | None
    """The earliest and the newest day of its people."""
    inside: int
    """Contacts among its own people."""
    outside: int
    """Contacts of its people with those of other bubbles of the picture."""
    opened: bool


class Link(NamedTuple):
    """So many contacts between the people of two bubbles, by their places in the list of groups."""

    one: int
    other: int
    contacts: int


@dataclass(frozen=True)
class Picture:
    """What is drawn, and told as a table."""

    groups: Sequence[Group]
    links: Sequence[Link]
    people: int
    contacts: int
    links_left_out: int


def aggregate(graph: Graph, wanted: Wanted | None = None, opened: Collection[Path] = ()) -> Picture:
    """The picture of those who are wanted.

    A step at which all are alike is passed over, and a bubble of one person is that person.
    """
    nodes = [node for node in graph.nodes if wanted is None or wanted.holds(node)]
    depth = max((node.level or 0 for node in nodes), default=0)
    bubbles = list(_bubbles(nodes, (), (), frozenset(opened)))
    place = {node.person: at for at, bubble in enumerate(bubbles) for node in bubble.leaves}
    between = _between(graph.contacts, place)
    inside, outside = _sums(between)
    groups = [_group(one, inside[at], outside[at], depth) for at, one in enumerate(bubbles)]
    pairs = [(pair, count) for pair, count in between.most_common() if pair[0] != pair[1]]
    links = [Link(*pair, count) for pair, count in pairs[:MOST_LINKS]]
    return Picture(groups, links, len(nodes), between.total(), max(len(pairs) - MOST_LINKS, 0))


class _Bubble(NamedTuple):
    path: Path
    parent: Path
    kind: str
    nodes: Sequence[Node]
    opened: bool

    @property
    def leaves(self) -> Sequence[Node]:
        """Its people, unless bubbles inside it stand for them."""
        return () if self.opened else self.nodes


def _bubbles(nodes: Sequence[Node], path: Path, parent: Path, opened: Collection[Path]) -> Iterator[_Bubble]:
    """What one bubble parts into; the largest first."""
    if not nodes:
        return
    kind, value = STEPS[len(path)]
    parts = _parted(nodes, value)
    if len(parts) == 1 and kind != "person":
        yield from _bubbles(nodes, (*path, next(iter(parts))), parent, opened)
        return
    listed = sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))
    for word, part in listed[:MOST_GROUPS]:
        yield from _bubble((*path, word), parent, kind, part, opened)
    if beyond := [node for _, part in listed[MOST_GROUPS:] for node in part]:
        yield _Bubble((*path, REST), parent, "rest", beyond, opened=False)


def _bubble(
    path: Path, parent: Path, kind: str, nodes: Sequence[Node], opened: Collection[Path]
) -> Iterator[_Bubble]:
    if len(nodes) == 1:
        alone = tuple(value(nodes[0]) for _, value in STEPS)
        yield _Bubble(alone, parent, "person", nodes, opened=False)
        return
    is_open = path in opened
    yield _Bubble(path, parent, kind, nodes, is_open)
    if is_open:
        yield from _bubbles(nodes, path, path, opened)


def _parted(nodes: Sequence[Node], value: Callable[[Node], str]) -> dict[str, list[Node]]:
    parts: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        parts[value(node)].append(node)
    return parts


def _between(contacts: Sequence[Contact], place: dict[str, int]) -> Counter[tuple[int, int]]:
    """Contacts by the two bubbles they join, of people in the picture."""
    found: Counter[tuple[int, int]] = Counter()
    for one in contacts:
        a, b = place.get(one.source), place.get(one.target)
        if a is not None and b is not None and one.source != one.target:
            found[(a, b) if a <= b else (b, a)] += 1
    return found


def _sums(between: Counter[tuple[int, int]]) -> tuple[Counter[int], Counter[int]]:
    inside: Counter[int] = Counter()
    outside: Counter[int] = Counter()
    for (a, b), count in between.items():
        if a == b:
            inside[a] += count
        else:
            outside[a] += count
            outside[b] += count
    return inside, outside


def _group(bubble: _Bubble, inside: int, outside: int, depth: int) -> Group:
    counts = Counter(depth + 1 if node.level is None else node.level for node in bubble.nodes)
    days = [node.since for node in bubble.nodes if node.since]
    return Group(
        bubble.path,
        bubble.parent,
        bubble.kind,
        len(bubble.nodes),
        [counts[level] for level in range(depth + 2)],
        min(days, default=None),
        max(days, default=None),
        inside,
        outside,
        bubble.opened,
    )
