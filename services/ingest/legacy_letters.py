"""TCVN3 (ABC fonts) and VNI-Windows: how Vietnamese was typed before Unicode, and back to letters; pure.

Both write Vietnamese with the characters of Western fonts. TCVN3 gives each letter one place (TCVN 5712:1993,
third table); VNI puts the sign behind its vowel. Offices still keep such files, stored as Windows-1252 bytes.
"""

import re
import unicodedata

_PLACES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ "
    "C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ "
    "E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_TCVN3 = {int(place[:2], 16): place[2:] for place in _PLACES.split()}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_SIGNS = {
    "ø": _GRAVE,
    "ù": _ACUTE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + _GRAVE,
    "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_LETTERS = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_LETTERS = {ord(of): to for a, b in _LETTERS.items() for of, to in ((a, b), (a.upper(), b.upper()))}
_SIGNED = re.compile("([aeouyươ])([" + "".join(_SIGNS) + "])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    """TCVN3 text as Unicode; a word of several plain letters, all of them capitals, is meant in capitals.

    The capitals with a tone have no place of their own: capital fonts draw the small ones large.
    """
    return _WORD.sub(_in_one_case, text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """VNI-Windows text as Unicode."""
    # The signs first: ò behind nothing is ị, yet ï behind o is a dot. Letters are read before their signs.
    told = _SIGNED.sub(_with_sign, text.translate(_VNI_LETTERS))
    return unicodedata.normalize("NFC", told)


def _with_sign(found: re.Match[str]) -> str:
    return found.group(1) + _SIGNS[found.group(2).lower()]


def _in_one_case(found: re.Match[str]) -> str:
    word = found.group()
    plain = [letter for letter in word if letter.isascii()]
    return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word
