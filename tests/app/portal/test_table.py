"""The table of areas: narrowed, searched without diacritics, sorted, and taken along safely."""

import csv
import io

import pytest

from services.app.portal.choosing import Choice, chosen
from services.domain.spreadsheets import csv_text, harmless


def _row(code: str, name: str, level: int | None, **more: object) -> dict[str, object]:
    sources = {"i1": None, "i2": None, "i3": 0.0, "i4": None}
    return {"area": code, "name": name, "tier": "commune", "level": level, "since": None, "sources": sources,
            "data_age_hours": None} | more  # fmt: skip


ROWS = [
    _row("07030", "Xã Bình Dương", 4, since="2021-01-29T12:00:00+07:00", data_age_hours=2.0),
    _row(
        "06649", "Phường Hà Khánh", 1, since="2021-02-01T00:00:00+07:00",
        sources={"i1": 5.0, "i2": None, "i3": 1.0, "i4": None},
    ),
    _row("06652", "Phường Hoà Lạc", None, tier="commune"),
    _row("205", "Thị xã Đông Triều", 2, tier="district"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice(q="binh duong"), ["07030"]),
        (Choice(q="BÌNH"), ["07030"]),
        (Choice(q="hòa"), ["06652"]),
        (Choice(q="dong trieu"), ["205"]),
        (Choice(q="0664"), ["06649"]),
        (Choice(tier="district"), ["205"]),
        (Choice(level="4"), ["07030"]),
        (Choice(level="unknown"), ["06652"]),
        (Choice(sort="since"), ["06649", "07030", "06652", "205"]),
        (Choice(sort="i1"), ["06649", "07030", "06652", "205"]),
        (Choice(sort="age"), ["06649", "06652", "205", "07030"]),
        (Choice(q="không có"), []),
    ],
    ids=str,
)
def test_the_form_narrows_and_orders(choice, found):
    assert [row["area"] for row in chosen(ROWS, choice)] == found


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-2", "@sum", "\t=1"])
def test_a_spreadsheet_is_given_no_formula(cell):
    assert harmless(cell) == f"'{cell}"


def test_numbers_stay_numbers():
    assert harmless(-3.5) == -3.5
    assert harmless(None) is None


def test_the_file_has_the_rows_of_the_table(filled, browse):
    answer = browse(filled).get("/areas.csv", params={"tier": "district"})

    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(rows) == 1 + 13
    assert rows[0][0] == "Mã"


def test_a_file_begins_with_a_mark_for_spreadsheets():
    assert csv_text(["Mã"], [["á"]]).startswith("\ufeffMã")


def test_an_empty_form_means_everything(house, browse):
    answer = browse(house).get(
        "/areas", params={"q": "", "tier": "", "level": "", "sort": "worst", "as_of": ""}
    )

    assert answer.status_code == 200
    assert "191 địa bàn" in answer.text
