"""The worse of two: what the rules say, and what the chance of an outbreak asks for (decision 0065). Pure."""

from dataclasses import dataclass

from services.domain.areas import Area, AreaCode, Areas
from services.domain.base import Sentence
from services.domain.labels import LEVELS, SOURCES
from services.domain.levels import AreaGrade, AskedByChance, Reason, RiskLevel, Standing
from services.domain.text import inside
from services.policy.dated import InForce
from services.policy.outbreak_levels import OutbreakLevels
from services.risk.grading import Standings
from services.risk.orders import OrdersInForce
from services.risk.standing import decided
from services.risk.unseen.forecast import Forecast
from services.risk.unseen.numbers_said import percent
from services.risk.unseen.telling import told_of

OUTBREAK = "outbreak"
"""The name of the reason that the chance of an outbreak gives."""
SKEW = 2.0
"""The expected chance is at most so many times that at the median: from half a limit on draws are made."""


@dataclass(frozen=True)
class WorstOf:
    """The limits of a moment, and the chances they are held against."""

    areas: Areas
    orders: OrdersInForce
    limits: InForce[OutbreakLevels]
    forecast: Forecast

    def over(self, standings: Standings) -> Standings:
        """The standings, raised where the chance asks for more than the rules; nothing is lowered."""
        return {code: self._worse(self.areas[code], standing) for code, standing in standings.items()}

    def left_to_fear(self, code: AreaCode, level: RiskLevel) -> Sentence | None:
        """Why this level may not come down: without orders, silence at its worst, it would be asked for."""
        area = self.areas[code]
        chance = float(self.forecast.point.unguarded[self.forecast.known.row_of[code]])
        limit = self.limits.value.reached(area.tier, chance)
        if limit is None or limit.level < level:
            return None
        now, least = percent(chance), percent(limit.at_least)
        return Sentence(
            vi=f"Nếu không còn quyết định nào và tính cả những gì chưa ai báo, xác suất bùng phát trong"
            f" {self._days} ngày có thể tới {now[0]}, từ {least[0]} là mức {int(limit.level)}",
            en=f"With no order in force, and what nobody told at its worst, the chance of an outbreak within"
            f" {self._days} days may be {now[1]}; from {least[1]} on the level is {int(limit.level)}",
        )

    @property
    def _days(self) -> str:
        return f"{self.forecast.known.law.horizon_days:g}"

    def _worse(self, area: Area, standing: Standing) -> Standing:
        asked = self._asked(area, standing.grade) if area.inside else None
        if asked is None:
            return standing
        grade = _raised(standing.grade, asked)
        level, order = decided(self.areas, self.orders, area.code, grade.level, grade.at_least)
        return Standing(area=area.code, level=level, grade=grade, order=order)

    def _asked(self, area: Area, grade: AreaGrade) -> AskedByChance | None:
        """What the chance asks for above the rules; draws are made only where it might."""
        certain, law = grade.level or grade.at_least, self.limits.value
        might_be = float(self.forecast.point.told[self.forecast.known.row_of[area.code]]) * SKEW
        if law.level(area.tier, might_be) <= certain:
            return None
        told = told_of(self.forecast.entering, area.code, reasons=False)
        limit = law.reached(area.tier, told.outbreak.expected)
        if limit is None or limit.level <= certain:
            return None
        return AskedByChance(
            level=limit.level,
            limit=limit.at_least,
            rules_level=grade.level,
            days=told.days,
            chance=told.outbreak.expected,
            low=told.outbreak.low,
            high=told.outbreak.high,
            source=max(told.sources, key=lambda name: told.sources[name].share or 0.0),
            cite=self.limits.cite,
        )


def _raised(grade: AreaGrade, asked: AskedByChance) -> AreaGrade:
    """An open level stays open: what is missing may raise it further."""
    return grade.model_copy(
        update={
            "level": grade.level and asked.level,
            "at_least": asked.level,
            "reasons": (Reason(indicator=OUTBREAK, value=asked.chance, text=_why(asked)), *grade.reasons),
            "outbreak": asked,
        }
    )


def _why(asked: AskedByChance) -> Sentence:
    """`Xác suất bùng phát trong 7 ngày là 35 % (khoảng 90 %: 12 % đến 61 %), nhiều nhất từ i3 …`."""
    chance, low, high, limit = (percent(x) for x in (asked.chance, asked.low, asked.high, asked.limit))
    source, rules = SOURCES[asked.source], LEVELS[asked.rules_level]
    return Sentence(
        vi=f"Xác suất bùng phát trong {asked.days:g} ngày là {chance[0]}"
        f" (khoảng 90 %: {low[0]} đến {high[0]}), nhiều nhất từ {asked.source} ({inside(source.vi)});"
        f" từ {limit[0]} là mức {int(asked.level)} theo ngưỡng của dịch vụ, không phải văn bản;"
        f" riêng quy định: {inside(rules.vi)}",
        en=f"The chance of an outbreak within {asked.days:g} days is {chance[1]}"
        f" (90% band: {low[1]} to {high[1]}), most of it from {asked.source} ({inside(source.en)});"
        f" from {limit[1]} on the level is {int(asked.level)} by our own limit, no document;"
        f" the rules alone: {inside(rules.en)}",
    )
