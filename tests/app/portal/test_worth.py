"""The four sources in one model on the page of an area, on the first page, and what to do first."""

import pytest

from services.app.angles import Angle
from services.app.portal.formats import chance_text
from services.app.views import area_detail, rows_of
from services.domain.viewers import PUBLIC
from services.risk.survey import survey

HERE = "07030"
SAID = {
    "vi": ("Bốn nguồn: ai có thể lọt vào", "khả năng bùng dịch trong 7 ngày", "lây nhiễm ngầm tương đương"),
    "en": ("who may come in unseen", "chance of an outbreak within 7 days", "unseen infection of"),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_area_tells_who_may_come_in_with_shares_band_and_reasons(filled, browse, lang) -> None:
    page = browse(filled).get(f"/areas/{HERE}", params={"lang": lang}).text

    for words in (*SAID[lang], f"/worth?{'lang=en&amp;' if lang == 'en' else ''}area={HERE}", 'href="/data'):
        assert words in page
    assert "nan" not in page.split()


def test_the_first_page_leads_to_what_to_do_first_where_each_force_has_its_list(filled, browse) -> None:
    first = browse(filled).get("/").text
    page = browse(filled).get("/worth").text

    assert 'href="/worth"' in first and "Khả năng bùng dịch trong 7 ngày" in first
    for force in ("Bộ đội Biên phòng", "Quân sự", "Y tế", "Công an"):
        assert force in page
    assert "Tìm thêm 20 F1" in page


def test_what_to_do_first_in_one_area_leaves_out_the_others(filled, browse) -> None:
    page = browse(filled).get("/worth", params={"area": "194"}).text

    assert "Tìm thêm 20 F1" not in page
    assert "Đoạn biên giới xã Hải Sơn" in page


def test_a_unit_is_not_told_that_the_model_is_missing_where_it_may_not_look(filled, browse) -> None:
    unit = browse(filled, token="health-205-token-1")

    assert unit.get("/worth").status_code == 403
    assert unit.get("/worth", params={"area": "205"}).status_code == 200


def test_as_known_before_anything_was_told_and_before_the_law(filled, browse) -> None:
    early = browse(filled).get("/worth", params={"as_of": "2019-06-01T00:00:00"})

    assert early.status_code == 200 and "Chưa có tham số mô hình" in early.text
    assert browse(filled).get("/worth", params={"area": "99999"}).status_code == 404


def test_the_public_is_told_nothing_of_it(filled) -> None:
    with filled.database.reading() as tx:
        found = survey(tx, filled.jurisdiction, filled.clock())
    angle = Angle(filled.jurisdiction, found, {}, "vi", PUBLIC)

    assert all(row["unseen"] is None for row in rows_of(angle))
    assert area_detail(angle, HERE)["unseen"] is None


@pytest.mark.parametrize(
    ("chance", "said"), [(0.999, "trên 99 %"), (0.17, "17 %"), (0.0, "0 %"), (1e-7, "dưới 0,001 %")]
)
def test_a_chance_is_said_without_false_certainty(chance, said) -> None:
    assert chance_text(chance, "vi") == said
