"""Goods by area: how many lots came from or through epidemic places, and how they were handled. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.domain.areas import AreaCode, Areas
from services.risk.heard import Goods, Heard

EVERYWHERE = "*"
HOME = "VN"


@dataclass
class GoodsSeen:
    """Of one area, with all that lies in it; but for `untold` and `positive` of lots from listed places."""

    listed: int = 0
    """Lots made in, or carried through, a place with the epidemic."""
    cold: int = 0
    not_disinfected: int = 0
    not_sampled: int = 0
    crew_undeclared: int = 0
    untold: int = 0
    """Lots of which nobody said whether they were disinfected and sampled."""
    positive: int = 0
    """Lots with a positive surface sample, wherever they came from."""


def goods_by_area(
    areas: Areas, heard: Heard, epidemic: frozenset[AreaCode], countries: str
) -> Mapping[AreaCode, GoodsSeen]:
    """`epidemic`: areas outside with F0 or locked; `countries`: codes, or `*` for every country abroad."""
    found: dict[AreaCode, GoodsSeen] = defaultdict(GoodsSeen)
    for lots in heard.goods:
        listed = any(is_listed(code, areas, epidemic, countries) for code in (lots.origin, *lots.through))
        for name, number in _sums(lots, listed=listed):
            for above in areas.path(lots.area):
                seen = found[above.code]
                setattr(seen, name, getattr(seen, name) + number)
    return found


def _sums(lots: Goods, *, listed: bool) -> Iterable[tuple[str, int]]:
    yield "positive", lots.positive
    if not listed:
        return
    yield "listed", lots.lots
    for name in ("cold", "not_disinfected", "not_sampled", "crew_undeclared", "untold"):
        yield name, getattr(lots, name)


def is_listed(code: str | None, areas: Areas, epidemic: frozenset[AreaCode], countries: str) -> bool:
    """From any part of a place with the epidemic counts as from that place (rule book 2.5, A5)."""
    if code is None:
        return False
    country = code.split("-")[0]
    if country.isalpha():  # some of the countries next to us stand in the register as well
        return country != HOME and (countries == EVERYWHERE or country in countries.split())
    return any(place.code in epidemic for place in areas.path(code))
