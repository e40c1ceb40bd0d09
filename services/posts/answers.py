"""What is asked at a post, what the house has learned since, and what is answered."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.domain.areas import AreaCode
from services.domain.base import Moment, Sentence, Word
from services.domain.levels import Citation
from services.domain.records import PostDecision
from services.posts.codes import CodeFault


class Seen(Word):
    """What the officer at the post sees or is told; None: not looked at."""

    paper: Annotated[str, Field(max_length=40)] | None = None
    """The last four characters of the paper, or all of it; it is compared and not kept."""
    symptoms: bool | None = None
    positive_test: bool | None = None
    certificate_on: date | None = None
    """Day on which the sample of a negative certificate was taken."""
    worker: bool | None = None
    goods_vehicle: bool | None = None
    people_in_vehicle: Annotated[int, Field(ge=0, le=1000)] | None = None
    accepts_quarantine: bool | None = None
    illegal_entry: bool | None = None
    refuses: bool | None = None


class Learned(Word):
    """What a house knows beyond the code; a post without network knows nothing of it."""

    facts: dict[str, bool | None] = {}
    """Names of `entry_facts.FACTS`; true adds to what the code says and is never taken back by it."""
    reasons: tuple[Sentence, ...] = ()
    elsewhere: Sentence | None = None
    """The same code at another post a moment ago, said as a reason."""


class Answer(Word):
    """The answer to one scan."""

    decision: PostDecision
    row: str
    """Row of the table of entry measures: A5, C2."""
    todo: Sentence
    reasons: tuple[Sentence, ...]
    questions: tuple[Sentence, ...]
    """What the officer asks: the answer may become another one."""
    cite: Citation
    ruleset: str
    at_home: bool = False
    """Quarantine at home: no room of a site is needed."""
    fault: CodeFault | None = None
    paper_fits: bool | None = None
    """None: not compared."""
    ref: str | None = None
    declared_at: Moment | None = None
    valid_until: Moment | None = None
    origin: AreaCode | None = None
    area: AreaCode | None = None
