"""Says when a proposal comes up, changes or no longer stands: once each, whatever is graded in between."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from services.domain.areas import AreaCode, Areas
from services.domain.base import Sentence
from services.domain.events import ProposalChanged
from services.domain.levels import OrderInForce, Reason, RiskLevel, Way
from services.plumbing.database import Transaction
from services.policy.indicators import number_text
from services.policy.reader import Jurisdiction
from services.risk.orders import OrdersInForce
from services.risk.rings.evidence import Evidence
from services.risk.rings.proposals import Proposal, Proposing, proposals
from services.risk.rings.signed import loosening, tightening
from services.risk.survey import Survey
from services.risk.tables_told import ProposalRow


class _Key(NamedTuple):
    """What makes a proposal the same one."""

    area: AreaCode
    way: str
    part: str


class _Kept(NamedTuple):
    """What was told of a proposal; another of these is news."""

    ordered: int
    to: int
    order_number: str | None


def proposed(jurisdiction: Jurisdiction, found: Survey) -> list[Proposal]:
    """What may be signed at the survey's moment; nothing where no law says when to loosen and what to ask."""
    given = _proposing(jurisdiction, found)
    return proposals(given) if given else []


def tell_proposals(tx: Transaction, jurisdiction: Jurisdiction, found: Survey, now: datetime) -> None:
    """Keep and tell what has changed; under the lock of the regrading. What lacks evidence is not told, and
    what is signed is over, also where its order begins later.
    """
    standing = {_key(one): one for one in proposed(jurisdiction, found) if one.ready and not one.signed}
    before = _standing(tx)
    told = [_came(one, now) for key, one in standing.items() if _kept(one) != before.get(key)]
    told += [
        _gone(key, kept, jurisdiction.areas, found.orders, now)
        for key, kept in before.items()
        if key not in standing
    ]
    tx.add(ProposalRow, (_row(one) for one in told))
    tx.emit(*told)


def _proposing(jurisdiction: Jurisdiction, found: Survey) -> Proposing | None:
    measures = jurisdiction.law.level_measures.find(found.as_of)
    if found.evidence is None or measures is None:
        return None
    return Proposing(
        areas=jurisdiction.areas,
        standings=found.standings,
        orders=found.orders,
        evidence=found.evidence,
        measures=measures.value,
        now=found.as_of,
        worst_of=found.worst_of,
    )


def _standing(tx: Transaction) -> dict[_Key, _Kept]:
    newest = select(func.max(ProposalRow.id)).group_by(ProposalRow.area, ProposalRow.way, ProposalRow.part)
    key = (ProposalRow.area, ProposalRow.way, ProposalRow.part)
    kept = (ProposalRow.ordered, ProposalRow.to_level, ProposalRow.order_number)
    rows = tx.execute(select(*key, *kept).where(ProposalRow.id.in_(newest), ProposalRow.standing))
    return {
        _Key(row.area, row.way, row.part): _Kept(row.ordered, row.to_level, row.order_number) for row in rows
    }


def _key(one: Proposal) -> _Key:
    part = one.order.part if one.order else None
    return _Key(one.area, one.way.value, part or "")


def _kept(one: Proposal) -> _Kept:
    return _Kept(int(one.ordered), int(one.to), one.order.number if one.order else None)


def _came(one: Proposal, now: datetime) -> ProposalChanged:
    key = _key(one)
    return ProposalChanged(
        learned_at=now,
        ref=_ref(key),
        area=one.area,
        part=key.part or None,
        way=one.way,
        at=now,
        standing=True,
        ordered=one.ordered,
        to=one.to,
        measures=one.measure.says,
        reasons=one.reasons if one.way is Way.TIGHTEN else (_over(one.evidence),),
        cite=one.measure.cite,
        order_number=one.order.number if one.order else None,
    )


def _gone(key: _Key, kept: _Kept, areas: Areas, orders: OrdersInForce, now: datetime) -> ProposalChanged:
    here = orders.parts if key.part else orders.whole
    own = [one for one in here.get(key.area, ()) if (one.part or "") == key.part]
    number = _signed(key, kept, own, orders.inherited(areas, key.area)) or _begins(
        key, kept, own, orders, areas
    )
    ended = key.way == Way.LOOSEN and not own
    return ProposalChanged(
        learned_at=now,
        ref=_ref(key),
        area=key.area,
        part=key.part or None,
        way=Way(key.way),
        at=now,
        standing=False,
        ordered=RiskLevel(kept.ordered),
        to=RiskLevel(kept.to),
        order_number=kept.order_number if ended else number,
        ended=ended,
    )


def _signed(key: _Key, kept: _Kept, own: Sequence[OrderInForce], above: OrderInForce | None) -> str | None:
    """The order that made it so; None: the numbers have changed."""
    if key.way == Way.LOOSEN:
        stands = any(one.number == kept.order_number for one in own)
        return None if stands else next((one.number for one in own), None)
    stricter = (one for one in (*own, above) if one and one.level > kept.ordered)
    return next((one.number for one in stricter), None)


def _begins(
    key: _Key, kept: _Kept, own: Sequence[OrderInForce], orders: OrdersInForce, areas: Areas
) -> str | None:
    """The order that makes it so when it begins."""
    if key.way == Way.TIGHTEN:
        coming = tightening(areas, orders, key.area, RiskLevel(kept.ordered))
    else:
        old = next((one for one in own if one.number == kept.order_number), None)
        coming = loosening(orders, old) if old else None
    return coming.number if coming else None


def _over(found: Evidence) -> Reason:
    """On what a step down rests; the chance is cut, not rounded up."""
    cut = math.floor(found.p_no_further * 1000) / 1000
    vi, en = (number_text(cut, "share", comma=comma) for comma in (True, False))
    days = found.clean_days
    return Reason(
        indicator="no_further_case",
        value=found.p_no_further,
        text=Sentence(
            vi=f"Xác suất không phát sinh thêm ca {vi}; {days} ngày có báo cáo và không có ca",
            en=f"Chance of no further case {en}; {days} days told without a case",
        ),
    )


def _ref(key: _Key) -> str:
    return "|".join(key).rstrip("|")


def _row(told: ProposalChanged) -> dict[str, Any]:
    return {
        "at": told.at,
        "area": told.area,
        "way": told.way.value,
        "part": told.part or "",
        "standing": told.standing,
        "ordered": int(told.ordered),
        "to_level": int(told.to),
        "order_number": told.order_number,
    }
