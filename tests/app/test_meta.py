"""A database knows whether it is a demo; a demo never replaces a real house."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.app.demo_house import fresh_house
from services.app.meta import demo_clock, refuse_real_house, set_demo_clock
from services.app.settings import Settings
from services.app.wiring import House, build
from services.domain.errors import BadSetting
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records, totals
from services.plumbing.clock import SetClock
from services.plumbing.database import Database

CASE = {"code": "MAU-1", "area": "205", "confirmed_at": "2021-01-19", "count": "1"}


def take_in_a_case(house: House) -> None:
    with house.database.transaction() as tx:
        receive_records(tx, FEEDS["cases"], [CASE], house.reading())


def test_an_empty_folder_and_an_empty_house_are_no_real_house(house: House, tmp_path: Path, clock: SetClock):
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}", clock)

    refuse_real_house(empty)
    refuse_real_house(house.database)

    assert demo_clock(empty) is None
    assert demo_clock(house.database) is None
    empty.close()


def test_a_house_that_has_taken_something_in_is_refused_also_when_all_of_it_was_refused(house: House):
    with house.database.transaction() as tx:
        receive_records(tx, FEEDS["cases"], [{"area": "999"}], house.reading())

    with pytest.raises(BadSetting) as refused:
        refuse_real_house(house.database)

    assert refused.value.code == "real_house"
    assert refused.value.field == "PHENDAU_HOME"


def test_a_demo_remembers_where_its_replay_stands_and_may_be_replaced(house: House, clock: SetClock):
    take_in_a_case(house)
    set_demo_clock(house.database, clock())
    set_demo_clock(house.database, clock() + timedelta(hours=6))

    refuse_real_house(house.database)

    assert demo_clock(house.database) == clock() + timedelta(hours=6)


def test_a_demo_starts_afresh_over_an_earlier_demo_and_leaves_a_real_house_alone(
    settings: Settings, clock: SetClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PHENDAU_HOME", str(settings.home))
    with fresh_house() as (first, _):
        take_in_a_case(first)
        set_demo_clock(first.database, clock())
    with fresh_house() as (second, _), second.database.reading() as tx:
        left_over = totals(tx)
    elsewhere = settings.model_copy(update={"home": settings.home / "real"})
    real = build(elsewhere, clock)
    real.move_in()
    take_in_a_case(real)

    with pytest.raises(BadSetting), fresh_house(home=elsewhere.home):
        raise AssertionError("a real house was replaced")

    with real.database.reading() as tx:
        kept = totals(tx)
    real.close()
    assert not any(left_over.values())
    assert sum(kept.values()) == 1
