"""Quantities that formulas take: what each may be, and the sentence for one that it cannot be.

Every formula of this room refuses what has no meaning instead of answering with a number that is none.
"""

import math
import sys
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.domain.base import Sentence
from services.domain.errors import BadRecord

Numbers = NDArray[np.float64]
"""An array of any shape; a single number is one without dimensions."""
Given = float | Numbers
"""What callers may hand over: formulas work element by element."""

_CODE: Final = "out_of_range"


def share(value: Given, field: str) -> Numbers:
    """A probability or a part of a whole: 0 to 1. Raises BadRecord."""
    return _between(value, field, 0.0, 1.0, "là số từ 0 đến 1", "a number from 0 to 1")


def amount(value: Given, field: str) -> Numbers:
    """A volume, a mean number, a length of time: finite and not below 0. Raises BadRecord."""
    return _finite(value, field, 0.0, "là số hữu hạn không âm", "a finite number, 0 or more")


def positive(value: Given, field: str) -> Numbers:
    """A population, a standard deviation: finite and above 0. Raises BadRecord."""
    return _finite(
        value, field, math.nextafter(0.0, 1.0), "là số hữu hạn lớn hơn 0", "a finite number above 0"
    )


def positive_or_infinite(value: Given, field: str) -> Numbers:
    """A dispersion: above 0, and infinite where everybody is alike. Raises BadRecord."""
    least = math.nextafter(0.0, 1.0)
    return _between(value, field, least, math.inf, "lớn hơn 0 (hoặc inf)", "above 0 (or inf)")


def amount_or_infinite(value: Given, field: str) -> Numbers:
    """A day that may never come: 0 or more, or infinite. Raises BadRecord."""
    return _between(value, field, 0.0, math.inf, "là số không âm (hoặc inf)", "a number, 0 or more (or inf)")


def whole_number(value: float, field: str) -> int:
    """A number of people, introductions or days: 0, 1, 2 … Raises BadRecord."""
    if not (0 <= value <= sys.float_info.max and float(value).is_integer()):
        raise refused(field, "là số nguyên không âm", "a whole number, 0 or more")
    return int(value)


def refused(field: str, vi: str, en: str) -> BadRecord:
    """The sentence: which field, what it must be, what to do. The value itself is not repeated."""
    said = Sentence(
        vi=f"{field}: phải {vi}; hãy sửa giá trị rồi chạy lại.",
        en=f"{field}: must be {en}; mend the value and run again.",
    )
    return BadRecord(said.vi, said.en, field=field, code=_CODE)


def _finite(value: Given, field: str, least: float, vi: str, en: str) -> Numbers:
    return _between(value, field, least, np.finfo(np.float64).max, vi, en)


def _between(value: Given, field: str, least: float, most: float, vi: str, en: str) -> Numbers:
    numbers = np.asarray(value, dtype=np.float64)
    if not np.all((numbers >= least) & (numbers <= most)):  # of NaN both are false
        raise refused(field, vi, en)
    return numbers
