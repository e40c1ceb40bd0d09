"""The lists of people who were at exposure sites: what they are called, and who stands on them now."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.domain.base import Sentence
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.lists import Heading
from services.tracing.tables_lists import ListedRow, ListRow
from services.tracing.windows import Site

_LONGEST = 120  # letters of a name: publishers put whole sentences there


def heading_of(site: Site, zone: ZoneInfo) -> Heading:
    """A site's list goes by the site's own name through all corrections."""
    named = site.named if len(site.named) <= _LONGEST else f"{site.named[: _LONGEST - 1]}…"
    since, until = _moment(site, zone, first=True), _moment(site, zone, first=False)
    title = Sentence(
        vi=f"Có mặt tại {named}, {since.vi} – {until.vi}", en=f"At {named}, {since.en} – {until.en}"
    )
    return Heading(ListKind.EXPOSURE_SITE, site.ref, site.area, title)


def sites_of_members(tx: Transaction, people: Collection[str]) -> dict[str, set[str]]:
    """Which of some people stand on lists of exposure sites now, by site."""
    wanted = (
        select(ListRow.ref, ListedRow.person)
        .join(ListedRow, ListedRow.list == ListRow.id)
        .where(
            ListRow.kind == ListKind.EXPOSURE_SITE.value,
            ListedRow.gone_at.is_(None),
            tx.among(ListedRow.person, people),
        )
    )
    found: dict[str, set[str]] = {}
    for row in tx.execute(wanted):
        found.setdefault(row.ref, set()).add(row.person)
    return found


def _moment(site: Site, zone: ZoneInfo, *, first: bool) -> Sentence:
    moment = site.since if first else site.until
    if moment is None:
        return Sentence(vi="chưa rõ giờ", en="time not told")
    local = moment.astimezone(zone)
    return Sentence(vi=f"{local:%H:%M %d/%m/%Y}", en=f"{local:%Y-%m-%d %H:%M}")
