"""Countries and territories by the names people write, Vietnamese or English, or by their ISO 3166 code."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from services.domain.text import folded
from services.ingest.cells import Unreadable

# What people say and the Unicode list of names does not.
_ALSO = {
    "CN": ("tq", "trung hoa", "chnd trung hoa", "cộng hòa nhân dân trung hoa", "prc", "chn"),
    "GB": ("anh", "vương quốc anh", "england", "uk"),
    "HK": ("hồng kông", "hong kong"),
    "KR": ("hàn", "nam hàn", "korea", "republic of korea", "kor"),
    "LA": ("chdcnd lào", "lao pdr"),
    "MM": ("miến điện", "myanmar", "burma"),
    "MO": ("ma cao", "macao", "macau"),
    "RU": ("liên bang nga", "russian federation"),
    "TW": ("đài loan trung quốc", "taiwan roc"),
    "US": ("mỹ", "hợp chủng quốc hoa kỳ", "usa", "united states of america"),
    "VN": ("việt nam", "vietnam", "viet nam", "vnm"),
}


def country(cell: str, _reading: object) -> str:
    """The two letters of a country. Raises Unreadable."""
    found = country_or_nothing(cell)
    if found is None:
        raise Unreadable(
            "unknown_country",
            "không nhận ra quốc gia; hãy ghi tên đầy đủ hoặc mã hai chữ cái.",
            "is no country we know; give its full name or its two letters.",
        )
    return found


def country_or_nothing(said: str) -> str | None:
    """The country that was meant; None: no country of that name."""
    known = _by_name()
    # A code is told from a name by its capitals: folded, MY (Malaysia) would be Mỹ (the United States).
    return said if said in known and len(said) == 2 else known.get(_key(said))


@cache
def _by_name() -> dict[str, str]:
    known: dict[str, str] = {}
    for name, code in _names():
        known.setdefault(_key(name), code)
    return known | {code: code for code in known.values()}


def _names() -> Iterator[tuple[str, str]]:
    for language in ("vi", "en"):
        for code, name in Locale(language).territories.items():
            if re.fullmatch("[A-Z]{2}", str(code)):
                yield str(name), str(code)
    yield from ((name, code) for code, names in _ALSO.items() for name in names)


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", folded(name))
