"""What was known at 23:59 on 28 January 2021, asked of the replayed house by every way there is."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, select

from services.alerts.tables import AlertRow, DeliveryRow
from services.app.meta import demo_clock
from services.app.settings import Settings
from services.app.wiring import build
from services.app.workers import Readers
from services.plumbing.bus.embedded import LogRow
from services.plumbing.clock import SetClock, system_clock
from services.plumbing.cloudevents import Message
from services.plumbing.database import Base, Database
from services.plumbing.positions import PositionRow
from tests.journeys.conftest import Ask, Demo
from tests.journeys.serving import living

FIRST_NIGHT = "2021-01-28T23:59"
STANDS_OUT = 3
MOVED_BY_READING = {"plumbing_position"}


def test_on_the_first_night_two_districts_stand_out_and_only_they(demo: Demo, ask: Ask):
    rows = ask(demo.home, "levels", "--as-of", FIRST_NIGHT, "--tier", "district")

    standing_out = {row["area"] for row in rows if (row["level"] or 0) >= STANDS_OUT}
    assert len(rows) == 13
    assert standing_out == {"205", "203"}
    assert {row["area"] for row in rows[:2]} == standing_out
    assert all(row["reasons"] and row["cite"] for row in rows)


def test_both_provinces_are_flagged_on_27_january(demo: Demo, ask: Ask):
    rows = ask(demo.home, "levels", "--as-of", "2021-01-27", "--tier", "province")

    assert {row["area"]: (row["flagged"], row["at_least"]) for row in rows} == {
        "22": (True, 2),
        "30": (True, 2),
    }


def test_an_hour_before_the_first_case_nothing_stood_out(demo: Demo, ask: Ask):
    rows = ask(demo.home, "levels", "--as-of", "2021-01-27T12:00", "--tier", "district")

    assert not [row["area"] for row in rows if (row["level"] or 0) >= STANDS_OUT]


def test_the_ledger_of_that_night_holds_nothing_that_came_later(demo: Demo, ask: Ask):
    then = ask(demo.home, "alerts", "--agency", "police", "--as-of", FIRST_NIGHT)
    later = ask(demo.home, "alerts", "--agency", "police")

    night = datetime.fromisoformat(f"{FIRST_NIGHT}:00+07:00")
    assert then
    assert {alert["agency"] for alert in then} == {"police"}
    assert all(datetime.fromisoformat(alert["raised_at"]) <= night for alert in then)
    assert [alert["id"] for alert in later][: len(then)] == [alert["id"] for alert in then]
    assert len(later) > len(then)


def test_the_api_and_the_map_show_the_same_night_as_the_command_line(demo: Demo, ask: Ask, tmp_path: Path):
    told = ask(demo.home, "levels", "--as-of", FIRST_NIGHT)
    ask(demo.home, "map", "--as-of", FIRST_NIGHT, "--for", "police", "--out", str(tmp_path / "map.html"))

    clock = SetClock(demo_clock_of(demo.home))
    house = build(embedded(demo.home), clock, replaying=True)
    with living(house, clock) as alive:
        shown = alive.door.get("/api/areas", params={"as_of": FIRST_NIGHT}).json()
    house.close()

    assert shown == json.loads(json.dumps(told))
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert '"205":{"title":"Thị xã Đông Triều","level":"3"' in page
    assert 'src="http' not in page


def test_the_summary_of_the_replay_adds_up(demo: Demo):
    receipts = demo.summary["receipts"]

    assert sum(receipts.values()) == demo.summary["records_in"]
    assert receipts["parked"] == 0
    assert demo.summary["levels"]["areas_above_1"]["205"] == 4
    assert {"command", "police", "military", "health"} <= set(demo.summary["alerts"])


def test_a_second_delivery_of_every_event_changes_nothing(demo: Demo, tmp_path: Path):
    home = tmp_path / "home"
    shutil.copytree(demo.home, home)
    house = build(embedded(home), SetClock(demo_clock_of(home)), replaying=True)
    before = counts(house.database)

    house.log.append(everything_ever_told(house.database))
    with house.database.transaction() as tx:
        tx.execute(delete(PositionRow))
    again = Readers(house).settle()

    after = counts(house.database)
    house.close()
    assert again > 500
    assert before[AlertRow.__tablename__] > 100
    assert before[DeliveryRow.__tablename__] > 100
    assert after == before


def embedded(home: Path) -> Settings:
    return Settings(home=home, database_url=None, kafka_bootstrap=None, lang="vi")


def demo_clock_of(home: Path) -> datetime:
    database = Database(embedded(home).url(), system_clock)
    stands_at = demo_clock(database)
    database.close()
    assert stands_at is not None
    assert timedelta(0) < stands_at - datetime.fromisoformat("2021-01-29T00:00:00+07:00") < timedelta(days=1)
    return stands_at


def everything_ever_told(database: Database) -> list[Message]:
    with database.reading() as tx:
        rows = tx.execute(select(LogRow.__table__).order_by(LogRow.topic, LogRow.offset)).all()
    return [Message(row.topic, row.key, row.id, row.body, row.headers) for row in rows]


def counts(database: Database) -> dict[str, int]:
    tables = [table for table in Base.metadata.sorted_tables if table.name not in MOVED_BY_READING]
    with database.reading() as tx:
        return {
            table.name: tx.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }
