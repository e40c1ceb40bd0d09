"""Faults: what is wrong in a row, field by field, told without any value."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.domain.base import Sentence
from services.domain.errors import BadRecord
from services.domain.text import grouped


@dataclass(frozen=True)
class Fault:
    """One mistake: which field, a stable code, one sentence without any value."""

    field: str | None
    code: str
    sentence: Sentence


class BadRow(BadRecord):
    """A row that cannot be read; `faults` names every field at fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """The first fault gives the sentence."""
        first = faults[0]
        super().__init__(first.sentence.vi, first.sentence.en, field=first.field, code=first.code)
        self.faults = tuple(faults)


@lru_cache(maxsize=1_024)  # a check says the same sentence of every row it flags
def fault_in(field: str, code: str, vi: str, en: str) -> Fault:
    """A fault of one field, said with the field's name in front."""
    return Fault(field, code, Sentence(vi=f"Cột '{field}': {vi}", en=f"Column '{field}': {en}"))


def too_many_cells() -> Fault:
    """A comma too many shifts every cell behind it."""
    sentence = Sentence(
        vi="Dòng có nhiều ô hơn số cột; đặt ô có dấu phân cách trong dấu ngoặc kép.",
        en="The row has more cells than the heading; put cells that hold the separator in quotes.",
    )
    return Fault(None, "too_many_cells", sentence)


def too_many_fields(most: int) -> Fault:
    """More names than any sheet has columns: reading them would take seconds and remember megabytes."""
    sentence = Sentence(
        vi=f"Bản ghi có hơn {grouped(most)} trường; chỉ gửi các cột của nguồn này.",
        en=f"The record has more than {most:,} fields; send the columns of this feed only.",
    )
    return Fault(None, "too_many_fields", sentence)


def not_a_record() -> Fault:
    """Something in a list that has no named fields."""
    sentence = Sentence(
        vi="Không phải bản ghi có tên trường; gửi đối tượng JSON với tên cột làm khóa.",
        en="Not a record with named fields; send a JSON object with the column names as keys.",
    )
    return Fault(None, "not_a_record", sentence)
