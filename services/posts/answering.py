"""answer: a code and what the officer sees to one of four decisions, and why; assess: of a claim. Pure.

The whole procedure: read and check the code, gather the facts, let the table of the law decide, say why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.domain.base import Sentence
from services.policy.entry_facts import CODE_FACTS, FACTS, question
from services.policy.entry_measures import Ruling, Situation, rule
from services.policy.reader import Jurisdiction
from services.posts.answers import Answer, Learned, Seen
from services.posts.codes import BadCode, CodeFault, read_code, timing_fault
from services.posts.content import Content
from services.posts.keys import PostKeys
from services.posts.situations import certificate_age, limits_at, situation_of

Learn = Callable[[Content], Learned]

_NOTHING_FOUND = Sentence(
    vi="Lời khai không có yếu tố nào phải giữ lại.", en="Nothing that was declared asks for more."
)


@dataclass(frozen=True)
class Ground:
    """By which law, and of which moment, is decided."""

    jurisdiction: Jurisdiction
    now: datetime


@dataclass(frozen=True)
class Post:
    """Where and when is asked, and what the post can check with."""

    jurisdiction: Jurisdiction
    keys: PostKeys
    now: datetime


def answer(post: Post, code: str, seen: Seen, learn: Learn | None = None) -> Answer:
    """The answer of the law in force; `learn` asks the house (None: no network). Raises NotInForce."""
    content, fault = _read(post, code)
    learned = learn(content) if content and learn else Learned()
    fits = _paper_fits(post, content, seen)
    faults = _faults(fault, learned, fits)
    found = _ruled(Ground(post.jurisdiction, post.now), content, seen, learned, faults)
    return found.model_copy(
        update={"fault": faults[0] if faults else None, "paper_fits": fits, **_told(content)}
    )


def assess(ground: Ground, content: Content, seen: Seen, learned: Learned) -> Answer:
    """The answer to what is told without any code: nobody vouches for it. Raises NotInForce."""
    found = _ruled(ground, content, seen, learned, [])
    return found.model_copy(update={"origin": content.origin, "area": content.area})


def _ruled(
    ground: Ground, content: Content | None, seen: Seen, learned: Learned, faults: list[CodeFault]
) -> Answer:
    law = ground.jurisdiction.law.entry_measures.on(ground.now)
    situation = situation_of(ground.jurisdiction, content, seen, learned, faults, ground.now)
    ruling = rule(law.value.rows, situation)
    return Answer(
        decision=ruling.row.decision,
        row=ruling.row.code,
        todo=ruling.row.todo,
        reasons=_reasons(ground, ruling, situation, seen, learned, faults),
        questions=tuple(asked for name in ruling.open if (asked := question(name))),
        cite=ruling.row.cite,
        ruleset=law.name,
        at_home=ruling.row.at_home,
    )


def _read(post: Post, code: str) -> tuple[Content | None, CodeFault | None]:
    """The content when the signature fits, also out of its time: what it says is still true."""
    try:
        content = read_code(code, post.keys)
    except BadCode as bad:
        return None, bad.fault
    parameters = post.jurisdiction.law.parameters
    skew = timedelta(minutes=parameters.number("code_clock_skew_minutes", post.now))
    return content, timing_fault(content, post.now, skew)


def _paper_fits(post: Post, content: Content | None, seen: Seen) -> bool | None:
    if content is None or not seen.paper:
        return None
    return post.keys.paper_fits(content.ref, content.paper, seen.paper)


def _faults(fault: CodeFault | None, learned: Learned, fits: bool | None) -> list[CodeFault]:
    faults = [fault] if fault else []
    if fits is False:
        faults.append(CodeFault.OTHER_PAPER)
    if learned.elsewhere and not fits:  # whose paper fits is the one who declared
        faults.append(CodeFault.ELSEWHERE)
    return faults


def _reasons(
    ground: Ground,
    ruling: Ruling,
    situation: Situation,
    seen: Seen,
    learned: Learned,
    faults: list[CodeFault],
) -> tuple[Sentence, ...]:
    held = [
        FACTS[name].holds for name in (*faults, *ruling.facts) if name not in CODE_FACTS or name in faults
    ]
    been = [_was_in(ground, code) for code in ruling.row.been if code in situation.been]
    elsewhere = [learned.elsewhere] if learned.elsewhere else []
    found = [*held, *been, *elsewhere, *learned.reasons, *_about_certificate(ground, seen)]
    return tuple(dict.fromkeys(found)) or (_NOTHING_FOUND,)


def _was_in(ground: Ground, code: str) -> Sentence:
    area = ground.jurisdiction.areas[code]
    return Sentence(
        vi=f"Trong 14 ngày qua đã ở {area.name}", en=f"Was in {area.name_en} within the last 14 days"
    )


def _about_certificate(ground: Ground, seen: Seen) -> list[Sentence]:
    age = certificate_age(seen, ground.now.astimezone(ground.jurisdiction.zone).date())
    limits = limits_at(ground.jurisdiction.law.parameters, ground.now)
    if age is None:
        return []
    if age < 0:
        return [
            Sentence(
                vi="Giấy xét nghiệm ghi ngày lấy mẫu sau ngày đến: không có giá trị, hãy xem lại giấy",
                en="The certificate is dated after the day of arrival: it is not accepted, look at it again",
            )
        ]
    if age > (limits.cert_max_days or age):
        return [
            Sentence(
                vi=f"Giấy xét nghiệm không còn giá trị: lấy mẫu cách đây {age} ngày",
                en=f"The certificate is not accepted: sampled {age} days ago",
            )
        ]
    if age > (limits.cert_warn_days or age):
        return [
            Sentence(
                vi=f"Giấy xét nghiệm đã {age} ngày: nên lấy mẫu lại",
                en=f"The certificate is {age} days old: a new sample is advised",
            )
        ]
    return []


def _told(content: Content | None) -> dict[str, object]:
    names = ("ref", "declared_at", "valid_until", "origin", "area")
    return {name: getattr(content, name) for name in names} if content else {}
