"""What tests of files send: two rows of cases in every shape, and how a file is handed over."""

import io
import unicodedata
from pathlib import Path

import openpyxl
from sqlalchemy import func, select

from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file
from services.ingest.tables import RecordRow
from tests.ingest.made_up import NOW, reading_at

CASES, NCSC, WORKERS = FEEDS["cases"], FEEDS["ncsc-daily"], FEEDS["worker-returns"]
HEADING = ["Mã ca bệnh", "Khu vực", "Thời điểm xác định", "Nguồn lây"]
ROWS = [
    ["MAU1", "205", "19/08/2021 02:30 CH", "chưa rõ"],
    ["MAU2", "Thị xã Đông Triều", "18/08/2021", "đã rõ"],
]
TEXT = "\n".join(",".join(row) for row in [HEADING, *ROWS]) + "\n"


def receive(database, content: bytes | Path, feed=CASES, name: str = "f.csv", **how):
    source = content if isinstance(content, Path) else io.BytesIO(content)
    return receive_file(database, feed, source, name=name, reading_of=reading_at, learned_at=NOW, **how)


def kept_in_all(database) -> int:
    with database.reading() as tx:
        return tx.execute(select(func.count()).select_from(RecordRow)).scalar_one()


def workbook(rows, *, merge: str | None = None, title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_cp1258(text: str) -> bytes:
    """Windows-1258 as Windows writes it: circumflex, breve and horn on the letter, the tone as a mark."""
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            parts.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", letter)
            tone = next(c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
            parts.append((base + tone).encode("cp1258"))
    return b"".join(parts)


_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦",
        strict=True,
    )
)
_VNI_ALONE = dict(zip("đươìíỉĩịỵ", "ñöôìíæóòî", strict=True))
_VNI_SIGNS = {
    "": "øùûõï",
    "\u0302": "àáåãä",
    "\u0306": "èéúüë",
}
"""Behind a vowel: grave, acute, hook, tilde, dot; with nothing, a circumflex, a breve on the vowel."""
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def as_tcvn3(text: str) -> bytes:
    """As an ABC font shows it; capitals with a tone are typed small."""
    letters = (_TCVN3.get(letter) or _TCVN3.get(letter.lower(), letter) for letter in text)
    return "".join(letters).encode("latin-1")


def as_vni(text: str) -> bytes:
    """As VNI-Windows writes it: the sign stands behind its vowel."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text))).encode("latin-1")


def _vni_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    small = letter.lower()
    told = _VNI_ALONE.get(small) or _vni_signed(small)
    return told if letter == small else told.upper()


def _vni_signed(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    shape = next((mark for mark in marks if mark in ("\u0302", "\u0306")), "")
    vowel = {"u": "ö", "o": "ô"}[base] if "\u031b" in marks else base
    if not tone:
        return vowel + {"\u0302": "â", "\u0306": "ê", "": ""}[shape]
    return vowel + _VNI_SIGNS[shape][_TONES.index(tone)]
