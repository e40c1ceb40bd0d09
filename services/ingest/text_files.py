"""Is a text file whole: its encoding, no conflict markers, no broken bytes. Asked before any row is taken."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from services.domain.errors import BadFile

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:\s|$)|={7}\s*$")
_LETTERS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", letter + tone) for letter in _LETTERS for tone in ("", *_TONES)
) | frozenset("đ")
_VIETNAMESE_ONLY = _VIETNAMESE - frozenset("àáâãèéêìíòóôõùúýăñ")
_ALONE = re.compile(
    r"(?<![^\W\d_])(?![ÝýÀàÁáÔôÊê])[^\x00-\x7f\W\d_](?![^\W\d_])"
)  # a broken byte, not a word
_EXPECTED = _VIETNAMESE | {letter.upper() for letter in _VIETNAMESE} | frozenset("–—‘’“”…•°₫")


def encoding_of(path: Path) -> str:
    """The encoding of a text file, read to its last byte; raises BadFile with advice.

    UTF-8, UTF-16 with its mark, and Windows-1258 are told apart for sure. TCVN3 and VNI are not: their
    letters are other people's letters, so what is not Vietnamese in Windows-1258 is refused.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    marked = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)
    if marked is None and start.count(0) > len(start) // 5:
        raise bad_encoding()  # UTF-16 without its mark, or no text at all
    if marked or _reads(path, "utf-8"):
        if marked and not _reads(path, marked):
            raise bad_encoding()
        return marked or "utf-8"
    try:
        if _reads_as_vietnamese(path):
            return "cp1258"
    except UnicodeDecodeError:
        pass  # bytes that Windows-1258 does not have
    raise bad_encoding()


def lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines with their own endings, which the csv module wants to see."""
    with path.open(encoding=encoding, newline="") as file:
        yield from file


def bad_encoding() -> BadFile:
    """A file whose letters cannot be read for sure."""
    return BadFile(
        vi="Tệp: không đọc được bảng mã (TCVN3, VNI hoặc tệp hỏng); hãy lưu lại dạng UTF-8 rồi gửi lại.",
        en="File: its encoding cannot be read (TCVN3, VNI or broken); save it as UTF-8 and send it again.",
        code="encoding",
    )


def _reads(path: Path, encoding: str) -> bool:
    try:
        for line in lines(path, encoding):
            _no_conflict(line)
    except UnicodeError:
        return False
    return True


def _no_conflict(line: str) -> None:
    if line[:1] in "<>=|" and _CONFLICT.match(line):
        raise BadFile(
            vi="Tệp: còn dấu xung đột của git (<<<<<<<); hãy giải quyết xung đột rồi gửi lại.",
            en="File: holds git conflict markers (<<<<<<<); resolve the conflict and send it again.",
            code="conflict_markers",
        )


def _reads_as_vietnamese(path: Path) -> bool:
    """Is it Windows-1258? Only Vietnamese letters, none standing alone, and some that only Vietnamese has."""
    proof = False
    for line in lines(path, "cp1258"):
        _no_conflict(line)
        if not line.isascii():
            # Windows-1258 writes some tones as marks of their own; NFC joins them to their letter.
            told = unicodedata.normalize("NFC", line)
            if _ALONE.search(told) or not all(c.isascii() or c in _EXPECTED for c in told):
                return False
            proof = proof or any(c in _VIETNAMESE_ONLY for c in told.lower())
    return proof
