"""Work lists through the real doors: a site is told, its visitors are on a team's list, the team works it."""

import json
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from services.app.wiring import House
from services.app.workers import Readers
from services.domain.events import ListKind
from services.ingest.tables import RecordRow
from services.plumbing.clock import SetClock
from services.tracing.tables_visits import VisitRow
from services.tracing.tables_work import WorkLookRow
from services.tracing.work_rows import item_of
from tests.journeys.command import phendau
from tests.tracing.working import HA_KHANH, heading, listed, members, person

NOW = datetime.fromisoformat("2021-02-01T09:00:00+07:00")
POLICE, HEALTH, EAST = "police-token-000000001", "health-token-000000001", "police-token-of-dong-trieu"
COMMAND, MILITARY = "command-token-00000001", "military-token-0000001"
TOKENS = f"{POLICE}=police,{HEALTH}=health@193,{EAST}=police@205,{COMMAND}=command,{MILITARY}=military"
VISITOR = {
    "declaration_id": "MAU-1", "declared_at": "2021-01-31T07:30:00+07:00", "full_name": "NGUYỄN VĂN MẪU",
    "id_number": "022090123457", "birth_year": "1990", "sex": "Nam", "phone": "0912345678",
    "addr_province": "22", "addr_district": "193", "addr_commune": HA_KHANH, "addr_detail": "Tổ 3",
    "any_symptom": "không", "exp_case": "không", "exp_country": "không", "exp_ill": "không",
    "places_14d": "Siêu thị Mẫu Đơn|193|2021-01-27|2021-01-27", "nationality": "Việt Nam",
}  # fmt: skip
SITE = {
    "site_id": "S1", "place": "Siêu thị Mẫu Đơn", "area": "193", "start": "2021-01-27 08:00",
    "end": "2021-01-27 10:00", "advice": "cách ly, lấy mẫu",
}  # fmt: skip


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def tokens() -> str:
    return TOKENS


@pytest.fixture
def exposed(house: House, door: httpx.Client) -> str:
    """The item of somebody who declared a place before it was told to be a site."""
    send(house, door, "resident-declarations", VISITOR)
    send(house, door, "exposure-sites", SITE)
    (row,) = ask(door, POLICE)
    return str(row["item"])


def send(house: House, door: httpx.Client, feed: str, row: dict[str, object]) -> None:
    answer = door.post(f"/api/intake/{feed}", json=row, headers=bearer(HEALTH))
    assert answer.status_code == 202 and answer.json()["refused"] == 0, answer.text
    settle(house)


def settle(house: House) -> None:
    readers = Readers(house)
    readers.settle()
    readers.close()


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def ask(door: httpx.Client, token: str, path: str = "", **query: str) -> Any:
    answer = door.get(f"/api/work{path}", params=query, headers=bearer(token))
    assert answer.status_code == 200, answer.text
    return answer.json()


def do(door: httpx.Client, item: str, step: str, token: str = POLICE, **said: object) -> httpx.Response:
    return door.post(f"/api/work/{item}/{step}", json=said, headers=bearer(token))


def looks(house: House) -> list[tuple[str, str]]:
    with house.database.reading() as tx:
        return [tuple(row) for row in tx.execute(select(WorkLookRow.agency, WorkLookRow.door))]


def test_who_declared_a_place_before_it_was_a_site_is_on_the_list_with_name_and_telephone(
    house: House, door: httpx.Client, exposed: str
) -> None:
    (row,) = ask(door, POLICE)

    assert (row["full_name"], row["phone"], row["level"]) == ("NGUYỄN VĂN MẪU", "0912345678", "F1")
    assert row["team"] == "police-193" and row["area"] == HA_KHANH
    assert row["reasons"][0]["kind"] == "exposure_site" and row["reasons"][0]["why"]
    assert looks(house) == [("police", "http")] * 2


def test_the_site_corrected_away_takes_them_off_again(house: House, door: httpx.Client, exposed: str) -> None:
    send(house, door, "exposure-sites", SITE | {"start": "2021-01-28 08:00", "end": "2021-01-28 10:00"})

    assert ask(door, POLICE) == []
    assert ask(door, POLICE, f"/{exposed}")["state"] == "revoked"


def test_names_are_for_police_and_health_the_work_also_for_the_command(
    house: House, door: httpx.Client, exposed: str
) -> None:
    (seen,) = ask(door, COMMAND)

    assert seen["full_name"] is None and seen["phone"] is None and seen["item"] == exposed
    assert ask(door, HEALTH)[0]["full_name"]
    assert ("command", "http") not in looks(house)


