"""Names of rows for people: segments, places, origins, countries, goods. Pure."""

from babel import Locale

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.risk.unseen.from_border import INLAND
from services.risk.unseen.from_goods import SILENT as NO_LOTS
from services.risk.unseen.from_quarantine import ANY, HOME, SILENT, UNPLACED
from services.risk.unseen.from_travel import ANY_POST, NOWHERE
from services.risk.unseen.known import Known

MARK = 6
"""Letters shown of the mark of a place that is not on the law's list."""
_ELSEWHERE = Sentence(vi="nơi khác trong nước", en="elsewhere in the country")
_OTHER_COUNTRY = Sentence(vi="nước chưa rõ", en="a country not told")


def area_name(known: Known, code: AreaCode) -> Sentence:
    """Its full name; the code where the register lacks it."""
    area = known.jurisdiction.areas.get(code)
    return Sentence(vi=area.name, en=area.name_en) if area else Sentence(vi=code, en=code)


def place_name(known: Known, place: str) -> Sentence:
    """Of a gate, post or quarantine site; as it was written where the law does not list it."""
    found = next((one for one in known.jurisdiction.places if one.id == place), None)
    return Sentence(vi=found.name, en=found.name_en) if found else Sentence(vi=place, en=place)


def country_name(known: Known, country: str) -> Sentence:
    """The register's name, or the usual one; its letters where it has none."""
    if country == ANY:
        return _OTHER_COUNTRY
    if country in known.jurisdiction.areas:
        return area_name(known, country)
    vi, en = (Locale(language).territories.get(country, country) for language in ("vi", "en"))
    return Sentence(vi=vi, en=en)


def origin_name(known: Known, origin: str) -> Sentence:
    """A place in the country, or a country."""
    if origin == NOWHERE:
        return _ELSEWHERE
    return country_name(known, origin) if origin.isalpha() or origin == ANY else area_name(known, origin)


def segment_name(known: Known, key: str) -> Sentence:
    """A stretch of the border, or an area inland where somebody was met."""
    if key.startswith(INLAND):
        where = area_name(known, key.removeprefix(INLAND))
        return Sentence(vi=f"{where.vi} (trong nội địa)", en=f"{where.en} (inland)")
    return next(one.name for one in known.segments if one.id == key)


def site_name(known: Known, key: str) -> Sentence:
    """A place of quarantine, homes of an area, or those without a place."""
    where = area_name(known, key.rsplit("/", 1)[-1])
    if key.startswith(HOME):
        return Sentence(vi=f"tại nhà, {where.vi}", en=f"at home, {where.en}")
    if key.startswith(UNPLACED):
        return Sentence(vi=f"chưa có nơi cách ly, {where.vi}", en=f"without a quarantine place, {where.en}")
    if key.startswith(SILENT):
        return Sentence(vi=f"chưa rõ nơi cách ly, {where.vi}", en=f"place of quarantine not told, {where.en}")
    if any(one.id == key for one in known.jurisdiction.places):
        return place_name(known, key)
    area = next((one.area for one in known.heard.quarantined if one.place == key), known.jurisdiction.code)
    where, mark = area_name(known, area), key[:MARK]
    return Sentence(
        vi=f"nơi cách ly ngoài danh mục ({mark}), {where.vi}",
        en=f"a quarantine place not on the list ({mark}), {where.en}",
    )


def lots_name(known: Known, key: str) -> tuple[Sentence, Sentence]:
    """Where lots come from, and into which area."""
    origin, _, into = key.removeprefix(NO_LOTS).partition(">")
    return origin_name(known, origin), area_name(known, into)


def stream_name(known: Known, key: str) -> Sentence:
    """Travellers from an origin by a post."""
    origin, _, post = key.partition("/")
    came = origin_name(known, origin)
    if post == ANY_POST:
        return Sentence(vi=f"người đến từ {came.vi}", en=f"travellers from {came.en}")
    by = place_name(known, post)
    return Sentence(vi=f"người đến từ {came.vi} qua {by.vi}", en=f"travellers from {came.en} by {by.en}")
