"""The first page: how things stand, which door to tighten today, what is new, what is stale."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Response

from services.alerts.ledger import alerts
from services.alerts.words import AlertView
from services.app.angles import Angle, Row
from services.app.portal.asking import Asked, OnOverview
from services.app.portal.freshness import feed_ages
from services.app.portal.rooms import Room, may_open
from services.app.portal.showing import show
from services.app.views import order_row, rows_of
from services.domain.areas import Tier
from services.domain.labels import SOURCES
from services.plumbing.database import Transaction
from services.plumbing.web import Look

router = APIRouter(include_in_schema=False)

TOP = 3
NEWEST = 6
RECENTLY = timedelta(hours=24)


@dataclass(frozen=True)
class Door:
    """One of the four ways in: where it stands open widest."""

    source: str
    threshold: float
    open_ones: list[Row]
    """Areas with any signal, the widest first: communes, or districts where no commune is named."""
    whole: Row
    """The province's own row: says why there is no score, when there is none."""

    @property
    def top(self) -> list[Row]:
        """The few to look at first."""
        return self.open_ones[:TOP]

    @property
    def score(self) -> float | None:
        """The highest score of one area; None: nothing was heard."""
        highest: float | None = (self.top[0] if self.top else self.whole)["sources"][self.source]
        return highest

    @property
    def over(self) -> int:
        """In how many areas the source stands above the law's threshold."""
        return sum(row["sources"][self.source] >= self.threshold for row in self.open_ones)


@router.get("/")
def overview(asked: OnOverview, tx: Look) -> Response:
    """One screen for the command centre; the public sees levels and orders only."""
    angle = asked.angle(tx)
    rows = rows_of(angle, outside=True)
    inside = [row for row in rows if row["inside"]]
    province = next(row for row in inside if row["area"] == asked.jurisdiction.code)
    shared = {
        "province": province,
        "counts": _counts(inside),
        "above": [row for row in inside if row["tier"] != Tier.PROVINCE and row["flagged"]],
        "changed": _changed(inside, asked.as_of),
        "outside_flagged": _worst([row for row in rows if not row["inside"] and row["flagged"]]),
        "orders": _orders(angle),
    }
    if asked.public:
        return show(asked, "public.html", **shared)
    doors = _doors(angle, province, inside)
    return show(
        asked,
        "overview.html",
        **shared,
        doors=doors,
        widest=first_to_shut(doors, province),
        feeds=feed_ages(tx, asked.house.feeds, angle),
        alerts=_newest_alerts(tx, asked),
    )


def _worst(rows: list[Row]) -> list[Row]:
    """Whatever the tier; rows come worst first within one."""
    return sorted(rows, key=lambda row: -(row["level"] or row["at_least"]))


def _counts(rows: list[Row]) -> dict[str, Counter[int | None]]:
    """How many areas show each level, for communes and for districts."""
    tiers = (Tier.COMMUNE.value, Tier.DISTRICT.value)
    return {tier: Counter(row["level"] for row in rows if row["tier"] == tier) for tier in tiers}


def _changed(rows: list[Row], as_of: datetime) -> list[Row]:
    """Areas that came to their level within a day: what is news this morning."""
    since = as_of - RECENTLY
    recent = [row for row in rows if row["since"] and datetime.fromisoformat(row["since"]) > since]
    # In a young house everything began today: then nothing is news.
    return recent if len(recent) < len(rows) else []


def _orders(angle: Angle) -> list[Row]:
    """One line a document and state: a document often names a dozen communes."""
    orders = (angle.survey.orders.whole, angle.survey.orders.parts)
    lines: dict[tuple[object, ...], Row] = {}
    for one in (order_row(angle, one) for side in orders for several in side.values() for one in several):
        key = tuple(one[name] for name in ("number", "issuer", "state", "since", "until"))
        lines.setdefault(key, one | {"over": []})["over"].append(one)
    return sorted(lines.values(), key=lambda row: (-row["level"], row["since"], row["area"]))


def _doors(angle: Angle, province: Row, rows: list[Row]) -> list[Door]:
    weights = angle.jurisdiction.law.source_weights.on(angle.survey.as_of).value
    return [Door(source, weights.of(source).threshold, _widest(rows, source), province) for source in SOURCES]


def first_to_shut(doors: list[Door], province: Row) -> Door:
    """Of the doors with a signal the one with the largest share of the risk; without a model, by score."""
    shares = province["unseen"]["shares"] if province["unseen"] else {}

    def weight(door: Door) -> tuple[bool, float, float, int]:
        share = (shares.get(door.source) or {}).get("percent") or 0.0
        return bool(door.score), share, door.score or 0.0, door.over

    return max(doors, key=weight)


def _widest(rows: list[Row], source: str) -> list[Row]:
    scored = [row for row in rows if row["sources"][source]]
    for tier in (Tier.COMMUNE, Tier.DISTRICT):
        open_ones = [row for row in scored if row["tier"] == tier]
        if open_ones:
            return sorted(open_ones, key=lambda row: -row["sources"][source])
    return []


def _newest_alerts(tx: Transaction, asked: Asked) -> list[AlertView]:
    if not may_open(asked.viewer, Room.ALERTS):
        return []
    as_of = asked.as_of if asked.looking_back else None
    return alerts(tx, agency=asked.viewer.agency, viewer=asked.viewer, as_of=as_of)[-NEWEST:][::-1]
