"""Lists of people as a reader may see them: the same for programs, pages and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.app.angles import named
from services.app.wiring import House
from services.app.work_room import known_people
from services.domain.areas import AreaCode
from services.domain.base import Language
from services.domain.errors import NotAllowed
from services.domain.events import ListKind
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.policy.sight import Sight, Subject, may_see, subject_in
from services.tracing.list_views import Listed, ListView, list_of, lists_of, members_of
from services.tracing.windows import SAID, troubled
from services.tracing.work_views import note_looks

SHOWN = 500
"""Of one list at once; the most urgent stand first."""


@dataclass(frozen=True)
class Reader:
    """Who looks, in which language, at which moment (None: now)."""

    house: House
    viewer: Viewer
    language: Language
    as_of: datetime | None = None

    def may(self, kind: Sight, area: AreaCode | None) -> bool:
        """May this reader see this kind of thing in an area? One bound to areas sees nothing without one."""
        return may_see(self.viewer, subject_in(self.house.jurisdiction.areas, kind, area))

    def may_anywhere(self, kind: Sight) -> bool:
        """May this reader see it in some area at least?"""
        return may_see(self.viewer.model_copy(update={"areas": None}), Subject(kind=kind))


def lists_for(tx: Transaction, reader: Reader, kind: ListKind | None = None) -> list[dict[str, Any]]:
    """Lists with somebody on them, the one that changed last first; raises NotAllowed.

    A reader who answers for some areas is shown the lists about them.
    """
    demand_right(reader)
    found = lists_of(tx, kind=kind, as_of=reader.as_of)
    bound = reader.viewer.areas is not None
    return [_row(one, reader) for one in found if not bound or reader.may(Sight.LISTS, one.area)]


def list_for(
    tx: Transaction,
    reader: Reader,
    list_id: str,
    *,
    names: bool = False,
    door: str = "api",
    page: tuple[int, int] = (0, SHOWN),
) -> dict[str, Any]:
    """One list with its members: those whose area the reader answers for. Raises NotFound, NotAllowed.

    `names`: with names and telephones, for those who may see them; each of the people is noted as looked at.
    `page`: how many to leave out, and how many to show.
    """
    demand_right(reader)
    shown = list_of(tx, list_id, reader.as_of)
    row = _row(shown, reader) | {"trouble": _trouble(tx, shown, reader)}
    members = members_of(tx, list_id, reader.as_of)
    mine = [one for one in members if reader.may(Sight.LISTS, one.member.area)]
    first, many = page
    here = mine[first : first + many]
    asked = [(one.member.person, one.member.area) for one in here]
    known = names_of(tx, reader, asked, door) if names else {}
    told = [_member(one, reader) | known.get(one.member.person, {}) for one in here]
    return row | {"yours": len(mine), "elsewhere": len(members) - len(mine), "members": told}


def may_name(reader: Reader) -> bool:
    """May this reader see names anywhere?"""
    return reader.may_anywhere(Sight.PEOPLE)


def names_of(
    tx: Transaction, reader: Reader, found: Sequence[tuple[str, AreaCode | None]], door: str
) -> Mapping[str, dict[str, str]]:
    """Name, telephone and address by pseudonym, of people with their areas; each one opened is noted.

    Whoever lives where the reader may not see names is left out; raises NotAllowed who may see none at all.
    """
    if not may_name(reader):
        raise NotAllowed(
            vi="Đơn vị không được xem họ tên, số điện thoại; hãy bỏ 'names' để xem theo mã người.",
            en="Your agency may not see names and telephones; leave 'names' out to see pseudonyms.",
            field="names",
            code="no_names",
        )
    people = [person for person, area in found if reader.may(Sight.PEOPLE, area)]
    known = known_people(tx, reader.house.privacy, people)
    note_looks(tx, people, reader.viewer.agency.value, door)
    return {
        person: {"name": one.full_name, "phone": one.phone, "address": one.addr_detail}
        for person, one in known.items()
    }


def demand_right(reader: Reader) -> None:
    """Raises NotAllowed for whoever may see lists of people nowhere."""
    if not reader.may_anywhere(Sight.LISTS):
        raise NotAllowed(
            vi="Danh sách người cần tìm chỉ dành cho Ban Chỉ đạo, Công an và Y tế; xin đăng nhập bằng mã của"
            " đơn vị.",
            en="Lists of people are for command, police and health; use your agency's token.",
            code="no_lists",
        )


def _row(one: ListView, reader: Reader) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "ref": one.ref,
        "area": one.area,
        "area_name": area_name(one.area, reader),
        "title": one.title.said_in(reader.language),
        "people": one.people,
        "opened_at": one.opened_at,
        "revised_at": one.revised_at,
    }


def _trouble(tx: Transaction, one: ListView, reader: Reader) -> str | None:
    """What is wrong with the site of a list, as it was known then."""
    if one.kind is not ListKind.EXPOSURE_SITE:
        return None
    said = (SAID[site.trouble] for site in troubled(tx, ref=one.ref, as_of=reader.as_of) if site.trouble)
    return next((sentence.said_in(reader.language) for sentence in said), None)


def _member(one: Listed, reader: Reader) -> dict[str, Any]:
    return {
        "person": one.member.person,
        "area": one.member.area,
        "area_name": area_name(one.member.area, reader),
        "score": one.member.score,
        "why": one.member.why.said_in(reader.language),
        "since": one.learned_at,
    }


def area_name(code: AreaCode | None, reader: Reader) -> str | None:
    """An area as this reader calls it."""
    area = reader.house.jurisdiction.areas.get(code) if code else None
    return named(area, reader.language) if area else code
