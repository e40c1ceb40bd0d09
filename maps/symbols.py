"""The symbol of each kind of place: a shape and a letter, so colour is never needed to tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NAVY, PURPLE, BLACK, TEAL, BROWN, GREY = "#1F3A93", "#5B2C6F", "#222222", "#0B5E7E", "#6B4423", "#5F6A6A"

SQUARE = "M4 4h16v16h-16z"
DIAMOND = "M12 1L23 12L12 23L1 12z"
TRIANGLE = "M12 1L23.5 21.5H.5z"
CIRCLE = "M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20z"
SHIELD = "M3 3h18v10L12 22L3 13z"
HEXAGON = "M6.5 2.5h11L23 12l-5.5 9.5h-11L1 12z"
OCTAGON = "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z"
PENTAGON = "M12 1.5L23 9.5L18.8 22.5H5.2L1 9.5z"
DISC = "M12 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12z"


@dataclass(frozen=True)
class Symbol:
    """A path in a box of 24 by 24, a letter on it, and whether the kind is shown before anybody asks."""

    path: str
    letter: str
    colour: str
    shown: bool = True
    baseline: float = 16.2


OTHER = "other"

# Letters are the first of the Vietnamese word that tells kinds apart: cửa Khẩu, lối Mở, Đường mòn, Chốt, Bến,
# Sân bay, cách Ly, Nơi tập trung đông người.
SYMBOLS: Mapping[str, Symbol] = {
    "border_gate": Symbol(SQUARE, "K", NAVY),
    "border_opening": Symbol(DIAMOND, "M", NAVY),
    "border_trail": Symbol(TRIANGLE, "Đ", PURPLE, baseline=18.6),
    "checkpoint": Symbol(CIRCLE, "C", BLACK),
    "seaport": Symbol(SHIELD, "B", TEAL, baseline=14.6),
    "airport": Symbol(HEXAGON, "S", TEAL),
    "quarantine": Symbol(OCTAGON, "L", BROWN),
    "hospital": Symbol(SQUARE, "+", GREY, shown=False),
    "inspected": Symbol(PENTAGON, "N", PURPLE, shown=False, baseline=17.4),
    OTHER: Symbol(DISC, "", GREY, shown=False),
}


def known_kind(kind: str) -> str:
    """The kind whose symbol is used: itself, the kind it begins with ("seaport_passenger"), or "other"."""
    return next((known for known in SYMBOLS if kind == known or kind.startswith(f"{known}_")), OTHER)


def drawn(kind: str) -> str:
    """The symbol of a kind as an SVG element; constant text of ours, safe to insert as markup."""
    symbol = SYMBOLS[known_kind(kind)]
    return (
        '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path d="{symbol.path}" fill="{symbol.colour}" stroke="#fff" stroke-width="1.6"/>'
        f'<text x="12" y="{symbol.baseline}" text-anchor="middle">{symbol.letter}</text></svg>'
    )