def test_another_district_and_others_see_nothing(door: httpx.Client, exposed: str) -> None:
    assert ask(door, EAST) == []
    for token, path in ((EAST, f"/api/work/{exposed}"), (MILITARY, "/api/work"), ("", "/api/work")):
        answer = door.get(path, headers=bearer(token) if token else {})
        assert answer.status_code == 403 and answer.json()["error"]["message_vi"]
    assert do(door, exposed, "found", EAST).status_code == 403
    assert ask(door, EAST, "/teams") == [] and len(ask(door, POLICE, "/teams")) == 1


def test_the_page_of_one_person_says_what_to_ask_and_what_to_tell(door: httpx.Client, exposed: str) -> None:
    row = ask(door, POLICE, f"/{exposed}")

    assert [step["did"] for step in row["steps"]] == ["listed"]
    assert any("14 ngày qua" in said for said in row["script"]["ask"])
    assert any("1, 7, 14" in said for said in row["script"]["tell"])
    assert any(
        "sampled on days 1, 7, 14" in said
        for said in ask(door, POLICE, f"/{exposed}", lang="en")["script"]["tell"]
    )


def test_a_call_goes_its_way_and_keeps_its_history(door: httpx.Client, exposed: str) -> None:
    assert do(door, exposed, "called", note="hẹn 11 giờ").json()["state"] == "called"
    assert do(door, exposed, "not-found", why="no_answer").json()["tries"] == 1
    assert do(door, exposed, "found").json()["state"] == "found"
    assert do(door, exposed, "done").json()["state"] == "done"

    row = ask(door, POLICE, f"/{exposed}")
    assert [step["did"] for step in row["steps"]] == ["listed", "called", "not_found", "found", "done"]
    assert row["steps"][1]["note"] == "hẹn 11 giờ"
    assert ask(door, COMMAND, f"/{exposed}")["steps"][1]["note"] is None
    assert ask(door, POLICE) == [] and len(ask(door, POLICE, state="done")) == 1


@pytest.mark.parametrize(
    ("step", "said", "status", "code"),
    [
        ("done", {}, 409, "not_found_yet"),
        ("not-found", {}, 422, "no_reason"),
        ("not-found", {"why": "asleep"}, 422, "unreadable_request"),
        ("handover", {}, 404, "no_team"),
        ("handover", {"to_team": "police-193"}, 422, "same_team"),
        ("accept", {}, 409, "not_offered"),
        ("refuse", {}, 422, "no_reason"),
        ("forget", {}, 404, "no_step"),
    ],
)
def test_a_step_that_does_not_fit_is_refused_with_a_sentence(
    door: httpx.Client, exposed: str, step: str, said: dict[str, str], status: int, code: str
) -> None:
    answer = do(door, exposed, step, **said)

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert ask(door, POLICE)[0]["state"] == "to_do"


def test_a_district_hands_over_and_the_other_accepts(door: httpx.Client, exposed: str) -> None:
    do(door, exposed, "handover", to_team="police-205", note="về quê ở Đông Triều")

    (offered,) = ask(door, EAST)
    assert offered["full_name"] is None, "who they are is told when they are taken over"
    assert do(door, exposed, "found", EAST).status_code == 403, "it stays with the giver"
    assert do(door, exposed, "accept", HEALTH).status_code == 403, "who did not get it cannot take it"

    assert do(door, exposed, "accept", EAST).json()["team"] == "police-205"
    assert ask(door, EAST)[0]["full_name"] == "NGUYỄN VĂN MẪU"
    assert ask(door, HEALTH) == []


def test_a_list_as_it_was_known_then(house: House, clock: SetClock, door: httpx.Client, exposed: str) -> None:
    clock.move_to(NOW + timedelta(hours=3))
    do(door, exposed, "found")

    assert ask(door, POLICE, as_of="2021-02-01T10:00")[0]["state"] == "to_do"
    assert ask(door, POLICE, as_of="2021-02-01T08:00") == []
    assert ask(door, POLICE)[0]["state"] == "found"


