"""Content to the digits of a QR code and back, signed.

Digits only: a QR code packs them best (3.33 bits each), and a scanner that types like a keyboard cannot be
misread by a Vietnamese input method, which turns `DD` into `Đ`. The number is read as big-endian bytes: form,
key id, signature, content. The signature is made over a fixed prefix, form, key id and content.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from services.posts.content import Content
from services.posts.keys import KEY_ID_BYTES, HouseKeys, PostKeys
from services.posts.packing import FORM, packed, unpacked

_SIGNED_FOR = b"phendau declaration code\0"
_SIGNATURE_BYTES = 64
_HEAD = 1 + KEY_ID_BYTES
_SHORTEST = _HEAD + _SIGNATURE_BYTES
LONGEST = 1200
"""Digits; beyond, nobody's QR code: a post must not spend time on it."""


class CodeFault(StrEnum):
    """What is wrong with a code; each is a fact of the table of entry measures."""

    UNREADABLE = "code_unreadable"
    TAMPERED = "code_tampered"
    OTHER_HOUSE = "code_other_house"
    EXPIRED = "code_expired"
    FUTURE = "code_future"
    ELSEWHERE = "code_elsewhere"
    OTHER_PAPER = "paper_differs"


class BadCode(Exception):
    """A code whose content cannot be trusted."""

    def __init__(self, fault: CodeFault) -> None:
        """`fault`: why."""
        super().__init__(fault.value)
        self.fault = fault


def write_code(content: Content, keys: HouseKeys) -> str:
    """The digits of a signed code."""
    head, body = bytes([FORM]) + keys.key_id, packed(content)
    signature = keys.private.sign(_SIGNED_FOR + head + body)
    return str(int.from_bytes(head + signature + body))


def read_code(typed: str, keys: PostKeys) -> Content:
    """What a code says; raises BadCode (unreadable, other house, tampered). Expiry is another question."""
    whole = _bytes_of(typed)
    head, signature, body = whole[:_HEAD], whole[_HEAD:_SHORTEST], whole[_SHORTEST:]
    try:
        if not keys.signed(head[1:], signature, _SIGNED_FOR + head + body):
            raise BadCode(CodeFault.TAMPERED)
        return unpacked(body)
    except KeyError:
        raise BadCode(CodeFault.OTHER_HOUSE) from None
    except ValueError:
        raise BadCode(CodeFault.UNREADABLE) from None


def timing_fault(content: Content, now: datetime, skew: timedelta) -> CodeFault | None:
    """Is the code out of its time? `skew`: how far the clocks of a post and the house may differ."""
    if content.declared_at > now + skew:
        return CodeFault.FUTURE
    return CodeFault.EXPIRED if content.valid_until < now - skew else None


def _bytes_of(typed: str) -> bytes:
    digits = re.sub(r"\s", "", typed)
    if not re.fullmatch(rf"[0-9]{{{_SHORTEST},{LONGEST}}}", digits):
        raise BadCode(CodeFault.UNREADABLE)
    number = int(digits)
    whole = number.to_bytes((number.bit_length() + 7) // 8)
    if len(whole) <= _SHORTEST or whole[0] != FORM:
        raise BadCode(CodeFault.UNREADABLE)
    return whole
