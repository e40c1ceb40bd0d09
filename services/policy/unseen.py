"""What the model of the four sources takes to be true: shares, volumes, R, prevalence abroad."""

from services.domain.areas import AreaCode
from services.domain.base import Sentence, Word
from services.domain.levels import State
from services.policy.dated import Dated

MILLION = 1e6


class Believed(Word):
    """A share: its mean, and how many observations that weighs."""

    mean: float
    strength: float


class EachDay(Word):
    """A volume a day in the whole jurisdiction, while nobody tells of it: usual, and at worst."""

    usual: float
    conceivable: float


class IllegalEntryLaw(Word):
    """Of i1."""

    smoothing: float
    tip_off: float
    stays: Believed
    patrol: float


class QuarantineLaw(Word):
    """Of i2."""

    central: Believed
    home: Believed
    seen: float
    breach: float
    entrants: EachDay
    check: float
    lab_positive: float
    lab_negative: float
    lab_unheard: float


class CommunityLaw(Word):
    """Of i3."""

    known: Believed
    infectious_days: float
    background: float
    conceivable: float
    district_population: float
    untraced: Believed
    stopped: Believed
    passage: float
    here_shape: float
    here_conceivable_per_100k: float
    arrivals: EachDay
    tests: float
    test_finds: float
    trace: float


class GoodsLaw(Word):
    """Of i4."""

    crew: float
    undeclared: float
    left_declared: Believed
    contact: float
    contact_shape: float
    handlers: float
    dirty: Believed
    touches: float
    by_surface: float
    lots: EachDay
    tests: float


SIGNS = (
    "crossing",
    "border_f0",
    "escaped",
    "entrant_f0",
    "outside_untraced",
    "undeclared",
    "dirty_lots",
    "untraced",
)
"""Things seen that point to a source, by the names of the law."""
HIDDEN_SOURCES = ("i1", "i2", "i3", "i4")


class GrowthLaw(Word):
    """How infection goes on under each state of an order, and where no order holds."""

    r: dict[State, float]
    otherwise: float
    r_shape: float
    k: float
    k_shape: float


class HiddenLaw(Word):
    """What may come beside what is stated, and what speaks of it (decision 0070)."""

    shape: float
    rare: float
    near: float
    anywhere: float
    each: dict[str, float]
    signs: dict[str, float]
    conceivable: dict[str, float]


class UnseenLaw(Word):
    """All of it."""

    horizon_days: float
    illegal_entry: IllegalEntryLaw
    quarantine: QuarantineLaw
    community: CommunityLaw
    goods: GoodsLaw
    growth: GrowthLaw
    hidden: HiddenLaw


class PrevalenceLaw(Word):
    """Infectious people of a million, by country."""

    shape: float
    otherwise: float
    per_million: dict[str, float]

    def of(self, country: str) -> float:
        """As a share of all."""
        return self.per_million.get(country, self.otherwise) / MILLION


class Segment(Word):
    """A stretch of the border, on land or at sea."""

    id: str
    name: Sentence
    sea: bool
    country: str
    areas: tuple[AreaCode, ...]
    """Where those who get through come in."""
    length_km: float
    catch: Believed
    usual_14d: float
    conceivable_14d: float


class UnseenBook(Word):
    """Everything the model needs of the law."""

    model: Dated[UnseenLaw]
    prevalence: Dated[PrevalenceLaw]
