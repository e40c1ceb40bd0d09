"""Reads the files of a law folder: YAML and CSV become entries that know their line."""

import csv
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from services.policy.entries import Entry

FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same safe reading, four times as fast where PyYAML was built with libyaml."""


def read_yaml(path: Path) -> Entry:
    """The mapping a YAML file holds; raises BadLaw: broken file, key given twice, text that is not NFC."""
    text = _text_of(path)
    try:
        root = yaml.compose(text, Loader=FASTEST)
    except yaml.YAMLError as broken:
        line = getattr(getattr(broken, "problem_mark", None), "line", 0) + 1
        raise Entry(path.name, line, {}).wrong(
            "YAML sai cú pháp; kiểm tra thụt dòng, dấu hai chấm, dấu nháy và ngoặc ở dòng này và dòng trên",
            "broken YAML syntax; check indentation, colons, quotes and brackets here and one line above",
        ) from None
    made = _Maker(path.name).made(root) if root is not None else None
    if not isinstance(made, Entry):
        raise Entry(path.name, 1, {}).wrong(
            "tệp phải là các khóa: giá trị; mở đầu bằng một khóa như 'description: …', không bằng danh sách",
            "the file must be a mapping; begin it with a key like 'description: …', not with a list",
        )
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


def _text_of(path: Path) -> str:
    place = Entry(path.name, 1, {})
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise place.wrong(
            "thiếu tệp này trong thư mục luật; chép lại nó, hoặc sửa đường dẫn tới thư mục",
            "this file is missing in the folder of the law; put it back, or mend the path of the folder",
        ) from None
    except UnicodeDecodeError:
        raise place.wrong(
            "tệp phải ở dạng UTF-8; mở bằng trình soạn thảo rồi lưu lại với mã hóa UTF-8",
            "the file must be UTF-8; open it in an editor and save it with the encoding UTF-8",
        ) from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not unicodedata.is_normalized("NFC", line):
            raise Entry(path.name, number, {}).wrong(
                "chữ chưa ở dạng Unicode NFC; hãy lưu lại tệp ở dạng NFC",
                "text is not Unicode NFC; save the file as NFC",
            )
    return text


class _Maker:
    """Makes values of nodes: scalars as the safe loader does, mappings as entries that know their line."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._loader = yaml.SafeLoader("")  # one for all scalars of a file: a law has thousands

    def made(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.made(item) for item in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode) -> Entry:
        entry = self._place(node)
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in values:
                raise entry.wrong(f"khóa '{key}' được ghi hai lần", f"key '{key}' is given twice")
            values[key] = self.made(value_node)
        entry.values = values
        return entry

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self._loader.construct_object(node, deep=True)
        except (ValueError, yaml.YAMLError):
            raise self._place(node).wrong(
                f"không đọc được '{node.value}'; ngày viết như 2021-01-28 và phải có trong lịch, chữ thì đặt"
                " trong dấu nháy",
                f"cannot read '{node.value}'; write a day like 2021-01-28, one that the calendar has, and put"
                " texts in quotes",
            ) from None

    def _place(self, node: yaml.Node) -> Entry:
        return Entry(self._file, node.start_mark.line + 1, {})
