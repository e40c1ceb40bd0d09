"""The page of a post and the public form: what is sent comes back as a code, what is scanned as an answer."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from services.app.declaration_codes import code_for
from services.app.portal.declare_words import LANGUAGES, WARNING, WORDS
from services.domain.viewers import COMMAND
from services.ingest.tables import RecordRow
from services.posts.tables import ScanRow

FORM = {
    "full_name": "NGUYỄN VĂN MẪU", "id_number": "034090001234", "birth_year": "1990", "sex": "male",
    "nationality": "Việt Nam", "addr_province": "34", "addr_district": "336", "addr_commune": "Xã Mẫu",
    "addr_detail": "Thôn Mẫu", "phone": "0912345678", "vehicle_type": "coach", "vehicle_no": "17B-012.34",
    "depart_date": "2021-02-08", "from_area": "34", "from_place": "Bến xe mẫu", "to_area": "06649",
    "to_place": "Nhà trọ mẫu", "stay_place_0": "Nhà", "stay_area_0": "34", "stay_from_0": "2021-01-25",
    "stay_to_0": "2021-02-08", "any_symptom": "no", "exp_case": "no", "exp_country": "no", "exp_ill": "no",
    "pledge": "yes",
}  # fmt: skip
EVIL = "<script>alert(1)</script>"


def word_of(page: Any) -> str:
    found = re.search(r'name="form_word" value="([^"]+)"', page.text)
    assert found
    return found[1]


def declared(client: Any, lang: str = "vi", **changed: str) -> Any:
    word = word_of(client.get("/declare", params={"lang": lang}))
    return client.post(f"/declare?lang={lang}", data=FORM | {"form_word": word} | changed)


def scanned(client: Any, code: str, **more: str) -> Any:
    word = word_of(client.get("/checkpoint"))
    return client.post("/checkpoint", data={"form_word": word, "code": code, "post": "C01"} | more)


def newest_code(house: Any) -> str:
    with house.database.transaction() as tx:
        wanted = select(RecordRow.key).where(RecordRow.feed == "declarations").order_by(RecordRow.id.desc())
        return code_for(house, tx, COMMAND, tx.execute(wanted).scalars().first()).code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_official_warning_stands_word_for_word_on_every_language_of_the_form(house, browse, lang):
    page = browse(house).get("/declare", params={"lang": lang})

    assert WARNING == (
        "Khuyến cáo: Khai báo thông tin sai là vi phạm pháp luật Việt Nam và có thể xử lý hình sự"
    )
    assert WARNING in page.text
    assert f'<html lang="{lang}"' in page.text


def test_every_text_of_the_form_is_there_in_three_languages():
    lacking = [key for key, texts in WORDS.items() if not all(texts) and key != "warning"]

    assert lacking == []
    assert all(len(texts) == len(LANGUAGES) for texts in WORDS.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_public_declares_and_gets_its_code_and_its_receipt(working, browse, lang):
    client = browse(working, guarded=True)

    page = declared(client, lang)

    assert page.status_code == 200
    assert "<svg" in page.text and 'class="qrline"' in page.text
    assert re.search(r"W-[A-Z]{14}", page.text)
    assert WORDS["done"][list(LANGUAGES).index(lang)] in page.text
    assert "NGUYỄN" not in page.text and "034090001234" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_what_is_missing_is_told_and_nothing_typed_is_lost(working, browse):
    page = declared(browse(working), phone="", full_name="TRẦN MẪU", any_symptom="")

    assert page.status_code == 422
    assert "Điện thoại" in page.text
    assert 'value="TRẦN MẪU"' in page.text


def test_what_the_door_refuses_is_told_in_the_form(working, browse):
    page = declared(browse(working), stay_from_0="2021-02-08", stay_to_0="2021-02-01")

    assert page.status_code == 422
    assert 'role="alert"' in page.text and "places_14d" in page.text


def test_what_is_typed_is_shown_and_never_run(working, browse):
    page = declared(browse(working), phone="", full_name=EVIL, to_place=EVIL)

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


@pytest.mark.parametrize(
    "how",
    [{"data": {}}, {"data": FORM}, {"content": b"\xff\x00"}, {"json": FORM}, {"files": {"full_name": b"x"}},
     {"data": FORM | {f"x{n}": "1" for n in range(200)}}],
    ids=range(6),
)  # fmt: skip
def test_a_form_that_is_not_ours_is_refused_with_a_sentence(working, browse, how):
    answer = browse(working).post("/declare", **how)

    assert answer.status_code in (403, 422)
    assert 'lang="vi"' in answer.text


def test_a_scan_on_the_page_gives_word_digit_reasons_and_questions(working, browse):
    client = browse(working, "police-token-00001")
    declared(client)

    page = scanned(client, newest_code(working))

    assert page.status_code == 200
    assert re.search(r'class="answer answer-\d"', page.text)
    assert "Tỉnh Thái Bình" in page.text and "Phường Hà Khánh" in page.text
    assert 'value="C01"' in client.get("/checkpoint").text  # the post is remembered for the shift


def test_what_the_officer_finds_out_is_added_and_asked_again(working, browse):
    client = browse(working)
    declared(client)
    code = newest_code(working)

    pages = [
        scanned(client, code, **more) for more in ({"symptoms": "yes"}, {"paper": "1234"}, {"paper": "0"})
    ]

    assert 'class="answer answer-3"' in pages[0].text
    assert "khớp với mã" in pages[1].text
    assert "không khớp với mã" in pages[2].text and 'class="answer answer-4"' in pages[2].text
    with working.database.reading() as tx:
        assert len(tx.execute(select(ScanRow.id)).all()) == 3


@pytest.mark.parametrize("code", ["123", EVIL, "٣" * 300, "9" * 5000, " "])
def test_whatever_is_scanned_has_a_clear_answer(working, browse, code):
    page = scanned(browse(working), code)

    assert page.status_code == 200
    assert 'class="answer answer-4"' in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("wrong", [{"certificate_on": "hôm qua"}, {"people_in_vehicle": "nhiều"}])
def test_a_field_that_does_not_read_is_told(working, browse, wrong):
    page = scanned(browse(working), "123", **wrong)

    assert page.status_code == 422
    assert next(iter(wrong)) in page.text


def test_the_public_and_the_military_do_not_scan(working, browse):
    public = browse(working, guarded=True)

    assert public.get("/checkpoint").status_code == 403
    assert public.post("/checkpoint", data={"code": "1"}).status_code == 403
    assert public.get("/declare").status_code == 200
    assert "/checkpoint" not in public.get("/").text


def test_a_scan_without_the_word_of_the_page_is_refused(working, browse):
    assert browse(working).post("/checkpoint", data={"code": "1"}).status_code == 403
