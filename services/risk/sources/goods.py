"""i4: goods made in, or carried through, places with the epidemic (directive, S-06; rule book 4.7)."""

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.risk.sources.clues import Clues
from services.risk.sources.goods_seen import GoodsSeen
from services.risk.sources.points import Points

_SILENT = Sentence(
    vi="Chưa nhận tin về lô hàng nào: chưa chấm điểm được",
    en="No consignment was heard of yet: there is nothing to score",
)


def points(area: AreaCode, clues: Clues) -> Points:
    """Lots from places with the epidemic, how they were handled, and what nobody said of them."""
    heard = "consignments" in clues.heard.last_learned
    here = clues.goods.get(area, GoodsSeen())
    found = Points(clues.weights.of("i4"), heard=heard, silence=_silence(here) if heard else (_SILENT,))
    found.add("listed_origin", here.listed)
    found.add("cold_chain", here.cold)
    found.add("not_disinfected", here.not_disinfected)
    found.add("not_sampled", here.not_sampled)
    found.add("crew_undeclared", here.crew_undeclared)
    found.add("positive_sample", here.positive)
    return found


def _silence(here: GoodsSeen) -> tuple[Sentence, ...]:
    """A lot of which nobody said that it was sampled is not a lot that was not."""
    if not here.untold:
        return ()
    text = Sentence(
        vi=f"{here.untold} lô hàng từ vùng có dịch chưa báo đã khử khuẩn, lấy mẫu hay chưa",
        en=f"{here.untold} consignments from epidemic areas: disinfected, sampled? Nobody said",
    )
    return (text,)
