"""What cells said before: many rows share their areas, days and answers, and each is read once.

Only what reading makes of a text by the register and the zone alone may be remembered, and only columns that
many people share: no name and no number stays here.
"""

from collections.abc import Hashable
from typing import Any

MOST = 8_192  # of one kind; full, it begins anew

UNSEEN: Any = object()
"""What asking for something never said gives."""


class Said(dict[Hashable, Any]):
    """A bounded memory of one kind of text."""

    def keep(self, text: Hashable, value: Any) -> Any:
        """Remember, and hand the value on."""
        if len(self) >= MOST:
            self.clear()
        self[text] = value
        return value


class Memory:
    """All memories of one house; safe to share between threads: at worst a text is read twice."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._kinds: dict[Hashable, Any] = {}

    def of(self, kind: Hashable) -> Said:
        """The memory of one kind of text."""
        found: Said = self._kinds.get(kind) or self._kinds.setdefault(kind, Said())
        return found

    def only(self, kind: Hashable) -> dict[Hashable, Any]:
        """A memory for what a reader makes once and uses for every row."""
        made: dict[Hashable, Any] = self._kinds.setdefault(kind, {})
        return made
