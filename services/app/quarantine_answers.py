"""What the verbs `quarantine residual` and `quarantine rank` answer, out of what was typed."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.domain.base import Language, Sentence
from services.domain.errors import BadRecord
from services.epidemiology.quantities import Numbers, share
from services.epidemiology.residual import CONTACT, Belief, Left, Plan, left, local_share, traveller
from services.epidemiology.sensitivity import CURVES
from services.epidemiology.strategies import Limits, efficient, ranked, strategies

BAND = (0.05, 0.95)
DRAWS_OF_ALL, SEED = 200, 20210129
COLUMNS = ("rank", "days", "release", "tests", "residual", "low", "high", "never_found", "efficient")


@dataclass(frozen=True)
class Asked:
    """What both verbs take. Raises BadRecord."""

    kind: str
    trip: float
    adherence: float
    curve: str
    isolation: float

    def __post_init__(self) -> None:
        one_of(self.kind, "kind", ("contact", "traveller"))
        one_of(self.curve, "curve", tuple(CURVES))
        share(self.adherence, "adherence")

    @property
    def infected(self) -> Numbers:
        """On which days, each alike."""
        return CONTACT if self.kind == "contact" else traveller(self.trip)

    def entered(self, day: float | None) -> float:
        """A traveller's quarantine begins on arrival if nothing is said; a contact's day must be said."""
        if day is None and self.kind == "contact":
            raise BadRecord(
                vi="enter: thiếu ngày bắt đầu cách ly của người tiếp xúc (tính từ ngày phơi nhiễm); "
                "hãy thêm, ví dụ --enter 3.",
                en="enter: the day on which a contact's quarantine begins (since exposure) is missing; "
                "add it, as --enter 3.",
                field="enter",
                code="missing",
            )
        return day or 0.0

    @property
    def belief(self) -> Belief:
        """What is taken to be true."""
        return Belief(curve=CURVES[self.curve], isolation=self.isolation)

    def told(self) -> dict[str, Any]:
        """As it is repeated in the answer."""
        trip = {"trip": self.trip} if self.kind == "traveller" else {}
        return {
            **trip,
            "adherence": self.adherence,
            "curve": self.curve,
            "isolation": _number(self.isolation),
        }


def one_of(text: str, field: str, known: Sequence[str]) -> None:
    """Raises BadRecord for a word that is none of these."""
    if text not in known:
        words = ", ".join(known)
        raise BadRecord(
            vi=f"{field}: không có lựa chọn này; hãy chọn một trong: {words}.",
            en=f"{field}: there is no such choice; take one of: {words}.",
            field=field,
            code="unknown_choice",
        )


def days_given(text: str | None) -> list[float]:
    """Days as they were typed: 5 or 1,7; nothing is none. Raises BadRecord."""
    try:
        return [float(part) for part in (text or "").split(",") if text and text.strip()]
    except ValueError:
        raise BadRecord(
            vi="tests: cần các ngày xét nghiệm, cách nhau bằng dấu phẩy; viết như 1,7.",
            en="tests: days of tests are needed, with commas between them; write them as 1,7.",
            field="tests",
            code="bad_days",
        ) from None


def residual_answer(plan: Plan, asked: Asked, said: Language) -> dict[str, Any]:
    """One plan: what it leaves, with a band, and the reason."""
    found = left(plan, asked.infected, asked.belief)
    many = left(plan, asked.infected, asked.belief.drawn(np.random.default_rng(SEED)))
    rest = float(found.residual(asked.adherence)[0])
    low, high = _band(many.residual(asked.adherence), np.array(rest))
    return {
        "kind": asked.kind,
        "enter": plan.enter,
        "release": _number(plan.release),
        "tests": list(plan.tests),
        **asked.told(),
        "residual": rest,
        "low": float(low),
        "high": float(high),
        "prevented": 1.0 - rest,
        "never_found": float(found.never_found[0]),
        **_local(asked),
        "why": _why(plan, asked, found).said_in(said),
    }


def rank_rows(limits: Limits, asked: Asked, *, only_efficient: bool, top: int | None) -> list[dict[str, Any]]:
    """A row a strategy, what leaves least first; a millionth is no difference."""
    every = strategies(limits)
    found = every.left(asked.infected, asked.belief)
    rest = found.residual(asked.adherence)[0]
    drawn = asked.belief.drawn(np.random.default_rng(SEED), DRAWS_OF_ALL)
    low, high = _band(every.left(asked.infected, drawn).residual(asked.adherence), rest)
    order = ranked(every, rest)
    best = efficient(every, order)

    def rows() -> Iterator[dict[str, Any]]:
        for place in np.flatnonzero(best) if only_efficient else range(len(order)):
            one = order[place]
            numbers = {"residual": rest, "low": low, "high": high, "never_found": found.never_found[0]}
            yield {
                "rank": int(place) + 1,
                "days": int(every.days[one]),
                "release": every.enter + float(every.days[one]),
                "tests": every.test_days(one),
                **{name: round(float(values[one]), 6) for name, values in numbers.items()},
                "efficient": bool(best[place]),
            }

    return list(rows())[:top]


def _band(draws: Numbers, middle: Numbers) -> tuple[Numbers, Numbers]:
    """Where nine of ten draws lie; the middle is never outside."""
    low, high = np.quantile(draws, BAND, axis=0)
    return np.minimum(low, middle), np.maximum(high, middle)


def _local(asked: Asked) -> dict[str, float]:
    """Of a traveller: the share of all transmission that takes place after arrival."""
    if asked.kind == "contact":
        return {}
    return {"local_share": float(local_share(asked.infected, asked.belief.generation)[0])}


def _why(plan: Plan, asked: Asked, found: Left) -> Sentence:
    rest, escapes = 1.0 - float(found.prevented[0]), 1.0 - asked.adherence
    days_vi, days_en = f"đến ngày {plan.release:g}", f"to day {plan.release:g}"
    if math.isinf(plan.release):
        days_vi, days_en = "không có ngày ra", "without an end"
    vi, en = "không xét nghiệm", "without a test"
    if plan.tests:
        days, missed = ", ".join(f"{day:g}" for day in plan.tests), float(found.never_found[0])
        vi = f"xét nghiệm ngày {days} (bỏ sót {_percent(missed)} người nhiễm nếu các lần độc lập)"
        en = f"tests on day {days} (they miss {missed:.1%} of the infected if independent)"
    return Sentence(
        vi=f"Người chấp hành còn lây {_percent(rest)}: cách ly từ ngày {plan.enter:g} {days_vi}, "
        f"{vi}; {_percent(escapes)} không chấp hành lây như không cách ly (Ashcroft 2021).",
        en=f"Who complies still transmits {rest:.1%}: quarantine from day {plan.enter:g} {days_en}, "
        f"{en}; the {escapes:.1%} who do not comply transmit as without quarantine (Ashcroft 2021).",
    )


def _percent(part: float) -> str:
    """As Vietnamese write it."""
    return f"{part:.1%}".replace(".", ",")


def _number(value: float) -> float | str:
    """JSON has no infinity."""
    return "inf" if math.isinf(value) else value
