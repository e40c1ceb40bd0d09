"""Those who rode with an F0 as a list for teams, and as contacts in chains."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.chain_facts import LinkFact
from services.tracing.chain_keeping import Found, SameAs, keep_found
from services.tracing.list_views import Member
from services.tracing.lists import Heading, set_members
from services.tracing.manifests import Nearness
from services.tracing.ride_contacts import Neighbour
from services.tracing.ride_facts import number_of
from services.tracing.ride_rows import Touched
from services.tracing.tables_chains import LinkRow
from services.tracing.tables_lists import ListedRow, ListRow

SAME_RIDE = "manifest"
"""Kind of a contact that follows from seats."""
_NAME = "ride:"
_CLOSE = 0.8  # ranks as one whom somebody named
_UNKNOWN = 0.3  # most of them sat far away
_WHY_UNKNOWN = Sentence(
    vi="Cùng chuyến với F0, chưa rõ ghế: cần hỏi chỗ ngồi.",
    en="On a journey with an F0, the seat of one of them is not known: ask where they sat.",
)
_WHY_SMALL = Sentence(
    vi="Cùng xe nhỏ với F0: mọi người trên xe là tiếp xúc gần.",
    en="In a small vehicle with an F0: everyone in it is a close contact.",
)


def rides_standing(tx: Transaction, refs: Iterable[str]) -> set[str]:
    """Which of these rides have somebody on their list, or contacts in chains."""
    refs = list(refs)
    listed = (
        select(ListRow.ref)
        .join(ListedRow, ListedRow.list == ListRow.id)
        .where(
            ListRow.kind == ListKind.MANIFEST.value, ListedRow.gone_at.is_(None), tx.among(ListRow.ref, refs)
        )
    )
    linked = select(LinkRow.record).where(
        LinkRow.gone_at.is_(None), tx.among(LinkRow.record, [_NAME + ref for ref in refs])
    )
    return {
        *tx.execute(listed).scalars(),
        *(one.removeprefix(_NAME) for one in tx.execute(linked).scalars()),
    }


def keep_list(
    tx: Transaction, ref: str, day: date, found: Sequence[Neighbour], areas: Mapping[str, AreaCode]
) -> None:
    """The list of a ride holds just these; who is an F0 themselves is left to the F0's own interview."""
    cases = {one.case.person for one in found}
    members = [_member(one, areas.get(one.rider.pseudonym)) for one in found if one.rider.person not in cases]
    set_members(tx, Heading(ListKind.MANIFEST, ref, None, _title(ref, day)), members)


def keep_links(
    tx: Transaction, touched: Touched, found: Mapping[str, Sequence[Neighbour]], same_as: SameAs
) -> None:
    """Close contacts of an F0 become F1 by a contact on that day; one that no longer follows is closed."""
    wanted = {
        (_NAME + ref, link): one.learned_at
        for ref, near in found.items()
        for one in near
        if one.nearness is Nearness.CLOSE
        for link in (_link(one, day_of(ref)),)
    }
    standing = _standing(tx, [_NAME + ref for ref in touched])
    fresh = [Found(*key, moment) for key, moment in wanted.items() if key not in standing]
    gone = {
        number: max(learned_at, touched[name.removeprefix(_NAME)])
        for (name, link), (number, learned_at) in standing.items()
        if (name, link) not in wanted
    }
    keep_found(tx, fresh, gone, same_as)


def day_of(ref: str) -> date:
    """The day of a ride."""
    return date.fromisoformat(ref.rpartition("/")[2])


def _standing(tx: Transaction, names: Sequence[str]) -> dict[tuple[str, LinkFact], tuple[int, datetime]]:
    facts = [getattr(LinkRow, name) for name in LinkFact._fields]
    wanted = select(LinkRow.record, LinkRow.id, LinkRow.learned_at, *facts).where(
        LinkRow.gone_at.is_(None), tx.among(LinkRow.record, names)
    )
    rows: list[Any] = list(tx.execute(wanted))
    return {(row[0], LinkFact._make(row[3:])): (row[1], row[2]) for row in rows}


def _link(one: Neighbour, day: date) -> LinkFact:
    """Two who sat together met, whichever is named first."""
    a, b = one.case.pseudonym, one.rider.pseudonym
    return LinkFact(a, b, 1, SAME_RIDE, directed=False, since=day, until=day, area=None)


def _title(ref: str, day: date) -> Sentence:
    number = number_of(ref)
    vi = f"chuyến {number}" if number else "xe"
    return Sentence(vi=f"Đi cùng {vi} với F0, {day:%d/%m/%Y}", en=f"With an F0 {_in(number)}, {day}")


def _in(number: str | None) -> str:
    return f"on {number}" if number else "in a vehicle"


def _member(one: Neighbour, area: AreaCode | None) -> Member:
    if one.nearness is Nearness.UNKNOWN_SEAT:
        return Member(one.rider.person, area, _UNKNOWN, _WHY_UNKNOWN)
    return Member(one.rider.person, area, _CLOSE, _why_close(one.rows_apart))


def _why_close(rows: int | None) -> Sentence:
    if rows is None:
        return _WHY_SMALL
    if rows == 0:
        return Sentence(vi="Ngồi cùng hàng ghế với F0.", en="Sat in the same row as an F0.")
    return Sentence(vi=f"Ngồi cách F0 {rows} hàng ghế.", en=f"Sat {rows} row{'s' * (rows > 1)} from an F0.")
