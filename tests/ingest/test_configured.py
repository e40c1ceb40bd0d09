"""Feeds that a YAML file makes: a real foreign list, every conversion, every mistake in a file."""

import csv
import io
import json
import os  # asks the environment whether a missing folder is a failure
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from services.domain.agencies import Agency
from services.domain.areas import Area, Areas, Tier
from services.domain.errors import BadSetting
from services.ingest.configured import configured_feeds
from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file, refused_whole
from services.ingest.receipts import receive_records
from services.ingest.tables import IdentityRow, RecordRow
from tests.ingest.conftest import SHARED
from tests.ingest.made_up import NOW, PRIVACY, reading_at
from tests.ingest.sending import receive
from tests.ingest.test_error_files import errors

PAGE = Path(__file__).parents[2] / "docs" / "add-a-feed.md"
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]


@pytest.fixture
def shared_data() -> Path:
    """Real lists of other countries beside the repository."""
    if not (SHARED / "data").is_dir():
        message = "The real lists of ../shared/data are not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # as above
            pytest.fail(message)
        pytest.skip(message)
    return SHARED / "data"


def feed_of(folder: Path, text: str):
    (folder / "f.yaml").write_text(text, encoding="utf-8")
    ((_, feed),) = configured_feeds([folder], FEEDS).items()
    return feed


def records(database) -> list[dict[str, object]]:
    with database.reading() as tx:
        return [
            json.loads(body) for body in tx.execute(select(RecordRow.body).order_by(RecordRow.key)).scalars()
        ]


# --- a real foreign list ----------------------------------------------------------------------------------


def test_the_italian_list_is_taken_in_by_the_page_that_explains_how(
    database, tmp_path: Path, shared_data: Path
):
    feed = feed_of(tmp_path, EXAMPLE)
    path = shared_data / "area_risk" / "it_region_daily.csv"
    codes = dict(re.findall(r'^    (.+): "(\d\d)"$', EXAMPLE, re.MULTILINE))
    italy = Areas([region(code, name) for name, code in codes.items()])

    def reading(moment):
        return replace(reading_at(moment), areas=italy)

    receipt = receive_file(database, feed, path, name=path.name, reading_of=reading, learned_at=NOW)

    with path.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    assert (receipt.rows, receipt.kept, receipt.problems) == (len(published), len(published), ())
    sums: Counter[str] = Counter()
    for row in published:
        sums[codes[row["region_name"]]] += int(row["new_cases"])
    kept: Counter[str] = Counter()
    for record in records(database):
        kept[str(record["area"])] += int(str(record["new_cases"]))
        assert record["site"] == "protezione-civile"
    assert kept == sums


def region(code: str, name: str) -> Area:
    return Area(code=code, name=name, short_name=name, name_en=name, tier=Tier.PROVINCE, parent=None)


TAIWAN = """
name: tw-imported
title: {vi: Ca nhập cảnh Đài Loan, en: Imported cases of Taiwan}
extends: cases
columns:
  code: {from: patient_id}
  area: {constant: "194"}
  confirmed_at: {from: confirmed_date, time: "%Y-%m-%d", zone: Asia/Taipei}
  source: {constant: imported}
  found_in: {from: report_reason, codes: found, otherwise: không rõ}
  chain: {from: [imported_country, variant], joined_by: " / "}
codes:
  found:
    filtered at airport: border
    home quarantine: quarantine
    group quarantine: quarantine
    home isolation: quarantine
    stringent self-health management: community
    self-health management: community
    identified as a contact: community
    hospitalized: community
    self-financed testing: community
    testing in other country: unknown
    không rõ: unknown
"""


def test_the_imported_cases_of_taiwan_become_cases_like_any_other(
    database, tmp_path: Path, shared_data: Path
):
    feed = feed_of(tmp_path, TAIWAN)
    path = shared_data / "importation" / "tw_imported_cases_2020.csv"

    receipt = receive_file(database, feed, path, name=path.name, reading_of=reading_at, learned_at=NOW)

    found = Counter(record["found_in"] for record in records(database))
    assert (receipt.rows, receipt.kept + receipt.warned) == (708, 708)
    assert found == {"border": 198, "quarantine": 342, "community": 167, "unknown": 1}


# --- every conversion -------------------------------------------------------------------------------------

NEIGHBOUR = """
name: neighbour-scans
title: {vi: Chốt tỉnh bạn, en: Posts next door}
extends: cases
columns:
  code: {from: [Loại, Số], joined_by: "-"}
  area: {from: Nơi, part: "^[^,]+", codes: {H. Đông: "205", Móng Cái: "194"}}
  confirmed_at: {from: Khi nào, time: ["%d.%m.%Y %I:%M %p", "%d.%m.%Y"], zone: Asia/Bangkok}
  count: {from: Nghìn ca, unit: thousands}
  chain: {from: Nơi, part: ", *(.+)$", otherwise: chưa rõ}
  full_name: {from: Người}
numbers: {decimal: ",", thousands: "."}
"""
HEAD = ["Loại", "Số", "Nơi", "Khi nào", "Nghìn ca", "Người", "mã khu vực", "Khác"]
ROW = ["F0", "7", "h. dong, chuỗi chợ", "18.08.2021 02:30 PM", "1.234,5", "LÊ VĂN MẪU", "999", "ghi thêm"]


