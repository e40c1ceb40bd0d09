"""TeamKind: what teams a territory has for tracing; one stands in every area of a tier (rule book 5.1)."""

from pathlib import Path

from services.domain.areas import Tier
from services.domain.base import Sentence, Word
from services.policy.entries import Entry, once
from services.policy.files import read_yaml
from services.policy.versions import sentence_in


class TeamKind(Word):
    """Teams of one kind."""

    id: str
    tier: Tier
    """In every area of this tier stands one."""
    capacity: int
    """Open calls beyond which a neighbour is asked first."""
    nearest_level: int
    """The nearest contacts they take: 0 also F0, 2 only F2 and what lies behind."""
    title: Sentence


def load_teams(path: Path) -> tuple[TeamKind, ...]:
    """The kinds of teams in a file; none when a jurisdiction has no such file. Raises BadLaw."""
    if not path.is_file():
        return ()
    page = read_yaml(path).only("teams")
    return tuple(_kind(entry) for entry in once(page.entries("teams"), "id"))


def _kind(entry: Entry) -> TeamKind:
    entry.only("id", "tier", "capacity", "nearest_level", "title")
    if entry.whole("capacity") < 1 or not 0 <= entry.whole("nearest_level") <= 5:
        raise entry.wrong(
            "'capacity' phải từ 1, 'nearest_level' từ 0 đến 5",
            "'capacity' must be 1 or more, 'nearest_level' 0 to 5",
        )
    return TeamKind(
        id=entry.text("id"),
        tier=_tier(entry),
        capacity=entry.whole("capacity"),
        nearest_level=entry.whole("nearest_level"),
        title=sentence_in(entry, "title"),
    )


def _tier(entry: Entry) -> Tier:
    if entry.text("tier") not in (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE):
        raise entry.wrong(
            "'tier' phải là commune, district hoặc province",
            "'tier' must be commune, district or province",
        )
    return Tier(entry.text("tier"))
