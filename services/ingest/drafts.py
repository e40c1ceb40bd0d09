"""Records of the busiest feeds as light structs: made and written at a tenth of a Word's cost.

A draft has the fields of its Word, in its order and under its names, and what it writes the Word reads
(`tests/ingest/test_drafts.py` holds the two together). The parsers of the columns have checked the values
by then; a Word would check them again.
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec
import msgspec.structs

from services.domain.base import Word
from services.domain.records import Pseudonym, Visit


class Draft(msgspec.Struct, frozen=True, gc=False):
    """A record on its way into the books."""


class DeclarationDraft(Draft, frozen=True, gc=False):
    """A `Declaration`."""

    declaration_id: str
    declared_at: datetime
    person: Pseudonym
    area: str
    origin: str | None
    origin_text: str
    post: str | None = None
    vehicle: str | None = None
    plate: Pseudonym | None = None
    visits: tuple[Visit, ...] = ()
    symptoms: bool | None = None
    contact_with_case: bool | None = None


class WorkerReturnDraft(Draft, frozen=True, gc=False):
    """A `WorkerReturn`."""

    enterprise: str
    person: Pseudonym
    area: str
    origin: str | None
    origin_text: str
    arrives_on: date
    sector: str | None = None
    sampled_on: date | None = None
    result: str | None = None


_encode = msgspec.json.Encoder(enc_hook=vars).encode  # a Word inside a draft is its fields


def body_of(record: Word | Draft) -> bytes:
    """The record as JSON, as it is kept and fingerprinted."""
    return _encode(record) if isinstance(record, Draft) else record.model_dump_json().encode()


def with_fields(record: Word | Draft, fields: Mapping[str, str]) -> Word | Draft:
    """The same record with other texts in these fields."""
    if isinstance(record, Draft):
        return msgspec.structs.replace(record, **fields)
    return record.model_copy(update=dict(fields))