def test_a_time_line_goes_through_the_intake_and_back_into_matching(
    house: House, door: httpx.Client, exposed: str
) -> None:
    inn = {"place": "Quán Mẫu Tím", "start": "2021-01-29 11:00", "end": "2021-01-29 13:00"}
    send(house, door, "exposure-sites", SITE | {"site_id": "S2", "area": "205"} | inn)
    places = [
        {"setting": "eating", "place": "Quán Mẫu Tím", "area": "205", "from": "2021-01-29T12:00",
         "to": "2021-01-29T12:40", "mask": "no"},
        {"setting": "home", "place": "Nhà bà Mẫu", "address": "Số 8 ngõ Mẫu", "from": "2021-01-29T18:00",
         "to": "2021-01-30T07:00"},
    ]  # fmt: skip
    contacts = [{"full_name": "LÊ THỊ MẪU", "phone": "0912345679", "last_contact_on": "2021-01-29"}]

    answer = do(door, exposed, "milestones", places=places, contacts=contacts)
    settle(house)

    assert answer.status_code == 202, answer.text
    (row,) = ask(door, POLICE)
    assert row["state"] == "found"
    assert len(row["reasons"]) == 2, "the inn of the time line is a site, too"
    with house.database.reading() as tx:
        counted = tx.execute(select(RecordRow.feed, func.count().label("many")).group_by(RecordRow.feed))
        feeds = {row.feed: row.many for row in counted}
        told = tx.execute(select(VisitRow.place, VisitRow.address).where(VisitRow.kind == "told")).all()
        bodies = "".join(tx.execute(select(RecordRow.body)).scalars())
    assert feeds["milestones"] == 2 and feeds["contact-persons"] == 1
    assert {row.place for row in told} == {"Quán Mẫu Tím", "Nhà riêng"}
    assert "ngõ Mẫu" not in bodies and "bà Mẫu" not in bodies


def test_the_time_line_of_an_f0_puts_others_on_a_list(house: House, door: httpx.Client) -> None:
    send(house, door, "resident-declarations", VISITOR)
    listed(house, heading(ListKind.CHAIN, "BN9001/F0"), members(7))
    place = {"setting": "shop", "place": "Siêu thị Mẫu Đơn", "area": "193", "from": "2021-01-27T08:00",
             "to": "2021-01-27T09:30"}  # fmt: skip

    answer = do(door, item_of(person(7)), "milestones", places=[place], case_code="BN9001")
    settle(house)

    assert answer.status_code == 202, answer.text
    assert {row["full_name"] for row in ask(door, POLICE)} == {"", "NGUYỄN VĂN MẪU"}


def test_of_a_time_line_with_a_mistake_nothing_is_taken_in(
    house: House, door: httpx.Client, exposed: str
) -> None:
    good = {"place": "Chợ Mẫu", "from": "2021-01-29T12:00", "to": "2021-01-29T12:40"}
    bad = good | {"to": "2021-01-29T11:00"}

    answer = do(door, exposed, "milestones", places=[good, {}, bad])

    (fault,) = answer.json()["faults"]
    assert answer.status_code == 422
    assert (fault["part"], fault["row"], fault["field"]) == ("places", 2, "to")
    assert fault["message_vi"] and fault["message_en"]
    with house.database.reading() as tx:
        assert not tx.execute(select(RecordRow.id).where(RecordRow.feed == "milestones")).all()
    assert ask(door, POLICE)[0]["state"] == "to_do"


def test_an_empty_time_line_is_no_time_line(door: httpx.Client, exposed: str) -> None:
    answer = do(door, exposed, "milestones", places=[{"setting": "shop"}])

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "nothing_told")


def test_the_terminal_lists_pseudonyms_and_no_names(house: House, exposed: str) -> None:
    told = phendau(house.settings.home, "work-list", "--team", "police-193", "--json")

    (row,) = json.loads(told.stdout)
    assert row["item"] == exposed and row["person"].startswith("p")
    assert "full_name" not in row and "MẪU" not in told.stdout + told.stderr
    assert looks(house) == [("police", "http")]
    read = phendau(house.settings.home, "work-list").stdout
    assert "F1 Chưa gọi" in read and "Mẫu Đơn" in read


def test_the_terminal_says_when_a_team_is_none(house: House) -> None:
    told = phendau(house.settings.home, "work-list", "--team", "nobody", "--json")

    assert told.returncode == 11 and json.loads(told.stdout)["error"]["code"] == "no_team"


def test_a_case_nobody_named_is_asked_for_by_its_code_until_it_is_named(
    house: House, door: httpx.Client
) -> None:
    told = {"code": "BN1553", "area": "205", "confirmed_at": "2021-01-31 06:00", "count": "1"}
    send(house, door, "cases", told)

    (row,) = ask(door, EAST)
    assert (row["case"], row["full_name"], row["level"]) == ("BN1553", None, "F0")
    script = ask(door, EAST, f"/{row['item']}")["script"]
    assert "CDC" in script["opening"][0] and "BN1553" in script["why"][0]
    assert looks(house) == [], "there is no identity that could be opened"
    refused = do(door, row["item"], "milestones", EAST, places=[{"place": "Chợ Mẫu"}])
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "nobody_named")
    assert do(door, row["item"], "called", EAST).status_code == 200

    send(house, door, "cases", told | {"full_name": "NGUYỄN VĂN MẪU", "id_number": "022090123457"})
    (named,) = ask(door, EAST)
    assert named["full_name"] == "NGUYỄN VĂN MẪU" and named["case"] is None
    assert ask(door, EAST, f"/{row['item']}")["steps"][-1]["did"] == "named"
