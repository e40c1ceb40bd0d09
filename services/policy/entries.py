"""Entry: a mapping from a law file that knows where it stands; reads YAML and CSV to entries."""

import csv
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

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
        """A number; raises BadLaw."""
        return float(self._of_kind(key, (int, float), "một con số", "a number"))

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
                f"không đọc được '{self.values[key]}' ở cột '{key}'",
                f"cannot read '{self.values[key]}' in column '{key}'",
            ) from None

    def _of_kind(self, key: str, kind: Any, vi: str, en: str) -> Any:
        value = self.values.get(key)
        if not isinstance(value, kind) or value == "" or isinstance(value, bool):
            found = "để trống" if value in (None, "") else f"là '{value}'"
            found_en = "missing" if value in (None, "") else f"'{value}'"
            raise self.wrong(f"'{key}' {found}; cần {vi}", f"'{key}' is {found_en}; it must be {en}")
        return value


def read_yaml(path: Path) -> Entry:
    """The mapping a YAML file holds; raises BadLaw: broken file, key given twice, text that is not NFC."""
    text = _text_of(path)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as broken:
        line = getattr(getattr(broken, "problem_mark", None), "line", 0) + 1
        raise Entry(path.name, line, {}).wrong("YAML sai cú pháp", "broken YAML syntax") from None
    made = _made(root, path.name) if root is not None else None
    if not isinstance(made, Entry):
        raise Entry(path.name, 1, {}).wrong("tệp phải là các khóa: giá trị", "the file must be a mapping")
    return made


def read_table(path: Path, *columns: str) -> list[Entry]:
    """The rows of a CSV file that has exactly these columns; raises BadLaw."""
    lines = csv.DictReader(_text_of(path).splitlines())
    if tuple(lines.fieldnames or ()) != columns:
        wanted = ", ".join(columns)
        raise Entry(path.name, 1, {}).wrong(
            f"các cột phải đúng là: {wanted}", f"the columns must be exactly: {wanted}"
        )
    rows = [Entry(path.name, lines.line_num, row) for row in lines]
    for row in rows:
        if None in row.values or None in row.values.values():
            raise row.wrong(f"cần đúng {len(columns)} ô", f"needs exactly {len(columns)} cells")
    return rows


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


def _text_of(path: Path) -> str:
    place = Entry(path.name, 1, {})
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise place.wrong("thiếu tệp này", "this file is missing") from None
    except UnicodeDecodeError:
        raise place.wrong("tệp phải ở dạng UTF-8", "the file must be UTF-8") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not unicodedata.is_normalized("NFC", line):
            raise Entry(path.name, number, {}).wrong(
                "chữ chưa ở dạng Unicode NFC; hãy lưu lại tệp ở dạng NFC",
                "text is not Unicode NFC; save the file as NFC",
            )
    return text


def _made(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, file)
    if isinstance(node, yaml.SequenceNode):
        return [_made(item, file) for item in node.value]
    return _scalar(node, file)


def _mapping(node: yaml.MappingNode, file: str) -> Entry:
    entry = Entry(file, node.start_mark.line + 1, {})
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in values:
            raise entry.wrong(f"khóa '{key}' được ghi hai lần", f"key '{key}' is given twice")
        values[key] = _made(value_node, file)
    entry.values = values
    return entry


def _scalar(node: yaml.Node, file: str) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, yaml.YAMLError):
        place = Entry(file, node.start_mark.line + 1, {})
        raise place.wrong(f"không đọc được '{node.value}'", f"cannot read '{node.value}'") from None
    finally:
        loader.dispose()
