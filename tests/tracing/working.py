"""Lists and work on a real house, for the tests of work lists."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from services.app.wiring import House
from services.domain.base import Sentence
from services.domain.events import ListKind
from services.plumbing.clock import SetClock
from services.plumbing.database import Transaction
from services.tracing.list_views import Member
from services.tracing.lists import Heading, set_members
from services.tracing.tables_work import WorkRow
from services.tracing.work_making import make_work
from services.tracing.work_rows import standing_work, work_where
from services.tracing.work_words import ToBeDone

HA_KHANH, HA_LONG, DONG_TRIEU = "06649", "193", "205"
WHY = Sentence(vi="Có mặt tại Chợ Mẫu", en="Was at the Sample market")


def person(n: int) -> str:
    return f"p{n:024x}"


def heading(kind: ListKind = ListKind.EXPOSURE_SITE, ref: str = "site-1") -> Heading:
    return Heading(kind, ref, DONG_TRIEU, Sentence(vi="Chợ Mẫu", en="Sample market"))


def members(*people: int, area: str | None = HA_KHANH, score: float = 0.5) -> list[Member]:
    return [Member(person(n), area, score, WHY) for n in people]


def listed(house: House, head: Heading, on_it: Sequence[Member]) -> int:
    """The list holds just these, and the work follows in the same transaction; how many people changed."""
    with house.database.transaction() as tx:
        set_members(tx, head, on_it)
        return make_work(tx, house.work_rules)


def work(house: House, n: int) -> ToBeDone:
    with house.database.reading() as tx:
        return standing_work(tx, [person(n)])[person(n)]


def all_work(tx: Transaction) -> list[ToBeDone]:
    return work_where(tx, WorkRow.id.is_not(None))


def rows(house: House) -> list[tuple[object, ...]]:
    with house.database.reading() as tx:
        columns = [getattr(WorkRow, one.name) for one in WorkRow.__table__.columns]
        return [tuple(row) for row in tx.execute(select(*columns).order_by(WorkRow.id))]


def later(clock: SetClock, **span: float) -> None:
    clock.move_to(clock() + timedelta(**span))
