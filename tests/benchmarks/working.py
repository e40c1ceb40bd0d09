"""Work lists: 10,000 people listed at once become work; a team opens its list of 2,000."""

import json
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update

from services.app.web import create_app
from services.app.wiring import House
from services.domain.base import Sentence
from services.domain.events import ListKind
from services.ingest.receipts import receive_records
from services.plumbing.clock import SetClock
from services.tracing.list_views import Member
from services.tracing.lists import Heading, set_members
from services.tracing.tables_work import WorkRow, WorkStepRow
from services.tracing.work_rows import item_of
from tests.benchmarks.doors import paper, pseudonym
from tests.benchmarks.measuring import Result, bench_house, cpu_seconds

LISTED, OPEN = 10_000, 2_000
NOW = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
TEAM, HOME = "police-193", "06649"
TOKEN = "police-token-000000001"
_ASKED = """
select w.*, l.title, m.why from tracing_work w
join tracing_listed m on m.person = w.person and m.gone_at is null join tracing_list l on l.id = m.list
where w.team = ? and w.gone_at is null order by w.urgent_at limit ?
"""


def run(folder: Path) -> list[Result]:
    """Seconds of processor, the commit included."""
    return [*_listed(folder / "listed"), *_opened(folder / "opened")]


def _listed(folder: Path) -> Iterator[Result]:
    house = bench_house(folder, SetClock(NOW))
    _list(house, LISTED)
    ours = cpu_seconds(house.list_work)
    again = cpu_seconds(house.list_work)
    alone = cpu_seconds(lambda: _rows_alone(house))
    house.close()
    what, other = f"{LISTED:,} people who are listed become work", "as many rows written, no more"
    yield Result(what, "CPU s", ours, other, alone)
    yield Result("… looked through again, nothing new", "CPU s", again, other, alone)


def _opened(folder: Path) -> Iterator[Result]:
    house = bench_house(folder, SetClock(NOW), tokens=f"{TOKEN}=police")
    _declare(house)
    _list(house, OPEN)
    house.list_work()
    with house.database.transaction() as tx:  # by their teams' capacities they would be with several
        tx.execute(update(WorkRow).values(team=TEAM))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starlette would rather have httpx's successor; it works with both
        from fastapi.testclient import TestClient

        door = TestClient(
            create_app(house), headers={"accept": "text/html", "authorization": f"Bearer {TOKEN}"}
        )
    for path, rows in ((f"/api/work?team={TEAM}", 100), (f"/api/work?team={TEAM}&limit=500", 500),
                       (f"/work?team={TEAM}", 50)):  # fmt: skip
        text = door.get(path).raise_for_status().text
        assert text.count(" MẪU ") >= rows, path
        ours = min(cpu_seconds(lambda where=path: door.get(where)) for _ in range(5))
        alone = min(cpu_seconds(lambda many=rows: _asked(house, many)) for _ in range(5))
        what = f"GET {path.partition('?')[0]}, {rows} of {OPEN:,} open items"
        other = "SQLite and json.dumps: no names, rights, looks"
        yield Result(what, "CPU ms", ours * 1e3, other, alone * 1e3)
    house.close()


def _declare(house: House) -> None:
    rows = [
        {
            "declaration_id": f"D{number}", "declared_at": "2021-02-07 07:30", "sex": "Nam",
            "full_name": f"NGUYỄN VĂN MẪU {number}", "id_number": paper(number), "birth_year": "1990",
            "phone": f"09{number:08}", "addr_province": "22", "addr_district": "193", "addr_commune": HOME,
            "addr_detail": "Tổ 3", "from_area": "290", "to_area": "193", "any_symptom": "không",
        }
        for number in range(OPEN)
    ]  # fmt: skip
    with house.database.transaction() as tx:
        receipt = receive_records(tx, house.feeds["declarations"], rows, house.reading())
        assert receipt.kept + receipt.warned == OPEN, receipt


def _list(house: House, people: int) -> None:
    name = Sentence(vi="Chợ Mẫu", en="Sample market")
    why = Sentence(vi="Có mặt tại Chợ Mẫu", en="Was at the Sample market")
    members = [Member(pseudonym(house, n), HOME, n % 100 / 100, why) for n in range(people)]
    with house.database.transaction() as tx:
        set_members(tx, Heading(ListKind.EXPOSURE_SITE, "site-1", "193", name), members)


def _rows_alone(house: House) -> None:
    """The floor: rows with indexes, poured and committed."""
    people = [f"x{n:024x}" for n in range(LISTED)]
    work = [column.name for column in WorkRow.__table__.columns if column.name != "id"]
    row: dict[str, Any] = {
        "team": TEAM, "offered_to": None, "state": "to_do", "area": HOME, "level": 1, "score": 0.5,
        "due": NOW, "urgent_at": NOW, "tries": 0, "why_not": None, "settled_at": None, "learned_at": NOW,
        "gone_at": None,
    }  # fmt: skip
    items = ((row | {"person": one, "item": item_of(one)}) for one in people)
    steps = ((item_of(one), NOW, "machine", "listed", TEAM, None, None) for one in people)
    with house.database.transaction() as tx:
        tx.pour(WorkRow, work, ([one[name] for name in work] for one in items))
        tx.pour(WorkStepRow, ("item", "at", "by", "did", "team", "why", "sealed"), steps)


def _asked(house: House, many: int) -> str:
    with closing(sqlite3.connect(house.settings.home / "house.db")) as base:
        return json.dumps(base.execute(_ASKED, (TEAM, many)).fetchall())
