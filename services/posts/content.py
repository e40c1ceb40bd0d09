"""Content: what the QR code of a declaration says. Nobody's name, number, telephone or pseudonym is in it."""

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word

MOST_PLACES = 8
"""Places beyond these are left out, and the code says so: a code must fit a small picture."""


class Stay(Word):
    """One area of the last 14 days."""

    area: AreaCode
    days_before: int | None = None
    """Whole days between leaving it and the declaration; None: not said."""


class Content(Word):
    """What a post needs to decide without a network."""

    ref: str
    """Id of the kept declaration: opaque, another one for each declaration."""
    declared_at: Moment
    valid_until: Moment
    origin: AreaCode | None
    area: AreaCode | None
    """Where the traveller goes."""
    symptoms: bool | None = None
    contact: bool | None = None
    outbreak: bool | None = None
    """Was a place of the last 14 days under lockdown or distancing when the code was made?"""
    cases_at_origin: bool | None = None
    """Did the province of origin have cases when the code was made?"""
    abroad: bool | None = None
    """Does the journey begin abroad, or was a place of the last 14 days there?"""
    stays: tuple[Stay, ...] = ()
    all_known: bool = True
    """False: a place was left out, or is not in the register."""
    paper: bytes | None = None
    """Keyed check of the last characters of the paper; None: the declaration names no paper."""
