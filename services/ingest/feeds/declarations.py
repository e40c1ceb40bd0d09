"""A traveller's own statement of a journey inside the country (the domestic form, rule book 3.1)."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event
from services.domain.records import Declaration
from services.ingest import people
from services.ingest.cells import one_of, text, yes_or_no
from services.ingest.columns import Column, Reading, Values
from services.ingest.drafts import DeclarationDraft
from services.ingest.feed import Feed, Kept, column
from services.ingest.feeds import forms
from services.ingest.feeds.arrivals import Arrival, arrivals_counted
from services.ingest.form_checks import paper_is_shown_at_a_post
from services.ingest.journey_checks import (
    origin_is_known,
    visits_end_after_they_start,
    visits_leave_no_gap,
    visits_lie_in_lookback,
)
from services.ingest.places import area, area_or_nothing, place_named

NAME = "declarations"
VEHICLES = {
    "plane": ("máy bay", "tàu bay"),
    "train": ("tàu hỏa",),
    "coach": ("xe khách", "ô tô khách"),
    "boat": ("tàu thuyền", "tàu thủy"),
    "own": ("cá nhân", "xe cá nhân", "ô tô", "xe máy"),
    "other": ("khác",),
}


def build(values: Values, reading: Reading) -> DeclarationDraft:
    """The pseudonym is made here; from now on nobody knows the name."""
    person = people.pseudonym(values, reading) or ""
    said = [values["from_place"], values["from_area"]]
    return DeclarationDraft(
        declaration_id=forms.identity(values, person, reading),
        declared_at=values["declared_at"],
        person=person,
        area=values["to_area"],
        origin=area_or_nothing(values["from_area"], reading)
        or area_or_nothing(values["from_place"], reading),
        origin_text=", ".join(part for part in said if part),
        post=values["post"],
        vehicle=forms.vehicle(values),
        plate=people.plate_mark(values, reading),
        visits=values["places_14d"] or (),
        symptoms=values["any_symptom"],
        contact_with_case=forms.any_yes(values, "exp_case", "exp_ill"),
    )


def key(record: Declaration | DeclarationDraft) -> str:
    """The declaration's own code."""
    return record.declaration_id


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event for the whole batch: counts by origin, area and day."""
    return arrivals_counted("declaration", NAME, count_of, kept, learned_at)


def count_of(record: Declaration | DeclarationDraft) -> Arrival:
    """One person on the local day of the declaration."""
    return Arrival(
        origin=record.origin,
        area=record.area,
        day=record.declared_at.date(),
        people=1,
        with_symptoms=int(record.symptoms or False),
        with_contact=int(record.contact_with_case or False),
        post=record.post,
    )


def about(record: Declaration | DeclarationDraft) -> date:
    """The day of the declaration."""
    return record.declared_at.date()


COLUMNS: tuple[Column, ...] = (
    *forms.DECLARATION,
    *forms.PERSON,
    column("vehicle_type", "Phương tiện", "Means of travel", one_of(VEHICLES), "phương tiện đi lại"),
    *forms.TRAVEL,
    column("from_area", "Nơi đi", "From (area)", text, "tỉnh đi", "từ", required=True),
    column("from_place", "Điểm đi", "From (place)", text, "địa điểm đi"),
    column("to_area", "Nơi đến", "To (area)", area, "đến", "xã đến", required=True),
    column("to_place", "Điểm đến", "To (place)", text, "địa điểm đến", personal=True),
    forms.PLACES_14D,
    *forms.SIGNS,
    column("pledge", "Cam kết", "Pledge", yes_or_no, beside=True),
    column("post", "Chốt kiểm soát", "Control post", place_named, "mã chốt", "chốt", longest=60),
)

FEED = Feed(
    name=NAME,
    title=Sentence(vi="Khai báo di chuyển nội địa", en="Declarations of domestic travel"),
    columns=COLUMNS,
    record=Declaration,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset(Agency),
    told_at="declared_at",
    refuse=(visits_end_after_they_start,),
    flag=(
        paper_is_shown_at_a_post,
        visits_lie_in_lookback,
        visits_leave_no_gap,
        origin_is_known("from_area"),
    ),
    forgotten_as="declaration",
)
