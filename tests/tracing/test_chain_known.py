"""What is known of one F0: by which rows, and where they are found."""

from datetime import date, timedelta

import pytest

from services.domain.records import ContactPerson, Noted
from services.plumbing.database import Database
from services.tracing.chain_facts import CaseFact
from services.tracing.chain_keeping import keep_chains
from services.tracing.chain_known import Known, Told
from services.tracing.chain_views import snapshot
from tests.tracing.chain_told import START, ZONE

DAY = date(2021, 1, 20)


def row(person: str | None, area: str | None, name: str = "case:A", *, positive: bool = True) -> CaseFact:
    return CaseFact(name, person, None, area, DAY, positive)


def known(*rows: CaseFact) -> Known:
    found = Known()
    found.take(Told(dict(enumerate(rows))))
    return found


def test_a_second_row_of_a_case_that_names_nobody_tells_of_the_person_it_was_named_after():
    both = known(row("p1", None), row(None, "205"))

    assert [one.area for one in both.cases_of("p1")] == [None, "205"]
    assert both.area_of("p1") == "205"


def test_a_row_that_names_somebody_else_tells_nothing_of_the_first():
    other = known(row("p1", "193"), row("p2", "205"), row(None, "194"))

    assert (other.area_of("p1"), other.area_of("p2")) == ("193", "194")


def test_a_withdrawn_row_tells_no_area():
    assert known(row("p1", "193"), row(None, "205", positive=False)).area_of("p1") == "193"


def _contact(number: str, area: str, last: date) -> Noted:
    body = ContactPerson(
        person="p1", area=area, reported_at=START, contact_level=1, case=f"C{area}", last_contact_on=last
    )
    return Noted(number, "contact-persons", area, 1, START, "p1", body, {})


@pytest.mark.parametrize("numbers", ["12", "21"])
def test_of_two_words_of_one_batch_the_one_about_the_later_day_says_where_somebody_is(
    database: Database, numbers: str
):
    """Whatever the ids of the records: within a batch they are chance."""
    words = [_contact(numbers[0], "205", DAY), _contact(numbers[1], "193", DAY - timedelta(days=2))]
    with database.transaction() as tx:
        keep_chains(tx, sorted(words, key=lambda one: one.id), ZONE, lambda tx, people: {})
        assert snapshot(tx).known.area_of("p1") == "205"
