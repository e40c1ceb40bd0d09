import codecs
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from services.ingest import files
from services.ingest.files import refused_whole
from services.ingest.reading import read_rows
from services.ingest.tables import RecordRow
from tests.ingest.made_up import CASE, NOW, write_csv
from tests.ingest.sending import (
    HEADING,
    NCSC,
    ROWS,
    TEXT,
    WORKERS,
    as_cp1258,
    as_tcvn3,
    as_vni,
    kept_in_all,
    receive,
    workbook,
)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        as_tcvn3(TEXT),
        as_vni(TEXT),
        as_cp1258(TEXT),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        ("Danh sách ca bệnh\n\nNgày 20/8,,,\n" + TEXT).encode(),
        TEXT.encode() + b"\n\n,,,\n",
        workbook([HEADING, *ROWS]),
        workbook([["Danh sách"], [], HEADING, *ROWS], merge="A1:D1"),
        workbook(
            [
                ["Mã ca bệnh", "Nơi ở", "Thời gian", None],
                [None, "Khu vực", "Thời điểm xác định", "Nguồn lây"],
                *ROWS,
            ]
        ),
        json.dumps([dict(zip(HEADING, row, strict=True)) for row in ROWS]).encode(),
        json.dumps({"records": [dict(zip(HEADING, row, strict=True)) for row in ROWS]}).encode(),
        "\n".join(json.dumps(dict(zip(HEADING, row, strict=True))) for row in ROWS).encode(),
    ],
    ids=range(22),
)
def test_the_same_two_rows_are_read_from_every_kind_of_file(database, content: bytes):
    receipt = receive(database, content)

    assert (receipt.rows, receipt.kept, receipt.problems) == (2, 2, ())
    with database.reading() as tx:
        records = [
            json.loads(body) for body in tx.execute(select(RecordRow.body).order_by(RecordRow.key)).scalars()
        ]
    assert [(r["area"], r["confirmed_at"], r["source"]) for r in records] == [
        ("205", "2021-08-19T14:30:00+07:00", "unknown"),
        ("205", "2021-08-18T00:00:00+07:00", "known"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"\xff\xfe\x00", "encoding"),
        (TEXT.encode("utf-32-le"), "encoding"),
        (TEXT.encode()[:-3] + b"\xe1\xbb\n", "encoding"),
        ("code,area,confirmed_at,full_name\nMAU1,205,19/8/2021,Lª\n".encode("latin-1"), "encoding"),
        ("code,area,confirmed_at,chain\nMAU1,205,19/8/2021,José Müller\n".encode("latin-1"), "encoding"),
        (b"code,area,confirmed_at,chain\nMAU1,205,19/8/2021,\xc3\x28\n", "encoding"),
        (("<<<<<<< HEAD\n" + TEXT).encode(), "conflict_markers"),
        ((TEXT + "=======\n" + TEXT + ">>>>>>> other\n").encode(), "conflict_markers"),
        ("Mã ca bệnh,Nguồn lây\nMAU1,đã rõ\n".encode(), "missing_columns"),
        (b"just some words\nand more\n", "no_heading"),
        (b"<html><body>404</body></html>", "no_heading"),
        ((TEXT + '"MAU3,205,18/8/2021,\n').encode(), "broken_quotes"),
        ("code,area,confirmed_at,Khu vực\nMAU1,205,18/8/2021,205\n".encode(), "double_column"),
        (workbook([HEADING, *ROWS])[:2000], "broken_workbook"),
        (b"PK\x03\x04 not a workbook", "broken_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old_excel"),
        (workbook([HEADING[:1], ["MAU1"]]), "missing_columns"),
        (b'[{"code": "MAU1",', "not_json"),
        (b"[" * 100_000, "not_json"),
    ],
)  # fmt: skip
def test_a_file_broken_as_a_whole_is_refused_whole(database, content: bytes, code: str):
    receipt = receive(database, content)

    assert refused_whole(receipt)
    assert (receipt.rows, [(p.row, p.code) for p in receipt.problems]) == (0, [(None, code)])
    assert kept_in_all(database) == 0


def test_missing_columns_are_named(database):
    (problem,) = receive(database, "Mã ca bệnh,Nguồn lây\nMAU1,đã rõ\n".encode()).problems

    assert "'area' (Khu vực), 'confirmed_at' (Thời điểm xác định)" in problem.message_vi


def test_what_is_broken_at_the_end_leaves_nothing_of_what_was_good_before(database, tmp_path: Path):
    rows = [
        ["date", "gso_code", "confirmed"],
        *([f"2021-0{1 + n % 7}-{1 + n % 28:02d}", "22", n] for n in range(5_000)),
    ]
    path = write_csv(tmp_path / "f.csv", rows)
    with path.open("ab") as file:
        file.write(b"2021-08-01,22,\xff\n")

    receipt = receive(database, path, NCSC)

    assert refused_whole(receipt)
    assert kept_in_all(database) == 0


def test_a_quote_left_open_far_below_leaves_nothing_of_what_was_good_before(database, tmp_path: Path):
    rows = [[f"MAU{n}", "205", "2021-08-01"] for n in range(5_000)]
    path = write_csv(tmp_path / "f.csv", [["code", "area", "confirmed_at"], *rows])
    with path.open("a") as file:
        file.write('"MAU5000,205,2021-08-01\n')

    receipt = receive(database, path)

    assert [p.code for p in receipt.problems] == ["broken_quotes"]
    assert kept_in_all(database) == 0


