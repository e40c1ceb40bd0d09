"""The verbs `rt` and `nowcast`: rows out of tables as analysts have them, a sentence for what is wrong."""

import csv
import os  # asks the environment whether a missing folder is a failure
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from services.app.cli.main import main
from tests.epidemiology.test_renewal import FLU, FLU_WEIGHTS, published

FIRST = date(2009, 4, 27)
VIETNAM = Path(__file__).parents[2].parent / "shared" / "data" / "vietnam"
ALL = ("--least-cases", "0", "--most-sd", "99")


@pytest.fixture
def folder(folder: Path) -> Path:
    """The folder of the verbs, with the flu of 2009 and its weights in it."""
    (folder / "flu.csv").write_text(flu("date,I", lambda n: f"{FIRST + timedelta(n)},"))
    weights = "".join(f"{n},{weight}\n" for n, weight in enumerate(FLU_WEIGHTS, start=1))
    (folder / "w.csv").write_text("day,weight\n" + weights)
    return folder


@pytest.fixture
def rt(ask_of):
    """`rt` of a table."""
    return lambda table, *words: ask_of("i.csv", table, "rt", "i.csv", *words)


def flu(heading: str, day) -> str:
    rows = "".join(f"{day(n)}{cases:.0f}\n" for n, cases in enumerate(FLU))
    return f"{heading}\n{rows}"


def test_the_published_windows_come_out_of_a_file(ask) -> None:
    code, rows, _ = ask("rt", "flu.csv", "--weights", "w.csv", *ALL)

    assert code == 0
    assert [row["mean"] for row in rows] == pytest.approx(
        [float(one["mean"]) for one in published()], abs=1e-6
    )
    assert [row["high"] for row in rows] == pytest.approx(
        [float(one["high"]) for one in published()], abs=1e-6
    )
    assert rows[0]["day"] == "2009-05-04" and rows[-1]["day"] == "2009-05-28"


def test_with_few_cases_r_is_not_estimable_and_the_chance_of_growth_is_told(ask) -> None:
    _, rows, _ = ask("rt", "flu.csv", "--weights", "w.csv")
    last = rows[-1]

    assert (last["state"], last["mean"], last["low"], last["high"]) == ("not_estimable", None, None, None)
    assert 0.4 < last["p_above_1"] < 0.5
    assert rows[0]["state"] == "estimated" and rows[0]["cases"] == 17


def test_without_any_case_nothing_is_told(rt) -> None:
    _, rows, _ = rt("day,cases\n2021-01-01,0\n2021-02-01,0\n")

    assert {row["state"] for row in rows} == {"not_estimable"}
    assert {row["p_above_1"] for row in rows} == {None}


@pytest.mark.parametrize(
    "table",
    [
        flu("I", lambda n: ""),
        flu("t;Số ca", lambda n: f"{n + 1};"),
        flu("t,new", lambda n: f"{n + 1},"),
        flu("ngày\tcases", lambda n: f"{n + 1}\t").encode("utf-16"),
    ],
)
def test_days_may_be_numbered_or_left_out(rt, ask, table: str | bytes) -> None:
    dated = ask("rt", "flu.csv", "--weights", "w.csv", *ALL)[1]
    _, rows, _ = rt(table, "--weights", "w.csv", *ALL)

    assert [row["day"] for row in rows] == list(range(8, 33))
    assert [row["mean"] for row in rows] == [row["mean"] for row in dated]


def test_days_without_a_row_have_no_case_and_that_is_said(rt, ask) -> None:
    some = "day,cases\n" + "".join(
        f"{FIRST + timedelta(n)},{c:.0f}\n" for n, c in enumerate(FLU) if c or n > 30
    )
    _, rows, said = rt(some, "--weights", "w.csv", *ALL)

    assert [one["mean"] for one in rows] == [
        one["mean"] for one in ask("rt", "flu.csv", "--weights", "w.csv", *ALL)[1]
    ]
    assert "ngày của các khu vực không có dòng nào" in said


def test_areas_are_told_apart_or_together(rt) -> None:
    days = [
        f"2021-01-{n:02},{area},{cases}\n" for n in range(1, 31) for area, cases in (("22", 9), ("30", 1))
    ]
    table = "date,gso_code,confirmed\n" + "".join(days)
    apart, one = rt(table)[1], rt(table, "--together")[1]

    assert list(apart[0]) == ["area", "day", "mean", "low", "high", "p_above_1", "cases", "state"]
    assert {row["area"] for row in apart} == {"22", "30"} and "area" not in one[0]
    assert one[-1]["cases"] == 70 and [row["cases"] for row in apart if row["day"] == "2021-01-30"] == [63, 7]
    assert apart[-1]["state"] == "not_estimable" and one[-1]["state"] == "estimated"


