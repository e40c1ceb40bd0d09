"""Tighten and loosen: what the page says, who may sign, and what becomes of a signed order."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.app.signing_orders import sign
from services.app.wiring import House
from services.domain.errors import BadRecord, WrongState
from services.domain.events import OrderIssued
from services.domain.levels import State
from services.ingest.tables import RecordRow
from services.risk.heard import OrderHeard
from services.risk.hearing import handlers
from services.risk.survey import survey

DAY = timedelta(days=1)
COMMAND, POLICE, HEALTH_205 = "command-token-0001", "police-token-00001", "health-205-token-1"
TO_SIGN = {"area": "07030", "way": "loosen", "part": ""}
SIGNED = TO_SIGN | {
    "signed": True,
    "coming": {"number": "12/QĐ-UBND", "since": "2021-02-09T06:00:00+07:00", "level": 2},
}
NOTHING_SIGNED = {"coming": None, "signed": False}
ORDER = {
    "number": "12/QĐ-UBND",
    "issuer": "UBND tỉnh",
    "state": "ct15",
    "since": "2021-02-08T19:00",
    "signed_by": "Chủ tịch",
}


def _sent(client: Any, **fields: str) -> Any:
    form = client.get("/doors/sign", params=TO_SIGN)
    word = re.search(r'name="form_word" value="([^"]+)"', form.text)
    assert word, form.text[:500]
    data = {"form_word": word[1]} | TO_SIGN | ORDER | fields
    return client.post("/doors/sign", data=data, follow_redirects=False)


def _orders(house: House) -> list[dict[str, Any]]:
    with house.database.reading() as tx:
        rows = tx.execute(select(RecordRow.body).where(RecordRow.feed == "orders").order_by(RecordRow.id))
        return [json.loads(body) for body in rows.scalars()]


def test_the_page_says_what_is_ordered_what_is_lacking_and_what_is_not_told(filled, browse) -> None:
    page = browse(filled, token=COMMAND).get("/doors").text

    assert "Thắt chặt bên ngoài, nới lỏng bên trong một cách có kiểm soát" in page
    assert "Chưa đủ điều kiện" in page
    assert "chưa có số liệu" in page
    assert "Cửa khẩu quốc tế Móng Cái" in page
    assert "Ra quyết định" in page


def test_only_the_command_centre_of_the_whole_territory_signs(working, browse) -> None:
    police = browse(working, token=POLICE)

    assert "Ra quyết định" not in police.get("/doors").text
    assert police.get("/doors/sign", params=TO_SIGN).status_code == 403
    assert police.post("/doors/sign", data=TO_SIGN | ORDER).status_code == 403
    assert _orders(working) == []


def test_a_signed_order_goes_through_the_intake_and_ends_the_one_it_replaces(working, browse) -> None:
    answer = _sent(browse(working, token=COMMAND))

    assert answer.status_code == 303
    signed, ended = sorted(_orders(working), key=lambda order: order["number"])
    assert (signed["number"], signed["state"], signed["signed_by"]) == ("12/QĐ-UBND", "ct15", "Chủ tịch")
    assert ended["until"] == signed["since"]
    assert ended["note"] == "Kết thúc theo 12/QĐ-UBND"


def test_signed_is_said_of_an_order_that_is_there_to_whoever_may_sign_and_of_no_other(
    working, browse
) -> None:
    command = browse(working, token=COMMAND)
    told = _sent(command).headers["location"]

    assert "Đã nhận quyết định 12/QĐ-UBND, có hiệu lực từ 08/02/2021 19:00" in command.get(told).text
    assert "Đã nhận quyết định" not in browse(working, token=POLICE).get(told).text
    for invented in ("12/QĐ-UBND", "99/QĐ-UBND"):
        page = command.get("/doors", params={"signed": invented}).text
        assert "Đã nhận quyết định" not in page and invented not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"signed_by": ""}, "Chưa điền: chức danh người ký"),
        ({"since": "hôm qua"}, "hôm qua"),
        ({"until": "2021-02-01T00:00"}, "kết thúc"),
        ({"state": "ct99"}, "trạng thái"),
        ({"state": "phong_toa"}, "không nới hơn mức 4 đang áp dụng"),
        ({"state": "ct16"}, "không nới hơn mức 4 đang áp dụng"),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_typed_and_nothing_is_kept(
    working, browse, fields: dict[str, str], said: str
) -> None:
    answer = _sent(browse(working, token=COMMAND), **fields)

    assert answer.status_code == 422
    assert said.lower() in answer.text.lower()
    assert "12/QĐ-UBND" in answer.text
    assert _orders(working) == []


def test_the_number_of_an_order_is_not_used_again_even_when_it_has_ended(working, browse) -> None:
    with working.database.reading() as tx:
        found = survey(tx, working.jurisdiction, working.clock())
    old = found.orders.strictest(TO_SIGN["area"])
    assert old

    answer = _sent(browse(working, token=COMMAND), number=old.number.lower())

    assert answer.status_code == 422
    assert "cần số của nó" in answer.text
    assert _orders(working) == []


def test_nor_is_that_of_an_order_that_has_ended(working) -> None:
    now = working.clock()
    ended = OrderHeard("9/QĐ-UBND", "UBND", State.DIRECTIVE_15, "07030", None, now - DAY, now)
    proposal = TO_SIGN | NOTHING_SIGNED | {"part": None, "order": None, "ordered": 4}

    with pytest.raises(BadRecord) as refused, working.database.transaction() as tx:
        sign(tx, working, proposal, ORDER | {"number": "9/qđ-ubnd"}, now, [ended])
    assert (refused.value.code, _orders(working)) == ("number_in_use", [])


@pytest.mark.parametrize(("state", "refused"), [("ct19", True), ("ct15", True), ("ct16", False)])
def test_to_tighten_takes_a_state_stricter_than_what_stands(working, state: str, refused: bool) -> None:
    proposal = {"area": "205", "way": "tighten", "part": None, "order": None, "ordered": 2} | NOTHING_SIGNED
    now, given = working.clock(), ORDER | {"state": state}

    with working.database.transaction() as tx:
        if refused:
            with pytest.raises(BadRecord, match="is not stricter than level 2") as why:
                sign(tx, working, proposal, given, now, [])
            assert why.value.code == "not_stricter"
        else:
            sign(tx, working, proposal, given, now, [])
    assert len(_orders(working)) == (not refused)


def test_who_looks_back_signs_nothing(working, browse) -> None:
    client = browse(working, token=COMMAND)
    form = client.get("/doors/sign", params=TO_SIGN)
    word = re.search(r'name="form_word" value="([^"]+)"', form.text)
    assert word
    back = {"as_of": "2021-02-08T12:00"}

    assert client.get("/doors/sign", params=TO_SIGN | back).status_code == 409
    assert (
        client.post("/doors/sign", params=back, data=TO_SIGN | ORDER | {"form_word": word[1]}).status_code
        == 409
    )
    assert _orders(working) == []


def test_a_proposal_that_no_longer_stands_is_not_signed(working, browse) -> None:
    answer = _sent(browse(working, token=COMMAND), area="06649")

    assert answer.status_code == 404
    assert _orders(working) == []


def test_a_form_of_another_site_signs_nothing(working, browse) -> None:
    client = browse(working, token=COMMAND)
    client.get("/doors/sign", params=TO_SIGN)

    assert client.post("/doors/sign", data=TO_SIGN | ORDER | {"form_word": "x"}).status_code == 403
    assert _orders(working) == []


def test_a_second_order_is_refused_while_the_first_is_worked_out_and_names_it(working, browse) -> None:
    client = browse(working, token=COMMAND)
    assert _sent(client).status_code == 303

    again = _sent(client, number="13/QĐ-UBND")

    assert again.status_code == 422
    assert "Văn bản 12/QĐ-UBND cho nơi này vừa được nhận" in again.text
    assert not any(order["number"] == "13/QĐ-UBND" for order in _orders(working))


def _learned(house: House, **order: Any) -> None:
    """What the listener of risk makes of an order that was just taken in."""
    told = {"area": "07030", "issuer": "UBND tỉnh", "learned_at": house.clock()} | order
    with house.database.transaction() as tx:
        handlers(house.jurisdiction.areas, lambda: 28)[OrderIssued](OrderIssued(**told), tx)


def test_what_is_signed_for_tomorrow_is_shown_as_signed_and_nobody_signs_it_again(working, browse) -> None:
    client, tomorrow = browse(working, token=COMMAND), working.clock() + DAY / 2
    _learned(working, ref="o1", number="1", state=State.LOCKDOWN, since=tomorrow - 2 * DAY, until=tomorrow)
    _learned(working, ref="o9", number="12/QĐ-UBND", state=State.DIRECTIVE_15, since=tomorrow)

    page = client.get("/doors").text
    shown = page[page.index("Đã ký, chưa đến giờ có hiệu lực") :]
    assert "12/QĐ-UBND, có hiệu lực từ 09/02/2021 06:00" in shown
    assert client.get("/doors/sign", params=TO_SIGN).status_code == 409
    with working.database.transaction() as tx, pytest.raises(WrongState, match="order 12/QĐ-UBND"):
        sign(tx, working, SIGNED, ORDER | {"number": "13/QĐ-UBND"}, working.clock(), [])
    assert _orders(working) == []


def test_a_stricter_order_may_still_be_signed_over_one_to_come_and_no_other(working) -> None:
    coming = {"number": "8/QĐ", "since": "2021-02-09T06:00:00+07:00", "level": 2}
    proposal = {
        "area": "205", "way": "tighten", "part": None, "order": None, "ordered": 1,
        "coming": coming, "signed": False,
    }  # fmt: skip
    now = working.clock()

    with working.database.transaction() as tx:
        with pytest.raises(BadRecord, match="order 8/QĐ, in force from 09 February 2021, 06:00") as why:
            sign(tx, working, proposal, ORDER | {"state": "ct15"}, now, [])
        assert why.value.code == "signed_already"
        sign(tx, working, proposal, ORDER | {"state": "ct16"}, now, [])
