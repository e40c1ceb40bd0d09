"""One person in chains: level, since when, by which way, links, what was done; now or as known then."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from services.plumbing.database import Transaction
from services.tracing.chain_facts import LinkFact
from services.tracing.chain_known import Known
from services.tracing.chain_levels import LAST_LEVEL, told_standings
from services.tracing.chain_reading import is_settled, told_of
from services.tracing.chain_views import Spell, past_of, snapshot
from services.tracing.dated_rows import stood
from services.tracing.deeds import Deeds, deeds_of
from services.tracing.standings import Standing
from services.tracing.tables_chains import CaseRow, LinkRow, SameRow, StandingRow


class PersonView(NamedTuple):
    """What is known of one person."""

    person: str
    """The first pseudonym of whoever was asked for."""
    pseudonyms: tuple[str, ...]
    level: int | None
    since: datetime | None
    """When we learned of the level."""
    chain: tuple[Standing, ...]
    """From the person to the F0."""
    links: tuple[LinkFact, ...]
    """With names as they are known now: pseudonyms, or `case:` and a code."""
    area: str | None
    last_contact_on: date | None
    deeds: Deeds
    past: tuple[Spell, ...]


def person_view(tx: Transaction, pseudonym: str, as_of: datetime | None = None) -> PersonView:
    """Somebody of whom nobody told has no level, no links and no past."""
    known = around(tx, pseudonym, as_of)
    person = known.person(pseudonym)
    names = tuple(sorted({person, pseudonym, *(one for one, other in known.same.items() if other == person)}))
    links = tuple(
        one._replace(a=known.person(one.a), b=known.person(one.b)) for _, one in known.links_of(person)
    )
    chain = _chain(tx, person, as_of)
    past = tuple(one for one in past_of(tx, person) if as_of is None or one.learned_at <= as_of)
    level = chain[0].level if chain else None
    return PersonView(
        person=person,
        pseudonyms=names,
        level=level,
        since=next((one.learned_at for one in reversed(past) if one.standing.level == level), None),
        chain=chain,
        links=links,
        area=known.area_of(person),
        last_contact_on=max((one.until for one in links if one.until and one.b == person), default=None),
        deeds=deeds_of(tx, names, as_of),
        past=past,
    )


def around(tx: Transaction, pseudonym: str, as_of: datetime | None = None) -> Known:
    """What stands, or stood then, of one person alone."""
    first = tx.execute(select(SameRow.person).where(SameRow.pseudonym == pseudonym)).scalars().all()
    people = {pseudonym, *first}
    people |= set(tx.execute(select(SameRow.pseudonym).where(tx.among(SameRow.person, people))).scalars())
    own = tx.execute(select(CaseRow.name).where(tx.among(CaseRow.person, people))).scalars()
    names = people | set(own)
    links = or_(tx.among(LinkRow.a, names), tx.among(LinkRow.b, names))
    ends = {end for row in tx.execute(select(LinkRow.a, LinkRow.b).where(links)) for end in row} | names
    known = Known()
    cases = or_(tx.among(CaseRow.name, ends), tx.among(CaseRow.person, ends))
    known.take(told_of(tx, cases, links, tx.among(SameRow.pseudonym, ends), as_of))
    return known


def _chain(tx: Transaction, person: str, as_of: datetime | None) -> tuple[Standing, ...]:
    """From level to level back to the F0; each is nearer than the one before, or the way ends."""
    found: list[Standing] = []
    standing = _standing(tx, as_of)
    name: str | None = person
    while name is not None and len(found) <= LAST_LEVEL and name not in {one.person for one in found}:
        here = standing(name)
        if here is None:
            break
        found.append(here)
        name = here.via
    return tuple(found)


def _standing(tx: Transaction, as_of: datetime | None) -> Callable[[str], Standing | None]:
    """Where somebody stands or stood: as it was written down, where that is what had been learned by then."""
    if as_of is not None and not is_settled(tx, as_of):
        return {one.person: one for one in told_standings(snapshot(tx, as_of).chains)}.get
    wanted = select(StandingRow.level, StandingRow.via).where(stood(StandingRow, as_of))

    def standing(name: str) -> Standing | None:
        row = tx.execute(wanted.where(StandingRow.person == name)).first()
        return Standing(name, row.level, row.via) if row else None

    return standing
