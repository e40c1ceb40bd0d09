"""What people share, as sheets name it: `Phòng 12`, `P.12`, `Ca A`, `Bàn số 7`, `Chuyền May 3`."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from services.domain.records import SharedKind
from services.domain.text import bare, folded

LABELS: Mapping[SharedKind, str] = {
    SharedKind.TABLE: "bàn",
    SharedKind.ROOM: "phòng",
    SharedKind.GROUP: "tổ",
    SharedKind.SHIFT: "ca",
}
"""What stands in front of a number or a name that is told alone; the narrowest kind first."""
_LEADS = {
    SharedKind.TABLE: r"ban(?: an)?",
    SharedKind.ROOM: r"phong(?: o| benh)?|buong(?: benh)?|p|room",
    SharedKind.GROUP: r"to(?: san xuat)?",
    SharedKind.SHIFT: r"ca(?: lam viec| truc)?",
}
_LEAD = {kind: re.compile(rf"(?:{lead})(?: so)?(?:[\s.:-]+|(?=\d))") for kind, lead in _LEADS.items()}
_OTHER_GROUP = re.compile(r"(?:doi|lop|nhom|day chuyen|chuyen|phan xuong|xuong)\b")


class Unit(NamedTuple):
    """One thing that people share."""

    kind: SharedKind
    words: str
    """With its label, as people read it: `phòng 12`."""

    @property
    def compared(self) -> str:
        """The same however it is written."""
        return f"{self.kind}:{folded(self.words)}"


def unit_in(kind: SharedKind, cell: str) -> Unit:
    """A cell whose column says of what kind it is."""
    plain = bare(cell)
    if kind is SharedKind.GROUP and _OTHER_GROUP.match(plain):
        return Unit(kind, cell)
    lead = _LEAD[kind].match(plain)
    return Unit(kind, f"{LABELS[kind]} {cell[lead.end() if lead else 0 :]}")


def kind_told(cell: str) -> SharedKind | None:
    """The kind that a cell tells by its first word; None: a number or a name alone."""
    plain = bare(cell)
    if _OTHER_GROUP.match(plain):
        return SharedKind.GROUP
    return next((kind for kind, lead in _LEAD.items() if lead.match(plain)), None)


def narrowest_first(units: Iterable[Unit]) -> list[Unit]:
    """A table of a shift stands before the shift."""
    order = list(LABELS)
    return sorted(units, key=lambda one: order.index(one.kind))
