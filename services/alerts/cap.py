"""The situation as a CAP 1.2 document (OASIS Common Alerting Protocol), for other warning systems.

Area levels only: no text meant for an agency, no count, no person. Elements stand in the order of the schema.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from services.alerts.level_messages import SEVERITY
from services.alerts.phrases import level_name, place
from services.alerts.situation import Situation
from services.domain.areas import Areas
from services.domain.base import Language, Sentence
from services.domain.events import AreaLevelChanged
from services.domain.levels import RiskLevel
from services.domain.text import beginning

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LANGUAGE_TAGS: tuple[tuple[Language, str], ...] = (("vi", "vi-VN"), ("en", "en-US"))
GEOCODE = "GSO"  # codes of the General Statistics Office

ADVICE = {
    RiskLevel.AT_RISK: Sentence(
        vi="Thực hiện nghiêm 5K; khai báo y tế trung thực; hạn chế tụ tập đông người.",
        en="Keep to 5K; declare your health honestly; avoid large gatherings.",
    ),
    RiskLevel.HIGH: Sentence(
        vi="Thực hiện nghiêm 5K; không tụ tập đông người; hạn chế ra khỏi nhà khi không cần thiết.",
        en="Keep to 5K; no large gatherings; leave home only when needed.",
    ),
    RiskLevel.VERY_HIGH: Sentence(
        vi="Ở nhà, chỉ ra ngoài khi thật cần thiết; làm theo hướng dẫn của chính quyền địa phương.",
        en="Stay at home, go out only when really needed; follow the instructions of the authorities.",
    ),
}


@dataclass(frozen=True)
class CapSender:
    """Who speaks: `name` without spaces, commas, `<` or `&` (a domain name), `title` for people."""

    name: str
    title: Sentence
    zone: tzinfo
    exercise: bool = False
    """True for replays and rehearsals: readers must not act on them."""


def cap_document(now_known: Situation, areas: Areas, sender: CapSender, now: datetime) -> bytes:
    """One `<alert>` for the whole situation; two `<info>` (vi, en) for each level, order and moment in it."""
    register_namespace("", NAMESPACE)
    alert = Element(_tag("alert"))
    sent = now_known.learned_at or now
    _put(alert, "identifier", _identifier(now_known, sender))
    _put(alert, "sender", sender.name)
    _put(alert, "sent", _time(sent, sender.zone))
    _put(alert, "status", "Exercise" if sender.exercise else "Actual")
    _put(alert, "msgType", "Alert")
    _put(alert, "scope", "Public")
    for alike in _alike(now_known.changes):
        for language, tag in LANGUAGE_TAGS:
            _info(alert, alike, areas, sender, language, tag)
    return bytes(tostring(alert, encoding="utf-8", xml_declaration=True))


def _info(
    alert: Element,
    alike: Sequence[AreaLevelChanged],
    areas: Areas,
    sender: CapSender,
    language: Language,
    tag: str,
) -> None:
    first = alike[0]
    level = first.after or RiskLevel.AT_RISK
    info = SubElement(alert, _tag("info"))
    _put(info, "language", tag)
    _put(info, "category", "Health")
    _put(info, "event", _EVENT.said_in(language))
    _put(info, "responseType", "Shelter" if level is RiskLevel.VERY_HIGH else "Avoid")
    _put(info, "urgency", "Immediate" if level is RiskLevel.VERY_HIGH else "Expected")
    _put(info, "severity", SEVERITY[level].value)
    # An order is a fact; a level that follows from figures is likely, and may be corrected.
    _put(info, "certainty", "Observed" if first.order_number else "Likely")
    _put(info, "effective", _time(first.at, sender.zone))
    _put(info, "senderName", sender.title.said_in(language))
    _put(info, "headline", beginning(level_name(level).said_in(language)))
    _put(info, "description", _basis(first).said_in(language))
    _put(info, "instruction", ADVICE[level].said_in(language))
    for change in alike:
        _area(info, change.area, place(areas, change.area).said_in(language))


def _area(info: Element, code: str, name: str) -> None:
    area = SubElement(info, _tag("area"))
    _put(area, "areaDesc", name)
    geocode = SubElement(area, _tag("geocode"))
    _put(geocode, "valueName", GEOCODE)
    _put(geocode, "value", code)


_EVENT = Sentence(vi="Mức nguy cơ dịch COVID-19", en="COVID-19 risk level")


def _alike(changes: Sequence[AreaLevelChanged]) -> list[list[AreaLevelChanged]]:
    """Areas of one level, order and moment, the highest level first."""
    groups: dict[tuple[int, str, datetime, str], list[AreaLevelChanged]] = {}
    for change in changes:
        key = (-int(change.after or 0), change.order_number or "", change.at, change.cite.title)
        groups.setdefault(key, []).append(change)
    return [groups[key] for key in sorted(groups)]


def _basis(first: AreaLevelChanged) -> Sentence:
    number = first.order_number
    order_vi, order_en = (f"Theo văn bản: {number}. ", f"By order: {number}. ") if number else ("", "")
    cite = f"{first.cite.title}, {first.cite.article}" if first.cite.article else first.cite.title
    return Sentence(vi=f"{order_vi}Căn cứ: {cite}.", en=f"{order_en}Legal basis: {cite}.")


def _identifier(now_known: Situation, sender: CapSender) -> str:
    """The same situation has the same identifier, so that a reader who polls shows it once."""
    told = "|".join(change.id for change in now_known.changes) + f"|{now_known.learned_at}"
    return f"{sender.name}-{sha256(told.encode()).hexdigest()[:24]}"


def _time(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).replace(microsecond=0).isoformat()  # CAP knows no fractions and no Z


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _tag(name)).text = text


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
