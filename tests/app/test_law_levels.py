"""The verb `law levels`: tables in, levels out; published levels of counties, and a stranger's rubbish."""

import csv
import os  # asks the environment whether a missing folder is a failure
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"
EU = "area,at,cases_14d_per_100k,positivity_7d,tests_7d_per_100k\n"


@pytest.fixture
def graded(ask_of):
    """`law levels` of a table."""
    return lambda law, table: ask_of("i.csv", table, "law", "levels", "--law", law, "--indicators", "i.csv")


@pytest.fixture
def counties() -> list[dict[str, str]]:
    """Community levels of counties as published."""
    path = SHARED / "data" / "area_risk" / "us_cdc_levels_virginia_newjersey.csv"
    if not path.is_file():
        message = "The real data of ../shared/data/area_risk is not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # as above
            pytest.fail(message)
        pytest.skip(message)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_published_level_of_a_county_is_ours(graded, counties: list[dict[str, str]]) -> None:
    names = {"area_code": "area", "date": "at", "cases_per_100k": "cases_7d_per_100k",
             "admissions_per_100k": "admissions_7d_per_100k", "beds_covid_pct": "beds_covid_pct"}  # fmt: skip
    lines = [",".join(names.values()), *(",".join(row[name] for name in names) for row in counties)]

    code, rows, _ = graded("cdc-2022", "\n".join(lines))

    assert code == 0 and len(rows) == len(counties)
    for ours, theirs in zip(rows, counties, strict=True):
        complete = all(theirs[name] for name in names)
        assert ours["level"] == (theirs["published_level"].lower() if complete else "insufficient_data")
        assert ours["cite"]


def test_a_stranger_s_table_is_read_as_it_is(graded) -> None:
    table = (EU + 'A,20/10/2020,"150","0,039",1000\n').replace(",20/10", ";20/10")
    table = "area;at;cases_14d_per_100k;positivity_7d;tests_7d_per_100k\r\nA;20/10/2020;150,5;0,039;1000\r\n"

    code, rows, said = graded("eu-2020-1475", table.encode("utf-8-sig"))

    assert (code, said) == (0, "")
    assert [(one["area"], one["at"], one["level"], one["row"]) for one in rows] == [
        ("A", "20/10/2020", "red", 3)
    ]


def test_each_row_that_cannot_be_read_has_a_sentence_and_the_others_go_on(graded) -> None:
    table = EU + (
        "A,2020-10-20,20,0.01,1000\n"
        ",2020-10-20,20,0.01,1000\n"
        "B,someday,20,0.01,1000\n"
        "C,2020-10-20,-3,0.01,1000\n"
        "D,2020-10-20,nan,0.05,1000\n"
        "E,2020-10-20,1e999,0.05,1000\n"
        "A,2020-10-20,900,0.01,1000\n"
        "F,2020-01-01,20,0.01,1000\n"
    )

    code, rows, said = graded("eu-2020-1475", table)

    assert code == 0
    assert {one["area"]: one["level"] for one in rows} == {
        "A": "green", "C": "insufficient_data", "D": "insufficient_data", "E": "insufficient_data",
        "F": "not_in_force",
    }  # fmt: skip
    assert len(said.splitlines()) == 6
    for number in range(3, 9):
        assert f"dòng {number}" in said
    assert "NaN" not in said and "Traceback" not in said


def test_columns_nobody_knows_and_columns_nobody_gave_are_told(graded) -> None:
    code, rows, said = graded("who-2021", "area,at,cases_week\nA,2021-07-01,20\n")

    assert code == 0
    assert (rows[0]["level"], rows[0]["missing"]) == ("insufficient_data", ["cases_7d_per_100k"])
    assert "cases_week" in said and "cases_7d_per_100k" in said


def test_the_law_of_the_house_grades_by_the_tier_of_the_register(graded) -> None:
    table = (
        "area,at,tier,cases_unknown_source_14d\n193,2021-02-01,,1\nX,2021-02-01,commune,1\nY,2021-02-01,,1\n"
    )

    code, rows, said = graded("quang-ninh", table)

    assert code == 0
    assert [(one["area"], one["level"]) for one in rows] == [("193", 3), ("X", 3)]
    assert all(one["cite"] for one in rows)
    assert "dòng 4" in said and "tier" in said


@pytest.mark.parametrize(
    ("law", "table", "code"), [("nowhere", EU, 13), ("who-2021", "", 10), ("who-2021", "area\nA\n", 10)]
)
def test_what_cannot_be_graded_at_all_ends_with_a_sentence(graded, law: str, table: str, code: int) -> None:
    ended, rows, said = graded(law, table)

    assert ended == code, said
    assert rows is None or rows["error"]["code"]
    assert said.strip() and "Traceback" not in said