def test_cells_are_joined_cut_filled_coded_timed_and_brought_to_our_unit(database, tmp_path: Path):
    feed = feed_of(tmp_path, NEIGHBOUR)
    other = ["F0", "8", "Móng Cái", "18.08.2021", "0,002", "", "", ""]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["Bảng của tỉnh bạn"], HEAD, ROW, other])

    receipt = receive(database, out.getvalue().encode(), feed)

    assert (receipt.rows, receipt.kept, receipt.problems) == (2, 2, ())
    first, second = records(database)
    assert (first["code"], first["area"], first["chain"]) == ("F0-7", "205", "chuỗi chợ")
    assert first["confirmed_at"] == "2021-08-18T14:30:00+07:00"
    assert (first["count"], second["count"], second["chain"]) == (1_234_500, 2, "chưa rõ")


def test_what_is_not_named_is_kept_sealed_and_never_taken_for_a_column_of_ours(database, tmp_path: Path):
    receive(database, as_csv([HEAD, ROW]), feed_of(tmp_path, NEIGHBOUR))

    with database.reading() as tx:
        sealed = json.loads(PRIVACY.open(tx.execute(select(IdentityRow.sealed)).scalar_one()))
    assert sealed == {"full_name": "LÊ VĂN MẪU", "mã khu vực (x)": "999", "Khác": "ghi thêm"}


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({3: "08/18/2021"}, "confirmed_at", "unreadable_date"),
        ({3: "32.08.2021"}, "confirmed_at", "unreadable_date"),
        ({4: "1,2,3"}, "count", "not_a_number"),
        ({4: "0,0005"}, "count", "not_a_number"),
        ({4: "inf"}, "count", "not_a_number"),
        ({2: "Nơi khác, x"}, "area", "unknown_code"),
        ({2: ""}, "area", "missing"),
    ],
)
def test_what_does_not_convert_is_refused_in_its_own_words_and_comes_back_as_sent(
    database, tmp_path: Path, changed: dict[int, str], field: str, code: str
):
    row = [changed.get(n, cell) for n, cell in enumerate(ROW)]

    receipt = receive(database, as_csv([HEAD, row]), feed_of(tmp_path, NEIGHBOUR))

    assert [(p.row, p.field, p.code) for p in receipt.problems] == [(2, field, code)]
    head, told = errors(database, receipt.id)
    assert (head[: len(HEAD)], told[: len(row)]) == (HEAD, row)


@pytest.mark.parametrize("policy", ["ignore", "refuse"])
def test_columns_that_nobody_named_are_left_out_or_refused(database, tmp_path: Path, policy: str):
    feed = feed_of(tmp_path, NEIGHBOUR + f"unknown_columns: {policy}\n")

    by_file = receive(database, as_csv([HEAD, ROW]), feed)
    with database.transaction() as tx:
        by_json = receive_records(tx, feed, [dict(zip(HEAD, ROW, strict=True))], reading_at())

    if policy == "refuse":
        assert [p.code for p in (*by_file.problems, *by_json.problems)] == ["unknown_column"] * 2
        assert refused_whole(by_file)
    else:
        assert (by_file.kept, by_json.duplicate) == (1, 1)


def test_the_shape_of_its_files_is_said_where_it_cannot_be_found_out(database, tmp_path: Path):
    said = 'file: {encoding: cp1252, separator: "#", heading_row: 3, sheet: Số liệu}\n'
    feed = feed_of(tmp_path, TAIWAN + said)
    head = "patient_id\nconfirmed_date#patient_id\npatient_id#confirmed_date#imported_country\n"
    text = head + "1#2021-01-02#Réunion\n"

    assert receive(database, text.encode("cp1252"), feed).kept == 1
    assert records(database)[0]["chain"] == "Réunion"
    assert receive(database, b"\x81", feed).problems[0].code == "encoding"
    for title, kept in (("Số liệu", 1), ("Khác", 0)):
        assert receive(database, book(title), feed).kept == kept


def book(title: str) -> bytes:
    made = openpyxl.Workbook()
    made.active.append(["patient_id", "confirmed_date"])
    sheet = made.create_sheet(title)
    for row in ([], ["x"], ["patient_id", "confirmed_date"], ["77", "2021-01-02"]):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_headings_of_any_script_are_told_apart(database, tmp_path: Path):
    text = TAIWAN.replace("patient_id", "病例編號").replace("confirmed_date", "確診日期")

    receipt = receive(
        database, "病例編號,確診日期,國家\n9,2021-01-02,日本\n".encode(), feed_of(tmp_path, text)
    )

    assert (receipt.kept, receipt.problems) == (1, ())


