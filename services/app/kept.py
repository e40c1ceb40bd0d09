"""Results that cost time, kept for the state of the data they were made from."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The results made last; the one not asked for longest makes room."""

    def __init__(self, most: int) -> None:
        """`most`: how many are kept."""
        self._most = most
        self._results: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result of this key, made when nobody has asked for it yet."""
        # One at a time: ten readers who ask for the same after a change wait for one piece of work.
        with self._lock:
            if key not in self._results:
                self._results[key] = make()
            self._results.move_to_end(key)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
            return self._results[key]
