"""Is a text file whole: its encoding, no conflict markers, no broken bytes. Asked before any row is taken."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from services.domain.errors import BadFile
from services.domain.text import grouped
from services.ingest import stray_bytes
from services.ingest.spelling import LEGACY, legacy_meant, spelling, words_beyond_ascii

CHUNK = 1 << 20
MAX_LINE = 1 << 20  # characters: thirty of the longest cells that a spreadsheet holds
LONGEST_MARKER = 200  # a branch's name stands behind it
WORDS_FROM = 200_000  # lines: enough to tell one encoding from another

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WESTERN = "cp1252"  # what TCVN3 and VNI text was saved as
_CONFLICT = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?:\s|$)|={7}\s*$)", re.MULTILINE)


def encoding_of(path: Path, said: str | None = None) -> str:
    """The encoding of a text file, read to its last byte; raises BadFile with advice.

    UTF-8 and UTF-16 prove themselves. Windows-1258, TCVN3 and VNI share their bytes: the one that makes
    Vietnamese words of nearly all of them is meant, and where none does for certain the file is refused.
    An encoding that was `said` is only tried. The answer is a name for `lines`.
    """
    if said is not None:
        if not _reads(path, said):
            raise bad_encoding()
        return said
    with path.open("rb") as file:
        start = file.read(4096)
    marked = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)
    found = marked or _utf_16_by_its_zeros(start) or "utf-8"
    if _reads(path, found):
        return found
    if found != "utf-8":
        raise bad_encoding()
    return stray_bytes.NAME if _reads(path, stray_bytes.NAME) else _old_encoding(path)


def lines(path: Path, encoding: str, *, cut: bool = False) -> Iterator[str]:
    """The lines with their own endings, which the csv module wants to see.

    A line beyond every measure raises BadFile, or is cut short: no file may fill the memory.
    """
    read = LEGACY.get(encoding)
    with path.open(encoding=_WESTERN if read else encoding, newline="") as file:
        number = 0
        while line := file.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE and not line.endswith(("\n", "\r")):
                if not cut:
                    raise too_long(number)
                while (rest := file.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
                    pass
            yield read(line) if read else line


def chunks(path: Path, encoding: str) -> Iterator[str]:
    """The text in pieces, wherever its lines end; raises BadFile for TCVN3 and VNI: no JSON is written so."""
    if encoding in LEGACY:
        raise bad_encoding()
    with path.open(encoding=encoding) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def bad_encoding() -> BadFile:
    """A file whose letters cannot be read for sure."""
    return BadFile(
        vi="Tệp: không đọc được bảng mã (TCVN3, VNI hoặc tệp hỏng); hãy lưu lại dạng UTF-8 rồi gửi lại.",
        en="File: its encoding cannot be read (TCVN3, VNI or broken); save it as UTF-8 and send it again.",
        code="encoding",
    )


def too_long(line: int) -> BadFile:
    """A line, or a record of lines, that no table has."""
    return BadFile(
        vi=f"Tệp: dòng {line} dài hơn {grouped(MAX_LINE)} ký tự, thường do thiếu dấu ngoặc kép; hãy sửa lại.",
        en=f"File: row {line} is longer than {MAX_LINE:,} characters, mostly a missing quote; mend it.",
        code="long_line",
    )


def _utf_16_by_its_zeros(start: bytes) -> str | None:
    """Separators, digits and plain letters have a zero for their other byte."""
    many = len(start) // 5
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd <= many:
        return None
    if min(even, odd) * 10 > max(even, odd):
        raise bad_encoding()  # zeros everywhere: no text at all
    return "utf-16-le" if odd > even else "utf-16-be"


def _reads(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding) as file:
            last = ""
            while chunk := file.read(CHUNK):
                # A marker may lie across two chunks: the line begun in the last one is looked at again.
                _no_conflict(last + chunk)
                last = chunk[chunk.rfind("\n") + 1 :]
                last = last if len(last) < LONGEST_MARKER else "…"
    except UnicodeError:
        return False
    return True


def _no_conflict(text: str) -> None:
    if _CONFLICT.search(text):
        raise BadFile(
            vi="Tệp: còn dấu xung đột của git (<<<<<<<); hãy giải quyết xung đột rồi gửi lại.",
            en="File: holds git conflict markers (<<<<<<<); resolve the conflict and send it again.",
            code="conflict_markers",
        )


def _old_encoding(path: Path) -> str:
    """Windows-1258, TCVN3 or VNI; raises BadFile when it is none of them for certain."""
    western = words_beyond_ascii(_told(path, _WESTERN))
    legacy = legacy_meant(western)
    if legacy is not None:
        return legacy
    # Windows-1258 writes some tones as marks of their own; NFC joins them to their letter.
    vietnamese = words_beyond_ascii(unicodedata.normalize("NFC", line) for line in _told(path, "cp1258"))
    if spelling(vietnamese).certain:
        return "cp1258"
    raise bad_encoding()


def _told(path: Path, encoding: str) -> Iterator[str]:
    """Lines to judge by; nothing when the bytes cannot be this encoding at all."""
    if not _reads(path, encoding):
        return iter(())
    return islice(lines(path, encoding), WORDS_FROM)
