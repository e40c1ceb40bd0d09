"""One case, by each of the five doors: the level changes, the agencies are told, the map shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.app.schedule import run_all_once
from tests.journeys.command import phendau
from tests.journeys.serving import Living

CASE = {
    "code": "MAU-01",
    "area": "205",
    "confirmed_at": "2021-01-27T18:00",
    "count": "1",
    "source": "chưa rõ",
    "phone": "0912345601",
}
TOLD = {"command", "police", "military", "health"}
ROLE_TASK = {
    "command": "VIỆC CẦN LÀM (Ban Chỉ đạo cấp tỉnh):",
    "police": "Tìm hết F1 của các mốc dịch tễ đã biết",
    "military": "khu cách ly tập trung",
    "health": "Lấy mẫu lần đầu cho F1",
}


def by_http_json(alive: Living, folder: Path) -> None:
    alive.post("cases", CASE)


def by_http_file(alive: Living, folder: Path) -> None:
    sheet = as_sheet(folder / "f0.csv").read_bytes()
    answer = alive.door.post("/api/intake/cases/file", files={"file": ("f0.csv", sheet, "text/csv")})
    assert answer.status_code == 202, answer.text


def by_command_line(alive: Living, folder: Path) -> None:
    file = as_sheet(folder / "f0.csv")
    home = alive.house.settings.home
    learned_at = alive.clock().isoformat()
    done = phendau(home, "ingest", "cases", str(file), "--learned-at", learned_at, "--no-settle")
    assert done.returncode == 0, done.stderr


def by_topic(alive: Living, folder: Path) -> None:
    body = ",".join(f'"{name}": "{value}"' for name, value in CASE.items())
    alive.put_on_topic("cases", f"{{{body}}}".encode())


def by_watched_folder(alive: Living, folder: Path) -> None:
    inbox = alive.house.settings.home / "inbox" / "cases"
    inbox.mkdir(parents=True)
    as_sheet(inbox / "f0.csv")
    run_all_once(alive.house)


DOORS = [by_http_json, by_http_file, by_command_line, by_topic, by_watched_folder]


@pytest.mark.parametrize("hand_over", DOORS, ids=[door.__name__ for door in DOORS])
def test_a_case_by_any_door_changes_the_level_tells_the_agencies_and_is_on_the_map(
    alive: Living, tmp_path: Path, hand_over: Callable[[Living, Path], None]
):
    before = alive.area("205")

    hand_over(alive, tmp_path)
    alive.settle()

    after = alive.area("205")
    raised = {alert["agency"]: alert for alert in alive.alerts(area="205") if alert["kind"] == "level_raised"}
    assert before["level"] is None
    assert (after["level"], after["reasons"]) == (3, ["1 ca F0 chưa rõ nguồn lây trong 14 ngày qua"])
    assert after["cite"].startswith("Chỉ thị 05/CT-TTg")
    assert set(raised) == TOLD
    for agency, task in ROLE_TASK.items():
        assert task in raised[agency]["text"]["vi"]
        assert after["reasons"][0] in raised[agency]["text"]["vi"]
    assert '"205":{"title":"Thị xã Đông Triều","level":"3"' in alive.door.get("/maps/command").text


def test_the_same_case_by_all_five_doors_counts_once(alive: Living, tmp_path: Path):
    by_http_json(alive, tmp_path)
    alerts = alive.alerts()

    for hand_over in (by_http_file, by_command_line, by_topic, by_watched_folder):
        hand_over(alive, tmp_path)
        alive.settle()

    assert alive.area("205")["reasons"] == ["1 ca F0 chưa rõ nguồn lây trong 14 ngày qua"]
    assert alive.alerts() == alerts


def test_a_file_of_the_watched_folder_is_moved_aside_with_its_receipt(alive: Living, tmp_path: Path):
    inbox = alive.house.settings.home / "inbox" / "cases"

    by_watched_folder(alive, tmp_path)
    (inbox / "hong.csv").write_bytes(b"a,b\n1,2\n")
    run_all_once(alive.house)

    assert {path.name for path in (inbox / "done").iterdir()} == {"f0.csv", "f0.csv.receipt.json"}
    assert {path.name for path in (inbox / "refused").iterdir()} == {"hong.csv", "hong.csv.receipt.json"}


def test_each_audience_gets_a_map_and_the_public_one_shows_no_count(alive: Living):
    alive.post("cases", CASE)

    maps = {view: alive.door.get(f"/maps/{view}") for view in (*TOLD, "public")}

    assert {answer.status_code for answer in maps.values()} == {200}
    assert '"205":{"title":"Thị xã Đông Triều","level":"3"' in maps["public"].text
    assert "1 ca F0 chưa rõ nguồn lây" not in maps["public"].text
    assert not any("0912345601" in answer.text for answer in maps.values())


def as_sheet(path: Path) -> Path:
    path.write_text(",".join(CASE) + "\n" + ",".join(CASE.values()) + "\n", encoding="utf-8")
    return path
