"""A draft law is tried on what happened, says what would change, and leaves nothing behind."""

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from services.app.rehearsing import Rehearsal, draft_of, rehearse
from services.app.settings import Settings
from services.app.tables import Base
from services.app.wiring import House, build
from services.app.workers import Readers
from services.domain.errors import BadLaw
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.plumbing.clock import SetClock
from tests.journeys.command import phendau

OURS = Path(__file__).parents[2] / "services/policy/law/quang-ninh"
NOW = datetime.fromisoformat("2021-02-20T20:00:00+07:00")
DAY = date(2021, 2, 20)

Change = Callable[..., Path]


@pytest.fixture
def draft(tmp_path: Path) -> Change:
    """The law in use, with passages changed: (file, before, after), …"""

    def changed(*changes: tuple[str, str, str]) -> Path:
        folder = tmp_path / "draft"
        shutil.copytree(OURS, folder)
        for name, before, after in changes:
            text = (folder / name).read_text(encoding="utf-8")
            assert before in text
            (folder / name).write_text(text.replace(before, after), encoding="utf-8")
        return folder

    return changed


@pytest.fixture
def busy(house: House, clock: SetClock) -> House:
    """Thirty travellers of one noon at one post: ten from Hải Dương, ten workers, ten others; a lock."""
    clock.move_to(NOW)
    noon = NOW - timedelta(hours=8)
    rows = [
        {
            "declaration_id": f"T{number:02d}",
            "declared_at": (noon + timedelta(seconds=number)).isoformat(),
            "full_name": f"NGUYỄN VĂN MẪU {number}",
            "id_number": f"9{number:08d}",
            "birth_year": "1990",
            "from_area": "30" if number < 10 else "34",
            "to_area": "193",
            "post": "C10",
            "any_symptom": "không",
            "exp_case": "không",
        }
        for number in range(30)
    ]
    returns = [
        {key: row[key] for key in ("full_name", "id_number", "birth_year")}
        | {"enterprise": "Than Mẫu", "area": "195", "origin": "34", "arrives_on": DAY.isoformat()}
        for row in rows[10:20]
    ]
    order = {"number": "QĐ 1", "issuer": "UBND", "state": "ct15", "area": "206", "since": "2021-02-19"}
    with house.database.transaction() as tx:
        for feed, told in (("declarations", rows), ("worker-returns", returns), ("orders", [order])):
            receipt = receive_records(tx, FEEDS[feed], told, house.reading())
            assert receipt.refused == 0, receipt.problems
    readers = Readers(house)
    readers.settle()
    readers.close()
    return house


def tried(house: House, folder: Path, **asked: Any) -> dict[str, Any]:
    with house.database.reading() as tx:
        told = Rehearsal(draft_of(house, folder), NOW, **({"entrants": DAY} | asked))
        return rehearse(house, tx, told, "vi")


def test_the_law_in_use_as_its_own_draft_changes_nothing(busy: House, draft: Change) -> None:
    found = tried(busy, draft())

    assert found["levels"] == []
    assert found["entrants"]["changes"] == []
    total = found["entrants"]["total"]
    assert total["now"] == total["draft"]
    assert total["people"] == 30
    assert {name: total["now"][name] for name in ("refused", "rooms", "tests")} == {
        "refused": 0,
        "rooms": 10,
        "tests": 20,
    }


def test_who_is_refused_rooms_tests_and_waits_follow_the_draft(busy: House, draft: Change) -> None:
    a5 = '      - &A5\n        code: A5\n        been: ["30"]\n        decision: '
    found = tried(busy, draft(("entry_measures.yaml", a5 + "quarantine", a5 + "turn_back")))["entrants"]

    (post,) = found["posts"]
    assert (post["post"], post["people"]) == ("C10", 30)
    sides = [{n: post[s][n] for n in ("refused", "rooms", "tests")} for s in ("now", "draft")]
    assert sides == [{"refused": 0, "rooms": 10, "tests": 20}, {"refused": 10, "rooms": 0, "tests": 10}]
    assert post["draft"]["wait_minutes"]["longest"] < post["now"]["wait_minutes"]["longest"]
    (change,) = found["changes"]
    assert (change["people"], change["now"]["row"], change["draft"]["answer"]) == (10, "A5", "turn_back")


