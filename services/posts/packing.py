"""Content to bytes and back: one CBOR array (RFC 8949), yes-no-unknown in two bits each.

Positions: ref, declared_at (s), valid for (min), origin, area, flags, stays, paper. Half the bytes of JSON.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import cbor2
from pydantic import ValidationError

from services.posts.content import Content, Stay

FORM = 1
"""Number of this form: the first byte of every code."""
_FLAGS = ("symptoms", "contact", "outbreak", "cases_at_origin", "all_known", "abroad")
_BITS: dict[bool | None, int] = {None: 0, False: 1, True: 2}
_MEANS = {bits: value for value, bits in _BITS.items()}


def packed(content: Content) -> bytes:
    """The bytes of a content; moments are kept to the second, the validity to the minute."""
    lasts = content.valid_until - content.declared_at
    return cbor2.dumps(
        [
            _packed_ref(content.ref),
            int(content.declared_at.timestamp()),
            lasts // timedelta(minutes=1),
            content.origin,
            content.area,
            sum(_BITS[getattr(content, name)] << 2 * n for n, name in enumerate(_FLAGS)),
            [part for stay in content.stays for part in (stay.area, stay.days_before)],
            content.paper,
        ]
    )


def unpacked(packed: bytes) -> Content:
    """The content of bytes; raises ValueError when they hold none."""
    try:
        return _content(cbor2.loads(packed))
    except (cbor2.CBORError, ValidationError, TypeError, OverflowError, KeyError, OSError) as error:
        raise ValueError("no content of a code") from error


def _content(parts: Any) -> Content:
    ref, declared, minutes, origin, area, flags, stays, paper = parts
    declared_at = datetime.fromtimestamp(declared, UTC)
    known = {name: _MEANS[flags >> 2 * n & 3] for n, name in enumerate(_FLAGS)}
    return Content(
        ref=_unpacked_ref(ref),
        declared_at=declared_at,
        valid_until=declared_at + timedelta(minutes=minutes),
        origin=origin,
        area=area,
        stays=tuple(
            Stay(area=code, days_before=days) for code, days in zip(stays[::2], stays[1::2], strict=True)
        ),
        paper=paper,
        **known,  # type: ignore[arg-type]  # checked by pydantic
    )


def _packed_ref(ref: str) -> bytes | str:
    """A UUID as its 16 bytes; whatever else a house calls its records as text."""
    return _or_none(lambda: UUID(ref).bytes if str(UUID(ref)) == ref else None) or ref


def _unpacked_ref(ref: bytes | str) -> str:
    return str(UUID(bytes=ref)) if isinstance(ref, bytes) else ref


def _or_none(make: Callable[[], bytes | None]) -> bytes | None:
    try:
        return make()
    except ValueError:
        return None
