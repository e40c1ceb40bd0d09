"""A scan without a network: law, code and the officer's eyes give one of four answers, with reasons."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.base import Sentence
from services.domain.errors import NotInForce
from services.domain.records import PostDecision
from services.policy.entry_measures import STRICTNESS
from services.posts.answering import answer
from services.posts.answers import Answer, Learned, Seen
from services.posts.codes import CodeFault, write_code
from services.posts.content import Stay
from tests.posts.made import KEYS, NOW, OTHER_HOUSE, PAPER, content, post_at

BEFORE_EVERYTHING = datetime.fromisoformat("2019-01-01T00:00:00+07:00")


def asked(
    now: datetime = NOW, seen: Seen | None = None, learned: Learned | None = None, **said: object
) -> Answer:
    learn = (lambda _: learned) if learned else None
    return answer(post_at(now), write_code(content(**said), KEYS), seen or Seen(), learn)


def why(found: Answer) -> str:
    return "; ".join(reason.vi for reason in found.reasons)


def test_a_traveller_from_elsewhere_without_certificate_stays_at_home_and_is_asked() -> None:
    found = asked()

    assert (found.decision, found.row) == (PostDecision.QUARANTINE, "A9b")
    assert "Đi từ ngoài tỉnh vào" in why(found)
    assert any("giấy xét nghiệm" in one.vi for one in found.questions)
    assert any("trở lại làm việc" in one.vi for one in found.questions)
    assert found.cite.document == "cv910"


@pytest.mark.parametrize(
    ("age", "row", "told"),
    [(0, "A9", "ngoài tỉnh"), (3, "A9", "còn hạn"), (4, "A9", "nên lấy mẫu lại"), (7, "A9", "7 ngày"),
     (8, "A9b", "không còn giá trị"), (-1, "A9b", "sau ngày đến")],
)  # fmt: skip
def test_a_certificate_counts_for_seven_days_and_is_questioned_after_three(
    age: int, row: str, told: str
) -> None:
    found = asked(seen=Seen(certificate_on=date(2021, 2, 23) - timedelta(days=age), worker=False))

    assert found.row == row
    assert told in why(found)


@pytest.mark.parametrize(
    ("said", "seen", "row", "decision"),
    [
        ({"symptoms": True}, {}, "A11", PostDecision.QUARANTINE),
        ({}, {"symptoms": True}, "A11", PostDecision.QUARANTINE),
        ({"contact": True, "symptoms": True}, {}, "A2", PostDecision.QUARANTINE),
        ({}, {"positive_test": True}, "A1", PostDecision.QUARANTINE),
        ({}, {"refuses": True}, "A12", PostDecision.TURN_BACK),
        ({}, {"illegal_entry": True}, "A3", PostDecision.QUARANTINE),
        ({"origin": None, "abroad": True}, {}, "A4", PostDecision.QUARANTINE),
        ({"origin": "205", "stays": (Stay(area="34"),)}, {}, "A9b", PostDecision.QUARANTINE),
        ({"origin": "CN"}, {}, "A4", PostDecision.QUARANTINE),
        ({"origin": "CN-450681"}, {}, "A4", PostDecision.QUARANTINE),
        ({"origin": "290"}, {}, "A5", PostDecision.QUARANTINE),
        ({"stays": (Stay(area="30", days_before=13),)}, {}, "A5", PostDecision.QUARANTINE),
        ({"outbreak": True}, {}, "A5b", PostDecision.QUARANTINE),
        ({"origin": "290", "area": "07090", "outbreak": True}, {}, "A10", PostDecision.TURN_BACK),
        ({"origin": "290"}, {"goods_vehicle": True, "people_in_vehicle": 4}, "A6", PostDecision.TURN_BACK),
        ({"origin": "290"}, {"goods_vehicle": True, "people_in_vehicle": 1}, "A6c", PostDecision.PASS),
        ({"cases_at_origin": True}, {"worker": True}, "A7", PostDecision.SAMPLE),
        ({}, {"worker": True}, "A8", PostDecision.SAMPLE),
        ({"origin": "205", "stays": ()}, {}, "A0", PostDecision.PASS),
    ],
)
def test_each_row_of_the_rule_book_is_reached(
    said: dict[str, object], seen: dict[str, object], row: str, decision: PostDecision
) -> None:
    found = asked(seen=Seen(**seen), **said)

    assert (found.row, found.decision) == (row, decision)
    assert found.reasons and found.todo.vi and found.cite.title


def test_a_stay_counts_until_the_days_looked_back_on_have_passed_at_the_scan() -> None:
    stays = (Stay(area="30", days_before=13),)

    assert asked(stays=stays, now=NOW + timedelta(hours=20)).row == "A5"
    assert asked(stays=stays, now=NOW + timedelta(hours=50)).row == "A9b"


def test_an_origin_nobody_knows_is_asked_for_and_never_waved_through() -> None:
    found = asked(origin=None, stays=())

    assert found.decision is PostDecision.QUARANTINE
    assert any("tỉnh, huyện nào" in one.vi for one in found.questions)


@pytest.mark.parametrize(
    ("code", "fault", "row"),
    [
        ("không phải mã", CodeFault.UNREADABLE, "C1"),
        (write_code(content(), OTHER_HOUSE), CodeFault.OTHER_HOUSE, "C3"),
        (write_code(content(declared_at=NOW + timedelta(hours=1)), KEYS), CodeFault.FUTURE, "C4"),
        (write_code(content(valid_until=NOW - timedelta(hours=1)), KEYS), CodeFault.EXPIRED, "C5"),
        (str(int(write_code(content(), KEYS)) + 1), CodeFault.TAMPERED, "C2"),
    ],
)
def test_each_fault_of_a_code_has_its_own_clear_answer(code: str, fault: CodeFault, row: str) -> None:
    found = answer(post_at(), code, Seen())

    assert (found.fault, found.row, found.decision) == (fault, row, PostDecision.TURN_BACK)
    assert found.todo.vi and found.todo.en


def test_an_expired_code_of_somebody_ill_is_still_evidence() -> None:
    found = asked(symptoms=True, valid_until=NOW - timedelta(hours=1))

    assert (found.row, found.fault) == ("A11", CodeFault.EXPIRED)
    assert "Tờ khai đã hết hạn" in why(found)


def test_nothing_of_a_code_that_cannot_be_trusted_is_told() -> None:
    found = answer(post_at(), write_code(content(symptoms=True), OTHER_HOUSE), Seen())

    assert (found.ref, found.origin, found.area, found.declared_at) == (None, None, None, None)
    assert found.row == "C3"


def test_another_persons_paper_stops_the_code() -> None:
    assert asked(seen=Seen(paper=PAPER)).paper_fits is True
    found = asked(seen=Seen(paper="0000"))

    assert (found.row, found.fault, found.paper_fits) == ("C6", CodeFault.OTHER_PAPER, False)


def test_a_code_shown_at_two_posts_is_stopped_until_the_paper_fits() -> None:
    learned = Learned(elsewhere=Sentence(vi="Mã này vừa được quét: Chốt A", en="Just scanned: post A"))

    stopped, cleared = (asked(learned=learned, seen=Seen(paper=paper)) for paper in (None, PAPER))

    assert (stopped.row, stopped.fault) == ("C7", CodeFault.ELSEWHERE)
    assert (cleared.row, cleared.fault) == ("A9b", None)
    assert "Chốt A" in why(cleared)


def test_what_the_house_learned_later_can_only_make_an_answer_stricter() -> None:
    assert asked(learned=Learned(facts={"positive_test": True})).row == "A1"
    assert asked(learned=Learned(facts={"outbreak_place": True})).row == "A5b"
    assert asked(outbreak=True, learned=Learned(facts={"outbreak_place": False})).row == "A5b"


ORDER = STRICTNESS
FACTS = st.dictionaries(
    st.sampled_from(["symptoms", "close_contact", "outbreak_place", "positive_test"]),
    st.sampled_from([True, False, None]),
)


@given(FACTS)
def test_no_later_fact_opens_the_way_for_anybody(facts: dict[str, bool | None]) -> None:
    for said in ({}, {"origin": "205", "stays": ()}, {"symptoms": True}, {"outbreak": True}):
        alone, later = asked(**said), asked(learned=Learned(facts=facts), **said)
        assert ORDER.index(later.decision) >= ORDER.index(alone.decision)


def test_before_the_first_rules_there_is_no_answer() -> None:
    with pytest.raises(NotInForce):
        answer(post_at(BEFORE_EVERYTHING), "", Seen())
