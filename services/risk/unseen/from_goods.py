"""i4 from consignments: whose crews came from where. Pure."""

from dataclasses import dataclass

import numpy as np

from services.domain.areas import AreaCode
from services.epidemiology.quantities import Numbers
from services.risk.heard import Goods as Lots
from services.risk.unseen.draws import Share
from services.risk.unseen.from_border import across
from services.risk.unseen.from_travel import NOWHERE, Origin, origin_of
from services.risk.unseen.goods import Goods
from services.risk.unseen.known import Known, column
from services.risk.unseen.volumes import TOLD, Volume

HOME = "VN"
SILENT = "silent/"
"""Lots nobody told of."""


@dataclass(frozen=True)
class Row:
    """Lots from one place into one area."""

    area: AreaCode
    origin: str
    lots: float
    crew: float
    undeclared: float
    positive: float
    clean: float
    usual: float = 0.0
    conceivable: float = 0.0


def goods_of(known: Known, origins: dict[str, Origin], mean: dict[str, float]) -> Goods:
    """`mean`: prevalence of every place; a lot counts as from the worst place on its way."""
    law = known.law.goods
    told = [_told(known, one, origins, mean) for one in known.heard.goods if one.lots > 0]
    silent = _silent(known)
    rows = [*told, *silent]
    return Goods(
        keys=(
            *(f"{row.origin}>{row.area}" for row in told),
            *(f"{SILENT}{row.origin}>{row.area}" for row in silent),
        ),
        origins=tuple(row.origin for row in rows),
        lots=Volume(
            column(row.lots for row in rows),
            known.days_told("consignments"),
            column(row.usual for row in rows),
            column(row.conceivable for row in rows),
        ),
        crew=column(row.crew for row in rows),
        undeclared=column(row.undeclared for row in rows),
        left_declared=Share(law.left_declared.mean, law.left_declared.strength),
        contact=law.contact,
        contact_shape=law.contact_shape,
        handlers=law.handlers,
        dirty=Share(law.dirty.mean, law.dirty.strength),
        positive=column(row.positive for row in rows),
        clean=column(row.clean for row in rows),
        touches=law.touches,
        by_surface=law.by_surface,
        where=np.hstack([known.into([row.area for row in told]), known.spread([row.area for row in silent])]),
    )


def countries_of(known: Known) -> set[str]:
    """Countries that lots came from or through."""
    codes = {code for one in known.heard.goods for code in (one.origin, *one.through) if code}
    return {country for code in codes if (country := code.split("-")[0]).isalpha()} - {HOME}


def _told(known: Known, one: Lots, origins: dict[str, Origin], mean: dict[str, float]) -> Row:
    law = known.law.goods
    crew = one.crew / one.crew_told if one.crew_told > 0 else law.crew
    people = crew * one.lots
    return Row(
        area=one.area,
        origin=worst_origin(known, one, origins, mean),
        lots=one.lots,
        crew=crew,
        undeclared=min(one.crew_undeclared / people, 1.0) if people > 0 else law.undeclared,
        positive=max(one.positive, 0),
        clean=max(one.lots - one.not_sampled - one.untold - one.positive, 0),
    )


def worst_origin(known: Known, one: Lots, origins: dict[str, Origin], mean: dict[str, float]) -> str:
    """Of the places a lot was made in and carried through the one where most are infectious."""
    keys = [_key(known, code, origins) for code in (one.origin, *one.through)]
    return max(keys, key=lambda key: mean[key])


def _key(known: Known, code: str | None, origins: dict[str, Origin]) -> str:
    """Nobody said from where: from across the border, as most."""
    if code is None:
        return across(known)
    country = code.split("-")[0]
    if country.isalpha():
        return NOWHERE if country == HOME else country
    return origin_of(known, code, origins) or NOWHERE


def _silent(known: Known) -> list[Row]:
    """Spread over the districts on the border; over all where none is."""
    law = known.law.goods
    near = [area for area in known.districts if area.on_foreign_border] or list(known.districts)
    usual, worst = law.lots.usual / len(near), law.lots.conceivable / len(near)
    return [
        Row(area.code, across(known), 0.0, law.crew, law.undeclared, 0.0, 0.0, usual, worst) for area in near
    ]


def means_of(infected: dict[str, Numbers]) -> dict[str, float]:
    """Expected prevalence of each place."""
    return {key: float(numbers[TOLD].mean()) for key, numbers in infected.items()}
