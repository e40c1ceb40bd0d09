"""The travellers of a day under two laws, post by post: refused, quarantined, sampled, waiting."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from services.app.angles import Row
from services.domain.base import Language
from services.domain.labels import DECISIONS
from services.domain.records import PostDecision
from services.policy.entry_measures import STRICTNESS
from services.policy.reader import Jurisdiction
from services.posts.queues import waits_of


class Ruled(NamedTuple):
    """What a law makes of one traveller."""

    decision: PostDecision
    row: str
    at_home: bool = False

    @property
    def served_as(self) -> PostDecision:
        """Whose minutes at the post it takes: who goes home to quarantine takes those of a sample."""
        return PostDecision.SAMPLE if self.at_home else self.decision


Passed = tuple[str | None, datetime, Ruled, Ruled]
"""Post, moment, under the law in force, under the draft."""


@dataclass(frozen=True)
class Entrants:
    """A day's travellers; `minutes` of service by decision, in the order of strictness."""

    day: date
    passed: Sequence[Passed]
    lanes: int
    minutes: Sequence[float]


def day_row(entrants: Entrants, land: Jurisdiction, language: Language) -> Row:
    """Totals, each post, and which rows of the two laws a traveller moves between."""
    by_post: defaultdict[str | None, list[Passed]] = defaultdict(list)
    for one in entrants.passed:
        by_post[one[0]].append(one)
    names = {place.id: place.name if language == "vi" else place.name_en for place in land.places}
    posts = [
        {"post": post, "name": names.get(post or "")} | _sides(passed, entrants, queue=post is not None)
        for post, passed in sorted(by_post.items(), key=lambda told: (-len(told[1]), told[0] or ""))
    ]
    return {
        "day": entrants.day.isoformat(),
        "total": _sides(entrants.passed, entrants, queue=False),
        "posts": posts,
        "changes": _changes(entrants.passed, language),
    }


def _sides(passed: Sequence[Passed], entrants: Entrants, *, queue: bool) -> Row:
    sides = {"now": [(at, a) for _, at, a, _ in passed], "draft": [(at, b) for _, at, _, b in passed]}
    return {"people": len(passed)} | {
        name: _side(ruled, entrants, queue=queue) for name, ruled in sides.items()
    }


def _side(ruled: Sequence[tuple[datetime, Ruled]], entrants: Entrants, *, queue: bool) -> Row:
    """`rooms`: people for quarantine sites; `tests`: first tests of those and of who is sampled."""
    counts = Counter(one.decision for _, one in ruled)
    rooms = counts[PostDecision.QUARANTINE] - sum(one.at_home for _, one in ruled)
    served = dict(zip(STRICTNESS, entrants.minutes, strict=True))
    waits = waits_of(((at, served[one.served_as]) for at, one in ruled), entrants.lanes) if queue else None
    return {
        **{decision.value: counts[decision] for decision in STRICTNESS},
        "refused": counts[PostDecision.TURN_BACK],
        "rooms": rooms,
        "tests": counts[PostDecision.SAMPLE] + rooms,
        "wait_minutes": None if waits is None else {"mean": waits.mean, "longest": waits.longest},
    }


def _changes(passed: Sequence[Passed], language: Language) -> list[Row]:
    moved = Counter((a, b) for _, _, a, b in passed if a != b)
    return [
        {"people": people, "now": _said(a, language), "draft": _said(b, language)}
        for (a, b), people in moved.most_common()
    ]


def _said(ruled: Ruled, language: Language) -> Row:
    word = DECISIONS[ruled.decision].said_in(language)
    return {"row": ruled.row, "answer": ruled.decision.value, "word": word}
