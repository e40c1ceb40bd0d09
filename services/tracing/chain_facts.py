"""What records say of chains: who is an F0 (rule book 2.1), who is whose contact. Pure."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import singledispatch
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode
from services.domain.records import (
    CaseReport,
    ContactPerson,
    LabMethod,
    LabResult,
    Noted,
    Record,
    SampleResult,
)
from services.domain.text import folded

REPORTED = "reported"
"""Kind of a contact that a list of contacts tells of."""


class CaseFact(NamedTuple):
    """A record says that this is an F0, or that it is none after all."""

    name: str
    person: str | None
    chain: str | None
    area: AreaCode | None
    confirmed_on: date
    positive: bool


class LinkFact(NamedTuple):
    """A record says that two met, or how many contacts lie between them."""

    a: str
    b: str
    steps: int
    kind: str
    directed: bool
    since: date | None
    until: date | None
    area: AreaCode | None


def case_name(code: str) -> str:
    """The name of a case in chains; a person takes its place as soon as one is known."""
    return f"case:{code}"[:200]


def chain_name(chain: str) -> str:
    """The name of a chain whose cases nobody told apart."""
    return f"chain:{folded(chain)}"[:120]


@singledispatch
def case_in(body: Record, noted: Noted, zone: ZoneInfo) -> CaseFact | None:
    """What a record says of an F0; most kinds of record say nothing of it."""
    return None


@case_in.register
def _(body: CaseReport, noted: Noted, zone: ZoneInfo) -> CaseFact | None:
    """Many told as one number are nobody: they count where somebody is told to have met them."""
    if body.count > 1:
        return None
    chain = chain_name(body.chain) if body.chain else None
    day = _local(body.confirmed_at, zone)
    return CaseFact(case_name(body.code), noted.person, chain, body.area, day, body.count == 1)


@case_in.register
def _(body: LabResult, noted: Noted, zone: ZoneInfo) -> CaseFact | None:
    """One person's PCR alone: a pool names nobody, an antigen test asks for a PCR (rule book 2.1, 2.4)."""
    found = body.result is SampleResult.POSITIVE and body.method is LabMethod.PCR and not body.is_pool
    if not found or noted.person is None:
        return None
    day = _local(body.resulted_at or body.taken_at, zone)
    return CaseFact(f"lab:{body.sample}"[:200], noted.person, None, body.area, day, positive=True)


@case_in.register
def _(body: ContactPerson, noted: Noted, zone: ZoneInfo) -> CaseFact | None:
    if body.result != "positive":
        return None
    day = body.sampled_on or _local(body.reported_at, zone)
    return CaseFact(f"contact:{noted.id}", body.person, None, body.area, day, positive=True)


def links_in(body: Record) -> Iterator[LinkFact]:
    """Whose contact a record says somebody is.

    Only the last day of a contact is told: it has no first one. Where `contact_of` names the one before,
    that one is as near to the case as the record says, and the contact itself is between those two.
    """
    if not isinstance(body, ContactPerson):
        return
    root = case_name(body.case) if body.case else chain_name(body.chain) if body.chain else None
    before, steps = root, body.contact_level
    if body.contact_of:
        before, steps = body.contact_of, 1
        if root and body.contact_level > 1:
            yield _link(root, body.contact_of, body.contact_level - 1, body, until=None)
    if before:
        yield _link(before, body.person, steps, body, body.last_contact_on)


def _link(a: str, b: str, steps: int, body: ContactPerson, until: date | None) -> LinkFact:
    # From a chain, or past people nobody told of, it is known which way it went and of no way back.
    directed = steps > 1 or a.startswith("chain:")
    return LinkFact(a, b, steps, REPORTED, directed, None, until, body.area if b == body.person else None)


def _local(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
