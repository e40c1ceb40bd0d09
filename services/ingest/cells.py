"""From the text of a cell to a number, a yes or no, a choice. Nothing is guessed."""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

from services.domain.base import Sentence
from services.domain.text import folded, grouped

MAX_COUNT = 10_000_000  # a count above the people of any city is a slip of the keyboard
_HUGE = 10**30

_FAILED = frozenset(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))

Choice = TypeVar("Choice")


class Unreadable(Exception):
    """A cell that cannot be read: a stable code and a reason that quotes nothing."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        """The column's name is put in front where the fault is told."""
        super().__init__(en)
        self.code = code
        self.sentence = Sentence(vi=vi, en=en)


def text_of(cell: object) -> str:
    """Any cell of a CSV, Excel or JSON row as the text a person would have typed."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number_as_text(cell)
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return json.dumps(cell, ensure_ascii=False, default=str)


def text(cell: str, _reading: object) -> str:
    """Free text, as it is. Raises Unreadable for what a spreadsheet shows where a formula failed."""
    if cell[0] == "#" and cell in _FAILED:
        raise Unreadable(
            "error_cell",
            "là lỗi công thức của bảng tính; hãy sửa công thức hoặc gõ giá trị.",
            "is a formula's error; mend the formula or type the value.",
        )
    return cell


def code(cell: str, _reading: object) -> str:
    """A code: no spaces, capital letters, so that `bn 1553` is `BN1553`."""
    return cell.replace(" ", "").upper()


def whole_number(cell: str, _reading: object) -> int:
    """A count: digits only; 5.0 is what Excel makes of 5. Raises Unreadable."""
    plain = cell.isascii() and cell.isdigit() and len(cell) < 9
    number = int(cell) if plain else _unusual_number(cell)
    if number > MAX_COUNT:
        raise Unreadable(
            "too_large", f"lớn hơn {grouped(MAX_COUNT)}; hãy kiểm tra lại.", f"above {MAX_COUNT:,}; check it."
        )
    return number


def degrees(cell: str, _reading: object) -> float:
    """A body's temperature in °C, with a comma or a point. Raises Unreadable."""
    found = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,4})?)\s*(?:°|độ)?\s*[cC]?", cell, re.ASCII)
    if found is None:
        raise Unreadable(
            "not_a_temperature", "không phải nhiệt độ; viết như 36,8.", "is no temperature; write it as 36.8."
        )
    return float(found.group(1).replace(",", "."))


def year(cell: str, _reading: object) -> int:
    """A year of birth, also out of a whole date. Raises Unreadable."""
    found = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", cell)
    if found is None:
        raise Unreadable("not_a_year", "không phải một năm bốn chữ số.", "not a year of four digits.")
    return int(found.group())


def yes_or_no(cell: str, _reading: object) -> bool:
    """Có or không, yes or no, 1 or 0, x. Raises Unreadable."""
    answer = _YES_NO.get(cell)
    if answer is None:
        answer = _YES_NO.get(folded(cell))
    if answer is None:
        raise Unreadable("not_yes_or_no", "phải là 'có' hoặc 'không'.", "must be 'yes' or 'no'.")
    return answer


def one_of(words: Mapping[Choice, tuple[str, ...]]) -> Callable[[str, object], Choice]:
    """A parser for a choice: each value with the words people use for it, diacritics or not."""
    spoken = [(word, value) for value, said in words.items() for word in (str(value), *said)]
    known = {_plain(word): value for word, value in spoken}
    as_written = {form: value for word, value in spoken for form in (word, word.capitalize())}
    listed = ", ".join(f"'{said[0] if said else value}'" for value, said in words.items())

    def parse(cell: str, _reading: object) -> Choice:
        value: Any = as_written.get(cell, known)
        if value is known:
            value = known.get(_plain(cell), known)
        if value is known:
            raise Unreadable("not_in_list", f"phải là một trong: {listed}.", f"must be one of: {listed}.")
        return value  # type: ignore[no-any-return]  # a value of the mapping, never the mapping itself

    parse.words = tuple(as_written)  # type: ignore[attr-defined]  # for contracts: a function takes notes
    return parse


_YES_NO = {
    "có": True,  # as most people write it: found before any folding
    "không": False,
    "Có": True,
    "Không": False,
    **dict.fromkeys(("co", "ies", "i", "true", "1", "x", "dung"), True),  # folding writes y as i
    **dict.fromkeys(("khong", "no", "n", "false", "0", "k", "sai"), False),
}

YES_NO_WORDS = tuple(_YES_NO)
"""Every answer as it may be written; folded, more are understood."""


def _plain(word: str) -> str:
    return re.sub(r"[\s_\-]+", " ", folded(word))


def _unusual_number(cell: str) -> int:
    found = re.fullmatch(r"([+-]?)(\d{1,40})(?:\.0+)?", cell, re.ASCII)
    if found is None:
        raise Unreadable(
            "not_a_number",
            "không phải số nguyên; viết bằng chữ số, không dấu ngăn cách hàng nghìn.",
            "not a whole number; write digits only, without thousands separators.",
        )
    if found.group(1) == "-" and int(found.group(2)):
        raise Unreadable(
            "negative", "là số âm; hãy gửi số đúng của ngày.", "is negative; send the correct total."
        )
    return int(found.group(2))


def _number_as_text(cell: int | float) -> str:
    if isinstance(cell, float) and (not math.isfinite(cell) or not cell.is_integer()):
        return str(cell)
    whole = max(-_HUGE, min(_HUGE, int(cell)))  # str() refuses to write integers of 4,300 digits
    return str(whole)
