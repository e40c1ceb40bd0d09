"""A factory's own sheet comes in by the door, somebody on it becomes a case, and teams have the others."""

from typing import Any

from tests.journeys.serving import Living

SHEET = """\
DANH SÁCH CA ĐÊM;;;;;;;;
Họ và tên;Số CCCD;Năm sinh;Công ty;Xã phường;Ca;Tổ;Ngày;Giờ vào;Giờ ra
Nguyễn Văn Mẫu;022090000001;1990;Công ty Mẫu;205;Ca 3;Chuyền May 2;25/01/2021;22:00;06:00
Trần Thị Thử;022090000002;1990;CÔNG TY MẪU;205;3;Chuyền May 2;25/01/2021;22h00;1:20 SA
Lê Văn Giả;022090000003;1990;Công ty Mẫu;205;3;Chuyền May 4;25/01/2021;22:00;06:00
Phạm Thị Bịa;022090000004;1990;Công ty Mẫu;205;3;Chuyền May 2;29/01/2021;22:00;06:00
"""
CASE = {
    "code": "BN9001", "area": "205", "confirmed_at": "2021-01-27 20:00", "count": "1",
    "full_name": "Nguyễn Văn Mẫu", "id_number": "022090000001", "birth_year": "1990",
}  # fmt: skip


def upload(alive: Living) -> dict[str, Any]:
    answer = alive.door.post(
        "/api/intake/shared-stays/file", files={"file": ("ca-dem.csv", SHEET.encode(), "text/csv")}
    )
    assert answer.status_code == 202, answer.text
    alive.settle()
    return answer.json()


def shared(alive: Living) -> list[dict[str, Any]]:
    return alive.door.get("/api/lists", params={"kind": "shared_place"}).json()


def work(alive: Living) -> dict[str, dict[str, Any]]:
    return {one["person"]: one for one in alive.door.get("/api/work").json()}


def test_who_worked_beside_a_case_is_f1_with_times_and_on_the_list_of_a_team(alive: Living) -> None:
    receipt = upload(alive)
    assert (receipt["rows"], receipt["kept"], receipt["refused"]) == (4, 3, 1)
    assert [(one["field"], one["code"]) for one in receipt["problems"]] == [("starts_at", "future")]
    assert shared(alive) == []

    alive.post("cases", CASE)
    (found,) = shared(alive)
    assert found["title"] == "Cùng Chuyền May 2, ca 3 với F0, Công ty Mẫu"
    (member,) = alive.door.get(f"/api/lists/{found['id']}").json()["members"]
    assert "3 giờ 20 phút, từ 22:00 25/01/2021 đến 01:20 26/01/2021" in member["why"]
    assert work(alive)[member["person"]]["level"] == "F1" and work(alive)[member["person"]]["team"]
    told = [one for one in alive.alerts() if one["list_id"] == found["id"]]
    assert {one["agency"] for one in told} == {"police", "health"}
    assert "Trần" not in str(told) and "022090000002" not in str(told)

    _says_how(alive, member["person"])
    alive.wait(minutes=5)
    alive.post("cases", CASE | {"count": "0"})
    assert shared(alive) == [] and member["person"] not in work(alive)
    assert alive.door.get(f"/api/people/{member['person']}").json()["level"] is None


def _says_how(alive: Living, person: str) -> None:
    row = alive.door.get(f"/api/people/{person}").json()
    how = "Cùng Chuyền May 2, ca 3, 3 giờ 20 phút"
    assert row["level"] == 1
    assert [tuple(one[name] for name in ("how", "first_day", "last_day")) for one in row["links"]] == [
        (how, "2021-01-25", "2021-01-26")
    ]
    assert how in alive.door.get(f"/people/{person}").text
