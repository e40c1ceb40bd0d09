"""The lists of people who were at exposure sites: what they are called."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.domain.base import Sentence
from services.domain.days import local_moment
from services.domain.events import ListKind
from services.domain.text import cut
from services.tracing.lists import Heading
from services.tracing.windows import Site

_LONGEST = 120  # letters of a name: publishers put whole sentences there


def heading_of(site: Site, zone: ZoneInfo) -> Heading:
    """A site's list goes by the site's own name through all corrections."""
    named = cut(site.named, _LONGEST)
    since, until = _moment(site.since, zone), _moment(site.until, zone)
    title = Sentence(
        vi=f"Có mặt tại {named}, {since.vi} – {until.vi}", en=f"At {named}, {since.en} – {until.en}"
    )
    return Heading(ListKind.EXPOSURE_SITE, site.ref, site.area, title)


def _moment(moment: datetime | None, zone: ZoneInfo) -> Sentence:
    return local_moment(moment, zone) if moment else Sentence(vi="chưa rõ giờ", en="time not told")
