"""What the rows of a law make of some numbers, and every reason that holds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.domain.base import Sentence
from services.domain.levels import Citation, Reason, RiskLevel
from services.policy.indicators import IndicatorTexts, reason_text
from services.policy.rulebook import Row, decide, holding

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
_NOTHING = Reason(
    indicator="none",
    value=None,
    text=Sentence(
        vi="Không chỉ số nào chạm ngưỡng của mức cao hơn",
        en="No number reaches the limit of a higher level",
    ),
)


@dataclass(frozen=True)
class Verdict:
    """What the law makes of some numbers, whichever area they are of."""

    level: RiskLevel | None
    at_least: RiskLevel
    cite: Citation
    named: tuple[str, ...] = ()
    """Indicators of every limit that holds at this level, then of what is missing."""
    open_on: str | None = None
    """The level is open because those of areas inside are: the indicator that tells of them."""
    otherwise: Reason = _NOTHING
    """Said when nothing is named."""

    def opened(self, name: str) -> "Verdict":
        """The same with its level open, because those of areas inside are."""
        return replace(self, level=None, open_on=name)

    def reasons(
        self, values: Mapping[str, float | None], texts: IndicatorTexts, said: dict[object, Reason]
    ) -> tuple[Reason, ...]:
        """The reasons with the numbers of one area; `said`: sentences made before, to be used again."""
        told = [(name, values.get(name)) for name in self.named]
        if self.open_on is not None:
            told.append((self.open_on, None))
        return tuple(_reason(name, value, texts, said) for name, value in told) or (self.otherwise,)


NO_VERDICT = Verdict(
    level=None,
    at_least=RiskLevel.NEW_NORMAL,
    cite=Citation(document=NO_RULESET, title="Không có quy định nào có hiệu lực"),
    otherwise=_NO_LAW,
)


def judged(rows: tuple[Row, ...], values: Mapping[str, float | None]) -> Verdict:
    """The level the rows give to some numbers, with its citation and what it rests on."""
    decision = decide(rows, values)
    met = [limit.indicator for i in holding(rows, values) for limit in rows[i].limits]
    return Verdict(
        level=decision.level,
        at_least=decision.at_least,
        cite=rows[decision.row].cite,
        named=tuple(dict.fromkeys([*met, *decision.missing])),
    )


def _reason(name: str, value: float | None, texts: IndicatorTexts, said: dict[object, Reason]) -> Reason:
    key = (name, value)
    if key not in said:
        said[key] = Reason(indicator=name, value=value, text=reason_text(name, value, texts))
    return said[key]
