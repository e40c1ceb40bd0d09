"""What only a server with many writers can get wrong: two workers, one storm; two senders, one letter."""

from functools import partial

import pytest
from sqlalchemy import func, select

from services.alerts.ledger import alerts
from services.alerts.listening import alerts_consumer
from services.alerts.sending import send_waiting
from services.alerts.watches import default_watches, set_watches
from services.domain.agencies import ALERTED, Agency
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import ParkedRow, deliver
from tests.alerts.happenings import level_changed
from tests.at_once import at_once

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres_database):
    with postgres_database.transaction() as tx:
        set_watches(tx, default_watches({}))
    return postgres_database


def test_workers_that_share_a_storm_make_one_list_and_senders_send_it_once(
    database, terms, clock, areas, console
):
    everywhere = [a.code for a in areas.within("22")]
    storm = [level_changed(code, after=2, order_number="07/CĐ-UBND") for code in everywhere]

    at_once(*(partial(works_through, database, terms, part, storm[part::4], 4) for part in range(4)))
    clock.move_to(clock() + terms.gathering)
    at_once(*(lambda: send_waiting(database, {"console": console}, terms, clock()) for _ in range(4)))

    with database.reading() as tx:
        assert tx.execute(select(func.count()).select_from(ParkedRow)).scalar_one() == 0
        told = alerts(tx, agency=Agency.POLICE)
    assert [sorted(alert.areas) for alert in told] == [sorted(everywhere)]
    assert len(console.letters) == len(ALERTED)
    assert {tuple(sorted(letter.areas)) for _, letter in console.letters} == {tuple(sorted(everywhere))}


def test_senders_in_the_midst_of_a_storm_lose_no_area_and_send_nothing_twice(
    database, terms, clock, areas, console
):
    everywhere = [a.code for a in areas.within("22")]
    storm = [level_changed(code, after=2, order_number="07/CĐ-UBND") for code in everywhere]
    late = clock() + terms.gathering  # a sender that believes the gathering is over

    def sender():
        for _ in range(20):
            send_waiting(database, {"console": console}, terms, late)

    workers = [partial(works_through, database, terms, part, storm[part::2], 1) for part in range(2)]
    at_once(*workers, sender, sender)
    sender()

    keys = [letter.key for _, letter in console.letters]
    assert len(keys) == len(set(keys))
    for agency in ALERTED:
        sent = [code for to, letter in console.letters if to == agency for code in letter.areas]
        assert sorted(sent) == sorted(everywhere)


def works_through(database, terms, part, events, batch) -> None:
    """A worker with a partition of its own."""
    delivered = [Delivered(part, offset, as_message(event)) for offset, event in enumerate(events)]
    for first in range(0, len(delivered), batch):
        deliver(database, alerts_consumer(terms), delivered[first : first + batch])
