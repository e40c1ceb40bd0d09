"""Judgements on the page of an area: by whom and when; made by those who may, through the intake."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.app.wiring import House
from services.domain.events import AreaFactsReported, JudgementMade
from services.domain.records import Judgement, JudgementKind
from services.ingest.judgement_checks import author_is_an_office
from services.ingest.tables import RecordRow
from services.plumbing.database import OutboxRow
from services.risk.hearing import handlers
from tests.ingest.made_up import reading_at

COMMAND, POLICE, HEALTH = "command-token-0001", "police-token-00001", "health-205-token-1"
HERE, ELSEWHERE = "205", "193"
AT = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
GOOD = {"what": "spread_share", "value": "35%", "author": "Trưởng khoa Kiểm soát bệnh tật", "ground": "BC 12"}


def sent(client: Any, area: str = HERE, **fields: str) -> Any:
    found = re.search(r'name="form_word" value="([^"]+)"', client.get(f"/areas/{area}").text)
    return client.post(
        f"/areas/{area}/judgements", data={"form_word": found[1] if found else ""} | GOOD | fields
    )


def heard(house: House) -> None:
    """What the intake told of judgements reaches risk."""
    hear = handlers(house.jurisdiction.areas, lambda: 28)
    with house.database.transaction() as tx:
        for body in tx.execute(
            select(OutboxRow.body)
            .where(OutboxRow.topic.endswith(JudgementMade.topic))
            .order_by(OutboxRow.seq)
        ).scalars():
            hear[JudgementMade](JudgementMade.model_validate_json(body), tx)


def kept(house: House) -> int:
    with house.database.reading() as tx:
        return len(tx.execute(select(RecordRow.id).where(RecordRow.feed == "judgements")).all())


@pytest.mark.parametrize("token", [COMMAND, HEALTH])
def test_who_answers_for_the_area_judges_it_and_everybody_sees_by_whom(
    working: House, browse: Any, token: str
) -> None:
    page = sent(browse(working, token))
    assert page.status_code == 200 and "Đã ghi nhận nhận định" in page.text
    heard(working)

    seen = browse(working, POLICE).get(f"/areas/{HERE}").text

    assert "có thể lan tới: 35%" in seen
    assert "Trưởng khoa Kiểm soát bệnh tật" in seen and "BC 12" in seen
    assert "form_word" not in seen, "police do not judge"


def test_what_cannot_be_taken_is_told_and_nothing_typed_is_lost(working: House, browse: Any) -> None:
    page = sent(browse(working, COMMAND), author="Nguyễn Văn Mẫu", value="nhiều")

    assert page.status_code == 422
    assert "Chưa ghi nhận" in page.text and "phải là tỷ lệ" in page.text
    assert 'value="Nguyễn Văn Mẫu"' in page.text and 'value="nhiều"' in page.text
    named = sent(browse(working, COMMAND), author="Nguyễn Văn Mẫu")
    assert "phải là chức danh và đơn vị, không phải họ tên" in named.text
    yes = sent(browse(working, COMMAND), what="key_zone_exposed", value="35%")
    assert "chỉ là &#39;có&#39; hoặc &#39;không&#39;" in yes.text
    assert kept(working) == 0


def test_others_and_other_areas_and_foreign_forms_are_refused(working: House, browse: Any) -> None:
    police, health = browse(working, POLICE), browse(working, HEALTH)
    assert sent(police).status_code == 403
    assert sent(health).status_code == 200
    assert health.post(f"/areas/{ELSEWHERE}/judgements", data=GOOD).status_code == 403
    word = re.search(r'name="form_word" value="([^"]+)"', health.get(f"/areas/{HERE}").text)
    assert word is not None
    elsewhere = health.post(f"/areas/{ELSEWHERE}/judgements", data=GOOD | {"form_word": word[1]})
    assert elsewhere.status_code == 403
    assert kept(working) == 1


def test_a_judgement_that_ended_is_shown_as_such_and_none_is_made_of_the_past(
    working: House, browse: Any
) -> None:
    now = working.clock()
    ended = JudgementMade(
        learned_at=now, ref="j", area=HERE, what=JudgementKind.HARD_TO_CONTROL, value=1.0,
        since=now - timedelta(days=3), until=now - timedelta(days=1), author="CDC tỉnh",
    )  # fmt: skip
    beds = AreaFactsReported(learned_at=now, ref="f", area=HERE, day=now.date(), beds=40, beds_used=30)
    with working.database.transaction() as tx:
        for happened in (ended, beds):
            handlers(working.jurisdiction.areas, lambda: 28)[type(happened)](happened, tx)

    client = browse(working, COMMAND)
    page = client.get(f"/areas/{HERE}").text
    past = client.get(f"/areas/{HERE}", params={"as_of": "2021-02-08T12:00"}).text

    assert "khó truy vết: có" in page and "hiện không còn hiệu lực" in page
    assert "75% giường điều trị đang có người bệnh" in page
    assert "form_word" in page and "form_word" not in past
    assert "Chưa có nhận định nào" in past
    told = client.get(f"/api/areas/{HERE}").json()["judged"]
    assert [one["in_force"] for one in told["judgements"]] == [False]
    assert told["judgements"][0]["author"] == "CDC tỉnh"


@pytest.mark.parametrize(
    ("author", "is_office"),
    [
        ("Sở Y tế", True),
        ("CDC, tỉnh Quảng Ninh", True),
        ("Bộ Chỉ huy quân sự tỉnh", True),
        ("Ủy ban nhân dân xã", True),
        ("Phòng Y tế", True),
        ("Nguyễn Văn Khoa", False),
        ("Lê Thị Mẫu, Trần Phong", False),
    ],
)
def test_an_office_is_told_from_a_private_name(author: str, is_office: bool) -> None:
    made = Judgement(area=HERE, what=JudgementKind.KEY_ZONE, value=1.0, since=AT, author=author)

    assert (author_is_an_office(made, {}, reading_at()) is None) is is_office
