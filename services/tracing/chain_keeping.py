"""What records say of chains, written down: rows are added, and closed when a later revision comes."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, or_, select, update

from services.domain.events import new_id
from services.domain.records import CaseReport, Noted
from services.plumbing.database import Transaction
from services.tracing.chain_facts import CaseFact, LinkFact, case_in, links_in
from services.tracing.chain_reading import newest_step
from services.tracing.tables_chains import CaseRow, ChainStepRow, LinkRow, SameRow

_CLOSE_ONE = update(LinkRow).where(LinkRow.id == bindparam("which"))
_ROUND = ("learned_at", "gone_at", "step_in", "step_out")
_CASE = ("record", *CaseFact._fields, *_ROUND)
_LINK = ("record", *LinkFact._fields, *_ROUND)

SameAs = Callable[[Transaction, Collection[str]], "dict[str, str]"]
"""Of these pseudonyms those that are the same person as another, and as which; the linkage's answer."""


class Fresh(NamedTuple):
    """A row to be written, of which record, and between which moments it stands."""

    noted: Noted
    fact: CaseFact | LinkFact


class Found(NamedTuple):
    """A contact that no record tells of: it follows from several, and goes by the name of what they share."""

    name: str
    link: LinkFact
    learned_at: datetime


def keep_chains(tx: Transaction, noted: Sequence[Noted], zone: ZoneInfo, same_as: SameAs) -> None:
    """Write down what these records say of chains; one that was heard before adds nothing.

    Cases as localities report them are told whole (`keep_cases`), for some of them name nobody.
    """
    told = [one for one in noted if not isinstance(one.body, CaseReport)]
    cases = [Fresh(one, fact) for one in told if (fact := case_in(one.body, one, zone))]
    links = [Fresh(one, fact) for one in told for fact in links_in(one.body)]
    _keep(tx, told, cases, links, same_as)


def keep_cases(tx: Transaction, noted: Sequence[Noted], zone: ZoneInfo, same_as: SameAs) -> None:
    """Write down all that was ever reported of some cases."""
    cases = [Fresh(one, fact) for one in noted if (fact := case_in(one.body, one, zone))]
    _keep(tx, noted, cases, [], same_as)


def keep_same(tx: Transaction, people: Collection[str], same_as: SameAs) -> None:
    """The linkage said something new of these pseudonyms: write it down of those who stand in chains."""
    changed = _same_anew(tx, _in_chains(tx, people), same_as)
    if changed:
        _write_same(tx, changed, begin_step(tx))


def keep_found(
    tx: Transaction, found: Sequence[Found], gone: Mapping[int, datetime], same_as: SameAs
) -> None:
    """Write down contacts that follow from records, and close others by the numbers of their rows."""
    if not found and not gone:
        return
    step = begin_step(tx)
    tx.pour(LinkRow, _LINK, ((one.name, *one.link, one.learned_at, None, step, None) for one in found))
    if gone:
        closed = [{"which": number, "then": moment} for number, moment in gone.items()]
        tx.execute(_CLOSE_ONE.values(gone_at=bindparam("then"), step_out=step), closed)
    people = {end for one in found for end in (one.link.a, one.link.b)}
    _write_same(tx, _same_anew(tx, people, same_as), step)


def begin_step(tx: Transaction) -> int:
    """The number of the next change of what is known of chains; the caller holds the pen."""
    step = newest_step(tx).id + 1
    tx.add(ChainStepRow, [{"id": step, "token": new_id()}])
    return step


def _keep(
    tx: Transaction, noted: Sequence[Noted], cases: Sequence[Fresh], links: Sequence[Fresh], same_as: SameAs
) -> None:
    replaced = [{"which": one.replaces, "then": one.learned_at} for one in noted if one.replaces]
    if not cases and not links and not _stand(tx, [str(one["which"]) for one in replaced]):
        return
    step = begin_step(tx)
    tx.pour(CaseRow, _CASE, _rows(_unheard(tx, CaseRow, cases), step))
    tx.pour(LinkRow, _LINK, _rows(_unheard(tx, LinkRow, links), step))
    for table in (CaseRow, LinkRow):
        _close(tx, table, replaced, step)
    _write_same(tx, _same_anew(tx, _people(cases, links), same_as), step)


def _stand(tx: Transaction, records: Collection[str]) -> bool:
    """Does any row of these records stand? Most records replaced say nothing of chains."""
    return bool(records) and any(
        tx.execute(select(table.id).where(tx.among(table.record, records)).limit(1)).first()
        for table in (CaseRow, LinkRow)
    )


def _unheard(tx: Transaction, table: type[CaseRow | LinkRow], fresh: Sequence[Fresh]) -> list[Fresh]:
    records = {one.noted.id for one in fresh}
    if not records:
        return []
    heard = set(tx.execute(select(table.record).where(tx.among(table.record, records))).scalars())
    return [one for one in fresh if one.noted.id not in heard]


def _rows(fresh: Iterable[Fresh], step: int) -> Iterable[tuple[Any, ...]]:
    for noted, fact in sorted(fresh, key=_order):
        yield (noted.id, *fact, noted.learned_at, noted.until, step, None)


def _order(fresh: Fresh) -> tuple[datetime, str, str]:
    """By when it was learned, then by the day it is about: ids of records within a batch are chance."""
    fact = fresh.fact
    day = fact.confirmed_on if isinstance(fact, CaseFact) else fact.until
    return fresh.noted.learned_at, str(day or ""), str(fact)


def _close(
    tx: Transaction, table: type[CaseRow | LinkRow], replaced: list[dict[str, Any]], step: int
) -> None:
    """Closed at the moment the record was replaced; a revision that came late may make it earlier."""
    if replaced:
        tx.execute(
            update(table)
            .where(
                table.record == bindparam("which"),
                or_(table.gone_at.is_(None), table.gone_at != bindparam("then")),
            )
            .values(gone_at=bindparam("then"), step_out=step),
            replaced,
        )


def _in_chains(tx: Transaction, people: Collection[str]) -> set[str]:
    columns = (CaseRow.person, LinkRow.a, LinkRow.b)
    found = (tx.execute(select(one).where(tx.among(one, people)).distinct()).scalars() for one in columns)
    return {one for each in found for one in each if one}


def _people(cases: Iterable[Fresh], links: Iterable[Fresh]) -> set[str]:
    named = {one.noted.person for one in cases}
    for one in links:
        if isinstance(one.fact, LinkFact):
            named |= {one.fact.a, one.fact.b}
    return {one for one in named if one and ":" not in one}


def _same_anew(tx: Transaction, people: Collection[str], same_as: SameAs) -> dict[str, str | None]:
    """These people as the linkage knows them, where that is another than was written; None: as themselves."""
    wanted = same_as(tx, people) if people else {}
    rows = tx.execute(
        select(SameRow.pseudonym, SameRow.person).where(
            SameRow.gone_at.is_(None), tx.among(SameRow.pseudonym, people)
        )
    )
    known = {row.pseudonym: row.person for row in rows}
    return {one: wanted.get(one) for one in people if wanted.get(one) != known.get(one)}


def _write_same(tx: Transaction, changed: Mapping[str, str | None], step: int) -> None:
    if not changed:
        return
    tx.execute(
        update(SameRow)
        .where(SameRow.gone_at.is_(None), tx.among(SameRow.pseudonym, changed.keys()))
        .values(gone_at=tx.now, step_out=step)
    )
    rows = ((one, person, tx.now, None, step, None) for one, person in changed.items() if person)
    tx.pour(SameRow, ("pseudonym", "person", *_ROUND), rows)
