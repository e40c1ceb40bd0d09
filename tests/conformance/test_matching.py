"""People at exposure sites on both databases: the same lists, told twice or by several workers."""

import random
import threading
from datetime import timedelta

import pytest

from services.domain.events import Event
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from services.tracing.exposures import Visit
from services.tracing.places import Place
from tests.tracing.site_stream import NOW, Record, Stream, at, site

PLACES = [
    Place(None, f"Chợ Mẫu {n}", None if n % 2 else f"số {n} đường Mẫu, Đông Triều", 21.0 + n * 0.0004, 106.5)
    for n in range(6)
]


def happenings(stream: Stream, many: int) -> list[Event]:
    """Records and sites, some corrected, some withdrawn, in no order."""
    dice = random.Random(7)
    found: list[Event] = []
    for number in range(many):
        key, hour = dice.randrange(many // 3), dice.randrange(40)
        if dice.random() < 0.6:
            stay = Visit("v", dice.choice(PLACES), at(hour), at(hour + dice.choice([1, 2, 30])))
            learned = NOW + timedelta(minutes=dice.randrange(90))
            found.append(
                stream.keep(Record(f"k{key}/{number}", f"k{key}", number, f"p{key}", learned, (stay,)))
            )
        else:
            learned = NOW + timedelta(minutes=dice.randrange(90))
            window = (at(hour), at(hour + dice.choice([0, 1, 3])))
            gone = dice.random() < 0.2
            found.append(site(f"s{key % 5}", learned, dice.choice(PLACES), *window, withdrawn=gone))
    return dice.sample(found, len(found))


def test_lists_are_what_a_rebuild_gives_also_when_everything_is_told_twice(any_database: Database):
    stream = Stream(any_database, workers=2)
    waiting = happenings(stream, 60)
    for number in range(0, len(waiting), 7):
        stream.hear(*waiting[number : number + 7], worker=number % 2)
        stream.hear(*waiting[number : number + 3], worker=(number + 1) % 2)

    assert stream.rebuilt() and stream.found() == stream.rebuilt()


@pytest.mark.postgres
def test_workers_at_once_miss_neither_a_new_visit_nor_a_new_site(postgres_url: str):
    database = Database(postgres_url, SetClock(NOW))
    Base.metadata.create_all(database.engine)
    stream = Stream(database, workers=4)
    waiting = happenings(stream, 60)
    workers = [
        threading.Thread(target=stream.hear_apart, args=(waiting[number::4], number)) for number in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert stream.rebuilt() and stream.found() == stream.rebuilt()
    database.close()
