"""The command centre's own order, written from a proposal and sent through the intake like any other.

The machine proposes and keeps; number, author and moment are typed by whoever signs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from services.app import angles
from services.app.signed_twice import refuse_just_sent, refuse_signed, refuse_weaker_than_coming
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.base import Language
from services.domain.errors import BadRecord, NotAllowed, NotFound
from services.domain.labels import STATES
from services.domain.levels import State, Way
from services.domain.receipts import Receipt
from services.domain.text import folded
from services.domain.viewers import Viewer
from services.ingest.feeds import orders
from services.ingest.reading import Read, Row, read_rows
from services.ingest.receipts import receive_records, records_under_receipt
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction
from services.risk.heard import OrderHeard

FIELDS = ("number", "issuer", "state", "since", "until", "signed_by", "note")
DOOR = "form"
_DEMANDED = {
    "number": "số văn bản",
    "issuer": "cơ quan ban hành",
    "state": "trạng thái",
    "since": "hiệu lực từ",
    "signed_by": "chức danh người ký",
}


def proposal_of(rows: list[angles.Row], area: str, way: str, part: str) -> angles.Row:
    """The proposal a form is about; raises NotFound when it no longer stands."""
    for row in rows:
        if (row["area"], row["way"], row["part"] or "") == (area, way, part):
            return row
    raise NotFound(
        vi="Đề xuất này không còn: tình hình đã thay đổi. Hãy mở lại trang Siết – nới.",
        en="This proposal no longer stands: things have changed. Open the page of proposals again.",
        field="area",
        code="no_proposal",
    )


def refuse_all_but_command(viewer: Viewer) -> None:
    """Raises NotAllowed for whoever is not the command centre."""
    if viewer.agency is not Agency.COMMAND or viewer.areas is not None:
        raise NotAllowed(
            vi="Chỉ Ban Chỉ đạo cấp tỉnh ra quyết định ở đây.",
            en="Only the provincial command centre signs here.",
            code="not_yours_to_sign",
        )


def sign(
    tx: Transaction,
    house: House,
    proposal: angles.Row,
    sent: Mapping[str, str],
    now: datetime,
    known: Sequence[OrderHeard],
) -> Receipt:
    """Send the order; where it loosens, the order it replaces ends at the same moment.

    `known`: every order heard of. Raises BadRecord, and WrongState where it is signed already; then nothing
    was taken in.
    """
    tx.lock("app.sign")  # two who press at once: the second is told of the first
    missing = [title for name, title in _DEMANDED.items() if not sent.get(name)]
    if missing:
        raise BadRecord(
            vi=f"Chưa điền: {', '.join(missing)}.",
            en="Number, issuer, state, since and signer are all needed.",
            code="missing_fields",
        )
    _refuse_number_in_use(proposal, sent["number"], known)
    refuse_signed(proposal)
    refuse_just_sent(tx, proposal, known, now)
    _refuse_other_way(house.jurisdiction, proposal, sent["state"], now)
    rows = [*_ending(proposal, sent), _order(proposal, sent)]
    reading = house.reading(now)
    _refuse_faults(read_rows(orders.FEED, [Row(n, row) for n, row in enumerate(rows)], reading))
    return receive_records(tx, orders.FEED, rows, reading, door=DOOR)


def _refuse_number_in_use(proposal: angles.Row, number: str, known: Iterable[OrderHeard]) -> None:
    """An order is known by its number: under that of an earlier one of its area it would rewrite the past."""
    used = {folded(one.number) for one in known if one.area == proposal["area"]}
    if folded(number) in used:
        raise BadRecord(
            vi="Số văn bản này là của một quyết định đã có ở đây; quyết định mới cần số của nó.",
            en="This number is that of an earlier order here; a new order needs a number of its own.",
            field="number",
            code="number_in_use",
        )


def _refuse_other_way(land: Jurisdiction, proposal: angles.Row, state: str, now: datetime) -> None:
    """To tighten takes a state above what stands by order, to loosen one below the order it replaces."""
    levels = land.law.order_levels.find(now)
    if levels is None or state not in levels.value.states:
        return  # an unknown state is a fault of the row, and said there
    shows, stands = levels.value.level(State(state)), proposal["ordered"]
    if proposal["way"] == Way.TIGHTEN and shows <= stands:
        raise BadRecord(
            vi=f"Trạng thái này (mức {shows}) không chặt hơn mức {stands} đang áp dụng; hãy chọn trạng thái"
            " chặt hơn.",
            en=f"This state (level {shows}) is not stricter than level {stands}, which is in force; choose a"
            " stricter one.",
            field="state",
            code="not_stricter",
        )
    refuse_weaker_than_coming(proposal, shows)
    if proposal["way"] == Way.LOOSEN and shows >= stands:
        raise BadRecord(
            vi=f"Trạng thái này (mức {shows}) không nới hơn mức {stands} đang áp dụng; hãy chọn trạng thái"
            " nhẹ hơn.",
            en=f"This state (level {shows}) is not weaker than level {stands}, which is in force; choose a"
            " weaker one.",
            field="state",
            code="not_weaker",
        )


def signed_order(tx: Transaction, receipt: str) -> Mapping[str, str] | None:
    """Number and first moment of the order that a form took in under this receipt; None: there is none."""
    found = (json.loads(body) for body in records_under_receipt(tx, receipt, orders.NAME, DOOR))
    return next((order for order in found if order.get("signed_by")), None)


def _refuse_faults(read: Sequence[Read]) -> None:
    for one in read:
        for problem in one.problems() if one.record is None else ():
            raise BadRecord(problem.message_vi, problem.message_en, field=problem.field, code=problem.code)


def states_said(language: Language) -> list[tuple[str, str]]:
    """The states an order may set, the strictest first."""
    return [(state.value, STATES[state].said_in(language)) for state in State]


def _order(proposal: angles.Row, sent: Mapping[str, str]) -> dict[str, str]:
    kept = {name: sent[name] for name in FIELDS if sent.get(name)}
    return kept | {"area": proposal["area"], "part": proposal["part"] or ""}


def _ending(proposal: angles.Row, sent: Mapping[str, str]) -> list[dict[str, str]]:
    """The strictest of several orders holds: whoever loosens must end the one that stands."""
    old = proposal["order"]
    if proposal["way"] != "loosen" or old is None:
        return []
    return [
        {
            "number": old["number"],
            "issuer": old["issuer"],
            "state": old["state"],
            "area": old["area"],
            "part": old["part"] or "",
            "since": old["since"],
            "until": sent["since"],
            "note": f"Kết thúc theo {sent['number']}",
        }
    ]
