"""One worker's index of the committed visits, which does not grow with corrections of the same visits."""

from services.plumbing.database import Transaction
from services.tracing.places import Tolerance
from services.tracing.stored_visits import standing_visits, visits_behind
from services.tracing.visit_index import VisitIndex
from services.tracing.windows import SaysArea


class IndexedVisits:
    """Reads on by the highest number; made anew when too much of what it holds no longer stands.

    What stands is counted only after the index has grown by the same share. What is closed without anything
    new leaves it as large as it was, so it is never far beyond the most that stood at once.
    """

    def __init__(self, tolerance: Tolerance, says_area: SaysArea, stale_share: float) -> None:
        """Nothing is read yet. `stale_share`: how much of it may be out of date, 0 to 1."""
        self._tolerance, self._says_area, self._stale_share = tolerance, says_area, stale_share
        self._counted = 0
        self.index = VisitIndex(tolerance)

    def catch_up(self, tx: Transaction) -> None:
        """Take over what was committed since."""
        self._read_on(tx)
        held = self.index.visits
        if held - self._counted <= self._stale_share * self._counted:
            return
        self._counted = held
        if held - standing_visits(tx) > self._stale_share * held:
            self.index = VisitIndex(self._tolerance)
            self._read_on(tx)
            self._counted = self.index.visits

    def _read_on(self, tx: Transaction) -> None:
        while kept := visits_behind(tx, self.index.highest, self._says_area):
            self.index.add([one.stored for one in kept])