def test_two_readers_of_one_file_take_each_row_once(database, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(files, "BATCH", 20)
    rows = [[f"MAU{n // 2}", "205", "2021-08-01", n % 2] for n in range(1_000)]
    path = write_csv(tmp_path / "f.csv", [["code", "area", "confirmed_at", "count"], *rows])

    with ThreadPoolExecutor(2) as both:
        receipts = list(both.map(lambda _: receive(database, path), range(2)))

    assert kept_in_all(database) == 1_000
    assert {receipt.kept + receipt.duplicate for receipt in receipts} == {1_000}


def test_rows_that_another_process_took_in_meanwhile_are_left_out(database, tmp_path: Path, monkeypatch):
    rows = [[f"MAU{n // 2}", "205", "2021-08-01", n % 2] for n in range(100)]
    path = write_csv(tmp_path / "f.csv", [["code", "area", "confirmed_at", "count"], *rows])
    stop_after_one_batch(database, path, monkeypatch, batch=30)
    look = files.progress.rows_done
    stale = lambda tx, started, lock=True: look(tx, started) if lock else 0  # noqa: E731  # a look too early

    monkeypatch.setattr(files, "BATCH", 20)
    monkeypatch.setattr(files.progress, "rows_done", stale)
    receipt = receive(database, path)

    assert (receipt.rows, receipt.kept, kept_in_all(database)) == (100, 100, 100)


def stop_after_one_batch(database, path: Path, monkeypatch, batch: int) -> None:
    read: list[object] = []

    def until_the_batch_is_full(feed, rows, reading):
        read.extend(rows)
        if len(read) > batch:
            raise KeyboardInterrupt
        return read_rows(feed, rows, reading)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(files, "BATCH", batch)
        patch.setattr(files, "read_rows", until_the_batch_is_full)
        receive(database, path)


def test_the_last_good_state_stands_after_a_broken_file(database):
    receive(database, TEXT.encode())
    receive(database, b"<<<<<<< HEAD\n" + TEXT.encode())

    assert kept_in_all(database) == 2


def test_rows_have_the_numbers_of_the_senders_own_sheet(database):
    text = "Danh sách\n\n" + TEXT + "\nMAU3,999,18/08/2021,\nMAU4,205,18/08/2021,,,,quá nhiều\n"

    receipt = receive(database, text.encode())

    assert [(p.row, p.code) for p in receipt.problems] == [(7, "unknown_area"), (8, "too_many_cells")]
    assert receipt.balances()


def test_the_same_bytes_again_change_nothing_and_tell_the_same_problems(database):
    content = (TEXT + "MAU3,999,18/08/2021,\n").encode()
    first = receive(database, content)
    before = kept_in_all(database)

    again = receive(database, content, name="other name.csv")

    assert (again.rows, again.duplicate, again.refused) == (3, first.kept, 1)
    assert [p.row for p in again.problems] == [4]
    assert kept_in_all(database) == before
    assert again.id != first.id


def test_the_same_bytes_after_a_correction_do_not_undo_it(database):
    receive(database, TEXT.encode())
    receive(database, TEXT.replace("đã rõ", "nhập cảnh").encode())

    again = receive(database, TEXT.encode())

    assert (again.duplicate, kept_in_all(database)) == (2, 3)


def test_a_formula_stays_text_and_is_never_computed(database):
    receipt = receive(
        database, workbook([[*HEADING, "Chuỗi lây"], [*ROWS[0], "=1+1"], ["MAU9", "205", "=TODAY()", ""]])
    )

    assert [(p.row, p.field, p.code) for p in receipt.problems] == [
        (2, "chain", "formula"),
        (3, "confirmed_at", "unreadable_date"),
    ]


def test_dates_and_numbers_of_excel_are_read_as_they_look(database):
    rows = [
        ["Công ty", "Họ tên", "CCCD", "Năm sinh", "Nơi làm việc", "Đi từ", "Ngày đến"],
        ["Công ty mẫu", "LÊ VĂN MẪU", 30190001234, 1990.0, 6649, 30, NOW.replace(tzinfo=None)],
    ]

    receipt = receive(database, workbook(rows), WORKERS, name="Danh sách.xlsx")

    assert (receipt.kept, receipt.problems) == (1, ())
    with database.reading() as tx:
        record = json.loads(tx.execute(select(RecordRow.body)).scalar_one())
    assert (record["area"], record["arrives_on"]) == ("06649", "2021-08-20")


def test_a_zip_bomb_is_refused_before_it_is_opened(database):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(60_000_000))

    receipt = receive(database, out.getvalue())

    assert [p.code for p in receipt.problems] == ["too_large"]


def test_a_file_above_the_limit_is_refused(database):
    assert [p.code for p in receive(database, TEXT.encode(), limit=20).problems] == ["too_large"]


def test_one_broken_line_of_json_lines_is_refused_alone(database):
    lines = [json.dumps(CASE), json.dumps({**CASE, "code": "MAU2"}), '{"code": "MAU3"', "[1]"]

    receipt = receive(database, "\n".join(lines).encode())

    assert (receipt.kept, receipt.refused) == (2, 2)
    assert [(p.row, p.code) for p in receipt.problems] == [(3, "not_a_record"), (4, "not_a_record")]


def test_a_receipt_knows_the_files_own_name_and_no_folder(database):
    assert receive(database, TEXT.encode(), name="C:\\Users\\Ai đó\\ca bệnh.csv").file == "ca bệnh.csv"
