"""Values that come by the million and differ by the thousand: each once, known by a small number."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)


class Numbered(Generic[Value]):
    """Numbers from 0 on, in the order in which values were first seen."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._numbers: dict[Value, int] = {}
        self._values: list[Value] = []

    def number(self, value: Value) -> int:
        """The number of a value; a new one when it was never seen."""
        number = self._numbers.setdefault(value, len(self._values))
        if number == len(self._values):
            self._values.append(value)
        return number

    def values(self, numbers: Iterable[int]) -> list[Value]:
        """The values that have these numbers."""
        return [self._values[one] for one in numbers]
