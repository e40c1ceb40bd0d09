"""The verbs `outbreak` and `clean-days`: chances out, and a sentence for what is wrong."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest


@pytest.fixture
def over(ask_of):
    """`clean-days` of a table, on 20 February 2021, R 1.2 and k 0.1."""
    given = ("--onsets", "o.csv", "--R", "1.2", "--k", "0.1", "--as-of", "2021-02-20")
    return lambda table, *words: ask_of("o.csv", table, "clean-days", *given, *words)


def test_introductions_are_contained_as_often_as_published(ask) -> None:
    code, told, _ = ask("outbreak", "--introductions", "5", "--R", "1.5", "--k", "0.5", "--control", "0.1")

    assert code == 0
    assert told["p_contained"] == pytest.approx(0.4161882, abs=1e-6)
    assert told["p_outbreak"] == pytest.approx(1 - told["p_contained"])
    assert (told["introductions"], told["R"], told["k"]) == (5, 1.5, 0.5)
    assert "83,9%" in told["why"]


def test_an_average_number_of_introductions_may_be_a_fraction(ask) -> None:
    given = ("outbreak", "--introductions", "0.5", "--R", "2.5", "--k", "0.4")

    assert ask(*given)[0] == 10
    assert ask(*given, "--poisson")[1]["p_outbreak"] == pytest.approx(
        1 - 2.718281828 ** (-0.5 * 0.39), abs=1e-3
    )


def test_what_cannot_grow_needs_no_number_of_introductions(ask) -> None:
    _, told, _ = ask("outbreak", "--introductions", "9", "--R", "0.9", "--k", "inf")

    assert (told["p_outbreak"], told["introductions_for_50"], told["k"]) == (0.0, None, "inf")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--introductions", "-1", "--R", "1", "--k", "1"), "introductions"),
        (("--introductions", "1", "--R", "nan", "--k", "1"), "R"),
        (("--introductions", "1", "--R", "-1", "--k", "1"), "R"),
        (("--introductions", "1", "--R", "1", "--k", "0"), "k"),
        (("--introductions", "1", "--R", "1", "--k", "1", "--control", "1.5"), "control"),
        (("--introductions", "inf", "--R", "1", "--k", "1", "--poisson"), "introductions"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_their_field(ask, words: tuple[str, ...], field: str) -> None:
    code, told, said = ask("outbreak", *words)

    assert (code, told["error"]["field"], told["error"]["code"]) == (10, field, "out_of_range")
    assert "hãy sửa" in said and "Traceback" not in said


def test_one_last_case_is_over_after_as_many_days_as_published(over) -> None:
    code, told, _ = over("onset\n2021-02-20\n")

    assert code == 0
    assert date(2021, 3, 2) <= date.fromisoformat(told["on_95"]) <= date(2021, 3, 4)
    assert date(2021, 3, 6) <= date.fromisoformat(told["on_99"]) <= date(2021, 3, 7)
    assert (told["cases"], told["clean_days"], told["last_onset"]) == (1, 0, "2021-02-20")


def test_a_row_may_be_a_day_with_its_cases_in_any_separator_and_language(over) -> None:
    single = "onset\n" + "2021-02-10\n" * 3 + "2021-02-12\n"
    together = "Ngày khởi phát;Số ca\n10/02/2021;3\n12/02/2021;1\n"

    assert over(single)[1] == over(together.encode("utf-16"))[1]


@pytest.mark.parametrize("day", ["2021-02-01", "2021-02-10", "2021-02-13", "2021-06-30"])
def test_the_day_on_which_it_is_over_does_not_move_with_the_day_one_asks(ask_of, day: str) -> None:
    given = ("--onsets", "o.csv", "--R", "1.2", "--k", "0.3", "--as-of", day)

    told = ask_of("o.csv", "onset\n2021-02-01\n", "clean-days", *given)[1]

    assert (told["on_95"], told["on_99"]) == ("2021-02-12", "2021-02-16")


def test_before_the_first_case_nothing_is_certainly_over(over) -> None:
    code, told, _ = over("onset\n2021-02-25\n")

    assert (code, told["cases"], told["later"]) == (0, 0, 1)
    assert [told[name] for name in ("p_no_further", "p_further", "on_95", "on_99")] == [None] * 4


def test_numbers_of_cases_below_zero_are_refused_by_their_column(over) -> None:
    code, told, said = over("onset,cases\n2021-02-01,-1\n2021-02-02,-2\n")

    assert (code, told["error"]["field"], told["error"]["code"]) == (10, "cases", "bad_count")
    assert "từ 0 trở lên" in said


def test_where_nobody_is_ever_reported_silence_tells_nothing(over) -> None:
    code, told, said = over("onset\n2021-02-06\n", "--detection", "0")

    assert (code, told["error"]["field"]) == (10, "detection")
    assert "im lặng không nói gì" in said


def test_who_fell_ill_later_does_not_count_yet(over) -> None:
    _, told, _ = over("onset,cases\n2021-02-01,2\n2021-02-21,5\n")

    assert (told["cases"], told["later"], told["clean_days"]) == (2, 5, 19)


def test_rows_that_cannot_be_read_are_told_and_counted(over) -> None:
    code, told, said = over("onset,cases\n2021-02-01,2\n,1\n31/02/2021,1\n2021-02-03,-4\n")

    assert (code, told["cases"], told["left_out"]) == (0, 2, 3)
    assert "dòng 3" in said and "dòng 4" in said and "dòng 5, cột cases" in said
    assert "Có 3 dòng không tính được" in told["why"]


def test_without_a_day_of_onset_that_of_confirmation_counts_and_that_is_said(over) -> None:
    table = "case,Date of laboratory confirmation,Date of symptoms onset\n"
    _, told, said = over(table + "1,2021-02-11,2021-02-01\n2,2021-02-12,\n3,,\n")

    assert (told["cases"], told["left_out"], told["last_onset"]) == (2, 1, "2021-02-12")
    assert "dòng 3" in said and "tính ngày xác định thay" in said


def test_without_a_single_day_it_is_not_over_but_unknown(over) -> None:
    code, told, _ = over("onset\n?\n\nkhông rõ\n")

    assert (code, told["error"]["code"]) == (10, "no_onset")


@pytest.mark.parametrize(
    ("table", "code"),
    [("", "empty_file"), ("onset\n", "empty_file"), ("name,x\na,b\n", "missing_column")],
)
def test_a_file_that_is_no_table_of_onsets_is_refused_whole(over, table: str, code: str) -> None:
    exit_code, told, said = over(table)

    assert (exit_code, told["error"]["code"]) == (10, code)
    assert "Traceback" not in said


@pytest.mark.parametrize("serial", ["5", "5,x", "-1,2", "5,0", "nan,1"])
def test_a_serial_interval_that_is_none_is_refused(over, serial: str) -> None:
    assert over("onset\n2021-02-01\n", "--serial", serial)[0] == 10


def test_when_cases_are_missed_it_says_how_often_another_is_reported(over) -> None:
    _, all_seen, _ = over("onset\n2021-02-06\n")
    _, told, _ = over("onset\n2021-02-06\n", "--detection", "0.3")

    assert "p_another_report" not in all_seen
    assert 0.005 < told["p_another_report"] < 0.05
    assert over("onset\n2021-02-06\n", "--detection", "0.3")[1] == told, "the seed is set"
    assert over("onset\n2021-02-06\n", "--detection", "1.3")[0] == 10


def test_a_day_beyond_the_calendar_is_no_day(over, folder: Path, ask) -> None:
    (folder / "o.csv").write_text("onset\n2199-12-30\n")
    given = ("--onsets", "o.csv", "--R", "1.2", "--k", "0.1", "--as-of", "2199-12-30")

    assert ask("clean-days", *given, "--serial", "500000000,100")[1]["on_99"] is None


def test_both_answer_as_one_row_of_csv(folder: Path, ask) -> None:
    code, told, _ = ask("outbreak", "--introductions", "1", "--R", "2", "--k", "1", "--csv", "out.csv")

    assert (code, told["p_outbreak"]) == (0, 0.5), "asked for as JSON too"
    with (folder / "out.csv").open(encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert float(row["p_outbreak"]) == pytest.approx(0.5)


def test_every_clean_day_is_one_day_nearer(over) -> None:
    days = [over(f"onset\n{date(2021, 2, 20) - timedelta(n)}\n")[1]["p_no_further"] for n in range(0, 20, 4)]

    assert days == sorted(days)
