"""The answer of the law of posts to a journey or a vehicle, without a code: told to anybody, kept nowhere."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from services.app.angles import Row, named
from services.app.answer_rows import answer_row, facts_known, level_told
from services.app.wiring import House
from services.domain.areas import AreaCode
from services.domain.base import Language, Sentence, Word
from services.domain.days import within_reason
from services.domain.errors import BadRecord, UnknownArea
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.identity_checks import is_plate
from services.ingest.people import plate as without_dots
from services.ingest.places import area as area_named
from services.plumbing.database import Transaction
from services.posts.answering import Ground, assess
from services.posts.answers import Learned, Seen
from services.posts.claims import Claim, areas_of_claim, content_of_claim
from services.risk.origins import places_known

Place = Annotated[str, Field(max_length=120)]
"""A code of the register or a name."""

_LEFT_OUT = ("problem", "paper_fits", "declared_at", "valid_until", "post", "online", "at")


class Vehicle(Word):
    """A vehicle at the post. Nobody's name is asked, and the plate is compared with forms and forgotten."""

    plate: Annotated[str, Field(max_length=20)] | None = None
    crew: Annotated[int, Field(ge=0, le=1000)] | None = None
    """People in it, the driver among them."""
    cargo: Literal["dry", "cold"] | None = None
    """None: it carries people."""


class Journey(Word):
    """What somebody asks about: where from, where else, when, and what an officer would ask."""

    model_config = ConfigDict(strict=False, populate_by_name=True)  # JSON writes days as text

    origin: Annotated[Place | None, Field(alias="from")] = None
    been: Annotated[tuple[Place, ...], Field(max_length=30)] = ()
    """Further places of the last 14 days."""
    to: Place | None = None
    abroad: bool = False
    day: date | None = None
    """Day of arrival; None: today."""
    contact: bool | None = None
    symptoms: bool | None = None
    worker: bool | None = None
    certificate_on: date | None = None
    accepts_quarantine: bool | None = None
    vehicle: Vehicle | None = None


def journey_of(**told: Any) -> Journey:
    """A journey from what a form or a command line holds; raises BadRecord for what is too long."""
    try:
        return Journey(**told)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise BadRecord(
            vi=f"'{field}': quá dài, quá nhiều hoặc không đúng kiểu; ghi lại ngắn gọn.",
            en=f"'{field}': too long, too many or not of its kind; write it shorter.",
            field=field,
            code="unfit_field",
        ) from None


def assess_journey(house: House, tx: Transaction, asked: Journey, now: datetime, language: Language) -> Row:
    """One of four answers with reasons, measure and citation; raises UnknownArea, BadRecord, NotInForce."""
    claim = _claim(asked, house.reading(now))
    at = _moment(asked.day, house, now)
    known = places_known(tx, house.jurisdiction, claim.origin, areas_of_claim(claim), at, min(at, now))
    learned = Learned(
        facts=facts_known(known), reasons=tuple(level_told(house.jurisdiction, claim.origin, known))
    )
    found = assess(Ground(house.jurisdiction, at), content_of_claim(claim, at), _seen(asked), learned)
    row = answer_row(found, house.jurisdiction, language, post=None, at=at, online=True)
    areas = house.jurisdiction.areas
    return {name: value for name, value in row.items() if name not in _LEFT_OUT} | {
        "day": at.astimezone(house.jurisdiction.zone).date().isoformat(),
        "been": [named(areas[code], language) for code in claim.been],
        "vehicle": _vehicle(asked.vehicle, language) if asked.vehicle else None,
    }


def _claim(asked: Journey, reading: Reading) -> Claim:
    origin = asked.origin and asked.origin.strip()  # a blank tells nothing, so nothing may pass on it
    if not origin and not asked.abroad:
        raise BadRecord(
            vi="'from': cần nơi đi (mã hoặc tên tỉnh, huyện, xã), hoặc cho biết đi từ nước ngoài.",
            en="'from': say where the journey begins (code or name of an area), or that it is abroad.",
            field="from",
            code="no_origin",
        )
    return Claim(
        origin=_area("from", origin, reading) if origin else None,
        been=tuple(_area("been", place, reading) for place in asked.been),
        to=_area("to", asked.to, reading) if asked.to else None,
        abroad=asked.abroad,
        contact=asked.contact,
    )


def _area(field: str, text: str, reading: Reading) -> AreaCode:
    try:
        return area_named(text.strip(), reading)
    except Unreadable as fault:
        said = fault.sentence
        raise UnknownArea(
            vi=f"'{field}': {said.vi}", en=f"'{field}': {said.en}", field=field, code=fault.code
        ) from None


def _moment(day: date | None, house: House, now: datetime) -> datetime:
    """Today: this moment. Any other day: its noon, by the law and the orders of that noon."""
    zone = house.jurisdiction.zone
    if day is None or day == now.astimezone(zone).date():
        return now
    return within_reason(datetime.combine(day, time(12), zone), "day")


def _seen(asked: Journey) -> Seen:
    vehicle = asked.vehicle or Vehicle()
    goods = vehicle.cargo is not None
    return Seen(
        symptoms=asked.symptoms,
        worker=asked.worker,
        certificate_on=asked.certificate_on,
        accepts_quarantine=asked.accepts_quarantine,
        goods_vehicle=goods,
        people_in_vehicle=vehicle.crew if goods else None,
    )


def _vehicle(vehicle: Vehicle, language: Language) -> Row:
    plate = without_dots(vehicle.plate, None) if vehicle.plate else None
    fits = None if plate is None else is_plate(plate)
    return {
        "kind": "goods" if vehicle.cargo else "people",
        "cargo": vehicle.cargo,
        "crew": vehicle.crew,
        "plate_fits": fits,
        "notes": [note.said_in(language) for note in _notes(vehicle, fits)],
    }


def _notes(vehicle: Vehicle, fits: bool | None) -> list[Sentence]:
    """What an officer looks at besides; the decision is the law's."""
    wanted = {
        _ODD_PLATE: fits is False,
        _EACH_ALONE: vehicle.cargo is None and (vehicle.crew or 0) > 1,
        _COLD: vehicle.cargo == "cold",
        _NO_DRIVER: vehicle.crew == 0,
    }
    return [note for note, holds in wanted.items() if holds]


_ODD_PLATE = Sentence(
    vi="Biển số không đúng dạng nào đã biết: xem lại biển số và giấy tờ xe.",
    en="The plate has no known form: look at the plate and the vehicle's papers again.",
)
_EACH_ALONE = Sentence(
    vi="Câu trả lời này cho người khai; mỗi người trên xe khai báo và được xét riêng.",
    en="This answer is for who asks; each person in the vehicle declares and gets an answer.",
)
_COLD = Sentence(
    vi="Hàng đông lạnh: hỏi bao bì đã khử khuẩn và lấy mẫu bề mặt chưa, ở đâu.",
    en="Cold goods: ask whether the packing was disinfected and sampled, and where.",
)
_NO_DRIVER = Sentence(
    vi="Xe không có người: số người trên xe phải kể cả lái xe.",
    en="Nobody in the vehicle: the number of people counts the driver.",
)
