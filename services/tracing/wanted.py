"""Which people of a contact graph a reader wants to see. Pure."""

from dataclasses import dataclass
from datetime import date

from services.tracing.graphs import Graph, Node

LOOSE = -1
"""Instead of a level: in no chain, or further away than was followed."""


@dataclass(frozen=True)
class Wanted:
    """Which people a reader wants to see. An empty word takes everyone."""

    source: str | None = None
    level: int | None = None
    """`LOOSE`: those in no chain."""
    first: date | None = None
    last: date | None = None
    """People whose day lies between these two, both included; a day nobody noted fits every window."""

    def holds(self, node: Node) -> bool:
        """Is this person wanted?"""
        level = LOOSE if node.level is None else node.level
        fits = self.source in (None, node.source) and self.level in (None, level)
        return fits and self._in_window(node.since)

    def _in_window(self, day: date | None) -> bool:
        if day is None:
            return True
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


def part_of(graph: Graph, wanted: Wanted) -> Graph:
    """Those who are wanted, and the contacts among them."""
    nodes = [node for node in graph.nodes if wanted.holds(node)]
    known = {node.person for node in nodes}
    return Graph(nodes, [one for one in graph.contacts if one.source in known and one.target in known])
