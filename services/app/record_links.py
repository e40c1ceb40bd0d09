"""Which reasons of an area open to records: beside each reason the name of its list."""

from services.app.angles import Angle
from services.app.judged_rows import facts_of
from services.app.record_titles import opens
from services.domain.areas import AreaCode
from services.domain.labels import SOURCES
from services.domain.levels import Reason
from services.policy.sight import Sight
from services.risk.worst_of import OUTBREAK

_JUDGED = ("judged_spread_share", "key_zone_exposed", "adults_one_dose_share", "treatment_capacity_met")
_LOADS = ("beds_used_share", "quarantine_used_share")
ON_THE_PAGE = {
    OUTBREAK: "#h-entering",
    **{f"score_{source}": f"#h-{source}" for source in SOURCES},
    **dict.fromkeys((*_JUDGED, *_LOADS), "#h-judged"),
}
"""What lies behind some numbers stands on the page of the area itself, and opens from there."""
Names = list[str | None]


def openings(angle: Angle, area: AreaCode) -> dict[str, Names]:
    """For `level`, each source and what the area tells of itself (`facts`), in their order.

    Empty for who may not open them.
    """
    if not (angle.may(Sight.EXACT_COUNTS, area) and angle.may(Sight.SOURCE_SCORES, area)):
        return {}
    scores = angle.survey.scores(area)
    told = {name: score.reasons for name, score in scores.items()}
    names: dict[str, Names] = {
        name: [_name(one) for one in reasons]
        for name, reasons in {"level": angle.survey.standings[area].grade.reasons, **told}.items()
    }
    facts = [name for name, _ in facts_of(angle.survey, area)]
    return names | {"facts": [name if opens(name) else None for name in facts]}


def _name(reason: Reason) -> str | None:
    if reason.indicator in ON_THE_PAGE:
        return ON_THE_PAGE[reason.indicator]
    return reason.indicator if reason.value is not None and opens(reason.indicator) else None
