"""What no honest sender sends: it costs one sentence, never the house, its memory or another row."""

import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.domain.receipts import Receipt
from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file, refused_whole
from services.plumbing.database import Database
from tests.ingest.made_up import CASE, NOW, reading_at
from tests.ingest.sending import CASES, HEADING, ROWS, TEXT, WORKERS, as_tcvn3, as_vni, receive, workbook

MB = 1 << 20
MEMORY = 150 * MB
HEAD = ",".join(HEADING)


def received_within(database: Database, content: bytes) -> tuple[Receipt, int]:
    """The receipt of a file, and the most memory that taking it in held at any moment."""
    tracemalloc.start()
    try:
        receipt = receive(database, content)
        return receipt, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (f'{TEXT}"{"a" * 10 * MB}",205,18/8/2021,\n', "long_line"),
        (f'{TEXT}"{"a" * 200_000}",205,18/8/2021,\n', "huge_cell"),
        (TEXT + '"a\n"' + ',"a\n"' * 400_000, "long_line"),
        ("c," * 1_000_000 + "\n" + TEXT, "long_line"),
        ("c," * 100_000 + "\n" + TEXT, "too_many_columns"),
        ("[" + "[" * 100_000, "not_json"),
        ("[" + json.dumps(CASE) + ',{"code": ', "not_json"),
        ("[" + json.dumps(CASE) + "] and more", "not_json"),
        ("[" + json.dumps(CASE) + " " + json.dumps(CASE) + "]", "not_json"),
        ("[" + '{"code": "' + "a" * 3 * MB + '"}]', "not_json"),
        ('{"records": ["' + "a" * 5 * MB + '"]}', "large_json"),
        ("a" * 10 * MB, "long_line"),
        ("\x00" * 100, "encoding"),
    ],
    ids=range(13),
)
def test_a_file_beyond_every_measure_is_refused_whole_in_little_memory(database, content: str, code: str):
    whole = content.encode()
    receipt, most = received_within(database, whole)

    assert refused_whole(receipt)
    assert [p.code for p in receipt.problems] == [code]
    assert most < MEMORY


@pytest.mark.parametrize(
    "row",
    [
        '{"code": ' + "9" * 5_000 + "}",
        '{"code": NaN, "area": Infinity}',
        '{"code": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"code": "' + "a" * 10 * MB + '"}',
        '{"code": "a\\u0000b", "area": "205", "confirmed_at": "2021-08-19"}',
        '{"code": "\\ud800", "area": "205", "confirmed_at": "2021-08-19"}',
        '{"area": {"a": [1, {}]}, "code": [], "confirmed_at": true}',
        "{" + ",".join(f'"c{n}": 1' for n in range(50_000)) + "}",
        "[1]",
        '"text"',
    ],
    ids=range(10),
)
def test_one_impossible_record_among_good_ones_is_refused_alone(database, row: str):
    good = [json.dumps({**CASE, "code": f"MAU{n}"}) for n in range(3)]

    receipt = receive(database, "\n".join([*good[:2], row, good[2]]).encode())

    assert (receipt.rows, receipt.kept, receipt.refused) == (4, 3, 1)
    assert {p.row for p in receipt.problems} == {3}


@pytest.mark.parametrize("name", ["\u202eنابغة\u202c", "آقای احمدی", "李小龙", "a\tb", "👩‍⚕️"])
def test_text_of_any_script_is_kept_or_refused_and_nothing_around_it_is_lost(database, name: str):
    row = {
        "enterprise": "Công ty mẫu", "full_name": name, "birth_year": "1985", "area": "195",
        "origin": "30", "arrives_on": "2021-08-25",
    }  # fmt: skip

    receipt = receive(database, json.dumps([row, {**row, "full_name": "LÊ VĂN MẪU"}]).encode(), WORKERS)

    assert receipt.rows == 2
    assert receipt.balances()
    assert receipt.kept + receipt.warned >= 1


def test_a_long_list_in_one_line_is_read_record_by_record(database):
    records = [{**CASE, "code": f"MAU{n}", "note": "x" * 400} for n in range(8_000)]
    content = json.dumps(records).encode()
    receipt, most = received_within(database, content)

    assert (receipt.rows, receipt.kept) == (8_000, 8_000)
    assert most < 60 * MB


