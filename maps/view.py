"""What one map shows: everything it needs is in here, so drawing asks nobody anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from maps.paint import Paint
from maps.shapes import Shapes
from maps.words import VIETNAMESE


@dataclass(frozen=True)
class Place:
    """One marker. `kind` chooses symbol and toggle (see `maps.symbols.SYMBOLS`); degrees WGS84.

    `lines` are plain sentences shown when the marker is opened. A place is a gate, a harbour, a hospital:
    something public; never where a person lives.
    """

    kind: str
    name: str
    lat: float
    lon: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapView:
    """One map, ready to draw.

    `days` are ISO days, oldest first; the last is now. `levels` holds one level for each day under every area
    code (communes, districts, districts outside); an area without levels is drawn as "not enough data" inside
    the jurisdiction and as plain land outside it. `paints` tells of now only, and its level wins over the
    last one of `levels`: a decision may be newer than the day's count. `words` is the whole wording of the
    page (see `maps.words`); `notice` overrides the sentence shown when borders are schematic.
    `shown_tier` is what is coloured first: commune or district.
    """

    shapes: Shapes
    days: tuple[str, ...]
    levels: Mapping[str, tuple[int | None, ...]]
    paints: Mapping[str, Paint] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    title: str = ""
    as_of: str = ""
    notice: str = ""
    words: Mapping[str, str] = field(default_factory=lambda: VIETNAMESE)
    shown_tier: str = "commune"

    def __post_init__(self) -> None:
        """Refuse histories that do not fit the slider: a shifted history would lie about every day."""
        if not self.days:
            raise ValueError("a map needs at least one day; give the day of 'as_of'")
        wrong = sorted(code for code, history in self.levels.items() if len(history) != len(self.days))
        if wrong:
            raise ValueError(f"levels of {wrong[:5]} are not one for each of the {len(self.days)} days")
