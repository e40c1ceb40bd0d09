"""Rows from raw cells to records with their key, fingerprint and sealed side; pure."""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from services.domain.base import Sentence
from services.domain.receipts import Outcome, Problem
from services.ingest.cells import text_of
from services.ingest.checks import flags_of, is_a_formula, refusals_of
from services.ingest.columns import Reading, Values
from services.ingest.drafts import body_of
from services.ingest.faults import BadRow, Fault
from services.ingest.feed import Feed
from services.ingest.tables import KEY_LENGTH
from services.ingest.values import RowReader, reader_of, unrecognised

_ENCODER = msgspec.json.Encoder(enc_hook=text_of)

log = logging.getLogger(__name__)


class Row(NamedTuple):
    """A row as it came: its number in the sender's own sheet, and its cells."""

    number: int | None
    cells: Mapping[str, object]


class Read(NamedTuple):
    """What reading made of a row. Without a record, `outcome` is refused or parked."""

    row: Row
    outcome: Outcome
    faults: tuple[Fault, ...] = ()
    record: Any = None
    key: str = ""
    fingerprint: str = ""
    body: str = ""
    beside: str | None = None
    personal: bytes | None = None
    """Personal and unrecognised cells as JSON, to be sealed."""
    person: str | None = None
    """The pseudonym of whom the row is about: papers, or name with birth year and telephone."""
    phone: str | None = None
    """A keyed hash of the telephone: who shares one can be counted, nobody can be called."""

    def problems(self) -> list[Problem]:
        """Every fault, told with the row's number."""
        return [
            Problem.of(fault.sentence, row=self.row.number, field=fault.field, code=fault.code)
            for fault in self.faults
        ]


def read_rows(feed: Feed, rows: Iterable[Row], reading: Reading) -> list[Read]:
    """Never raises: what the sender can mend is refused, a fault of ours parks the one row."""
    reader = reader_of(feed.columns, reading)
    return [_read_or_set_aside(reader, feed, row, reading) for row in rows]


def read_row(feed: Feed, row: Row, reading: Reading) -> Read:
    """One row, as `read_rows` reads it."""
    return read_rows(feed, (row,), reading)[0]


def raw_json(row: Row) -> str:
    """The row as it was sent, as far as JSON can say it; ASCII, so that nothing in it can fail to encode."""
    return json.dumps({str(name): _plain(cell) for name, cell in row.cells.items()})


def _read_or_set_aside(reader: RowReader, feed: Feed, row: Row, reading: Reading) -> Read:
    try:
        return _read(reader, feed, row, reading)
    except BadRow as error:
        return Read(row, Outcome.REFUSED, error.faults)
    except Exception as error:  # a fault of ours must not cost the sender the other rows
        # The class alone: an exception's text may quote what a person wrote.
        log.error("row parked", extra={"feed": feed.name, "row": row.number, "error": type(error).__name__})
        return Read(row, Outcome.PARKED, (_parked(error),))


def _read(reader: RowReader, feed: Feed, row: Row, reading: Reading) -> Read:
    ours = feed.ours(row.cells)
    if feed.layout:
        feed.layout.refuse_unknown(row.cells)
    local = feed.local(ours, reading)
    if local is not reading:
        reader, reading = reader_of(feed.columns, local), local
    cells = reader.read(ours, reading)
    if cells.faults:
        raise BadRow(cells.faults)
    values = cells.values
    record = feed.record_of(values, reading)
    if refusals := refusals_of(feed, record, values, reading):
        raise BadRow(refusals)
    flags = flags_of(feed, record, values, reading)
    flags += [is_a_formula(name) for name in cells.formulas]
    body = body_of(record)
    beside = _as_json(_of(feed.beside, values))
    told = _of(feed.personal, values)
    personal = _as_json(told)
    phone = values.get("phone")
    # By position: this is written once for every row that any door takes in.
    return Read(
        row,
        Outcome.WARNED if flags else Outcome.KEPT,
        tuple(flags),
        record,
        _key(feed, record),
        # Keyed, not plain: names and numbers could be guessed out of an open hash.
        _fingerprint(reading, body, beside or b"", personal or b""),
        body.decode(),
        beside.decode() if beside else None,
        _as_json(told | unrecognised(cells, ours)) if cells.unused else personal,
        getattr(record, "person", None),
        reading.mark("phone", phone) if phone else None,
    )


def _of(names: tuple[str, ...], values: Values) -> Values:
    return {name: value for name in names if (value := values[name]) is not None}


def _as_json(values: Mapping[str, Any]) -> bytes | None:
    if not values:
        return None
    try:
        return _ENCODER.encode(values)
    except UnicodeEncodeError:  # half a surrogate pair under a heading we do not know: kept as it is
        return json.dumps(values, default=text_of).encode()


def _fingerprint(reading: Reading, *parts: bytes) -> str:
    return hashlib.blake2b(b"\x1f".join(parts), key=reading.fingerprint_key, digest_size=16).hexdigest()


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
