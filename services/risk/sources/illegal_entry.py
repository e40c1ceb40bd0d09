"""i1: people who come in without a gate, over land or by sea (directive, S-03; rule book 4.7)."""

from services.domain.areas import AreaCode, Tier
from services.domain.base import Sentence
from services.risk.sources.clues import Clues
from services.risk.sources.points import Points

_SILENT = Sentence(
    vi="Chưa nhận tin vụ việc biên giới: không biết là không có hay chưa báo",
    en="No border incident was ever reported: nothing happened, or nobody told us",
)


def points(area: AreaCode, clues: Clues) -> Points:
    """Incidents in and around the area, its place on the border, its trails and openings."""
    heard = "border_incidents" in clues.heard.last_learned
    found = Points(clues.weights.of("i1"), heard=heard, silence=() if heard else (_SILENT,))
    for incident in clues.incidents.get(area, ()):
        found.add(incident.kind, 1)
    here = clues.areas[area]
    if here.on_foreign_border and here.tier is not Tier.PROVINCE:
        found.add("foreign_border", 1)
    if here.tier is Tier.COMMUNE:
        found.add("open_trail", clues.trails.get(area, 0))
    return found
