"""Places where F0 were, as the sources tell of them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from services.app.demo.reading import Line, read_lines


@dataclass(frozen=True, slots=True)
class SiteFact:
    """A place where F0 were, as it was published; the same site again is a correction of it."""

    timeline: str
    site: str
    learned: datetime
    place: str
    address: str
    area: str
    since: datetime
    until: datetime
    basis: str


def read_sites(path: Path) -> tuple[SiteFact, ...]:
    """Every publication of a site, corrections included."""
    return tuple(_site(line) for line in read_lines(path))


def _site(line: Line) -> SiteFact:
    learned, since, until = (datetime.fromisoformat(line[name]) for name in ("learned", "since", "until"))
    return SiteFact(
        timeline=line["timeline"],
        site=line["site"],
        learned=learned,
        place=line["place"],
        address=line["address"],
        area=line["area"],
        since=since,
        until=until,
        basis=line["basis"],
    )
