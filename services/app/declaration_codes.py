"""Codes of declarations: made from what is kept, and given to whoever may have them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.app.wiring import House
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.ingest.declared import Declared, declaration_named, declarations_of, paper_number
from services.plumbing.database import Transaction
from services.policy.sight import Sight, Subject, may_see
from services.posts.codes import write_code
from services.posts.issuing import areas_of, content_of, origin_of
from services.posts.keys import paper_check
from services.posts.scans import note_look
from services.risk.origins import places_known


@dataclass(frozen=True)
class Issued:
    """The code of one declaration."""

    declaration_id: str
    code: str
    declared_at: datetime
    valid_until: datetime


def code_for(
    house: House, tx: Transaction, viewer: Viewer, declaration_id: str, receipt: str | None = None
) -> Issued:
    """The code of a declaration's newest revision, for agencies at posts and for who holds its receipt.

    Raises NotFound, NotAllowed, NotInForce. Who sent a declaration knows its receipt and nobody else does.
    """
    at_post = may_see(viewer, Subject(kind=Sight.SCAN))
    if not (at_post or receipt):
        raise _not_yours()
    declared = declaration_named(tx, house.feeds, declaration_id, house.privacy)
    if not at_post and declared.receipt != receipt:
        raise _not_yours()
    note_look(tx, declared.record.person, agency=viewer.agency, why="code", ref=declared.id, at=house.clock())
    return issue(house, tx, declared)


def codes_of_receipt(house: House, tx: Transaction, viewer: Viewer, receipt: str) -> list[Issued]:
    """The codes of all declarations that a receipt newly kept; empty for receipts of other feeds."""
    found = declarations_of(tx, house.feeds, receipt)
    for one in found:
        note_look(tx, one.record.person, agency=viewer.agency, why="code", ref=one.id, at=house.clock())
    return [issue(house, tx, declared) for declared in found]


def issue(house: House, tx: Transaction, declared: Declared) -> Issued:
    """Sign what stands in the declaration, with what is known now of the places it names."""
    now, record = house.clock(), declared.record
    known = places_known(tx, house.jurisdiction, origin_of(record), areas_of(record), now)
    number = paper_number(tx, house.privacy, declared.id)
    paper_key = house.code_keys.posts.paper
    content = content_of(
        record,
        declared.id,
        zone=house.jurisdiction.zone,
        valid=timedelta(hours=house.jurisdiction.law.parameters.number("declaration_valid_hours", now)),
        outbreak=known.outbreak_place,
        cases_at_origin=known.cases_at_origin,
        paper=paper_check(paper_key, declared.id, number) if paper_key and number else None,
    )
    code = write_code(content, house.code_keys)
    return Issued(record.declaration_id, code, content.declared_at, content.valid_until)


def _not_yours() -> NotAllowed:
    return NotAllowed(
        vi="Chỉ chốt kiểm soát, hoặc người giữ biên nhận của tờ khai, được lấy mã; kiểm tra mã biên nhận.",
        en="Only a post, or who holds the declaration's receipt, may have its code; check the receipt.",
        code="not_your_declaration",
    )
