"""Levels by trying every path and every day on it: slow, and plain enough to be believed."""

from collections.abc import Iterator

from services.tracing.contacts import Contact
from services.tracing.standings import Standing

UNKNOWN, AFTER_ALL = 0, 800_000  # before and after every day that tests use, as ordinals


def standings_by_trial(contacts: list[Contact], cases: set[str], depth: int) -> dict[str, tuple]:
    """Per person: level, via, and the first day of exposure by any path within the depth."""
    ends: dict[str, list[tuple[int, int, str | None]]] = {}
    for case in cases:
        for length, day, path in _walked(contacts, (case,), UNKNOWN, depth):
            ends.setdefault(path[-1], []).append((length, day, path[-2] if length else None))
    return {
        person: (*_shortest(person, found), min(day for _, day, _ in found)) for person, found in ends.items()
    }


def _shortest(person: str, found: list[tuple[int, int, str | None]]) -> Standing:
    level, _, via = min(found, key=lambda one: (one[0], one[1], one[2] or ""))
    return Standing(person, level, via)


def _walked(
    contacts: list[Contact], path: tuple[str, ...], since: int, left: int
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    yield len(path) - 1, since, path
    if not left:
        return
    for one in contacts:
        ways = [(one.source, one.target), (one.target, one.source)][: 1 if one.directed else 2]
        for here, there in ways:
            if here == path[-1] and there not in path:
                for day in _days(one, since):
                    yield from _walked(contacts, (*path, there), day, left - 1)


def _days(one: Contact, since: int) -> list[int]:
    """Days on which it can have passed: at once, on the first day, or only on the last."""
    first = one.start.toordinal() if one.start else UNKNOWN
    last = one.end.toordinal() if one.end else AFTER_ALL
    return [day for day in sorted({since, first, last}) if max(first, since) <= day <= last]