def test_a_list_of_a_few_heavy_records_is_taken_in_few_at_a_time(database):
    records = [{**CASE, "code": f"MAU{n}", "x": "x" * 900_000} for n in range(40)]
    content = "\n".join(map(json.dumps, records)).encode()
    receipt, most = received_within(database, content)

    assert receipt.kept == 40
    assert most < 100 * MB


@pytest.mark.parametrize("write", [as_tcvn3, as_vni])
def test_old_letters_inside_a_unicode_file_are_refused_with_advice(database, write):
    names = ["Nguyễn Văn Thành", "Trần Thị Hường", "Đặng Quốc Tuấn", "Lê Văn Mẫu"]
    typed = [write(name).decode("latin-1") for name in names]
    head = ["Công ty", "Họ tên", "Năm sinh", "Nơi làm việc", "Đi từ", "Ngày đến"]
    rows = [["Công ty mẫu", name, 1990, "195", "Hải Dương", "25/8/2021"] for name in typed]
    text = "\n".join(",".join(map(str, row)) for row in [head, *rows])

    for content in (text.encode(), text.encode("utf-16"), workbook([head, *rows])):
        (problem,) = receive(database, content, WORKERS).problems
        assert (problem.row, problem.code) == (None, "legacy_letters")
        assert "UniKey" in problem.message_vi


def test_a_foreign_name_or_two_are_not_taken_for_old_letters(database):
    head = ["Công ty", "Họ tên", "Năm sinh", "Nơi làm việc", "Đi từ", "Ngày đến"]
    names = ["José Müller", "François Noël", "Zoë Ñúñez", "Nguyễn Văn Mẫu"]
    rows = [["Công ty mẫu", name, 1990, "195", "Hải Dương", "25/8/2021"] for name in names]

    assert receive(database, workbook([head, *rows]), WORKERS).kept == 4


CHANGE = st.tuples(
    st.sampled_from(["flip", "cut", "double", "insert"]),
    st.floats(0, 1),
    st.integers(0, 255),
    st.integers(1, 200),
)
FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mutated(content: bytes, changes: list[tuple[str, float, int, int]]) -> bytes:
    for how, place, value, length in changes:
        at = int(place * len(content))
        before, hit, after = content[:at], content[at : at + length], content[at + length :]
        if how == "flip":
            content = before + bytes(byte ^ value for byte in hit) + after
        elif how == "cut":
            content = before + after
        elif how == "double":
            content = before + hit + hit + after
        else:
            content = before + bytes([value]) * length + hit + after
    return content


def seeds() -> list[tuple[str, bytes]]:
    rows = [dict(zip(HEADING, row, strict=True)) for row in ROWS]
    return [
        ("cases", TEXT.encode()),
        ("cases", TEXT.encode("utf-16")),
        ("cases", as_tcvn3(TEXT)),
        ("cases", workbook([HEADING, *ROWS])),
        ("cases", json.dumps(rows).encode()),
        ("cases", "\n".join(map(json.dumps, rows)).encode()),
        *((name, feed.sample.encode()) for name, feed in FEEDS.items()),
    ]


@FUZZ
@given(st.sampled_from(range(len(seeds()))), st.lists(CHANGE, min_size=1, max_size=4))
def test_a_file_with_any_bytes_changed_ends_in_a_receipt_that_balances(database, seed: int, changes):
    name, content = seeds()[seed]

    receipt = receive(database, mutated(content, changes), FEEDS[name])

    assert receipt.balances()
    assert receipt.parked == 0


@FUZZ
@given(st.lists(CHANGE, min_size=1, max_size=4), st.sampled_from(["vncdc-daily", "ncsc-daily"]))
def test_the_official_lists_with_any_bytes_changed_end_in_a_receipt_that_balances(
    database, vietnam: Path, changes, name: str
):
    content = (vietnam / f"{name.removesuffix('-daily')}_province_daily.csv").read_bytes()[:20_000]

    receipt = receive_file(
        database,
        FEEDS[name],
        io.BytesIO(mutated(content, changes)),
        name="f.csv",
        reading_of=reading_at,
        learned_at=NOW,
    )

    assert receipt.balances()
    assert receipt.parked == 0


def test_a_cell_that_would_be_a_formula_is_kept_as_text(database):
    receipt = receive(
        database, (HEAD + ",Chuỗi lây\nMAU1,205,18/8/2021,,=cmd|'/c calc'!A0\n").encode(), CASES
    )

    assert [(p.row, p.field, p.code) for p in receipt.problems] == [(2, "chain", "formula")]
