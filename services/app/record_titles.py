"""What a list of records is called, and who may open it. Deny by default."""

from services.app.angles import Angle
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.errors import BadRecord, NotAllowed
from services.domain.labels import SOURCES
from services.domain.text import beginning
from services.policy.sight import Sight
from services.risk.records.catalogue import ALIASES, NUMBERS
from services.risk.records.lines import opens_row
from services.risk.records.others import OF_AREAS
from services.risk.unseen.reasons import said_of

_RIPE = Sentence(vi="F0 mà F1 đáng lẽ đã tìm đủ", en="F0 whose F1 should have been found by now")
_FROM_EPIDEMIC = Sentence(vi="người đến từ nơi có dịch", en="people from places with the epidemic")
_OWN_NAMES = {"ripe_cases": _RIPE, "arrivals_from_epidemic": _FROM_EPIDEMIC}


def opens(name: str) -> bool:
    """Is there a list behind a reason of this name?"""
    return ALIASES.get(name, name) in NUMBERS or name in OF_AREAS


def refuse(angle: Angle, area: AreaCode, number: str, source: str, row: str = "") -> None:
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
        numbers, sources = ", ".join([*NUMBERS, *ALIASES, *OF_AREAS]), ", ".join(SOURCES)
        raise BadRecord(
            vi=f"Cần đúng một trong hai: 'source' ({sources}) hoặc 'number' ({numbers}).",
            en=f"Name one of the two: 'source' ({sources}) or 'number' ({numbers}).",
            field="source" if source else "number",
            code="unknown_number",
        )

    if row and not (source and has_row(angle, area, source, row)):
        raise BadRecord(
            vi="Vào lúc này mô hình bốn nguồn không có dòng này cho khu vực; hãy mở lại từ trang khu vực.",
            en="The model has no such row for this area at this moment; open it from the page of the area.",
            field="row",
            code="unknown_row",
        )


def has_row(angle: Angle, area: AreaCode, line: str, key: str) -> bool:
    """Brings this row of the model something into the area, and does it rest on records?"""
    found = angle.survey.entering
    if found is None or area not in found.known.row_of or not opens_row(line, key):
        return False
    return bool(said_of(found, area, line, key))


def title_of(angle: Angle, area: AreaCode, number: str, source: str) -> str:
    """The name of the source, the indicator or the signal."""
    title = SOURCES[source] if source else _named(angle, number)
    return beginning(title.said_in(angle.language))


def unit_of(angle: Angle, number: str) -> str | None:
    """`share`, `count` …, as the law says it of indicators; None of signals."""
    text = angle.jurisdiction.law.indicators.get(number)
    return text.unit if text else None


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
