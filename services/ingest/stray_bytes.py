"""UTF-8 with a few bytes of another program in it: text pasted from a Windows editor into a UTF-8 list.

Official lists are made by hand: one cell pasted with a no-break space of Windows-1252 makes the whole file no
UTF-8. Spaces, dashes, quotes and dots of Windows-1252 are read as what they are; any other broken byte is not
guessed at.
"""

import codecs
from typing import Any  # any buffer: 3.11 has no name for it

NAME = "utf-8-with-stray-windows-bytes"
_ERRORS = "phendau-stray-windows-bytes"
_PUNCTUATION = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0")


def _repair(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.start + 1]
    if stray[0] not in _PUNCTUATION:
        raise error
    return stray.decode("cp1252").replace("\xa0", " "), error.start + 1


class _Incremental(codecs.BufferedIncrementalDecoder):
    """Holds back the half of a letter that the next block completes."""

    def _buffer_decode(self, data: Any, errors: str, final: bool) -> tuple[str, int]:
        return codecs.utf_8_decode(data, _ERRORS, final)


def _decode(data: Any, errors: str = "strict", /) -> tuple[str, int]:
    return codecs.utf_8_decode(data, _ERRORS, True)


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != NAME:
        return None
    return codecs.CodecInfo(codecs.utf_8_encode, _decode, incrementaldecoder=_Incremental, name=NAME)


codecs.register_error(_ERRORS, _repair)
codecs.register(_find)
