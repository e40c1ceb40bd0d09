"""What a tracing team has to do: the list by urgency, and one person with script, time line and history."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.app.portal.asking import Asked, OnWork
from services.app.portal.forms import FIELD, check_word, form_word, keep_word
from services.app.portal.showing import show
from services.app.portal.work_form import FIELDS, Sent, field, rows_shown, time_line_in
from services.app.time_lines import CONTACTS, PLACES, Fault, take_back, take_down, tell_again
from services.app.work_acts import Told, act
from services.app.work_choices import may_do
from services.app.work_desk import Desk
from services.domain.areas import Area, Tier
from services.domain.base import Sentence
from services.domain.errors import BadRecord
from services.domain.records import Setting
from services.ingest.time_lines import time_line_of
from services.plumbing.database import Transaction
from services.plumbing.web import Tx
from services.tracing.work_steps import note_milestones
from services.tracing.work_words import OPEN, STATES, WHY_NOT, ToBeDone, WhyNot, WorkState

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 50
NEAREST = 60
"""Teams offered for a hand-over."""

States = Literal["open", "to_do", "called", "found", "not_found", "lost", "done", "revoked"]
TeamName = Annotated[str, Query(max_length=60)]


@router.get("/work")
def work_page(
    asked: OnWork,
    tx: Tx,
    team: TeamName = "",
    state: States = "open",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """Most urgent first; names for those who may see people, and each one shown is noted."""
    desk = _desk(asked, tx)
    states = OPEN if state == "open" else [WorkState(state)]
    total, start = desk.many(team or None, states), (page - 1) * PAGE_SIZE
    return show(
        asked,
        "work.html",
        rows=desk.rows(desk.found(team or None, states, (start, PAGE_SIZE))),
        total=total,
        teams=desk.team_rows(),
        states=STATES,
        chosen={"team": team, "state": state, "page": page},
        more=total > start + PAGE_SIZE,
    )


@router.get("/work/{item}")
def item_page(request: Request, asked: OnWork, tx: Tx, item: str, told: bool = False) -> Response:
    """One person: what to say, what is known, what was done."""
    return _page(request, asked, tx, item, {}, told=told)


@router.post("/work/{item}/milestones")
def send_time_line(request: Request, asked: OnWork, tx: Tx, item: str, sent: Sent) -> Response:
    """Take the time line in; the form again with what to mend when a row cannot be. Nothing typed is lost."""
    check_word(request, sent.get(FIELD, ""))
    desk = _desk(asked, tx)
    one = desk.held(item)
    if sent.get("do", "").startswith("more_"):
        return _page(request, asked, tx, item, sent)
    try:
        taken = take_down(tx, asked.house, one, time_line_in(sent), asked.now)
    except BadRecord as error:
        return _page(request, asked, tx, item, sent, wrong=error.sentence)
    if taken.faults:
        return _page(request, asked, tx, item, sent, faults=taken.faults)
    note_milestones(desk.acting(), item)
    return RedirectResponse(asked.link(f"/work/{item}", told=1), status_code=303)


@router.post("/work/{item}/mistaken")
def take_milestone_back(
    request: Request,
    asked: OnWork,
    tx: Tx,
    item: str,
    word: Annotated[str, Form(alias=FIELD)] = "",
    record: Annotated[str, Form(max_length=36)] = "",
) -> Response:
    """A milestone was told in error."""
    check_word(request, word)
    take_back(tx, asked.house, _desk(asked, tx).held(item), record, asked.now)
    return RedirectResponse(asked.link(f"/work/{item}"), status_code=303)


@router.post("/work/{item}/tell-again")
def tell_line_again(
    request: Request, asked: OnWork, tx: Tx, item: str, word: Annotated[str, Form(alias=FIELD)] = ""
) -> Response:
    """The time line stands with the level that the person has now."""
    check_word(request, word)
    tell_again(tx, asked.house, _desk(asked, tx).held(item), asked.now)
    return RedirectResponse(asked.link(f"/work/{item}", told=1), status_code=303)


@router.post("/work/{item}/{step}")
def take_step(
    request: Request,
    asked: OnWork,
    tx: Tx,
    item: str,
    step: str,
    word: Annotated[str, Form(alias=FIELD)] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
    why: Annotated[str, Form(max_length=20)] = "",
    to_team: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Called, found, not found, done, handed over, taken over, refused."""
    check_word(request, word)
    reason = WhyNot(why) if why in list(WhyNot) else None
    desk = _desk(asked, tx)
    act(desk, step, item, Told(note, reason, to_team))
    # 303: the browser asks again with GET; who may look no longer goes back to the list.
    return RedirectResponse(asked.link(f"/work/{item}" if desk.sees(item) else "/work"), status_code=303)


def _page(
    request: Request,
    asked: Asked,
    tx: Transaction,
    item: str,
    sent: Mapping[str, str],
    *,
    faults: Sequence[Fault] = (),
    wrong: Sentence | None = None,
    told: bool = False,
) -> Response:
    desk = _desk(asked, tx)
    one, row, word = desk.item(item), desk.row(item), form_word(request)
    answer = show(
        asked,
        "work_item.html",
        422 if faults or wrong else 200,
        row=row,
        word=word,
        told=told,
        may=may_do(desk, one),
        why_not=WHY_NOT,
        others=_others(asked, one),
        line=time_line_of(tx, one.person, desk.as_of) if row["full_name"] is not None else (),
        form=_form(asked, sent, faults, wrong),
    )
    keep_word(request, answer, word)
    return answer


def _others(asked: Asked, one: ToBeDone) -> list[tuple[str, Sentence]]:
    """Teams to whom somebody may be handed over, the nearest first."""
    teams = asked.house.work_rules.teams
    near = teams.roster.nearest(one.area, one.level, NEAREST)
    return [(team.id, teams.title(team.id)) for team in near if team.id != one.team]


def _form(
    asked: Asked, sent: Mapping[str, str], faults: Sequence[Fault], wrong: Sentence | None
) -> dict[str, Any]:
    """What the form needs: what was typed, what is wrong, what can be chosen."""
    marked = {field(one.part, one.field or "", one.row) for one in faults}
    return {
        "sent": sent,
        "faults": faults,
        "wrong": wrong,
        "marked": marked,
        "rows": {part: rows_shown(part, sent) for part in FIELDS},
        "places": PLACES,
        "contacts": CONTACTS,
        "settings": list(Setting),
        "areas": [
            _full_name(asked, area) for area in asked.jurisdiction.areas if area.tier is not Tier.COUNTRY
        ],
        "latest": asked.now.astimezone(asked.zone).strftime("%Y-%m-%dT%H:%M"),
    }


def _full_name(asked: Asked, area: Area) -> str:
    """A name that the intake reads without doubt: `Phường Hà Khánh, Thành phố Hạ Long`."""
    above = asked.jurisdiction.areas.get(area.parent or "")
    return f"{area.name}, {above.name}" if above else area.name


def _desk(asked: Asked, tx: Transaction) -> Desk:
    as_of = asked.as_of if asked.looking_back else None
    return Desk(asked.house, tx, asked.viewer, asked.language, asked.now, as_of, door="page")
