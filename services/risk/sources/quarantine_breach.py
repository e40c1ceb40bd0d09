"""i2: legal entrants and contacts who must keep quarantine (directive, S-04; rule book 4.7)."""

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.risk.sources.clues import Clues
from services.risk.sources.points import Points
from services.risk.sources.quarantined import Quarantine

_SILENT = {
    "stays": Sentence(
        vi="Chưa nhận danh sách tiếp nhận, kết thúc cách ly",
        en="No list of people coming into or leaving quarantine was heard yet",
    ),
    "roll_calls": Sentence(
        vi="Chưa nhận số liệu điểm danh tại nơi cách ly",
        en="No bed check was heard from any quarantine place",
    ),
    "entrants": Sentence(
        vi="Chưa nhận danh sách người nhập cảnh qua cửa khẩu",
        en="No list of legal entries was heard yet",
    ),
}
_COUNTED = (*_SILENT, "contacts")
"""What this source hears; one of them is enough for a score, and what is missing is said beside it."""


def points(area: AreaCode, clues: Clues) -> Points:
    """Who left, who was absent, whose test is overdue, which place nobody counted, who never came in."""
    known = clues.heard.last_learned
    found = Points(
        clues.weights.of("i2"),
        heard=any(kind in known for kind in _COUNTED),
        silence=tuple(sentence for kind, sentence in _SILENT.items() if kind not in known),
    )
    here = clues.quarantine.get(area, Quarantine())
    found.add("breach", here.escaped)
    found.add("missed_check", here.absent)
    found.add("overdue_test", here.overdue_tests)
    found.add("unchecked_place", here.unchecked)
    found.add("entrant_unplaced", here.unplaced)
    if "stays" in known:  # else nobody could have told that they came in
        found.add("entrant_missing", here.missing)
    found.add("people_per_100", max(here.inside, _contacts_inside(area, clues)) / 100)
    return found


def _contacts_inside(area: AreaCode, clues: Clues) -> int:
    """As localities count F1: the larger number stands, so a second feed never makes a score fall."""
    return sum(report.in_quarantine or 0 for report in clues.contacts.get(area, ()))
