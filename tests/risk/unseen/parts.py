"""A small world of three areas, every source with a little of everything; any number may be another."""

from dataclasses import replace
from typing import Any

import numpy as np

from services.epidemiology.residual import Plan
from services.risk.unseen.community import Here, Streams
from services.risk.unseen.draws import Chance, Share
from services.risk.unseen.goods import Goods
from services.risk.unseen.hidden import Hidden, Signs
from services.risk.unseen.model import Inputs, Outlook, outlook
from services.risk.unseen.prevalence import Abroad, AtHome
from services.risk.unseen.quarantined import Sites
from services.risk.unseen.seeding import Ground
from services.risk.unseen.segments import Border
from services.risk.unseen.volumes import Volume

FEW = Chance(draws=60)
ONE = np.ones(1)
AREAS = 3


def of(*numbers: float) -> Any:
    return np.array(numbers, dtype=float)


def to(area: int) -> Any:
    return np.eye(AREAS)[:, [area]]


def border(**other: Any) -> Border:
    told = {
        "keys": ("river",),
        "beyond": ("CN",),
        "caught": Volume(of(20.0), usual=of(0.5), conceivable=of(4.0)),
        "through": of(0.1),
        "catch": Share(of(0.4), of(8.0)),
        "stays": Share(of(0.5), of(8.0)),
        "where": of(0.5, 0.5, 0.0)[:, np.newaxis],
        "smoothing": 0.3,
    }
    return Border(**(told | other))


def sites(**other: Any) -> Sites:
    told = {
        "keys": ("camp",),
        "countries": ("CN",),
        "entrants": Volume(of(140.0), usual=of(2.0), conceivable=of(40.0)),
        "kept": of(30.0),
        "broken": of(2.0),
        "checked": ONE,
        "tested": of(0.8),
        "tests_told": ONE,
        "adherence": Share(of(0.9), of(10.0)),
        "plan": Plan(0, 14, (1, 7, 14)),
        "where": to(1),
    }
    return Sites(**(told | other))


def streams(**other: Any) -> Streams:
    told = {
        "keys": ("30/C01",),
        "origins": ("30",),
        "posts": ("C01",),
        "people": Volume(
            of(900.0, 100.0, 0.0)[:, np.newaxis],
            usual=np.full((3, 1), 5.0),
            conceivable=np.full((3, 1), 90.0),
        ),
        "untraced": Share(of(0.3), of(5.0)),
        "missed": of(3.0),
        "found": of(4.0),
        "contacts_told": ONE,
        "stopped": Share(of(0.3), of(5.0)),
        "turned_back": of(20.0),
        "let_in": of(80.0),
        "post_told": ONE,
    }
    return Streams(**(told | other))


def here(**other: Any) -> Here:
    told = {
        "keys": ("b",),
        "unseen": of(2.0),
        "at_worst": of(2.0),
        "days": 10.0,
        "shape": 3.0,
        "where": to(2),
    }
    return Here(**(told | other))


def goods(**other: Any) -> Goods:
    told = {
        "keys": ("CN>a",),
        "origins": ("CN",),
        "lots": Volume(of(280.0), usual=of(4.0), conceivable=of(80.0)),
        "crew": 1.5,
        "undeclared": of(0.2),
        "left_declared": Share(0.5, 8.0),
        "contact": 0.05,
        "contact_shape": 4.0,
        "handlers": 5.0,
        "dirty": Share(0.3, 5.0),
        "positive": of(1.0),
        "clean": of(40.0),
        "touches": 3.0,
        "by_surface": 3e-5,
        "where": to(0),
    }
    return Goods(**(told | other))


def hidden(seen: float = 1.5) -> Hidden:
    """Signs of every source alike."""
    one = Signs(each=20.0, shape=0.1, seen=seen, at_worst=seen + 2.0)
    return dict.fromkeys(("i1", "i2", "i3", "i4"), one)


def inputs(**other: Any) -> Inputs:
    """All of it; a name of Inputs replaces that part."""
    told = {
        "abroad": Abroad(("CN",), of(1e-4), 4.0),
        "at_home": AtHome(("30",), of(60.0), of(1_900_000.0), True, Share(0.6, 10.0), 1e-7, 1e-4),
        "border": border(),
        "sites": sites(),
        "streams": streams(),
        "here": here(),
        "goods": goods(),
        "ground": Ground(of(2.2, 0.9), np.array([0, 0, 0]), 25.0, 0.2, 10.0),
        "hidden": {},
        "rare": 3e-4,
        "upwards": np.vstack([np.eye(AREAS), np.ones((1, AREAS))]),
    }
    return Inputs(**(told | other))


def seen(**other: Any) -> Outlook:
    """The model of it, with few draws."""
    return outlook(inputs(**other), FEW)


def volumes(world: Inputs, times: float) -> Inputs:
    """The same with so many times the people and lots, told and not told."""

    def more(volume: Volume) -> Volume:
        told, usual, worst = (times * np.asarray(n) for n in (volume.told, volume.usual, volume.conceivable))
        return replace(volume, told=told, usual=usual, conceivable=worst)

    return replace(
        world,
        border=replace(world.border, caught=more(world.border.caught), through=times * world.border.through),
        sites=replace(world.sites, entrants=more(world.sites.entrants)),
        streams=replace(world.streams, people=more(world.streams.people)),
        here=replace(world.here, unseen=times * world.here.unseen, at_worst=times * world.here.at_worst),
        goods=replace(world.goods, lots=more(world.goods.lots)),
    )