def test_imported_cases_may_be_a_part_or_beside(rt) -> None:
    among = "".join(f"2021-01-{n:02},{n % 5 + 2},1\n" for n in range(1, 31))
    beside = "".join(f"2021-01-{n:02},{n % 5 + 1},1\n" for n in range(1, 31))

    assert rt(f"day,cases,imported\n{among}")[1] == rt(f"day,local,imported\n{beside}")[1]
    assert rt(f"day,cases,imported\n{among}")[1][-1]["mean"] < rt(f"day,cases,x\n{among}")[1][-1]["mean"]


@pytest.mark.parametrize(
    ("table", "code", "where"),
    [
        ("", "empty_file", "I"),
        ("day,cases\n", "empty_file", "I"),
        ("day,people\n2021-01-01,3\n", "missing_column", "cases"),
        ("day,cases\n2021-01-01,-3\n", "bad_count", "cases"),
        ("day,cases\n2021-01-01,nan\n", "bad_count", "cases"),
        ("day,cases\n2021-01-01,\n", "bad_count", "cases"),
        ("day,cases\n2021-01-01,1e400\n", "bad_count", "cases"),
        ("day,cases\n2021-02-31,3\n", "unreadable_date", "day"),
        ("day,cases,imported\n2021-01-01,3,4\n", "more_than_all", "imported"),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_its_row_and_column(
    rt, table: str, code: str, where: str
) -> None:
    exit_code, told, said = rt(table)

    assert (exit_code, told["error"]["code"], told["error"]["field"]) == (10, code, where)
    assert "Traceback" not in said and "hãy" in said


def test_fewer_days_than_a_window_are_not_estimable(rt) -> None:
    table = "day,area,cases\n2021-01-01,a,3\n2021-01-03,a,4\n2021-01-03,b,1\n"

    code, rows, _ = rt(table)

    assert code == 0
    assert [(one["area"], one["day"], one["cases"], one["state"]) for one in rows] == [
        ("a", "2021-01-03", 7, "not_estimable"),
        ("b", "2021-01-03", 1, "not_estimable"),
    ]
    assert {one[name] for one in rows for name in ("mean", "low", "high", "p_above_1")} == {None}


def test_a_window_of_no_days_is_refused(rt) -> None:
    code, told, _ = rt("day,cases\n2021-01-01,3\n", "--window", "0")

    assert (code, told["error"]["field"]) == (10, "window")


def test_a_serial_interval_and_weights_together_are_refused(rt, folder) -> None:
    (folder / "w.csv").write_text("weight\n0.5\n0.5\n")

    code, told, said = rt("day,cases\n2021-01-01,3\n", "--serial", "5,2", "--weights", "w.csv")

    assert (code, told["error"]["field"], told["error"]["code"]) == (10, "--weights", "both_given")
    assert "chỉ giữ một" in said


def test_a_slip_in_a_year_does_not_ask_for_all_the_memory_there_is(rt) -> None:
    rows = "".join(f"2021-01-01,{area},1\n" for area in range(400))

    assert (
        rt(f"day,area,cases\n1900-01-01,0,1\n2199-01-01,0,1\n{rows}")[1]["error"]["code"] == "too_many_days"
    )


@pytest.mark.parametrize(
    "weights",
    [
        "day,weight\n1,0.5\n2,0.3\n",
        "day,weight\n0,0.5\n1,0.5\n",
        "day,weight\n1,x\n",
        "a,b\n1,1\n",
        "w\n-1\n2\n",
    ],
)
def test_weights_that_are_none_are_refused(folder: Path, ask, weights: str) -> None:
    (folder / "w.csv").write_text(weights)
    code, told, _ = ask("rt", "flu.csv", "--weights", "w.csv")

    assert code == 10 and "error" in told


def test_weights_may_stand_in_one_column_with_day_0_or_without(folder: Path, ask) -> None:
    means = []
    for start in ("", "0\n"):
        (folder / "w.csv").write_text("w\n" + start + "".join(f"{one}\n" for one in FLU_WEIGHTS))
        means.append(ask("rt", "flu.csv", "--weights", "w.csv", *ALL)[1][0]["mean"])

    assert means == pytest.approx([1.7356089] * 2, abs=1e-6)


def test_weights_are_found_under_other_names(folder: Path, ask) -> None:
    (folder / "w.csv").write_text(
        "s,si_distr\n" + "".join(f"{n},{one}\n" for n, one in enumerate(FLU_WEIGHTS, 1))
    )

    assert ask("rt", "flu.csv", "--weights", "w.csv", *ALL)[1][0]["mean"] == pytest.approx(
        1.7356089, abs=1e-6
    )


def test_the_rows_come_as_csv_as_well(folder: Path, capsys) -> None:
    with pytest.raises(SystemExit):
        main(["rt", "flu.csv", "--weights", "w.csv", "--csv", "out.csv"])
    with (folder / "out.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == 25 and rows[-1]["mean"] == "" and rows[-1]["state"] == "not_estimable"
    assert "nan" not in (folder / "out.csv").read_text(encoding="utf-8-sig").lower()


@pytest.fixture
def pairs(folder: Path) -> list[tuple[date, date]]:
    """Two months of cases, 40 a day, each known after a delay, in `p.csv`."""
    rng = np.random.default_rng(4)
    onsets = [date(2021, 1, 1) + timedelta(n) for n in range(60) for _ in range(40)]
    found = [(one, one + timedelta(int(rng.gamma(1.8, 2.2)))) for one in onsets]
    (folder / "p.csv").write_text("onset,reported\n" + "".join(f"{a},{b}\n" for a, b in found))
    return found


def test_what_is_not_known_yet_is_expected_and_what_was_reported_later_does_not_count(ask, pairs) -> None:
    code, rows, _ = ask("nowcast", "p.csv", "--as-of", "2021-02-20")
    by_day = {row["day"]: row for row in rows}

    assert (code, len(rows), rows[-1]["day"]) == (0, 51, "2021-02-20")
    assert by_day["2021-01-05"]["known"] == by_day["2021-01-05"]["expected"] == 40
    late = [row for row in rows[-6:] if row["state"] == "expected"]
    assert all(row["known"] < 40 for row in late[1:])
    assert sum(row["low"] <= 40 <= row["high"] for row in late) >= len(late) - 1
    assert late[-1]["known_share"] == pytest.approx(late[-1]["known"] / late[-1]["expected"])


def test_a_day_of_which_too_little_is_known_has_no_number(folder: Path, ask) -> None:
    rows = "".join(f"2021-01-{n:02},2021-01-{n + 5:02}\n" for n in range(1, 20) for _ in range(9))
    (folder / "p.csv").write_text("onset,reported\n" + rows)
    told = ask("nowcast", "p.csv", "--as-of", "2021-01-20")[1]

    assert (told[-1]["state"], told[-1]["expected"], told[-1]["known"]) == ("too_little_known", None, 0)


def test_cases_that_cannot_be_read_are_told(folder: Path, ask) -> None:
    (folder / "p.csv").write_text(
        "onset,reported\n2021-01-01,2021-01-03\n,2021-01-03\n2021-01-05,2021-01-03\n2001-01-05,2021-01-03\n"
    )
    code, rows, said = ask("nowcast", "p.csv", "--as-of", "2021-01-09")

    assert code == 0 and sum(row["known"] for row in rows) == 1
    assert "P, dòng 3, cột onset" in said and "P, dòng 4, cột reported" in said
    assert "P, dòng 5, cột onset" in said and "4000 ngày" in said


@pytest.mark.parametrize(
    ("table", "code"), [("onset\n2021-01-01\n", "missing_column"), ("onset,reported\n?,?\n", "no_onset")]
)
def test_a_file_that_holds_no_pairs_is_refused(folder: Path, ask, table: str, code: str) -> None:
    (folder / "p.csv").write_text(table)

    assert ask("nowcast", "p.csv", "--as-of", "2021-01-09")[1]["error"]["code"] == code


def test_nobody_known_by_then_is_no_row(folder: Path, ask, pairs) -> None:
    assert ask("nowcast", "p.csv", "--as-of", "2020-01-09")[1] == []


@pytest.mark.parametrize("name", ["vncdc_province_daily.csv", "ncsc_province_daily.csv"])
def test_the_real_daily_lists_of_viet_nam_give_r_of_every_province(ask, name: str) -> None:
    if not VIETNAM.is_dir():
        message = "The real daily lists of ../shared/data/vietnam are not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # a setting of the test run, not of the house
            pytest.fail(message)
        pytest.skip(message)
    code, rows, said = ask("rt", str(VIETNAM / name))
    bac_giang = {row["day"]: row for row in rows if row["area"] == "24"}

    assert code == 0 and "không có dòng nào" in said
    assert len({row["area"] for row in rows}) > 40
    assert bac_giang["2021-05-20"]["low"] > 1.5, "the outbreak of the industrial parks"
    assert bac_giang["2021-06-25"]["high"] < 1
    assert bac_giang["2021-03-01"] | {"area": "", "day": ""} == {
        **dict.fromkeys(("mean", "low", "high", "p_above_1")),
        **{"area": "", "day": "", "cases": 0, "state": "not_estimable"},
    }


@pytest.mark.parametrize("cell", ["1.234", "1,234", "12.345.678"])
def test_a_sign_between_thousands_is_refused_and_not_read_as_a_fraction(rt, cell: str) -> None:
    code, _, said = rt(f'day,cases\n2021-02-01,12\n2021-02-02,"{cell}"\n')

    assert code == 10 and "dòng 3" in said and cell not in said
