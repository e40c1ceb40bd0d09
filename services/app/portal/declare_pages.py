"""The public form: declares through the same door as everybody else, and shows the code that came of it."""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup

from services.app.angles import named
from services.app.declaration_codes import Issued, issue
from services.app.portal.asking import Asked, OnDeclare
from services.app.portal.declare_words import LANGUAGES, WARNING, FormLanguage, worded
from services.app.portal.forms import FIELD, check_word, form_fields, form_word, keep_word
from services.app.portal.showing import show
from services.domain.areas import Area, Tier
from services.domain.receipts import Receipt
from services.domain.text import folded
from services.ingest.declared import Declared, declaration_named
from services.ingest.feeds import declarations
from services.ingest.receipts import receive_records
from services.plumbing.database import Transaction
from services.plumbing.web import Tx
from services.posts.drawing import drawn

router = APIRouter(include_in_schema=False)

STAYS = 4
LONGEST = 400  # characters of one field; the feed's own limits are told field by field
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no digits: a long run of them would be taken for somebody's number
_FIELDS = tuple(
    column.name
    for column in declarations.FEED.columns
    if column.name not in ("declaration_id", "declared_at", "places_14d", "post")
)
_DEMANDED = (
    "id_number", "sex", "nationality", "addr_province", "addr_district", "addr_commune", "addr_detail",
    "phone", "vehicle_type", "vehicle_no", "depart_date", "from_place", "to_place",
    "exp_case", "exp_country", "exp_ill", "pledge",
)  # fmt: skip
"""Required on the official form, and not by the feed: what others send may lack them."""


@router.get("/declare")
def declare_page(request: Request, asked: OnDeclare) -> Response:
    """The empty form."""
    return _page(request, asked, {})


Sent = Annotated[dict[str, str], Depends(form_fields(longest=LONGEST, most=80, part_bytes=4096))]


@router.post("/declare")
def declare(request: Request, asked: OnDeclare, tx: Tx, given: Sent) -> Response:
    """Take the form in; the code when it was kept, the form again with what to mend when it was not."""
    check_word(request, given.get(FIELD, ""))
    missing = [name for name in _DEMANDED if not given.get(name)]
    if missing:
        return _page(request, asked, given, missing=missing)
    row = _row(asked, given)
    receipt = receive_records(tx, declarations.FEED, [row], asked.house.reading(asked.now), door="form")
    if receipt.refused or receipt.parked:
        return _page(request, asked, given, receipt=receipt)
    return _done(asked, request, receipt, _code(asked, tx, row["declaration_id"]))


def _row(asked: Asked, given: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {name: given[name] for name in _FIELDS if given.get(name)}
    row["declaration_id"] = "W-" + "".join(secrets.choice(_LETTERS) for _ in range(14))
    row["declared_at"] = asked.now.isoformat()
    stays = [_stay(given, n) for n in range(STAYS)]
    row["places_14d"] = json.dumps([stay for stay in stays if stay], ensure_ascii=False)
    return row


def _stay(given: Mapping[str, str], n: int) -> dict[str, str]:
    parts = {name: given.get(f"stay_{name}_{n}", "") for name in ("place", "area", "from", "to")}
    return {name: value for name, value in parts.items() if value}


def _kept(asked: Asked, tx: Transaction, declaration_id: str) -> Declared:
    return declaration_named(tx, asked.house.feeds, declaration_id, asked.house.privacy)


def _code(asked: Asked, tx: Transaction, declaration_id: str) -> Issued:
    return issue(asked.house, tx, _kept(asked, tx, declaration_id))


def _done(asked: Asked, request: Request, receipt: Receipt, issued: Issued) -> Response:
    picture = Markup(drawn(issued.code, "svg").decode())  # drawn by us, of digits alone
    return show(
        asked, "declared.html", **_shared(request, asked), receipt=receipt, issued=issued, picture=picture
    )


def _page(
    request: Request,
    asked: Asked,
    given: Mapping[str, str],
    *,
    missing: Sequence[str] = (),
    receipt: Receipt | None = None,
) -> Response:
    word = form_word(request)
    status = 422 if missing or receipt else 200
    page = show(
        asked,
        "declare.html",
        status,
        **_shared(request, asked),
        word=word,
        given=given,
        missing=missing,
        problems=receipt.problems if receipt else (),
        places=_places(asked),
        stays=range(STAYS),
        today=asked.now.astimezone(asked.zone).date(),
    )
    keep_word(request, page, word)
    return page


def _shared(request: Request, asked: Asked) -> dict[str, Any]:
    """What both pages need: the language of the form is one of three, the house's own two do not do."""
    chosen = form_language(request, asked)
    return {"t": partial(worded, chosen), "chosen": chosen, "languages": LANGUAGES, "warning": WARNING}


def form_language(request: Request, asked: Asked) -> FormLanguage:
    """The language asked for, else the house's."""
    known: tuple[FormLanguage, ...] = get_args(FormLanguage)
    wanted = request.query_params.get("lang")
    return next((one for one in known if one == wanted), asked.house.settings.lang)


def _places(asked: Asked) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """Choices by heading: where people come from, and where they go."""
    areas = asked.jurisdiction.areas
    provinces = sorted(areas.of_tier(Tier.PROVINCE, inside=None), key=lambda area: folded(area.short_name))
    outside = areas.of_tier(Tier.DISTRICT, inside=False)
    inside = areas.of_tier(Tier.DISTRICT)
    communes = [(named(one, asked.language), _choices(asked, areas.children(one.code))) for one in inside]
    return {
        "from": [("provinces", _choices(asked, provinces)), ("districts", _choices(asked, outside)),
                 ("inside", _choices(asked, inside))],
        "to": communes,
    }  # fmt: skip


def _choices(asked: Asked, areas: Iterable[Area]) -> list[tuple[str, str]]:
    return [(area.code, named(area, asked.language)) for area in areas]
