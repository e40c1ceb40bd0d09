"""A traveller's own statement on coming in from abroad (the entry form, rule book 3.1)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import ArrivalCount, ArrivalsCounted
from services.domain.records import EntryDeclaration
from services.ingest import people
from services.ingest.cells import one_of, yes_or_no
from services.ingest.columns import Column, Reading, Values
from services.ingest.countries import country
from services.ingest.feed import Feed, column
from services.ingest.feeds import forms
from services.ingest.feeds.counting import in_counts
from services.ingest.form_checks import entry_is_near, is_filled_in
from services.ingest.journey_checks import (
    visits_end_after_they_start,
    visits_leave_no_gap,
    visits_lie_in_lookback,
)
from services.ingest.place_checks import lies_in_an_area
from services.ingest.places import area_of, place_named
from services.ingest.times import day

NAME = "entry-declarations"
VEHICLES = {
    "plane": ("tàu bay", "máy bay"),
    "boat": ("tàu thuyền", "tàu thủy", "tàu biển"),
    "car": ("ô tô", "xe khách", "xe tải", "xe ô tô"),
    "other": ("khác", "đi bộ", "tàu hỏa"),
}
SIGNS = {
    "fever": ("Sốt", "Fever"),
    "cough": ("Ho", "Cough"),
    "breath": ("Khó thở", "Difficulty of breathing"),
    "throat": ("Đau họng", "Sore throat"),
    "vomit": ("Nôn/buồn nôn", "Vomiting"),
    "diarrhoea": ("Tiêu chảy", "Diarrhoea"),
    "bleeding": ("Xuất huyết ngoài da", "Skin haemorrhage"),
    "rash": ("Nổi ban ngoài da", "Rash"),
}
"""The form's table of signs, each answered yes or no."""

TABLE = tuple(f"sym_{sign}" for sign in SIGNS)
STARRED = (
    *("sex", "nationality", "id_number", "addr_province", "addr_district", "addr_detail"),
    *("vehicle_type", "gate", "entry_date", "places_14d", *TABLE, "exp_animal", "exp_close"),
)


def build(values: Values, reading: Reading) -> EntryDeclaration:
    """The pseudonym is made here; from now on nobody knows the name."""
    person = people.pseudonym(values, reading) or ""
    visits = values["places_14d"] or ()
    return EntryDeclaration(
        declaration_id=forms.identity(values, person, reading),
        declared_at=values["declared_at"],
        person=person,
        area=forms.home_area(values, reading) or area_of(values["gate"], None, reading),
        gate=values["gate"],
        entered_on=values["entry_date"],
        country=values["from_country"] or next((v.country for v in reversed(visits) if v.country), None),
        vehicle=forms.vehicle(values),
        plate=people.plate_mark(values, reading),
        visits=visits,
        symptoms=forms.any_yes(values, *TABLE),
        signs=tuple(sign for sign in SIGNS if values[f"sym_{sign}"]),
        contact_with_case=values["exp_close"],
        contact_with_animals=values["exp_animal"],
    )


def key(record: EntryDeclaration) -> str:
    """The declaration's own code."""
    return record.declaration_id


def about(record: EntryDeclaration) -> date:
    """The day of entry, else of the declaration."""
    return record.entered_on or record.declared_at.date()


def _parts(record: EntryDeclaration) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Counts by country, area, gate and day of entry."""
    if record.area is not None:  # of nowhere no area could hear; the row's warning says so
        ill, met = bool(record.symptoms), bool(record.contact_with_case)
        yield (record.country, record.area, about(record), record.gate), (1, int(ill), int(met))


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> ArrivalCount:
    origin, where, on, gate = place
    all_, ill, met = amounts
    return ArrivalCount(
        origin=origin, area=where, day=on, people=all_, with_symptoms=ill, with_contact=met, post=gate
    )


def _sign(name: str, vi: str, en: str) -> Column:
    return column(f"sym_{name}", vi, en, yes_or_no, f"triệu chứng {vi.lower()}")


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Khai báo y tế người nhập cảnh", en="Declarations on entry from abroad"),
    columns=(
        *forms.DECLARATION,
        *forms.PERSON,
        column("gate", "Cửa khẩu", "Gate", place_named, "cửa khẩu nhập cảnh", "sân bay", longest=100),
        column("entry_date", "Ngày nhập cảnh", "Day of entry", day, "ngày đến", "date of entry"),
        column("from_country", "Đến từ quốc gia", "From (country)", country, "nước đi", "nơi khởi hành"),
        column("vehicle_type", "Phương tiện", "Means of travel", one_of(VEHICLES), "phương tiện đi lại"),
        *forms.TRAVEL,
        forms.PLACES_14D,
        *(_sign(name, vi, en) for name, (vi, en) in SIGNS.items()),
        column(
            "exp_animal",
            "Đến trang trại, chợ động vật sống, cơ sở giết mổ, tiếp xúc động vật",
            "Contact with animals",
            yes_or_no,
            "tiếp xúc động vật",
        ),
        column(
            "exp_close",
            "Tiếp xúc gần (<2 m) với người mắc bệnh",
            "Close contact with a case",
            yes_or_no,
            "tiếp xúc gần",
            "tiếp xúc người bệnh",
        ),
    ),
    record=EntryDeclaration,
    build=build,
    key=key,
    events=in_counts(NAME, ArrivalsCounted, _parts, _count, kind="entry_declaration"),
    day=about,
    senders=frozenset(Agency),
    told_at="declared_at",
    refuse=(visits_end_after_they_start,),
    flag=(
        is_filled_in(*STARRED),
        lies_in_an_area("gate"),
        entry_is_near,
        visits_lie_in_lookback,
        visits_leave_no_gap,
    ),
    forgotten_as="declaration",
)
