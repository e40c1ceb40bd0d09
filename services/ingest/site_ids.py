"""Numbers of exposure sites: the 15 and the 18 character form of one Salesforce number are one number."""

import re

_LONG = re.compile(r"[0-9A-Za-z]{15}[A-Z0-5]{3}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_PARTS = range(0, 15, 5)


def site_id(cell: str, _reading: object) -> str | None:
    """The number as we keep it, capitals and small letters as they are; None for `NA`."""
    if cell.lower() in ("na", "nan", "none", "-"):
        return None
    return cell[:15] if _LONG.fullmatch(cell) and cell[15:] == suffix(cell[:15]) else cell


def suffix(number: str) -> str:
    """The three letters that Salesforce appends: which of each five characters are capitals."""
    parts = (number[start : start + 5] for start in _PARTS)
    return "".join(
        _LETTERS[sum(1 << place for place, c in enumerate(part) if "A" <= c <= "Z")] for part in parts
    )
