"""A scan at a post: the law answers with what the house has learned since; kept before it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from services.app.answer_rows import facts_known, level_told
from services.app.wiring import House
from services.domain.base import Sentence
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.ingest.declared import (
    Declared,
    declaration_kept,
    declaration_named,
    is_known_case,
    is_returning_worker,
)
from services.ingest.feeds import checkpoint_scans
from services.ingest.places import place_named
from services.ingest.receipts import receive_records
from services.plumbing.database import Transaction
from services.policy.entry_facts import FACTS
from services.policy.sight import Sight, Subject, may_see
from services.posts.answering import Post, answer
from services.posts.answers import Answer, Learned, Seen
from services.posts.content import Content
from services.posts.issuing import AnyDeclaration, areas_of, origin_of
from services.posts.scans import keep_scan, note_look, scanned_elsewhere
from services.risk.origins import places_known


@dataclass(frozen=True)
class Asking:
    """Who scans, and where."""

    viewer: Viewer
    post: str | None
    now: datetime


def scan(house: House, tx: Transaction, asking: Asking, code: str, seen: Seen) -> Answer:
    """The answer to a scan, kept in the caller's transaction; raises NotAllowed, NotInForce."""
    if not may_see(asking.viewer, Subject(kind=Sight.SCAN)):
        raise NotAllowed(
            vi="Chỉ chốt kiểm soát (biên phòng, công an, y tế, Ban Chỉ đạo) được quét mã; xin đăng nhập.",
            en="Only posts (border guard, police, health, command) may scan codes; sign in.",
            code="not_a_post",
        )
    reading = house.reading(asking.now)
    asking = replace(asking, post=asking.post and place_named(asking.post, reading))
    post = Post(house.jurisdiction, house.code_keys.posts, asking.now)
    found = answer(post, code, seen, partial(_learn, house, tx, asking))
    keep_scan(tx, found, post=asking.post, agency=asking.viewer.agency, at=asking.now)
    receive_records(
        tx, checkpoint_scans.FEED, [_as_sent(house, tx, asking, found, seen)], reading, door="scan"
    )
    return found


def _as_sent(
    house: House, tx: Transaction, asking: Asking, found: Answer, seen: Seen
) -> Mapping[str, object]:
    """The scan as a row of the feed of scans: there it counts, and can become a signal."""
    declared = declaration_kept(tx, house.feeds, found.ref) if found.ref else None
    return {
        "post": asking.post or "chưa ghi chốt",
        "scanned_at": asking.now.isoformat(),
        "decision": found.decision.value,
        "rule": found.row,
        "reason": "; ".join(one.vi for one in found.reasons),
        "declaration_id": declared.record.declaration_id if declared else None,
        "people_in_vehicle": seen.people_in_vehicle,
    }


def _learn(house: House, tx: Transaction, asking: Asking, content: Content) -> Learned:
    """What the house knows beyond the code."""
    declared = declaration_kept(tx, house.feeds, content.ref)
    newest = declared and declaration_named(tx, house.feeds, declared.record.declaration_id, house.privacy)
    if newest:
        person = newest.record.person
        note_look(tx, person, agency=asking.viewer.agency, why="scan", ref=content.ref, at=asking.now)
    facts, reasons = _about_places(house, tx, content, newest.record if newest else None)
    return Learned(
        facts=facts | (_about_person(house, tx, newest.record) if newest else {}),
        reasons=(*_about_declaration(house, declared, newest), *reasons),
        elsewhere=_elsewhere(house, tx, asking, content),
    )


def _about_person(house: House, tx: Transaction, record: AnyDeclaration) -> dict[str, bool | None]:
    # Whom no list names may still be one: nobody knows, and the officer is to ask.
    return {
        "symptoms": record.symptoms,
        "close_contact": record.contact_with_case,
        "positive_test": is_known_case(tx, house.feeds, record.person) or None,
        "worker": is_returning_worker(tx, house.feeds, record.person) or None,
    }


def _about_declaration(house: House, declared: Declared | None, newest: Declared | None) -> list[Sentence]:
    if declared is None:
        return [
            Sentence(
                vi="Mã đúng chữ ký nhưng hệ thống không còn giữ tờ khai này",
                en="The signature fits, but the house no longer keeps this declaration",
            )
        ]
    if newest and newest.id != declared.id:
        moment = newest.learned_at.astimezone(house.jurisdiction.zone)
        return [
            Sentence(
                vi=f"Người khai đã sửa tờ khai lúc {moment:%H:%M %d/%m/%Y}; đã xét theo bản mới nhất",
                en=f"The declaration was corrected at {moment:%Y-%m-%d %H:%M}; the newest one counts",
            )
        ]
    return []


def _about_places(
    house: House, tx: Transaction, content: Content, record: AnyDeclaration | None
) -> tuple[dict[str, bool | None], list[Sentence]]:
    areas = areas_of(record) if record else frozenset(stay.area for stay in content.stays)
    origin = origin_of(record) if record else content.origin
    known = places_known(tx, house.jurisdiction, origin, areas, house.clock())
    return facts_known(known), level_told(house.jurisdiction, origin, known)


def _elsewhere(house: House, tx: Transaction, asking: Asking, content: Content) -> Sentence | None:
    minutes = house.jurisdiction.law.parameters.number("code_elsewhere_minutes", asking.now)
    within = timedelta(minutes=minutes)
    found = scanned_elsewhere(tx, content.ref, post=asking.post, at=asking.now, within=within)
    if found is None:
        return None
    local = found.at.astimezone(house.jurisdiction.zone)
    said = FACTS["code_elsewhere"].holds
    return Sentence(
        vi=f"{said.vi}: {found.post}, {local:%H:%M}", en=f"{said.en}: {found.post}, {local:%H:%M}"
    )