def test_levels_that_change_are_told_with_reasons(busy: House, draft: Change) -> None:
    found = tried(busy, draft(("order_levels.yaml", "ct15: {level: 2", "ct15: {level: 3")))

    changed = {row["area"]: (row["now"], row["draft"]) for row in found["levels"]}
    assert changed["206"] == (2, 3)
    assert all(row["cite"] and row["name"] for row in found["levels"])


def test_a_draft_of_another_day_can_be_tried(busy: House, draft: Change) -> None:
    found = tried(busy, draft(), draft_at=datetime.fromisoformat("2021-03-03T12:00:00+07:00"))["entrants"]

    assert found["total"]["draft"]["refused"] == 10
    assert found["total"]["now"]["refused"] == 0


def test_a_draft_that_suggests_less_lowers_nothing_at_once(busy: House, draft: Change) -> None:
    ill = {
        "code": "MAU1",
        "area": "07030",
        "confirmed_at": "2021-02-19T10:00",
        "source": "chưa rõ",
        "count": "1",
    }
    found = {
        "area": "07030",
        "reported_at": "2021-02-20T10:00",
        "level": "F1",
        "total": "0",
        "chain": "M",
    }
    with busy.database.transaction() as tx:
        receive_records(tx, FEEDS["cases"], [ill], busy.reading())
        receive_records(tx, FEEDS["contacts"], [found], busy.reading())
    readers = Readers(busy)
    readers.settle()
    readers.close()
    limit = "cases_unknown_source_14d: {at_least: "
    folder = draft(
        ("area_levels.yaml", limit + "1}", limit + "9}"), ("area_levels.yaml", limit + "2}", limit + "9}")
    )

    (row,) = [row for row in tried(busy, folder)["levels"] if row["area"] == "07030"]

    assert row["suggested"]["draft"] < row["suggested"]["now"]
    assert (row["now"], row["draft"]) == (row["suggested"]["now"], row["suggested"]["now"])
    assert row["held"].startswith(f"Giữ mức {row['draft']}: số liệu ở mức {row['suggested']['draft']} từ")
    assert row["reasons_now"] and not any(one.startswith("Giữ mức") for one in row["reasons"])


def test_nothing_is_written(busy: House, draft: Change) -> None:
    def kept() -> dict[str, int]:
        with busy.database.reading() as tx:
            tables = Base.metadata.sorted_tables
            return {t.name: tx.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}

    before = kept()
    tried(busy, draft())

    assert kept() == before


def test_a_broken_draft_is_refused_with_file_and_line(house: House, draft: Change, tmp_path: Path) -> None:
    folder = draft(("entry_measures.yaml", "document: cv910, article", "document: cv999, article"))

    with pytest.raises(BadLaw, match=r"entry_measures\.yaml, line \d+: cites"):
        draft_of(house, folder)
    shutil.rmtree(folder)
    words = "{vi: a, en: a}"
    told = f"  lost: {{unit: count, label: {words}, says: {words}, unknown: {words}}}\n  contacts_untraced:"
    folder = draft(
        ("area_levels.yaml", "contacts_untraced:", "lost:"),
        ("indicators.yaml", "  contacts_untraced:", told),
    )
    with pytest.raises(BadLaw, match=r"area_levels\.yaml, line \d+: the house cannot compute .*'lost'"):
        draft_of(house, folder)
    with pytest.raises(BadLaw, match=r"area_levels\.yaml, line \d+: the house cannot compute .*'lost'"):
        build(Settings(home=tmp_path / "other", jurisdiction=str(folder)), house.clock)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadLaw, match="no law folder"):
        draft_of(house, tmp_path / "empty")


def test_the_verb_says_it_in_lines_or_one_document(tmp_path: Path) -> None:
    home, law = tmp_path / "home", str(OURS)
    found = phendau(
        home, "rehearse", "--law", law, "--as-of", "2021-02-20", "--entrants", "2021-02-20", "--json"
    )
    lines = phendau(home, "rehearse", "--law", law, "--as-of", "2021-02-20")
    wrong = phendau(home, "rehearse", "--law", str(tmp_path), "--json")
    day = phendau(home, "rehearse", "--law", law, "--entrants", "hôm qua")

    assert json.loads(found.stdout)["entrants"]["total"]["people"] == 0
    assert "Địa bàn đổi mức: 0" in lines.stdout
    assert (wrong.returncode, json.loads(wrong.stdout)["error"]["code"]) == (13, "no_law_folder")
    assert day.returncode == 10
    assert "Traceback" not in wrong.stderr + day.stderr
