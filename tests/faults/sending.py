"""Another system that sends declarations by the envelope, and remembers which ones the log acknowledged."""

import json
import threading
import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from services.domain.errors import PhenDauError
from services.plumbing.bus import EventLog
from services.plumbing.clock import system_clock
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, Message
from services.plumbing.faultpoints import arm

TOPIC = INTAKE_TOPIC_PREFIX + "declarations"
ENVELOPE = 20  # declarations a message
AREAS = ("193", "194", "195", "203", "205", "206")
DECLARED = (system_clock() - timedelta(days=1)).replace(microsecond=0).isoformat()


def name_of(number: int) -> str:
    """The id of a declaration."""
    return f"TK-{number:06}"


def declaration(number: int) -> dict[str, str]:
    """An invented person's declaration, without fault or warning."""
    return {
        "declaration_id": name_of(number),
        "declared_at": DECLARED,
        "full_name": f"TRẦN THỊ MẪU {number}",
        "id_number": f"0301900{number:05}",
        "birth_year": "1990",
        "sex": "Nữ",
        "phone": f"09{number:08}",
        "from_area": "290",
        "to_area": AREAS[number % len(AREAS)],
        "any_symptom": "không",
    }


def message(identifier: str, body: bytes, key: str = "k") -> Message:
    """What the sender puts on the topic; the same identifier is the same message."""
    headers = {
        "ce_specversion": "1.0",
        "ce_id": identifier,
        "ce_source": "/tests/faults",
        "ce_type": "vn.phendau.intake.declarations",
    }
    return Message(TOPIC, key, identifier, body, headers)


def envelope(number: int) -> Message:
    """The n-th message: always the same declarations under the same id."""
    first = number * ENVELOPE
    lines = (json.dumps(declaration(one), ensure_ascii=False) for one in range(first, first + ENVELOPE))
    identifier = str(uuid.uuid5(uuid.NAMESPACE_OID, f"envelope {number}"))
    return message(identifier, "\n".join(lines).encode(), key=str(number))


def names_in(numbers: Iterable[int]) -> set[str]:
    """The declarations of these envelopes."""
    return {name_of(number * ENVELOPE + place) for number in numbers for place in range(ENVELOPE)}


class Sender:
    """Sends envelope after envelope; what failed is sent again, as a sender does who got no answer."""

    def __init__(self, log: EventLog, start: int = 0) -> None:
        self._log = log
        self._next = start
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.accepted: set[str] = set()
        """Declarations whose envelope was acknowledged."""
        self.messages: set[str] = set()
        self.refusals = 0

    def send(self, count: int) -> None:
        """So many envelopes, each until it is acknowledged; returns when all are."""
        for _ in range(count):
            self._send_until_taken(self._next)
            self._next += 1

    def send_all(self, messages: Sequence[Message]) -> None:
        """Other messages, as they are."""
        self._log.append(messages)
        self.messages.update(one.id for one in messages)

    def took(self, numbers: Iterable[int]) -> None:
        """Envelopes that another process had acknowledged."""
        self.accepted |= names_in(numbers)
        self.messages.update(envelope(one).id for one in numbers)

    def go_on_sending(self, pause_seconds: float = 0.04) -> None:
        """Send in the background until told to stop."""

        def run() -> None:
            while not self._stop.wait(pause_seconds):
                self._send_until_taken(self._next)
                self._next += 1

        self._stop.clear()
        self._thread = threading.Thread(target=run)
        self._thread.start()

    def stop(self) -> None:
        """Send no more; returns when the last envelope is taken or given up."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _send_until_taken(self, number: int) -> None:
        while True:
            try:
                self._log.append([envelope(number)])
            except PhenDauError:
                self.refusals += 1
                if self._stop.wait(0.2):
                    return
            else:
                break
        self.accepted |= names_in([number])
        self.messages.add(envelope(number).id)


def send_as_process(bootstrap: str, prefix: str, first: str, count: str, journal: str, fault: str) -> None:
    """A sender of its own process: writes down which envelopes were acknowledged, and may kill itself."""
    from services.plumbing.bus.kafka import KafkaLog

    log = KafkaLog(bootstrap, prefix=prefix)
    arm(fault or None)
    with Path(journal).open("a") as taken:
        for number in range(int(first), int(first) + int(count)):
            log.append([envelope(number)])
            taken.write(f"{number}\n")
            taken.flush()
    log.close()


def numbers_in(journal: Path) -> list[int]:
    """The envelopes that a sender wrote down as acknowledged."""
    return [int(line) for line in journal.read_text().splitlines()] if journal.exists() else []
