"""Entry: a mapping from a law file that knows where it stands, so that every complaint names the place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from math import isfinite
from typing import Any, TypeVar

from services.domain.errors import BadLaw

Made = TypeVar("Made")


class Entry:
    """Keys and values from one place of one file; every complaint names that place."""

    def __init__(self, file: str, line: int, values: Mapping[str, Any]) -> None:
        """`line` counts from 1."""
        self.file = file
        self.line = line
        self.values = values

    def wrong(self, vi: str, en: str) -> BadLaw:
        """The error to raise: file, line, what is wrong and how to mend it."""
        return BadLaw(
            vi=f"{self.file}, dòng {self.line}: {vi}",
            en=f"{self.file}, line {self.line}: {en}",
            code="bad_law",
        )

    def only(self, *keys: str) -> "Entry":
        """This entry, when it has no key beside these; raises BadLaw naming the first stranger."""
        for key in self.values:
            if key not in keys:
                known = ", ".join(keys)
                raise self.wrong(
                    f"không hiểu khóa '{key}'; các khóa dùng được: {known}",
                    f"unknown key '{key}'; the known keys are: {known}",
                )
        return self

    def has(self, key: str) -> bool:
        """Is there a value (neither missing, nor null, nor an empty cell)?"""
        return self.values.get(key) not in (None, "")

    def text(self, key: str) -> str:
        """A non-empty text; raises BadLaw. A number is refused: codes lose their zeros when not in quotes."""
        return str(self._of_kind(key, str, "một chuỗi chữ (đặt trong dấu nháy)", "a text (put it in quotes)"))

    def text_or_none(self, key: str) -> str | None:
        """A text, or None when there is none."""
        return self.text(key) if self.has(key) else None

    def number(self, key: str) -> float:
        """A finite number; raises BadLaw. Compared with `.nan` nothing holds, and nobody would see why."""
        found = float(self._of_kind(key, (int, float), "một con số", "a number"))
        if not isfinite(found):
            raise self.wrong(
                f"'{key}' là '{found}'; cần một con số hữu hạn, hoặc bỏ hẳn khóa này nếu không có giới hạn",
                f"'{key}' is '{found}'; it must be a finite number; without a limit leave the key out",
            )
        return found

    def figure(self, key: str) -> float:
        """The finite number in a cell of a table that may not be empty; raises BadLaw."""
        found = self.cell(key, finite)
        return float(self.text(key)) if found is None else found  # an empty cell is refused as a text

    def whole(self, key: str) -> int:
        """A whole number; raises BadLaw."""
        return int(self._of_kind(key, int, "một số nguyên", "a whole number"))

    def entry(self, key: str) -> "Entry":
        """The mapping under a key; raises BadLaw."""
        found: Entry = self._of_kind(key, Entry, "một nhóm khóa: giá trị", "a mapping")
        return found

    def entries(self, key: str) -> list["Entry"]:
        """The list of mappings under a key; raises BadLaw."""
        items: list[Any] = self._of_kind(key, list, "một danh sách", "a list")
        for item in items:
            if not isinstance(item, Entry):
                raise self.wrong(
                    f"mỗi mục của '{key}' phải là một nhóm khóa: giá trị",
                    f"every item of '{key}' must be a mapping",
                )
        return items

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under a key, empty when the key is missing; raises BadLaw."""
        items = self.values.get(key) or []
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self.wrong(
                f"'{key}' phải là danh sách chuỗi chữ (đặt trong dấu nháy)",
                f"'{key}' must be a list of texts (put them in quotes)",
            )
        return tuple(items)

    def named(self) -> Iterator[tuple[str, "Entry"]]:
        """Every key with the mapping under it, in the order of the file; raises BadLaw."""
        for key in self.values:
            yield key, self.entry(key)

    def cell(self, key: str, read: Callable[[str], Made]) -> Made | None:
        """What `read` makes of a cell of a table; None when it is empty; raises BadLaw when it cannot."""
        if not self.has(key):
            return None
        try:
            return read(self.text(key))
        except ValueError:
            raise self.wrong(
                f"không đọc được '{self.values[key]}' ở cột '{key}'; hãy viết như các dòng khác của cột này",
                f"cannot read '{self.values[key]}' in column '{key}'; write it as the other rows of it are",
            ) from None

    def _of_kind(self, key: str, kind: Any, vi: str, en: str) -> Any:
        value = self.values.get(key)
        if not isinstance(value, kind) or value == "" or isinstance(value, bool):
            found = "để trống" if value in (None, "") else f"là '{value}'"
            found_en = "missing" if value in (None, "") else f"'{value}'"
            raise self.wrong(f"'{key}' {found}; cần {vi}", f"'{key}' is {found_en}; it must be {en}")
        return value


def finite(text: str) -> float:
    """The number that a text writes; raises ValueError for what is none, `nan` and `inf` too."""
    found = float(text)
    if not isfinite(found):
        raise ValueError(text)
    return found


def alike(name: str, known: Iterable[str]) -> str:
    """The names that look like this one, or all there are: what a mend offers."""
    names = sorted(known)
    return ", ".join(get_close_matches(name, names) or names)


def once(entries: list[Entry], key: str) -> list[Entry]:
    """The same entries, when no two have one value under the key; raises BadLaw."""
    seen: dict[str, int] = {}
    for entry in entries:
        value = entry.text(key)
        if value in seen:
            raise entry.wrong(
                f"'{value}' đã có ở dòng {seen[value]}; mỗi {key} chỉ được ghi một lần",
                f"'{value}' already stands on line {seen[value]}; each {key} may be given once",
            )
        seen[value] = entry.line
    return entries
