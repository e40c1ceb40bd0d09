"""Deliberate flaws of forms: some are mended, some warned of, some refused, as in real life."""

from datetime import datetime, timedelta
from random import Random

from services.app.demo.delivery import Row
from services.app.demo.volumes import Slips
from services.domain.text import folded

NOWHERE = "99999"
"""A code that no register holds."""
TOO_EARLY = timedelta(days=30)


def with_slips(row: Row, moment: datetime, chance: Random, slips: Slips) -> Row:
    """The row, perhaps with one small flaw, perhaps with one that gets it refused."""
    if chance.random() < slips.dotted_phone:
        row["phone"] = ".".join((row["phone"][:4], row["phone"][4:7], row["phone"][7:]))
    if chance.random() < slips.no_diacritics:
        row["full_name"] = _as_typed_in_haste(row["full_name"])
    if chance.random() < slips.wrong_year:
        row["birth_year"] = str(int(row["birth_year"]) - 10)
    return _refused(row, moment, chance.random(), slips)


def is_refused(row: Row, moment: datetime) -> bool:
    """Was this declaration spoilt on purpose?"""
    declared = datetime.strptime(row["declared_at"], "%d/%m/%Y %H:%M:%S").replace(tzinfo=moment.tzinfo)
    return row["to_area"] == NOWHERE or declared > moment


def _refused(row: Row, moment: datetime, drawn: float, slips: Slips) -> Row:
    if drawn < slips.future:
        row["declared_at"] = f"{moment + TOO_EARLY:%d/%m/%Y %H:%M:%S}"
    elif drawn < slips.future + slips.unknown_area:
        row["to_area"] = NOWHERE
    return row


def _as_typed_in_haste(name: str) -> str:
    return folded(name).upper()
