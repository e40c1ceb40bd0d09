"""i2: legal entrants and contacts who must keep quarantine (directive, S-04; rule book 4.7)."""

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.risk.sources.clues import Clues
from services.risk.sources.points import Points

_NO_CHECKS = Sentence(
    vi="Chưa nhận số liệu điểm danh, vi phạm và xét nghiệm quá hạn tại nơi cách ly",
    en="No bed check, breach or overdue test was heard from any quarantine place",
)


def points(area: AreaCode, clues: Clues) -> Points:
    """People in quarantine; checks and breaches are not heard yet, and the score says so."""
    reports = clues.contacts.get(area, ())
    people = sum(report.in_quarantine or 0 for report in reports)
    found = Points(
        clues.weights.of("i2"), heard="contacts" in clues.heard.last_learned, silence=(_NO_CHECKS,)
    )
    found.add("people_per_100", people / 100)
    return found