def test_its_numbers_are_not_the_numbers_of_other_lists(database, tmp_path: Path):
    feed = feed_of(tmp_path, TAIWAN)
    receive(database, b"code,area,confirmed_at\n1,205,2021-01-02\n")
    receive(database, b"patient_id,confirmed_date\n1,2021-01-02\n", feed)

    with database.reading() as tx:
        keys = tx.execute(select(RecordRow.feed, RecordRow.key).order_by(RecordRow.feed)).all()
    assert [tuple(row) for row in keys] == [("cases", "1"), ("tw-imported", "tw-imported:1")]


def test_a_feed_of_a_file_says_who_may_send_it_and_shows_a_sample(tmp_path: Path):
    feed = feed_of(tmp_path, EXAMPLE)

    assert feed.senders == {Agency.HEALTH}
    assert feed.sample.startswith("date,region_name,new_cases\n")
    assert [column.name for column in feed.sent_columns] == ["date", "region_name", "new_cases"]
    assert feed_of(tmp_path, NEIGHBOUR).sample.startswith("Loại,Số,Nơi,Khi nào,Nghìn ca")


DECLARED = """
name: next-door-declarations
title: {vi: Tờ khai tỉnh bạn, en: Declarations next door}
extends: declarations
columns:
  declared_at: {from: When, time: "%d.%m.%Y %H:%M"}
  full_name: {from: [Family, Given]}
  birth_year: {from: Born, part: "[0-9]{4}$"}
  from_area: {constant: "290"}
  to_area: {constant: "205"}
  any_symptom: {constant: không}
record: {post: Chốt tỉnh bạn}
"""


def test_a_draft_of_a_record_takes_the_fields_said_of_every_row(database, tmp_path: Path):
    sheet = [["When", "Family", "Given", "Born"], ["18.08.2021 08:30", "LÊ", "VĂN MẪU", "01/02/1985"]]

    receipt = receive(database, as_csv(sheet), feed_of(tmp_path, DECLARED))

    assert (receipt.kept + receipt.warned, receipt.refused) == (1, 0)
    assert records(database)[0]["post"] == "Chốt tỉnh bạn"


# --- every mistake ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("name: tw-imported", "name: TW imported", "name"),
        ("name: tw-imported", "name: cases", "name"),
        ("title: {vi: Ca nhập cảnh Đài Loan, en: Imported cases of Taiwan}\n", "", "title"),
        ("extends: cases", "extends: nonsense", "extends"),
        ("  code: {from", "  kode: {from", "columns.kode"),
        ("  area: {constant: \"194\"}\n", "", "columns.area"),
        ("{constant: imported}", "{constant: imported, from: x}", "columns.source"),
        ("{constant: imported}", "{}", "columns.source"),
        ("{constant: imported}", "{from: x, part: \"(\"}", "columns.source.part"),
        ("{constant: imported}", "{from: x, unit: furlong}", "columns.source.unit"),
        ("{constant: imported}", "{from: x, form: y}", "columns.source.form"),
        ("codes: found,", "codes: lost,", "columns.found_in.codes"),
        ("Asia/Taipei", "Asia/Nowhere", "columns.confirmed_at.zone"),
        ("codes:\n  found:", "record: {kount: x}\ncodes:\n  found:", "record.kount"),
        ("codes:\n  found:", "senders: [nobody]\ncodes:\n  found:", "senders.0"),
        ("codes:\n  found:", "file: {encoding: klingon}\ncodes:\n  found:", "file.encoding"),
        ("name: tw-imported", "name: [", "YAML"),
        ("name: tw-imported", "- name", "YAML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_by_file_key_and_reason(tmp_path: Path, old: str, new: str, key: str):
    assert old in TAIWAN
    with pytest.raises(BadSetting) as error:
        feed_of(tmp_path, TAIWAN.replace(old, new, 1))

    assert error.value.field == key
    assert "f.yaml" in error.value.sentence.vi
    assert f"'{key}'" in error.value.sentence.en


def test_a_file_that_holds_no_mapping_or_no_text_is_told_too(tmp_path: Path):
    for content in (b"", b"- a\n", b"\xff\xfe\x00", b"a: &a [*a, *a]\n"):
        (tmp_path / "f.yaml").write_bytes(content)
        with pytest.raises(BadSetting):
            configured_feeds([tmp_path], FEEDS)


def test_two_files_of_one_name_are_refused(tmp_path: Path):
    for name in ("a.yaml", "b.yml"):
        (tmp_path / name).write_text(TAIWAN, encoding="utf-8")

    with pytest.raises(BadSetting) as error:
        configured_feeds([tmp_path], FEEDS)
    assert "b.yml" in error.value.sentence.en


def as_csv(rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
