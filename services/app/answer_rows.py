"""Answers of the law of posts in words: as plain values, and what the house adds of the places."""

from datetime import datetime

from services.app.angles import Row, named, referred
from services.domain.areas import AreaCode
from services.domain.base import Language, Sentence
from services.domain.labels import DECISIONS, LEVELS
from services.policy.entry_measures import digit_of
from services.policy.reader import Jurisdiction
from services.posts.answers import Answer
from services.risk.origins import Known


def answer_row(
    found: Answer,
    jurisdiction: Jurisdiction,
    language: Language,
    *,
    post: str | None,
    at: datetime,
    online: bool,
) -> Row:
    """The answer as plain JSON values in one language: what the verb, the API and the page show."""

    def place(code: str | None) -> str | None:
        area = jurisdiction.areas.get(code) if code else None
        return named(area, language) if area else code

    def local(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(jurisdiction.zone).isoformat(timespec="seconds")

    return {
        "answer": found.decision.value,
        "digit": digit_of(found.decision),
        "word": DECISIONS[found.decision].said_in(language),
        "todo": found.todo.said_in(language),
        "reasons": [one.said_in(language) for one in found.reasons],
        "questions": [one.said_in(language) for one in found.questions],
        "row": found.row,
        "ruleset": found.ruleset,
        "cite": f"{referred(found.cite)} ({found.cite.mark})",
        "problem": found.fault.value if found.fault else None,
        "paper_fits": found.paper_fits,
        "declared_at": local(found.declared_at),
        "valid_until": local(found.valid_until),
        "from": place(found.origin),
        "to": place(found.area),
        "post": post,
        "at": local(at),
        "online": online,
    }


def facts_known(known: Known) -> dict[str, bool | None]:
    """What the house knows of the places, under the names of the table of entry measures."""
    return {"outbreak_place": known.outbreak_place, "cases_at_origin": known.cases_at_origin}


def level_told(jurisdiction: Jurisdiction, origin: AreaCode | None, known: Known) -> list[Sentence]:
    """The level of the origin as a reason; nothing where it has none."""
    area = jurisdiction.areas.get(origin) if origin else None
    if area is None or known.level is None:
        return []
    digit, level = int(known.level), LEVELS[known.level]
    return [
        Sentence(
            vi=f"Nơi đi {area.name}: mức {digit} – {level.vi}",
            en=f"Origin {area.name_en}: level {digit} – {level.en}",
        )
    ]
