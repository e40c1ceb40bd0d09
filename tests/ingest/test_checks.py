import pytest

from services.ingest.checks import flags_of, refusals_of
from services.ingest.feeds import FEEDS
from services.ingest.identity_checks import IDENTITY_FLAGS
from services.ingest.values import values_of
from tests.ingest.made_up import CASE, DECLARATION, reading_at

READING = reading_at()
VNCDC = {"date": "2021-08-01", "gso_code": "22", "confirmed": "3"}
ORDER = {
    "number": "1/QĐ",
    "issuer": "UBND",
    "state": "ct16",
    "area": "205",
    "since": "2021-08-01",
    "until": "2021-08-15",
}
CONTACT = {
    "chain": "A",
    "area": "205",
    "reported_at": "2021-08-19",
    "level": "F1",
    "total": "10",
    "traced": "9",
}
WORKER = {
    "enterprise": "Công ty mẫu", "full_name": "LÊ VĂN MẪU", "birth_year": "1985", "area": "195",
    "origin": "30", "arrives_on": "2021-08-25",
}  # fmt: skip
INCIDENT = {
    "incident_id": "V1",
    "happened_at": "2021-08-19 02:00",
    "area": "194",
    "kind": "bắt",
    "people": "4",
}
SCAN = {
    "post": "C01", "scanned_at": "2021-08-19 07:40", "decision": "cho qua", "rule": "A9",
    "declaration_id": "TK-1", "full_name": "LÊ VĂN MẪU", "birth_year": "1985", "vehicle_no": "14A-123.45",
    "temperature": "36,7",
}  # fmt: skip
RESIDENT = {
    "declaration_id": "TD-1", "declared_at": "2021-08-19 08:30", "full_name": "LÊ VĂN MẪU",
    "birth_year": "1985", "sex": "Nam", "nationality": "Việt Nam", "addr_province": "22",
    "addr_district": "193", "addr_commune": "06649", "addr_detail": "Tổ 5", "phone": "0912345603",
    "any_symptom": "không", "exp_case": "không", "exp_country": "không", "exp_ill": "không",
}  # fmt: skip
SYMPTOMS = ("fever", "cough", "breath", "throat", "vomit", "diarrhoea", "bleeding", "rash")
ENTRY = {
    "declaration_id": "NC-1", "declared_at": "2021-08-19 08:30", "full_name": "ZHANG MAU", "sex": "Nam",
    "id_number": "E12345678", "birth_year": "1985", "nationality": "Trung Quốc", "gate": "G01",
    "entry_date": "2021-08-19", "addr_province": "22", "addr_district": "194", "addr_detail": "Khách sạn mẫu",
    "vehicle_type": "Ô tô", "vehicle_no": "14A-123.45", "exp_animal": "không", "exp_close": "không",
    "places_14d": "Khách sạn mẫu|Trung Quốc|2021-08-05|2021-08-19",
    **{f"sym_{name}": "không" for name in SYMPTOMS},
}  # fmt: skip
LEGAL = {
    "entry_id": "HS-1", "gate": "G01", "entered_at": "2021-08-19 09:00", "full_name": "ZHANG MAU",
    "id_number": "E12345678", "quarantine_place": "F31", "days": "14",
}  # fmt: skip
STAY = {
    "full_name": "ZHANG MAU", "id_number": "E12345678", "place": "F31", "kind": "tập trung",
    "why": "nhập cảnh", "since": "2021-08-10 13:00", "planned_until": "2021-08-24",
}  # fmt: skip
LEFT = {"left_at": "2021-08-18 09:00", "ended": "hoàn thành"}
PAST = {"since": "2021-08-01 13:00", "planned_until": "2021-08-15"}
BED_CHECK = {"place": "F31", "checked_at": "2021-08-19 06:30", "present_count": "50", "absent_count": "0"}
ONE_BED = {
    "place": "F31", "checked_at": "2021-08-19 06:30", "present_count": "", "absent_count": "",
    "full_name": "ZHANG MAU", "present": "có",
}  # fmt: skip
MET = {
    "full_name": "LÊ VĂN MẪU", "area": "30", "reported_at": "2021-08-19 18:00", "level": "F1",
    "case_code": "BN9001", "last_contact_on": "2021-08-16", "quarantine_place": "F31",
}  # fmt: skip
BACKWARDS = {"places_14d": "A|30|2021-08-10|2021-08-09"}
NOBODY = {"declaration_id": "", "full_name": "", "vehicle_no": ""}
GOOD = {
    "vncdc-daily": VNCDC,
    "orders": ORDER,
    "cases": CASE,
    "contacts": CONTACT,
    "declarations": DECLARATION,
    "worker-returns": WORKER,
    "border-incidents": INCIDENT,
    "checkpoint-scans": SCAN,
    "entry-declarations": ENTRY,
    "resident-declarations": RESIDENT,
    "legal-entries": LEGAL,
    "quarantine-checkins": STAY,
    "bed-checks": BED_CHECK,
    "contact-persons": MET,
}
REFUSED = [
    ("vncdc-daily", {"date": "2021-08-21"}, "date", "future"),
    ("cases", {"confirmed_at": "2021-08-20 09:00"}, "confirmed_at", "future"),
    ("contacts", {"reported_at": "2022-01-01"}, "reported_at", "future"),
    ("declarations", {"declared_at": "2021-08-21"}, "declared_at", "future"),
    ("border-incidents", {"happened_at": "2021-09-01"}, "happened_at", "future"),
    ("checkpoint-scans", {"scanned_at": "2021-08-20 09:00"}, "scanned_at", "future"),
    ("entry-declarations", {"declared_at": "2021-08-21"}, "declared_at", "future"),
    ("entry-declarations", BACKWARDS, "places_14d", "ends_before_start"),
    ("resident-declarations", {"declared_at": "2021-08-21"}, "declared_at", "future"),
    (
        "resident-declarations",
        {"places_14d": "A|30|2021-08-10|2021-08-09"},
        "places_14d",
        "ends_before_start",
    ),
    ("legal-entries", {"entered_at": "2021-08-21"}, "entered_at", "future"),
    ("quarantine-checkins", {"since": "2021-08-21"}, "since", "future"),
    ("quarantine-checkins", {"left_at": "2021-08-09"}, "left_at", "ends_before_start"),
    ("quarantine-checkins", {"planned_until": "2021-08-09"}, "planned_until", "ends_before_start"),
    ("quarantine-checkins", {"left_at": "2021-08-21"}, "left_at", "not_left_yet"),
    ("bed-checks", {"checked_at": "2021-08-21"}, "checked_at", "future"),
    ("contact-persons", {"reported_at": "2021-08-21"}, "reported_at", "future"),
    ("contact-persons", {"last_contact_on": "2021-08-21"}, "last_contact_on", "contact_in_future"),
    ("worker-returns", {"sampled_on": "2021-08-21"}, "sampled_on", "future"),
    ("orders", {"until": "2021-07-31"}, "until", "ends_before_start"),
    ("declarations", {"places_14d": "Chợ|30|2021-08-10|2021-08-09"}, "places_14d", "ends_before_start"),
]
HIMSELF = {"id_number": "034088000181", "contact_of": "034 088 000 181"}
FLAGGED = [
    ("vncdc-daily", {"gso_code": "00"}, "gso_code", "unknown_province"),
    (
        "vncdc-daily",
        {
            "confirmed_blockade": "0", "confirmed_quarantined": "1", "confirmed_unquarantined": "0",
            "confirmed_screening": "0", "confirmed_unknown": "1",
        },
        "confirmed",
        "parts_differ",
    ),
    ("contacts", {"traced": "11"}, "traced", "above_total"),
    ("declarations", {"places_14d": "Chợ|30|2021-08-01|2021-08-18"}, "places_14d", "outside_14_days"),
    ("declarations", {"places_14d": "A|30|2021-08-06|2021-08-08;B|30|2021-08-11|"}, "places_14d", "gap"),
    ("declarations", {"id_number": "099190001234"}, "id_number", "card_province"),
    ("declarations", {"id_number": "030090001234"}, "id_number", "card_sex"),
    ("declarations", {"id_number": "030191001234"}, "id_number", "card_year"),
    ("declarations", {"id_number": "12345"}, "id_number", "paper_form"),
    ("declarations", {"phone": "12345"}, "phone", "phone_form"),
    ("declarations", {"vehicle_no": "XE BO"}, "vehicle_no", "plate_form"),
    ("declarations", {"insurance_no": "123"}, "insurance_no", "insurance_form"),
    ("declarations", {"id_number": "", "birth_year": "2030"}, "birth_year", "birth_year"),
    ("declarations", {"from_area": "Đâu đó"}, "from_area", "unknown_origin"),
    ("worker-returns", {"arrives_on": "2021-12-01"}, "arrives_on", "far_ahead"),
    ("declarations", {"post": "C01", "id_number": ""}, "id_number", "no_paper"),
    ("entry-declarations", {"sym_rash": ""}, "sym_rash", "not_filled"),
    ("entry-declarations", {"entry_date": "2021-07-19"}, "entry_date", "entry_far"),
    ("entry-declarations", {"id_number": "12-345"}, "id_number", "paper_form"),
    ("resident-declarations", {"addr_detail": ""}, "addr_detail", "not_filled"),
    ("resident-declarations", {"addr_commune": "", "addr_district": "", "addr_province": "Đâu đó"},
     "addr_province", "unknown_place"),
    ("legal-entries", {"quarantine_place": ""}, "quarantine_place", "no_quarantine"),
    ("legal-entries", {"days": "7"}, "days", "days_below_rule"),
    ("quarantine-checkins", LEFT, "left_at", "left_early"),
    ("quarantine-checkins", PAST, "left_at", "release_overdue"),
    ("quarantine-checkins", {"planned_until": "2021-08-20"}, "planned_until", "plan_below_rule"),
    ("bed-checks", {"absent_count": "2"}, "reason", "absence_unexplained"),
    ("bed-checks", ONE_BED | {"temperature": "38,2"}, "temperature", "fever"),
    ("contact-persons", {"quarantine_place": ""}, "quarantine_place", "f1_at_large"),
    ("contact-persons", {"result": "dương tính"}, "result", "contact_positive"),
    ("contact-persons", HIMSELF, "contact_of", "contact_with_self"),
    ("checkpoint-scans", {"post": "Chốt lạ"}, "post", "unknown_place"),
    ("checkpoint-scans", NOBODY, "declaration_id", "nobody_scanned"),
    ("checkpoint-scans", {"temperature": "3.6"}, "temperature", "temperature_odd"),
    ("checkpoint-scans", {"temperature": "38"}, "decision", "fever_passed"),
]  # fmt: skip


