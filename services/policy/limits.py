"""Limit: one comparison of an indicator with a number; read from a law file."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from services.domain.base import Word
from services.policy.entries import Entry, alike
from services.policy.indicators import IndicatorTexts

Made = TypeVar("Made")
ENDS = ("at_least", "above", "below", "at_most")


class Limit(Word):
    """One comparison; `at_least` meets `below`, and `above` meets `at_most`, without gap or overlap.

    "More than 150" and "150 or more" are both written as the law says them.
    """

    indicator: str
    at_least: float | None = None
    above: float | None = None
    below: float | None = None
    at_most: float | None = None

    def holds(self, value: float | None) -> bool | None:
        """True or false when the number is known, else None."""
        if value is None:
            return None
        high_enough = (self.at_least is None or value >= self.at_least) and (
            self.above is None or value > self.above
        )
        return high_enough and self._low_enough(value)

    def _low_enough(self, value: float) -> bool:
        return (self.below is None or value < self.below) and (self.at_most is None or value <= self.at_most)

    @property
    def least(self) -> float | None:
        """Where it begins; None: it begins nowhere."""
        return self.above if self.at_least is None else self.at_least

    @property
    def most(self) -> float | None:
        """Where it ends; None: it ends nowhere."""
        return self.at_most if self.below is None else self.below


def limit_in(name: str, entry: Entry, indicators: IndicatorTexts) -> Limit:
    """The comparison under the name of an indicator; raises BadLaw."""
    if name not in indicators:
        raise entry.wrong(
            f"không biết chỉ số '{name}' vì indicators.yaml không có câu chữ của nó; thêm vào đó, hoặc sửa"
            f" thành một trong: {alike(name, indicators)}",
            f"unknown indicator '{name}': it has no text in indicators.yaml; write one there, or use one of:"
            f" {alike(name, indicators)}",
        )
    given = {end: entry.number(end) for end in ENDS if end in entry.values}
    if not given:
        raise entry.wrong(
            f"'{name}' cần at_least, above, below hoặc at_most",
            f"'{name}' needs at_least, above, below or at_most",
        )
    _refuse_twice(name, entry, given)
    limit = Limit(indicator=name, **given)
    if limit.least is not None and limit.most is not None and limit.least > limit.most:
        raise entry.wrong(
            f"'{name}' bắt đầu từ {limit.least:g} nhưng kết thúc ở {limit.most:g}; không số nào thỏa mãn",
            f"'{name}' begins at {limit.least:g} and ends at {limit.most:g}; no number can hold",
        )
    return limit


def when_in(entry: Entry, read: Callable[[str, Entry], Made]) -> tuple[Made, ...]:
    """All that must hold for a row; nothing: it always holds. Raises BadLaw for a `when` without a limit."""
    if not entry.has("when"):
        return ()
    found = tuple(read(name, limit) for name, limit in entry.entry("when").named())
    if not found:
        raise entry.wrong("'when' không có giới hạn nào", "'when' holds no limit")
    return found


def refuse_unreachable(entry: Entry, above: Sequence[object]) -> None:
    """Raises BadLaw for a row that stands behind one without limits; `above`: the limits of that one."""
    if not above:
        raise entry.wrong(
            "hàng này đứng sau hàng không có 'when' nên không bao giờ được xét tới",
            "this row stands after a row without 'when' and can never be reached",
        )


def _refuse_twice(name: str, entry: Entry, given: dict[str, float]) -> None:
    for one, other in (("at_least", "above"), ("below", "at_most")):
        if one in given and other in given:
            raise entry.wrong(
                f"'{name}' có cả {one} và {other}; chỉ giữ một", f"'{name}' has {one} and {other}; keep one"
            )
