"""Whoever sees pseudonyms in a picture or a file of chains leaves a line for each of those people."""

from collections.abc import Iterable

from services.app.wiring import House
from services.domain.viewers import Viewer
from services.posts.scans import note_looks
from services.tracing.explorer import REST, Picture
from services.tracing.graphs import Graph


def note_picture(house: House, picture: Picture, viewer: Viewer, door: str) -> None:
    """People whose pseudonyms a picture shows: those drawn one by one, and the F0 that bubbles go by."""
    sources = {group.path[0] for group in picture.groups}
    drawn = {group.path[-1] for group in picture.groups if group.kind == "person"}
    _note(house, sources | drawn, viewer, door)


def note_file(house: House, graph: Graph, viewer: Viewer, door: str) -> None:
    """Everyone in a file."""
    _note(house, [node.person for node in graph.nodes], viewer, door)


def _note(house: House, people: Iterable[str], viewer: Viewer, door: str) -> None:
    """In a transaction of its own: making a picture would hold up those who write."""
    # A case that nobody named goes by its public code, and is nobody's pseudonym.
    found = sorted(one for one in people if one not in ("", REST) and ":" not in one)
    if found:
        with house.database.transaction() as tx:
            note_looks(tx, found, agency=viewer.agency, why="chain", ref=door, at=house.clock())
