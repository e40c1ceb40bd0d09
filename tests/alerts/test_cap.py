"""The CAP 1.2 feed, held against the standard's own structure."""

import re
from datetime import timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest

from services.alerts import steps
from services.alerts.cap import CapSender, cap_document
from services.alerts.ledger import alerts
from services.alerts.situation import situation
from services.domain.agencies import Agency
from services.domain.base import Sentence
from tests.alerts.conftest import HANOI
from tests.alerts.happenings import NOON, first_case, level_changed

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
SENDER = CapSender("phendau.example", Sentence(vi="Ban Chỉ đạo cấp tỉnh", en="Command centre"), HANOI)

# OASIS CAP v1.2, section 3.4: elements in the order of the schema; True: it must be there.
ALERT = {
    "identifier": True, "sender": True, "sent": True, "status": True, "msgType": True, "source": False,
    "scope": True, "restriction": False, "addresses": False, "code": False, "note": False,
    "references": False, "incidents": False, "info": False,
}  # fmt: skip
INFO = {
    "language": False, "category": True, "event": True, "responseType": False, "urgency": True,
    "severity": True, "certainty": True, "audience": False, "eventCode": False, "effective": False,
    "onset": False, "expires": False, "senderName": False, "headline": False, "description": False,
    "instruction": False, "web": False, "contact": False, "parameter": False, "resource": False,
    "area": False,
}  # fmt: skip
AREA = {
    "areaDesc": True, "polygon": False, "circle": False, "geocode": False, "altitude": False,
    "ceiling": False,
}  # fmt: skip
WORDS = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE",
        "Other",
    },
    "responseType": {
        "Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None",
    },
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


@pytest.fixture
def feed(database, areas, clock):
    def read() -> Element:
        with database.reading() as tx:
            document = cap_document(situation(tx), areas, SENDER, clock())
        alert = fromstring(document)
        check(alert)
        return alert

    return read


def check(alert: Element) -> None:
    assert alert.tag == f"{CAP}alert"
    in_order(alert, ALERT)
    assert not set(" ,<&") & set(alert.findtext(f"{CAP}identifier") + alert.findtext(f"{CAP}sender"))
    for info in alert.iter(f"{CAP}info"):
        in_order(info, INFO)
    for area in alert.iter(f"{CAP}area"):
        in_order(area, AREA)
    for name, words in WORDS.items():
        assert {element.text for element in alert.iter(CAP + name)} <= words
    for element in [*alert.iter(f"{CAP}sent"), *alert.iter(f"{CAP}effective")]:
        assert DATE.fullmatch(element.text)
    for element in alert.iter(f"{CAP}geocode"):
        assert [child.tag.removeprefix(CAP) for child in element] == ["valueName", "value"]


def in_order(element: Element, schema: dict[str, bool]) -> None:
    names = [child.tag.removeprefix(CAP) for child in element]
    order = list(schema)
    assert names == sorted(names, key=order.index)
    assert {name for name, needed in schema.items() if needed} <= set(names)


def codes(alert: Element) -> set[str]:
    return {value.text for value in alert.iter(f"{CAP}value")}


def test_a_quiet_province_is_a_valid_alert_without_info(feed):
    assert feed().findall(f"{CAP}info") == []


def test_each_level_is_told_in_vietnamese_and_english_with_the_areas_codes(feed, log):
    log.tell(level_changed("205", after=4, order_number="01/QĐ"), level_changed("07001", after=2))

    alert = feed()

    languages = [info.findtext(f"{CAP}language") for info in alert.iter(f"{CAP}info")]
    assert languages == ["vi-VN", "en-US"] * 2
    first = alert.find(f"{CAP}info")
    assert first.findtext(f"{CAP}headline") == "Mức 4 – Nguy cơ rất cao"
    assert first.findtext(f"{CAP}severity") == "Extreme"
    assert first.findtext(f"{CAP}area/{CAP}areaDesc") == "Thị xã Đông Triều"
    assert first.findtext(f"{CAP}area/{CAP}geocode/{CAP}valueName") == "GSO"
    assert codes(alert) == {"205", "07001"}


def test_the_newest_change_counts_and_an_area_back_to_normal_leaves(feed, log):
    log.tell(level_changed("205", before=1, after=4), level_changed("194", before=1, after=3))
    log.tell(level_changed("205", before=4, after=1, at=NOON + timedelta(days=1)))

    assert codes(feed()) == {"194"}


def test_an_alert_told_in_error_leaves_the_feed(feed, log, database):
    log.tell(level_changed("205"))
    with database.transaction() as tx:
        steps.revoke(tx, alerts(tx)[0].id, by=Agency.COMMAND, note="nhầm")

    assert codes(feed()) == set()


def test_the_feed_holds_nothing_that_was_written_for_an_agency(feed, log):
    log.tell(level_changed("205"), first_case("194"))

    text = " ".join(element.text or "" for element in feed().iter())

    assert "F1" not in text and "Hạn:" not in text and "Công an" not in text
    assert codes(feed()) == {"205"}


def test_the_same_situation_has_the_same_identifier_and_another_a_new_one(feed, log, clock):
    log.tell(level_changed("205"))
    before = feed().findtext(f"{CAP}identifier")
    clock.move_to(clock() + timedelta(hours=1))
    assert feed().findtext(f"{CAP}identifier") == before

    log.tell(level_changed("194"))

    assert feed().findtext(f"{CAP}identifier") != before


def test_a_storm_is_one_pair_of_infos_with_all_its_areas(feed, log, areas):
    log.tell(*(level_changed(a.code, after=2, order_number="7") for a in areas.within("22")))

    assert len(feed().findall(f"{CAP}info")) == 2
    assert codes(feed()) == {a.code for a in areas.within("22")}


def test_a_replay_says_that_it_is_an_exercise(database, areas, clock):
    sender = CapSender("phendau.example", SENDER.title, HANOI, exercise=True)
    with database.reading() as tx:
        alert = fromstring(cap_document(situation(tx), areas, sender, clock()))

    assert alert.findtext(f"{CAP}status") == "Exercise"
