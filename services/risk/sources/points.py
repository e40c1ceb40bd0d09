"""Points: signals of one source in one area, weighed by law; their sum is the score, they are its reasons."""

from collections.abc import Collection
from dataclasses import dataclass, field

from services.domain.base import Sentence
from services.domain.levels import Reason, SourceScore
from services.domain.text import beginning
from services.policy.indicators import number_text
from services.policy.weights import SourceWeight


@dataclass
class Points:
    """Signal by signal: how many units were seen, and how much they weigh."""

    law: SourceWeight
    heard: bool
    """Was any feed of this source heard from at all? If not there is no score."""
    silence: tuple[Sentence, ...] = ()
    """What this source has not heard from: said beside the score."""
    seen: dict[str, float] = field(default_factory=dict)
    weighed: dict[str, float] = field(default_factory=dict)
    """The units, each times its factor."""

    @property
    def points(self) -> dict[str, float]:
        """What each signal adds."""
        return {signal: self.law.points(signal, units) for signal, units in self.weighed.items()}

    def add(self, signal: str, units: float, factor: float = 1.0) -> None:
        """So many units of a signal, counting by a factor; several calls add up."""
        if units:
            self.seen[signal] = self.seen.get(signal, 0.0) + units
            self.weighed[signal] = self.weighed.get(signal, 0.0) + units * factor

    def number(self) -> float | None:
        """0 to 100; None: not heard from."""
        return round(self.law.score(sum(self.points.values())), 1) if self.heard else None

    def of(self, signals: Collection[str]) -> float | None:
        """The points that these signals add; None: not heard from."""
        if not self.heard:
            return None
        points = self.points
        return round(sum(points.get(signal, 0.0) for signal in signals), 1)

    def score(self) -> SourceScore:
        """The number with a reason for each signal, the heaviest first, and what was not heard."""
        points = self.points if self.heard else {}
        heaviest = sorted(points, key=lambda name: -points[name])
        missing = [Reason(indicator="not_heard", value=None, text=text) for text in self.silence]
        reasons = (*(self._reason(signal, points[signal]) for signal in heaviest), *missing)
        return SourceScore(source=self.law.source, score=self.number(), reasons=reasons)

    def _reason(self, signal: str, points: float) -> Reason:
        weight = self.law.weights[signal]
        vi, en = (
            [number_text(n, "rate", comma=comma) for n in (self.seen[signal], points, weight.points)]
            for comma in (True, False)
        )
        each = (f" ({vi[2]} điểm mỗi lần gấp đôi)", f" ({en[2]} points each doubling)")
        more = each if weight.by_doubling else ("", "")
        text = Sentence(
            vi=f"{beginning(weight.label.vi)} × {vi[0]} = {vi[1]} điểm{more[0]}",
            en=f"{beginning(weight.label.en)} × {en[0]} = {en[1]} points{more[1]}",
        )
        return Reason(indicator=signal, value=points, text=text)
