"""Who hands things over is killed at every step: points 1 and 3 of the list in docs/faults.md."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress

import httpx
import pytest

from tests.faults.books import Sheet
from tests.faults.house import Serious
from tests.faults.sending import declaration, name_of, numbers_in, send_as_process
from tests.servers.forked import ForkedProcess
from tests.servers.waiting import free_ports

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]

Demand = Callable[[], Sheet]
ENVELOPES = 12


def test_a_sender_killed_at_every_step_repeats_what_nobody_acknowledged(
    serious: Serious, demand_balance: Demand
):
    journal = serious.folder / "journal"
    serious.work("intake")
    for fault in ("appending:3", "sent:3", "acknowledged:3", ""):
        done = len(numbers_in(journal))
        words = [
            serious.kafka.bootstrap,
            serious.prefix,
            str(done),
            str(ENVELOPES - done),
            str(journal),
            fault,
        ]
        sender = ForkedProcess(send_as_process, words, serious.folder / f"sender-{fault}.log")
        serious.processes.append(sender)
        sender.start()
        serious.wait_until(lambda: not sender.running, "the sender has ended")  # noqa: B023  # within its turn
        assert sender.wait(1) == (0 if fault == "" else -9), sender.last_words()

    serious.sender.took(numbers_in(journal))

    sheet = demand_balance()
    assert sheet.stored == ENVELOPES * 20 and sheet.repeated >= 1


class Poster:
    """A client of the HTTP door: what was not answered is posted again, to whoever stands there now."""

    def __init__(self, serious: Serious) -> None:
        self._house = serious
        self._port = free_ports(1)[0]
        self.duplicates = 0
        self.deaths = 0

    def post_all(self, batches: int, faults: Iterator[str]) -> None:
        """Batches of declarations, one after another."""
        self._open(next(faults))
        for number in range(batches):
            names = [declaration(number * 10 + place) for place in range(10)]
            while (receipt := self._post(names)) is None:
                self.deaths += 1
                self._open(next(faults))
            self._house.sender.accepted |= {one["declaration_id"] for one in names}
            self.duplicates += receipt["duplicate"]

    def _post(self, rows: list[dict[str, str]]) -> dict[str, int] | None:
        url = f"http://127.0.0.1:{self._port}/api/intake/declarations"
        with suppress(httpx.TransportError):
            answer = httpx.post(url, json=rows, timeout=30, trust_env=False)
            assert answer.status_code == 202, answer.text
            return json.loads(answer.text)
        return None

    def _open(self, fault: str) -> None:
        door = self._house.start("serve", "ingest", "--port", str(self._port), fault=fault)
        live = f"http://127.0.0.1:{self._port}/health/live"

        def answers() -> bool:
            assert not door.has_ended, door.last_words()
            with suppress(httpx.TransportError):
                return httpx.get(live, timeout=5, trust_env=False).is_success
            return False

        self._house.wait_until(answers, "the door is open")


def test_a_door_killed_before_or_after_it_stored_takes_the_repeat_once(
    serious: Serious, demand_balance: Demand
):
    poster = Poster(serious)

    poster.post_all(8, iter(["received:3", "stored:2", ""]))

    assert poster.deaths == 2
    assert poster.duplicates == 10  # what was stored and never answered
    sheet = demand_balance()
    assert sheet.stored == 80 and {name_of(n) for n in range(80)} == serious.sender.accepted


def test_a_relay_killed_at_every_step_repeats_what_is_absorbed(serious: Serious, demand_balance: Demand):
    serious.sender.go_on_sending()
    serious.work("intake", "risk")
    for point in ("appending", "sent", "acknowledged"):
        serious.demand_suicide(serious.start("work", "relay", fault=f"{point}:2"))
    serious.sender.stop()

    serious.work("relay")

    sheet = demand_balance()
    heard = "sum(people) from risk_arrival"
    serious.wait_until(lambda: serious.number(heard) == sheet.stored, "risk has heard of everybody once")
