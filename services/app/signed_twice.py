"""Nobody signs twice by mistake: an order to come, or one just sent, is named to whoever would sign again."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from services.app.angles import Row
from services.domain.errors import BadRecord, WrongState
from services.domain.levels import RiskLevel, Way
from services.domain.text import folded
from services.ingest.feeds import orders
from services.ingest.receipts import records_learned
from services.plumbing.database import Transaction
from services.risk.heard import OrderHeard

WORKED_OUT = timedelta(hours=1)
"""A house that has not followed an order by then has another fault, and says so elsewhere."""


def refuse_signed(proposal: Row) -> None:
    """Raises WrongState where an order that is to begin makes the proposal so."""
    if proposal["signed"]:
        vi, en = _named(proposal["coming"])
        raise WrongState(
            vi=f"Đề xuất này đã được ký: {vi}. Muốn thay đổi, hãy gửi bản sửa của chính văn bản đó.",
            en=f"This proposal is signed: {en}. To change it, send a correction of that very order.",
            field="number",
            code="signed_already",
        )


def refuse_weaker_than_coming(proposal: Row, shows: RiskLevel) -> None:
    """Raises BadRecord where the order that is to begin is as strict as the one that is being signed."""
    coming = proposal["coming"]
    if proposal["way"] == Way.TIGHTEN and coming and shows <= coming["level"]:
        vi, en = _named(coming)
        raise BadRecord(
            vi=f"Đã ký rồi: {vi}, mức {coming['level']}; trạng thái này (mức {int(shows)}) không chặt hơn.",
            en=f"Signed already: {en}, level {coming['level']}; this state (level {int(shows)}) is not"
            " stricter.",
            field="state",
            code="signed_already",
        )


def refuse_just_sent(tx: Transaction, proposal: Row, known: Iterable[OrderHeard], now: datetime) -> None:
    """Raises BadRecord where an order of the same place was sent and no level has followed it yet."""
    heard = {folded(one.number) for one in known}
    area, part = proposal["area"], folded(proposal["part"] or "")
    for body in records_learned(tx, orders.NAME, since=now - WORKED_OUT):
        sent = json.loads(body)
        here = (sent["area"], folded(sent.get("part") or "")) == (area, part)
        if here and folded(sent["number"]) not in heard:
            raise BadRecord(
                vi=f"Văn bản {sent['number']} cho nơi này vừa được nhận và đang được tính; hãy mở lại trang"
                " Siết – nới sau một phút.",
                en=f"Order {sent['number']} of this place was just taken in and is being worked out; open the"
                " page of proposals again in a minute.",
                field="number",
                code="just_sent",
            )


def _named(coming: Row) -> tuple[str, str]:
    number, since = coming["number"], datetime.fromisoformat(coming["since"])
    return (
        f"văn bản {number}, có hiệu lực từ {since:%H:%M ngày %d/%m/%Y}",
        f"order {number}, in force from {since:%d %B %Y, %H:%M}",
    )
