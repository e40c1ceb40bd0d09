"""i4: goods made in, or carried through, places with the epidemic (directive, S-06). No feed is read yet."""

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.risk.sources.clues import Clues
from services.risk.sources.points import Points

_NO_FEED = Sentence(
    vi="Chưa có nguồn tin về lô hàng: chưa chấm điểm được",
    en="No feed of consignments is read yet: there is nothing to score",
)


def points(area: AreaCode, clues: Clues) -> Points:
    """Not heard: no score, and it says why."""
    return Points(clues.weights.of("i4"), heard=False, silence=(_NO_FEED,))
