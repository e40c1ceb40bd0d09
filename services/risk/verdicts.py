"""What the rows of a law make of some numbers, with every reason that holds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from services.domain.areas import Tier
from services.domain.base import Sentence
from services.domain.levels import Citation, Reason, RiskLevel
from services.policy.dated import InForce
from services.policy.indicators import IndicatorTexts, reason_text
from services.policy.rulebook import Decision, Row, Rulebook, decide, holding
from services.risk.sums import AreaNumbers


@dataclass(frozen=True)
class Verdict:
    """What the law makes of some numbers, whichever area they are of."""

    level: RiskLevel | None
    at_least: RiskLevel
    reasons: tuple[Reason, ...]
    cite: Citation
    ruleset: str


def judged(law: InForce[Rulebook], tier: Tier, values: AreaNumbers, texts: IndicatorTexts) -> Verdict:
    """The level of a tier for some numbers, with its reasons and citation."""
    rows = law.value.of(tier)
    decision = decide(rows, values)
    return Verdict(
        level=decision.level,
        at_least=decision.at_least,
        reasons=_reasons(rows, decision, values, texts),
        cite=rows[decision.row].cite,
        ruleset=law.name,
    )


def lowest_limits(rulebook: Rulebook) -> dict[str, float]:
    """For every indicator the law speaks of: below this number no row tells one number from another."""
    found: dict[str, float] = {}
    for limit in (limit for rows in rulebook.rows.values() for row in rows for limit in row.limits):
        least = -inf if limit.least is None or limit.most is not None else limit.least
        found[limit.indicator] = min(least, found.get(limit.indicator, least))
    return found


def _reasons(
    rows: tuple[Row, ...], decision: Decision, values: Mapping[str, float | None], texts: IndicatorTexts
) -> tuple[Reason, ...]:
    """Every limit that holds at this level; what is missing; or that nothing reached a limit."""
    met = [limit.indicator for i in holding(rows, values) for limit in rows[i].limits]
    named = [*met, *decision.missing]
    if named:
        return tuple(_reason(name, values.get(name), texts) for name in dict.fromkeys(named))
    return (_NOTHING,)


def _reason(name: str, value: float | None, texts: IndicatorTexts) -> Reason:
    return Reason(indicator=name, value=value, text=reason_text(name, value, texts))


NO_RULESET = "none"
"""Name of the ruleset where no law covers the moment."""

_NO_LAW = Reason(
    indicator="no_law",
    value=None,
    text=Sentence(
        vi="Không có quy định xếp mức nguy cơ nào có hiệu lực vào thời điểm này",
        en="No law on risk levels is in force at this moment",
    ),
)
NO_VERDICT = Verdict(
    level=None,
    at_least=RiskLevel.NEW_NORMAL,
    reasons=(_NO_LAW,),
    cite=Citation(document=NO_RULESET, title="Không có quy định nào có hiệu lực"),
    ruleset=NO_RULESET,
)
_NOTHING = Reason(
    indicator="none",
    value=None,
    text=Sentence(
        vi="Không chỉ số nào chạm ngưỡng của mức cao hơn",
        en="No number reaches the limit of a higher level",
    ),
)
