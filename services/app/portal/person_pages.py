"""One person: level, the way to the F0, contacts, follow-up, lists, work; by name when asked, and noted."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response

from services.app.angles import named
from services.app.people_lists import Reader, may_name, names_of
from services.app.person_rows import Asking, person_row
from services.app.portal.asking import Asked, OnChains
from services.app.portal.showing import show
from services.app.work_desk import Desk
from services.domain.areas import AreaCode
from services.plumbing.database import Transaction
from services.plumbing.web import Tx

router = APIRouter(include_in_schema=False)

MOST = 300
"""Contacts shown; how many more there are is said."""


# A code of a case may have a stroke in it, which an address would cut.
@router.get("/people/{pseudonym:path}")
def person_page(asked: OnChains, tx: Tx, pseudonym: str, names: bool = False) -> Response:
    """As the API tells it; an unknown person, or one of other areas, is not found."""
    asking = Asking(asked.viewer, asked.as_of, asked.looking_back, asked.language, door="page")
    row = person_row(tx, asked.house, pseudonym, asking)
    as_of = asked.as_of if asked.looking_back else None
    reader = Reader(asked.house, asked.viewer, asked.language, as_of)
    area = asked.jurisdiction.areas.get(row["area"] or "")
    # A case that nobody named has no identity that could be opened.
    people = [one for one in row["pseudonyms"] if ":" not in one]
    return show(
        asked,
        "person.html",
        row=row,
        area_name=named(area, asked.language) if area else row["area"],
        contacts=_contacts(row),
        most=MOST,
        work=_desk(asked, tx).about(row["pseudonyms"]),
        today=asked.as_of.astimezone(asked.zone).date().isoformat(),
        may_name=may_name(reader) and bool(people),
        names=names,
        known=_known(tx, reader, people, area.code if area else None) if names else [],
    )


def _contacts(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Whom the person met, each once however many records tell of it; the last contact first."""
    met: dict[str, list[Mapping[str, Any]]] = {}
    for one in row["links"]:
        met.setdefault(one["to"] if one["from"] == row["person"] else one["from"], []).append(one)
    found = [_contact(other, links) for other, links in met.items()]
    return sorted(found, key=lambda one: one["last_day"] or one["first_day"] or "", reverse=True)


def _contact(other: str, links: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "other": other,
        "first_day": min((one["first_day"] for one in links if one["first_day"]), default=None),
        "last_day": max((one["last_day"] for one in links if one["last_day"]), default=None),
        "contacts": min(one["contacts"] for one in links),
        "how": list(dict.fromkeys(one["how"] for one in links)),
    }


def _known(
    tx: Transaction, reader: Reader, people: Sequence[str], area: AreaCode | None
) -> list[dict[str, str]]:
    """What each of the pseudonyms is called, once; opening them is noted."""
    found = names_of(tx, reader, [(one, area) for one in people], "page")
    return list({tuple(one.values()): one for one in found.values()}.values())


def _desk(asked: Asked, tx: Transaction) -> Desk:
    as_of = asked.as_of if asked.looking_back else None
    return Desk(asked.house, tx, asked.viewer, asked.language, asked.now, as_of, door="page")
