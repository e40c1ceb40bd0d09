"""Draws the digits of a code as a QR picture, error correction M or better (15 % may be damaged)."""

from io import BytesIO
from typing import Literal

import segno

Picture = Literal["svg", "png"]


def drawn(code: str, kind: Picture, *, scale: int = 6) -> bytes:
    """The picture; `scale`: points of one module. The light border of four modules is part of it."""
    out = BytesIO()
    how = {"xmldecl": False, "svgns": True, "omitsize": True} if kind == "svg" else {}
    segno.make(code, error="m", mode="numeric", micro=False).save(
        out, kind=kind, scale=scale, light="#fff", **how
    )
    return out.getvalue()
