"""One row from raw cells to a record with its key, fingerprint and sealed side; pure."""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.domain.base import Sentence
from services.domain.receipts import Outcome, Problem
from services.ingest.cells import text_of
from services.ingest.checks import flags_of, refusals_of
from services.ingest.columns import Reading, Values, unrecognised, values_of
from services.ingest.faults import BadRow, Fault
from services.ingest.feed import Feed
from services.ingest.tables import KEY_LENGTH

_ENCODED = json.JSONEncoder(default=text_of).encode  # made once: json.dumps would make one a row

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """A row as it came: its number in the sender's own sheet, and its cells."""

    number: int | None
    cells: Mapping[str, object]


@dataclass(frozen=True)
class Read:
    """What reading made of a row. Without a record, `outcome` is refused or parked."""

    row: Row
    outcome: Outcome
    faults: tuple[Fault, ...] = ()
    record: Any = None
    key: str = ""
    fingerprint: str = ""
    body: str = ""
    beside: str | None = None
    personal: str | None = None
    """Personal and unrecognised cells as JSON, to be sealed."""

    def problems(self) -> list[Problem]:
        """Every fault, told with the row's number."""
        return [
            Problem.of(fault.sentence, row=self.row.number, field=fault.field, code=fault.code)
            for fault in self.faults
        ]


def read_row(feed: Feed, row: Row, reading: Reading) -> Read:
    """Never raises: what the sender can mend is refused, a fault of ours parks the row."""
    try:
        return _read(feed, row, reading)
    except BadRow as error:
        return Read(row, Outcome.REFUSED, error.faults)
    except Exception as error:  # a fault of ours must not cost the sender the other rows
        # The class alone: an exception's text may quote what a person wrote.
        log.error("row parked", extra={"feed": feed.name, "row": row.number, "error": type(error).__name__})
        return Read(row, Outcome.PARKED, (_parked(error),))


def raw_json(row: Row) -> str:
    """The row as it was sent, as far as JSON can say it; ASCII, so that nothing in it can fail to encode."""
    return json.dumps({str(name): _plain(cell) for name, cell in row.cells.items()})


def _read(feed: Feed, row: Row, reading: Reading) -> Read:
    values, faults = values_of(feed.columns, row.cells, reading)
    if faults:
        raise BadRow(faults)
    record = feed.record_of(values, reading)
    if refusals := refusals_of(feed, record, values, reading):
        raise BadRow(refusals)
    flags = flags_of(feed, record, values, reading)
    body = record.model_dump_json()
    beside = _as_json(_of(feed.beside, values))
    personal = _as_json(_of(feed.personal, values))
    strange = unrecognised(feed.columns, row.cells)
    return Read(
        row=row,
        outcome=Outcome.WARNED if flags else Outcome.KEPT,
        faults=tuple(flags),
        record=record,
        key=_key(feed, record),
        # Keyed, not plain: names and numbers could be guessed out of an open hash.
        fingerprint=_fingerprint(reading, body, beside or "", personal or ""),
        body=body,
        beside=beside,
        personal=_as_json(_of(feed.personal, values) | strange) if strange else personal,
    )


def _of(names: tuple[str, ...], values: Values) -> Values:
    return {name: values[name] for name in names if values[name] is not None}


def _as_json(values: Mapping[str, Any]) -> str | None:
    return _ENCODED(values) if values else None


def _fingerprint(reading: Reading, *parts: str) -> str:
    told = "\x1f".join(parts).encode()
    return hashlib.blake2b(told, key=reading.fingerprint_key, digest_size=16).hexdigest()


def _key(feed: Feed, record: Any) -> str:
    key = feed.key(record)
    if len(key) <= KEY_LENGTH:
        return key
    return "long:" + hashlib.sha256(key.encode()).hexdigest()


def _plain(cell: object) -> object:
    return cell if isinstance(cell, str | bool | list | dict | None) else text_of(cell)


def _parked(error: Exception) -> Fault:
    name = type(error).__name__
    sentence = Sentence(
        vi=f"Lỗi của hệ thống ({name}); dòng được tạm giữ nguyên vẹn và sẽ được đọc lại, không cần gửi lại.",
        en=f"A fault of ours ({name}); the row is set aside whole and will be read again, no need to resend.",
    )
    return Fault(None, "parked", sentence)
