"""What officers judged of an area, by whom and when, and what it tells of itself: plain JSON values."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.domain.areas import AreaCode
from services.domain.base import Language, Sentence
from services.domain.records import JudgementKind
from services.policy.indicators import number_text, reason_text
from services.policy.reader import Jurisdiction
from services.risk.heard_judged import JudgementHeard
from services.risk.survey import Survey

JUDGED: dict[JudgementKind, Sentence] = {
    JudgementKind.HARD_TO_CONTROL: Sentence(
        vi="Nguồn lây khó kiểm soát, khó truy vết", en="The source is hard to control or to trace"
    ),
    JudgementKind.SPREAD_SHARE: Sentence(
        vi="Tỷ lệ đơn vị trực thuộc mà nguồn lây khó kiểm soát có thể lan tới",
        en="Share of units inside that a hard-to-control source may reach",
    ),
    JudgementKind.KEY_ZONE: Sentence(
        vi="Khu công nghiệp, khu sản xuất trọng điểm giáp nơi dịch khó kiểm soát",
        en="A key industrial or production zone touches a hard-to-control area",
    ),
}
FACTS = (
    *("adults_one_dose_share", "treatment_capacity_met", "beds_used_share", "quarantine_used_share"),
    "positive_tests_share_14d",
)
YES, NO = Sentence(vi="có", en="yes"), Sentence(vi="không", en="no")


def judged_row(
    jurisdiction: Jurisdiction, survey: Survey, area: AreaCode, language: Language
) -> dict[str, Any]:
    """Judgements of this very area, the newest first, and sentences of what it tells of itself."""
    here = sorted((one for one in survey.heard.judgements if one.area == area), key=_newest_first)
    texts = jurisdiction.law.indicators

    def local(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(jurisdiction.zone).isoformat()

    return {
        "judgements": [_judgement(one, survey.as_of, language, local) for one in here],
        "facts": [
            reason_text(name, value, texts).said_in(language) for name, value in facts_of(survey, area)
        ],
    }


def facts_of(survey: Survey, area: AreaCode) -> list[tuple[str, float]]:
    """What the area tells of itself, by the name of the indicator; what it does not tell is left out."""
    numbers = survey.numbers.get(area, {})
    return [(name, number) for name in FACTS if (number := numbers.get(name)) is not None]


def _newest_first(one: JudgementHeard) -> tuple[float, float]:
    return (-one.since.timestamp(), -one.learned_at.timestamp())


def _judgement(
    one: JudgementHeard, now: datetime, language: Language, local: Callable[[datetime | None], str | None]
) -> dict[str, Any]:
    return {
        "what": one.what.value,
        "title": JUDGED[one.what].said_in(language),
        "value": one.value,
        "value_text": _value(one, language),
        "author": one.author,
        "ground": one.ground,
        "since": local(one.since),
        "until": local(one.until),
        "told_at": local(one.learned_at),
        "in_force": one.holds_at(now),
    }


def _value(one: JudgementHeard, language: Language) -> str:
    if one.what is JudgementKind.SPREAD_SHARE:
        return number_text(one.value, "share", comma=language == "vi")
    return (YES if one.value else NO).said_in(language)
