"""What is known of one person, as plain JSON values in one language: for API, command and page."""

from datetime import date, datetime
from typing import Any, NamedTuple

from services.app.follow_rules import rules_known
from services.app.wiring import House
from services.domain.areas import AreaCode
from services.domain.base import Language, Sentence
from services.domain.days import midnight
from services.domain.errors import NotFound
from services.domain.viewers import Viewer
from services.linkage.persons import known_as, names_of
from services.plumbing.database import Transaction
from services.policy.sight import Sight, may_see, subject_in
from services.posts.scans import note_look
from services.tracing.chain_views import Spell
from services.tracing.closing import Deed, FollowUp, follow
from services.tracing.how_met import how_met
from services.tracing.list_views import Listed, list_of, lists_with
from services.tracing.overdue import day_one
from services.tracing.person_views import PersonView, person_view

DAY_1 = {
    "quarantine": Sentence(vi="ngày vào khu cách ly", en="the day of entry into quarantine"),
    "last_contact": Sentence(vi="ngày sau lần tiếp xúc cuối", en="the day after the last contact"),
    "learned": Sentence(
        vi="ngày biết tin, vì chưa rõ ngày tiếp xúc", en="the day we learned of it, for no day is known"
    ),
}


class Asking(NamedTuple):
    """Who asks, of which moment, in which language."""

    viewer: Viewer
    moment: datetime
    past: bool
    """True: as it was known at the moment. False: as it is known now."""
    language: Language
    door: str = "api"


def person_row(tx: Transaction, house: House, pseudonym: str, asking: Asking) -> dict[str, Any]:
    """Everything of one person, and a line in the log of looks; raises NotFound for whoever may not see."""
    as_of = asking.moment if asking.past else None
    first = known_as(tx, [pseudonym]).get(pseudonym, pseudonym)
    view = person_view(tx, pseudonym, as_of)
    if not view.links and not view.chain:
        view = person_view(tx, first, as_of)
    listed = [(one, told) for name in view.pseudonyms for one, told in lists_with(tx, name, as_of)]
    area = view.area or next((told.member.area for _, told in listed if told.member.area), None)
    known = view.links or view.chain or view.past or listed
    if not known or not _may_see(house, asking.viewer, area):
        raise NotFound(
            vi="Không có người này trong chuỗi hay danh sách nào ở địa bàn của bạn; kiểm tra lại mã.",
            en="Nobody of this pseudonym is in a chain or on a list in your areas; check it.",
            field="pseudonym",
            code="unknown_person",
        )
    # A case that nobody named may have a longer name than a pseudonym, and than the log has room for.
    shown = view.person[:40]
    note_look(tx, shown, agency=asking.viewer.agency, why="person", ref=asking.door, at=house.clock())
    return {
        "person": view.person,
        "pseudonyms": list(view.pseudonyms),
        "as_of": asking.moment.isoformat(),
        "level": view.level,
        "level_name": None if view.level is None else f"F{view.level}",
        "since": view.since and view.since.isoformat(),
        "via": view.chain[0].via if view.chain else None,
        "chain": [{"person": one.person, "level": one.level} for one in view.chain],
        "area": area,
        "links": _links(tx, house, view, asking, as_of),
        "follow_up": _follow_up(house, view, asking),
        "deeds": [_deed(one) for one in view.deeds.deeds],
        "lists": [_list(tx, one, told, as_of, asking.language) for one, told in listed],
        "past": [_spell(one, as_of) for one in view.past],
    }


def _may_see(house: House, viewer: Viewer, area: AreaCode | None) -> bool:
    areas = house.jurisdiction.areas
    return may_see(viewer, subject_in(areas, Sight.CHAINS, area if area in areas else None))


def _spell(one: Spell, as_of: datetime | None) -> dict[str, Any]:
    """A level somebody had; that it went is told only when it had been learned by then."""
    gone = one.gone_at if one.gone_at and (as_of is None or one.gone_at <= as_of) else None
    return {
        "level": one.standing.level,
        "via": one.standing.via,
        "from": one.learned_at.isoformat(),
        "to": gone and gone.isoformat(),
    }


def _links(
    tx: Transaction, house: House, view: PersonView, asking: Asking, as_of: datetime | None
) -> list[dict[str, Any]]:
    ends = {end for one in view.links for end in (one.a, one.b)}
    zone = house.jurisdiction.zone
    said = how_met(tx, view.pseudonyms, view.links, names_of(tx, ends), zone, as_of)
    return [
        {
            "from": one.a,
            "to": one.b,
            "contacts": one.steps,
            "kind": one.kind,
            "how": how.said_in(asking.language),
            "first_day": _day(one.since),
            "last_day": _day(one.until),
        }
        for one, how in zip(view.links, said, strict=True)
    ]


def _list(
    tx: Transaction, list_id: str, listed: Listed, as_of: datetime | None, language: Language
) -> dict[str, Any]:
    shown = list_of(tx, list_id, as_of)
    return {
        "list": list_id,
        "kind": shown.kind.value,
        "title": shown.title.said_in(language),
        "why": listed.member.why.said_in(language),
        "since": listed.learned_at.isoformat(),
    }


def _follow_up(house: House, view: PersonView, asking: Asking) -> dict[str, Any] | None:
    """The schedule of whoever has a level with a duty; day 1 is said, and from what it follows."""
    told = _day_1(view, house)
    rules = rules_known(house.jurisdiction, view.level, told[0]) if view.level and told else None
    if told is None or rules is None:
        return None
    first, source = told
    today = asking.moment.astimezone(house.jurisdiction.zone).date()
    found = follow(rules, first, view.deeds.deeds, today)
    return {
        "state": found.state.value,
        "day_1": first.isoformat(),
        "day_1_is": DAY_1[source].said_in(asking.language),
        "central_days": rules.central_days,
        "home_days": rules.home_days,
        "last_day": found.last.isoformat(),
        "closed_on": _day(found.closed_on),
        "due": [_due(house, found, n, today) for n in range(len(found.dues))],
    }


def _due(house: House, found: FollowUp, place: int, today: date) -> dict[str, Any]:
    one = found.dues[place]
    return {
        "kind": one.kind.value,
        "day": one.day,
        "on": one.on.isoformat(),
        "from": midnight(one.on, house.jurisdiction.zone).isoformat(),
        "done_on": _day(one.done_on),
        "overdue": one.done_on is None and one.on < today,
    }


def _deed(one: Deed) -> dict[str, Any]:
    return {"kind": one.kind.value, "on": one.on.isoformat(), "outcome": one.outcome.value}


def _day_1(view: PersonView, house: House) -> tuple[date, str] | None:
    learned = view.since.astimezone(house.jurisdiction.zone).date() if view.since else None
    return day_one(view.deeds.entered, view.last_contact_on, learned)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
