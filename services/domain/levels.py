"""How risky an area is, and why we say so: level, reason, citation, grade, order in force, standing."""

from enum import IntEnum, StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Sentence, Word


class RiskLevel(IntEnum):
    """The four official levels; a missing level is written None and means too little is known."""

    NEW_NORMAL = 1
    AT_RISK = 2
    HIGH = 3
    VERY_HIGH = 4


class Citation(Word):
    """Document and article a value rests on, ready to show."""

    document: str
    """Key in documents.yaml."""
    title: str
    article: str | None = None
    mark: str = "src"
    """How sure the text is: src, directive, recall, recall-low, computed, design (rule book, top)."""


class Reason(Word):
    """One thing that made the level what it is."""

    indicator: str
    value: float | None
    """None: not reported."""
    text: Sentence


class AskedByChance(Word):
    """The chance of an outbreak asks for a higher level than the rules do: our own limit beside theirs."""

    level: RiskLevel
    limit: float
    """From this chance on."""
    rules_level: RiskLevel | None
    """What the rules say; None: too little is reported."""
    days: float
    chance: float
    """Expected, within so many days; `low` and `high` hold nine of ten draws."""
    low: float
    high: float
    source: str
    """The source that brings most of it."""
    cite: Citation


class AreaGrade(Word):
    """What the law in force makes of the numbers for one area: our suggestion, never an order."""

    area: AreaCode
    level: RiskLevel | None
    """None: too little is reported to say; `at_least` still holds."""
    at_least: RiskLevel
    reasons: tuple[Reason, ...]
    cite: Citation
    ruleset: str
    held_since: Moment | None = None
    """Set where the level is held above what the numbers alone say: since when it is at this level."""
    numbers_level: RiskLevel | None = None
    """What the numbers alone say of a held level; None: too little is reported."""
    outbreak: AskedByChance | None = None
    """Set where the chance of an outbreak raised the level above that of the rules, which `cite` names."""


class State(StrEnum):
    """What a competent body has ordered for an area (rule book 4.6)."""

    LOCKDOWN = "phong_toa"
    DIRECTIVE_16 = "ct16"
    DIRECTIVE_15 = "ct15"
    DIRECTIVE_19 = "ct19"
    NORMAL = "binh_thuong"


class Way(StrEnum):
    """Which way a proposal to the command centre goes."""

    TIGHTEN = "tighten"
    LOOSEN = "loosen"


class OrderInForce(Word):
    """An order as it stands over one area at one moment."""

    number: str
    issuer: str
    state: State
    level: RiskLevel
    area: AreaCode
    """The area the order names; it may be a parent of the one asked about."""
    part: str | None = None
    """The order covers only this part of the area (a hamlet, a street group)."""
    since: Moment
    until: Moment | None = None


class Standing(Word):
    """The level shown for an area: the order in force, else the grade; both are kept."""

    area: AreaCode
    level: RiskLevel | None
    grade: AreaGrade
    order: OrderInForce | None = None
    """The order that decided, or that sets the floor."""

    @property
    def flagged(self) -> bool:
        """Is it above new normal, whatever is still missing? An open level is at least what is known."""
        return (self.level or self.grade.at_least) > RiskLevel.NEW_NORMAL


class SourceScore(Word):
    """0 to 100 for one of the four sources in one area, with its reasons; never a level by itself."""

    source: str
    score: float | None
    """None: no feed of this source was heard from; the reasons say so."""
    reasons: tuple[Reason, ...] = ()
