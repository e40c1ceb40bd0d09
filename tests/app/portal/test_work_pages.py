"""The pages of a tracing team: the list by urgency; one person with script, form and history."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from services.app.wiring import House
from services.domain.events import ListKind
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.ingest.tables import RecordRow
from services.plumbing.database import OutboxRow
from services.tracing.tables_work import WorkLookRow
from services.tracing.work_rows import item_of
from services.tracing.work_words import WorkState
from tests.tracing.chain_rows import case, take
from tests.tracing.working import HA_KHANH, heading, listed, members, work

POLICE, COMMAND, HEALTH_205 = "police-token-00001", "command-token-0001", "health-205-token-1"
EVIL = "<script>alert(1)</script>"
GOOD = {
    "places_setting_0": "shop", "places_place_0": "Chợ Mẫu",
    "places_area_0": "Phường Hà Khánh, Thành phố Hạ Long",
    "places_from_0": "2021-02-06T08:00", "places_to_0": "2021-02-06T09:30", "places_mask_0": "yes",
    "contacts_full_name_0": "LÊ THỊ MẪU", "contacts_phone_0": "0912345679",
    "contacts_last_contact_on_0": "2021-02-06",
}  # fmt: skip


@pytest.fixture
def told(working: House) -> Iterator[str]:
    """The item of somebody with a name, and four others without."""
    known = {
        "full_name": f"NGUYỄN VĂN MẪU {EVIL}", "id_number": "022090123457", "phone": "0912345678",
        "told_at": "2021-02-07 07:30", "level": "F1", "place": "Chợ Cũ", "from": "2021-02-05 08:00",
        "to": "2021-02-05 09:00", "area": HA_KHANH,
    }  # fmt: skip
    with working.database.transaction() as tx:
        receive_records(tx, FEEDS["milestones"], [known], working.reading())
        person = tx.execute(select(RecordRow.person).where(RecordRow.feed == "milestones")).scalar_one()
    (member,) = members(1, score=0.9)
    listed(working, heading(), [member._replace(person=person), *members(2, 3, 4, score=0.1)])
    yield item_of(person)


def word_of(page: Any) -> str:
    found = re.search(r'name="form_word" value="([^"]+)"', page.text)
    assert found
    return found[1]


def sent(client: Any, item: str, step: str = "milestones", **fields: str) -> Any:
    word = word_of(client.get(f"/work/{item}"))
    return client.post(f"/work/{item}/{step}", data={"form_word": word} | fields)


def kept(house: House, feed: str) -> int:
    wanted = select(func.count()).select_from(RecordRow).where(RecordRow.feed == feed)
    with house.database.reading() as tx:
        return int(tx.execute(wanted).scalar_one())


def test_the_list_has_names_and_telephones_for_police_and_each_look_is_noted(working, browse, told):
    page = browse(working, POLICE).get("/work")

    assert "NGUYỄN VĂN MẪU" in page.text and 'href="tel:0912345678"' in page.text
    assert EVIL not in page.text and EVIL.replace("<", "&lt;").replace(">", "&gt;") in page.text
    assert page.text.index(told) < page.text.index("p00000000000000")
    with working.database.reading() as tx:
        noted = tx.execute(select(WorkLookRow.agency, WorkLookRow.door)).all()
    assert [tuple(row) for row in noted] == [("police", "page")] * 4


def test_the_command_sees_the_work_without_names(working, browse, told):
    client = browse(working, COMMAND)

    for address in ("/work", f"/work/{told}"):
        page = client.get(address)
        assert page.status_code == 200
        assert "NGUYỄN" not in page.text and "0912345678" not in page.text and "Chợ Cũ" not in page.text


def test_another_district_sees_nothing_and_the_public_is_sent_away(working, browse, told):
    client = browse(working, HEALTH_205)
    assert told not in client.get("/work").text
    assert client.get(f"/work/{told}").status_code == 403
    assert browse(working, guarded=True).get("/work").status_code == 403


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_of_one_person_has_script_form_and_history(working, browse, told, lang):
    page = browse(working, POLICE).get(f"/work/{told}", params={"lang": lang})

    for said in {"vi": ("Nói gì khi gọi", "14 ngày qua", "Chợ Cũ", "Vào danh sách"),
                 "en": ("What to say", "the last 14 days", "Chợ Cũ", "Listed")}[lang]:  # fmt: skip
        assert said in page.text


def test_a_time_line_is_taken_in_and_the_person_counts_as_found(working, browse, told):
    client = browse(working, POLICE)
    page = sent(client, told, **GOOD)

    assert page.status_code == 200 and "Đã nhận mốc dịch tễ" in page.text
    assert (kept(working, "milestones"), kept(working, "contact-persons")) == (2, 1)
    assert "Ghi mốc dịch tễ" in page.text and "Chợ Mẫu" in page.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"places_to_0": "2021-02-06T07:00"}, "Đến: không sau lúc đến"),
        ({"places_from_0": "2021-03-06T08:00", "places_to_0": "2021-03-06T09:00"}, "ở tương lai"),
        ({"places_from_0": "2021-01-17T08:00"}, "quá 48 giờ"),
        ({"places_place_0": ""}, "Địa điểm: "),
        ({"places_from_0": "hôm qua"}, "không đọc được ngày giờ"),
        ({"places_area_0": "Xã Không Có"}, "Khu vực: "),
        ({"contacts_last_contact_on_0": "2021-03-01"}, "ở tương lai"),
        ({"contacts_full_name_0": ""}, "Họ tên: "),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(working, browse, told, changed, said):
    client = browse(working, POLICE)
    page = sent(client, told, **GOOD | changed | {"places_with_whom_0": EVIL})

    assert page.status_code == 422
    assert said in page.text and 'role="alert"' in page.text
    assert (kept(working, "milestones"), kept(working, "contact-persons")) == (1, 0)
    for value in (GOOD | changed).values():
        assert f'value="{value}"' in page.text
    assert EVIL not in page.text


def test_an_empty_form_says_what_is_missing(working, browse, told):
    page = sent(browse(working, POLICE), told, places_setting_0="shop")

    assert page.status_code == 422 and "điền ít nhất một dòng" in page.text


def test_more_rows_keep_what_was_typed(working, browse, told):
    client = browse(working, POLICE)
    page = sent(client, told, **GOOD, places_rows="3", do="more_places")

    assert 'id="places_place_5"' in page.text and 'value="Chợ Mẫu"' in page.text
    assert kept(working, "milestones") == 1


def test_a_home_goes_where_it_is_sealed(working, browse, told):
    at_home = {"places_setting_0": "home", "places_place_0": "Nhà bà Mẫu", "places_address_0": "Số 8 ngõ Mẫu"}
    page = sent(browse(working, POLICE), told, **GOOD | at_home)

    assert page.status_code == 200
    with working.database.reading() as tx:
        assert "ngõ Mẫu" not in "".join(tx.execute(select(RecordRow.body)).scalars())


def test_a_milestone_told_in_error_leaves_the_time_line(working, browse, told):
    client = browse(working, POLICE)
    record = re.search(r'name="record" value="([^"]+)"', client.get(f"/work/{told}").text)
    assert record

    page = sent(client, told, "mistaken", record=record[1])

    assert page.status_code == 200 and "Chợ Cũ" not in page.text
    assert sent(client, told, "mistaken", record=record[1]).status_code == 404


def test_who_became_an_f0_has_their_time_line_sent_again_as_sites(working, browse, told):
    client = browse(working, POLICE)
    assert "Gửi lại với mức" not in client.get(f"/work/{told}").text
    with working.database.reading() as tx:
        person_ = tx.execute(select(RecordRow.person).where(RecordRow.feed == "milestones")).scalar_one()
    listed(working, heading(ListKind.CHAIN, "BN9001/F0"), [members(1)[0]._replace(person=person_)])

    assert "Gửi lại với mức F0" in client.get(f"/work/{told}").text
    page = sent(client, told, "tell-again")

    assert "Gửi lại với mức" not in page.text and "Chợ Cũ" in page.text
    with working.database.reading() as tx:
        sites = [row for row in tx.execute(select(OutboxRow.body)).scalars() if '"site":"milestones"' in row]
    assert len(sites) == 1 and "Chợ Cũ" in sites[0]


def test_a_form_from_elsewhere_is_refused(working, browse, told):
    client = browse(working, POLICE)
    for step in ("milestones", "found", "mistaken"):
        assert client.post(f"/work/{told}/{step}", data=GOOD).status_code == 403
    assert kept(working, "milestones") == 1


def test_steps_are_taken_by_forms_and_a_hand_over_by_its_receiver(working, browse, told):
    police = browse(working, POLICE)
    assert "Đã gọi, còn làm tiếp" in sent(police, told, "called", note="hẹn chiều").text
    page = sent(police, told, "handover", to_team="police-205")
    assert "đề nghị chuyển cho Tổ truy vết công an Thị xã Đông Triều" in page.text

    east = browse(working, HEALTH_205)
    assert "Nhận chuyển giao" in east.get(f"/work/{told}").text
    back = sent(east, told, "refuse", note="không ở địa bàn")
    assert back.status_code == 200 and back.url.path == "/work", (
        "who may look no longer goes back to the list"
    )
    sent(police, told, "handover", to_team="police-205")
    taken = sent(east, told, "accept")
    assert "NGUYỄN VĂN MẪU" in taken.text


def test_the_past_has_a_list_and_no_forms(working, browse, told):
    text = (
        browse(working, POLICE).get(f"/work/{told}", params={"as_of": working.clock().isoformat()[:16]}).text
    )

    assert "form_word" in text
    listed(working, heading(ListKind.LOCALITY, "x"), members(9))
    working.clock.move_to(working.clock().replace(hour=23))
    past = browse(working, POLICE).get(f"/work/{told}", params={"as_of": "2021-02-08T20:00"}).text
    assert "Đang xem lại" in past and "form_word" not in past


def test_the_list_is_filtered_by_state_and_team_and_turned_page_by_page(working, browse, told):
    client = browse(working, POLICE)
    sent(client, told, "found")

    assert told in client.get("/work", params={"state": "found"}).text
    assert told not in client.get("/work", params={"state": "to_do"}).text
    assert told not in client.get("/work", params={"team": "police-205"}).text
    assert client.get("/work", params={"team": "nobody"}).status_code == 404
    assert "Không có ai cần truy vết" in client.get("/work", params={"page": "2"}).text
    assert work(working, 2).state is WorkState.TO_DO


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "Ca BN1553, chưa rõ là ai"), ("en", "Case BN1553, not known who it is")]
)
def test_a_case_nobody_named_is_named_by_its_code_and_has_no_time_line(working, browse, lang, said):
    take(working, "cases", case("BN1553"))
    client = browse(working, POLICE)

    page = client.get("/work", params={"lang": lang})
    assert said in page.text and "CDC" in page.text
    one = client.get(f"/work/{item_of('case:BN1553')}", params={"lang": lang})
    assert one.status_code == 200 and said in one.text and "places_place_0" not in one.text
