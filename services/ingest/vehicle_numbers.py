"""Numbers of vehicles in one spelling: a flight is written `EK380`, `EK0380`, `Flight EK 380`, `Fight`."""

import re

from services.domain.records import VehicleKind
from services.domain.text import bare

_WORDS = {
    VehicleKind.FLIGHT: r"fl?ights?|fligth|chuyen bay|may bay",
    VehicleKind.TRAIN: r"(?:through )?trains?|high speed rail|hsr|railway|tau hoa|tau lua|doan tau",
    VehicleKind.SHIP: r"ships?|cruise(?: ship)?|ferry|vessel|tau thuy|tau bien|du thuyen|pha",
    VehicleKind.COACH: r"coach(?:es)?|bus|minibus|xe khach|xe buit|xe bus",
    VehicleKind.TAXI: r"taxis?",
}
_WORD = {
    kind: re.compile(rf"\b(?:{words})\b(?:\s*(?:no\.?|number|so))?[:.]?\s*") for kind, words in _WORDS.items()
}
_FLIGHT = re.compile(r"([A-Z]{2}|[A-Z]\d|\d[A-Z]|[A-Z]{3})\s*-?\s*0*(\d{1,4})([A-Z]?)")
_RAIL = re.compile(r"([CDGKTZ])\s*0*(\d{1,4})")
_VIETNAM_RAIL = re.compile(r"(SE|TN|NA|SPT?|SNT|SQN|HP|LP|QB|YB|QT)\s*0?(\d{1,2})")
"""Trains of Vietnam as timetables call them [recall]: of one or two digits, flights mostly have more."""


def vehicle_of(text: str) -> tuple[str, VehicleKind]:
    """The vehicle in one spelling and its kind; a name without any number is taken for a ship's."""
    said = bare(text)
    kind = next((kind for kind, word in _WORD.items() if word.search(said)), None)
    number = (_WORD[kind].sub("", said, count=1).strip() if kind else said).upper()
    if kind in (None, VehicleKind.TRAIN) and (rail := _VIETNAM_RAIL.fullmatch(number)):
        return f"{rail[1]}{rail[2]}", VehicleKind.TRAIN
    if kind in (None, VehicleKind.FLIGHT) and (flight := _FLIGHT.fullmatch(number)):
        return f"{flight[1]}{flight[2]}{flight[3]}", VehicleKind.FLIGHT
    if kind in (None, VehicleKind.TRAIN) and (rail := _RAIL.fullmatch(number)):
        return f"{rail[1]}{rail[2]}", VehicleKind.TRAIN
    return _named(text, number, kind)


def _named(text: str, number: str, kind: VehicleKind | None) -> tuple[str, VehicleKind]:
    if kind is None:
        return text, VehicleKind.OTHER if re.search(r"\d", text) else VehicleKind.SHIP
    if re.fullmatch(r"[A-Z0-9][A-Z0-9 .-]*", number) and re.search(r"\d", number):
        return re.sub(r"[ .-]", "", number), kind
    return text, kind
