"""What people who live here say of journeys, signs and contacts (the all-residents form, rule book 3.1)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import HealthCount, ResidentsCounted
from services.domain.records import ResidentDeclaration
from services.ingest import people
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed
from services.ingest.feeds import forms
from services.ingest.feeds.counting import in_counts
from services.ingest.form_checks import is_filled_in
from services.ingest.journey_checks import (
    visits_end_after_they_start,
    visits_leave_no_gap,
    visits_lie_in_lookback,
)
from services.ingest.place_checks import lies_in_an_area

NAME = "resident-declarations"
STARRED = (
    *("sex", "nationality", "addr_province", "addr_district", "addr_commune", "addr_detail", "phone"),
    *("exp_case", "exp_country", "exp_ill"),
)


def build(values: Values, reading: Reading) -> ResidentDeclaration:
    """The pseudonym is made here; from now on nobody knows the name."""
    person = people.pseudonym(values, reading) or ""
    return ResidentDeclaration(
        declaration_id=forms.identity(values, person, reading),
        declared_at=values["declared_at"],
        person=person,
        area=forms.home_area(values, reading),
        visits=values["places_14d"] or (),
        symptoms=values["any_symptom"],
        contact_with_case=forms.any_yes(values, "exp_case", "exp_ill"),
    )


def key(record: ResidentDeclaration) -> str:
    """The declaration's own code."""
    return record.declaration_id


def about(record: ResidentDeclaration) -> date:
    """The day of the declaration."""
    return record.declared_at.date()


def _parts(record: ResidentDeclaration) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Counts by area and day."""
    if record.area is not None:  # of nowhere no area could hear; the row's warning says so
        ill, met = bool(record.symptoms), bool(record.contact_with_case)
        yield (record.area, about(record)), (1, int(ill), int(met))


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> HealthCount:
    people_, ill, met = amounts
    return HealthCount(area=place[0], day=place[1], people=people_, with_symptoms=ill, with_contact=met)


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Khai báo y tế toàn dân", en="Declarations of residents"),
    columns=(*forms.DECLARATION, *forms.PERSON, forms.PLACES_14D, *forms.SIGNS),
    record=ResidentDeclaration,
    build=build,
    key=key,
    events=in_counts(NAME, ResidentsCounted, _parts, _count),
    day=about,
    senders=frozenset(Agency),
    told_at="declared_at",
    refuse=(visits_end_after_they_start,),
    flag=(
        is_filled_in(*STARRED),
        lies_in_an_area("addr_province"),
        visits_lie_in_lookback,
        visits_leave_no_gap,
    ),
    forgotten_as="declaration",
)