def faults(checks, feed: str, changed: dict[str, str]):
    values, unread = values_of(FEEDS[feed].columns, {**GOOD[feed], **changed}, READING)
    assert not unread
    record = FEEDS[feed].record_of(values, READING)
    return [(one.field, one.code) for one in checks(FEEDS[feed], record, values, READING)]


@pytest.mark.parametrize("feed", GOOD)
def test_a_row_without_fault_passes_every_check(feed: str):
    assert faults(refusals_of, feed, {}) == []
    assert faults(flags_of, feed, {}) == []


@pytest.mark.parametrize(("feed", "changed", "field", "code"), REFUSED)
def test_what_cannot_be_true_is_refused(feed: str, changed: dict[str, str], field: str, code: str):
    assert faults(refusals_of, feed, changed) == [(field, code)]


@pytest.mark.parametrize(("feed", "changed", "field", "code"), FLAGGED)
def test_what_an_officer_should_look_at_is_kept_with_a_warning(
    feed: str, changed: dict[str, str], field: str, code: str
):
    assert faults(refusals_of, feed, changed) == []
    assert (field, code) in faults(flags_of, feed, changed)


def test_every_check_of_every_feed_has_an_example():
    refused = {name: {code for feed, *_, code in REFUSED if feed == name} for name in GOOD}
    flagged = {code for *_, code in FLAGGED}
    own = {check for name in GOOD for check in FEEDS[name].flag}

    for name in GOOD:
        assert len(refused[name]) == len(FEEDS[name].refuse) + bool(FEEDS[name].told_at), name
    # Checks of papers stand in every feed that has such columns.
    papers = sum(len(checks) for _, checks in IDENTITY_FLAGS.values())
    assert len(flagged) == len({check.__qualname__ for check in own}) + papers


def test_a_post_whose_clock_is_minutes_ahead_is_believed():
    assert faults(refusals_of, "declarations", {"declared_at": "2021-08-20 08:10"}) == []
