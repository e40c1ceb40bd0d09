"""What a list of records is called, and who may open it. Deny by default."""

from services.app.views import Angle
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.errors import BadRecord, NotAllowed
from services.domain.labels import SOURCES
from services.domain.text import beginning
from services.policy.sight import Sight
from services.risk.records.catalogue import ALIASES, NUMBERS

_RIPE = Sentence(vi="F0 mà F1 đáng lẽ đã tìm đủ", en="F0 whose F1 should have been found by now")
_FROM_EPIDEMIC = Sentence(vi="người đến từ nơi có dịch", en="people from places with the epidemic")
_OWN_NAMES = {"ripe_cases": _RIPE, "arrivals_from_epidemic": _FROM_EPIDEMIC}


def opens(name: str) -> bool:
    """Is there a list behind a reason of this name?"""
    return ALIASES.get(name, name) in NUMBERS


def refuse(angle: Angle, area: AreaCode, number: str, source: str) -> None:
    """Raises NotAllowed for who may not see counts and scores there, BadRecord for what is no list."""
    if not (angle.may(Sight.EXACT_COUNTS, area) and angle.may(Sight.SOURCE_SCORES, area)):
        raise NotAllowed(
            vi="Bản ghi của địa bàn này không thuộc quyền xem của bạn; hãy hỏi Ban Chỉ đạo.",
            en="The records of this area are not yours to see; ask the command centre.",
            field="area",
            code="not_your_area",
        )
    known = (opens(number) and not source) or (source in SOURCES and not number)
    if not known:
        numbers, sources = ", ".join([*NUMBERS, *ALIASES]), ", ".join(SOURCES)
        raise BadRecord(
            vi=f"Cần đúng một trong hai: 'source' ({sources}) hoặc 'number' ({numbers}).",
            en=f"Name one of the two: 'source' ({sources}) or 'number' ({numbers}).",
            field="source" if source else "number",
            code="unknown_number",
        )


def title_of(angle: Angle, area: AreaCode, number: str, source: str) -> str:
    """The name of the source, the indicator or the signal."""
    title = SOURCES[source] if source else _named(angle, number)
    return beginning(title.said_in(angle.language))


def _named(angle: Angle, number: str) -> Sentence:
    text = angle.jurisdiction.law.indicators.get(number)
    if number in _OWN_NAMES or text is not None:
        return _OWN_NAMES[number] if text is None else text.label
    weights = angle.survey.clues.weights if angle.survey.clues else None
    labels = (
        [one.weights[number].label for one in (weights.of(name) for name in SOURCES) if number in one.weights]
        if weights
        else []
    )
    return labels[0] if labels else Sentence(vi=number, en=number)
