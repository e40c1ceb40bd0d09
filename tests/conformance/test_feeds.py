"""What every feed must do; runs over the list."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.domain.receipts import Outcome
from services.ingest.columns import columns_by_heading, heading_key
from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file
from services.ingest.intake import take_in
from services.ingest.reading import Row, read_row
from services.ingest.receipts import receive_records
from services.ingest.rendering import feeds_page
from services.ingest.tables import RecordRow
from services.plumbing.database import OutboxRow
from tests.ingest.made_up import NOW, reading_at, sample_rows

DOCS = Path(__file__).parents[2] / "docs" / "feeds.md"
CELLS = st.one_of(
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.lists(st.text(max_size=5), max_size=3),
    st.sampled_from(["-1", "00", "999", "31/12/2099", "=1+1", "\x00", "F9", "không", "28/01/2021 2:30 CH"]),
)

every_feed = pytest.mark.parametrize("name", FEEDS)


@every_feed
def test_its_sample_is_read_whole(database, tmp_path: Path, name: str):
    path = tmp_path / "sample.csv"
    path.write_text(FEEDS[name].sample, encoding="utf-8")

    receipt = receive_file(
        database, FEEDS[name], path, name="sample.csv", reading_of=reading_at, learned_at=NOW
    )

    assert receipt.problems == ()
    assert receipt.kept == receipt.rows == len(sample_rows(FEEDS[name])) >= 2


@every_feed
def test_the_sample_a_second_time_is_all_duplicates(database, name: str):
    rows = sample_rows(FEEDS[name])
    with database.transaction() as tx:
        receive_records(tx, FEEDS[name], rows, reading_at())
        again = receive_records(tx, FEEDS[name], rows, reading_at())

    assert again.duplicate == again.rows == len(rows)


@every_feed
def test_its_columns_are_documented(name: str):
    assert DOCS.read_text(encoding="utf-8") == feeds_page(), "write feeds_page() to docs/feeds.md again"
    told = feeds_page().split(f"## {name}\n")[1].split("\n## ")[0]

    for column in FEEDS[name].columns:
        assert f"`{column.name}`" in told, f"docs/feeds.md says nothing of column {column.name} of {name}"


@every_feed
def test_its_columns_have_both_languages_and_no_heading_twice(name: str):
    feed = FEEDS[name]
    names = [column.name for column in feed.columns]

    assert len(names) == len(set(names))
    told = [
        {heading_key(one) for one in (column.name, column.title.vi, column.title.en, *column.aliases)}
        for column in feed.columns
    ]
    assert sum(map(len, told)) == len(set().union(*told)), "two columns go by one heading"
    assert all(column.title.vi and column.title.en for column in feed.columns)
    assert any(column.required for column in feed.columns)


@every_feed
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_the_cells_no_row_is_lost_and_none_raises(database, name: str, data):
    rows = [dict(row) for row in sample_rows(FEEDS[name])]
    changed = data.draw(
        st.lists(st.tuples(st.integers(0, len(rows) - 1), st.sampled_from(sorted(rows[0])), CELLS))
    )
    for n, heading, cell in changed:
        rows[n][heading] = cell

    with database.transaction() as tx:
        receipt = receive_records(tx, FEEDS[name], rows, reading_at())

    assert receipt.balances()
    assert receipt.rows == len(rows)
    assert receipt.parked == 0


@every_feed
def test_no_personal_value_reaches_an_event_a_record_or_a_problem(database, name: str):
    feed = FEEDS[name]
    good = sample_rows(feed)
    broken = [
        {heading: cell if _is_personal(feed, heading) else "999" for heading, cell in row.items()}
        for row in good
    ]
    with database.transaction() as tx:
        taken = [take_in(tx, feed, rows, reading_at()) for rows in (good, broken)]
        kept = [
            row for column in (RecordRow.body, RecordRow.key) for row in tx.execute(select(column)).scalars()
        ]
        told = [*tx.execute(select(OutboxRow.body)).scalars(), *kept]
    told += [problem.model_dump_json() for one in taken for problem in one.problems]

    assert taken[1].counts[Outcome.REFUSED] == len(broken)
    for row in good:
        for heading, cell in row.items():
            if _is_personal(feed, heading) and len(str(cell)) >= 6:
                assert str(cell) not in "".join(told), f"{heading} of {name} leaks"


@every_feed
def test_a_fault_names_its_column_and_never_quotes_the_cell(name: str):
    feed = FEEDS[name]
    for heading in sample_rows(feed)[0]:
        row = {**sample_rows(feed)[0], heading: "Bí mật 12345678"}
        for problem in read_row(feed, Row(2, row), reading_at()).problems():
            assert "12345678" not in problem.message_vi + problem.message_en
            assert problem.field is None or problem.field in {column.name for column in feed.columns}


def _is_personal(feed, heading: str) -> bool:
    return columns_by_heading(feed.columns)[heading_key(heading)].personal
