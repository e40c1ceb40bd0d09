"""The whole map at one moment, with what was known then: standings, scores, numbers, age of the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.domain.areas import AreaCode
from services.domain.levels import SourceScore
from services.plumbing.database import Transaction
from services.policy.dated import InForce
from services.policy.reader import Jurisdiction, Law
from services.policy.rulebook import Rulebook
from services.risk.ages import data_age_hours
from services.risk.area_facts import fresh_days
from services.risk.grading import Grading, Standings, grade_map
from services.risk.heard import Heard
from services.risk.held import held_levels
from services.risk.numbers import numbers_of
from services.risk.orders import OrdersInForce, orders_in_force
from services.risk.pressure import Pressure, PressureMap
from services.risk.recall import recall
from services.risk.rings.evidence import EvidenceOf, Told
from services.risk.rings.holding import HeldLevels, Holding, hold
from services.risk.sources import PointMap, point_map
from services.risk.sources.clues import Clues, gather
from services.risk.sums import Numbers, daily_cases
from services.risk.unseen.forecast import Forecast, forecast_at
from services.risk.unseen.from_heard import Entering
from services.risk.verdicts import NO_RULESET
from services.risk.worst_of import WorstOf


@dataclass(frozen=True)
class Survey:
    """Everything a page, an alert or a report may ask about one moment."""

    as_of: datetime
    ruleset: str
    standings: Standings
    points: PointMap
    pressures: Mapping[AreaCode, Pressure]
    """Unseen infection of every place that an F0 of the last two weeks was told of."""
    unseen: PressureMap | None
    """The same of any area with all that lies in it; None: no law weighs sources at that moment."""
    numbers: Numbers
    orders: OrdersInForce
    data_age_hours: Mapping[AreaCode, float | None]
    heard: Heard
    clues: Clues | None
    """What scores and the model of the four sources look at; None as `unseen`."""
    held: HeldLevels
    """What every area inside is held at, this moment's step included; empty where no law covers it."""
    evidence: EvidenceOf | None
    """Whether it is over, area by area; None: no law on loosening covers the moment."""
    forecast: Forecast | None
    """The four sources in one model; None: no law of it then."""
    worst_of: WorstOf | None
    """The limits of the chance of an outbreak; None: no law of them then."""

    @property
    def entering(self) -> Entering | None:
        """The four sources in one model with all draws, made when first asked for."""
        return self.forecast.entering if self.forecast else None

    def scores(self, area: AreaCode) -> dict[str, SourceScore]:
        """The four sources of an area, with reasons; empty outside the jurisdiction."""
        return {source: points.score() for source, points in self.points.get(area, {}).items()}


def survey(tx: Transaction, jurisdiction: Jurisdiction, as_of: datetime) -> Survey:
    """Grade the whole map as of a moment; where no law covers it, only orders give levels."""
    heard = recall(tx, as_of, zone=jurisdiction.zone)
    in_force = jurisdiction.law.area_levels.find(as_of)
    return survey_of(heard, jurisdiction, in_force, held=held_levels(tx, as_of))


def survey_of(
    heard: Heard,
    jurisdiction: Jurisdiction,
    in_force: InForce[Rulebook] | None,
    *,
    held: HeldLevels | None = None,
) -> Survey:
    """The same from facts in hand and any rulebook: what a rehearsal of a draft law calls. Pure.

    `held`: what areas were held at before; without, the facts alone decide.
    """
    law, areas = jurisdiction.law, jurisdiction.areas
    orders = _orders(law, heard)
    clues = gather(jurisdiction, heard, orders) if law.source_weights.find(heard.as_of) else None
    points = point_map(clues) if clues else {}
    daily = daily_cases(areas, heard, jurisdiction.zone)
    numbers = numbers_of(
        areas, heard, orders, points, daily, jurisdiction.zone, fresh_days(law.parameters, heard.as_of)
    )
    forecast = forecast_at(clues, orders)
    limits = law.outbreak_levels.find(heard.as_of) if in_force else None
    worst = WorstOf(areas, orders, limits, forecast) if limits and forecast else None
    standings = grade_map(Grading(areas, in_force, law.indicators, orders, numbers))
    standings = worst.over(standings) if worst else standings
    ages = data_age_hours(areas, heard)
    loosening = law.loosening.find(heard.as_of) if in_force else None
    told = Told(areas, heard, daily, numbers, ages, jurisdiction.zone)
    evidence = EvidenceOf(told, loosening.value) if loosening else None
    now_held: HeldLevels = held or {}
    if evidence:
        holding = Holding(areas, orders, now_held, evidence, worst, heard.as_of, jurisdiction.zone)
        standings, now_held = hold(holding, standings)
    return Survey(
        as_of=heard.as_of,
        ruleset=in_force.name if in_force else NO_RULESET,
        standings=standings,
        points=points,
        pressures=clues.unseen_here if clues else {},
        unseen=clues.pressure if clues else None,
        numbers=numbers,
        orders=orders,
        data_age_hours=ages,
        heard=heard,
        clues=clues,
        held=now_held,
        evidence=evidence,
        forecast=forecast,
        worst_of=worst,
    )


def _orders(law: Law, heard: Heard) -> OrdersInForce:
    states = law.order_levels.find(heard.as_of)
    return orders_in_force(heard.orders, states.value if states else None, heard.as_of)
