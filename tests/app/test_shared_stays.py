"""The verb `manifest together`: rooms, shifts and tables in, times with a case out; invented people."""

import pytest

HEAD = "person,place,start,end,role\n"


@pytest.fixture
def together(ask_of):
    """`manifest together` of a table."""
    return lambda table, *words: ask_of("s.csv", table, "manifest", "together", "--stays", "s.csv", *words)


def test_a_table_at_lunch_is_shared_for_exactly_the_time_both_sat_there(together) -> None:
    code, rows, said = together(
        HEAD
        + "A,bàn 3,2021-01-27 11:00,2021-01-27 11:30,index\n"
        + "B,bàn 3,2021-01-27 11:20,2021-01-27 12:00,\n"
        + "C,bàn 3,2021-01-27 11:30,2021-01-27 12:00,\n"
        + "D,bàn 4,2021-01-27 11:00,2021-01-27 12:00,\n"
    )

    assert (code, said) == (0, "")
    (row,) = rows
    assert (row["person"], row["place"], row["case"], row["minutes"]) == ("B", "bàn 3", "A", 10)
    assert row["start"] == "2021-01-27T11:20:00+07:00"


def test_a_stranger_s_sheet_is_read_as_it_is(together) -> None:
    sheet = "Người;Phòng;Từ;Đến;Vai trò\r\nA;P1;27/01/2021 22:00;28/01/2021 06:00;F0\r\n"
    sheet += "B;P1;27/01/2021 11:00 PM;28/01/2021 06:00;\r\n"

    code, rows, said = together(sheet.encode("utf-8-sig"))

    assert (code, said) == (0, "")
    assert [(one["person"], one["minutes"]) for one in rows] == [("B", 420)]


def test_short_times_are_none_and_a_case_in_one_row_is_one_in_all(together) -> None:
    table = HEAD + (
        "A,ca 1,2021-01-26 06:00,2021-01-26 14:00,index\n"
        "A,ca 2,2021-01-27 06:00,2021-01-27 14:00,\n"
        "B,ca 1,2021-01-26 13:50,2021-01-26 22:00,\n"
        "B,ca 2,2021-01-27 06:00,2021-01-27 14:00,\n"
    )

    _, rows, _ = together(table, "--least", "15")

    assert [(one["place"], one["minutes"]) for one in rows] == [("ca 2", 480)]


def test_each_row_that_cannot_count_has_a_sentence_and_the_others_go_on(together) -> None:
    table = HEAD + (
        "A,P1,2021-01-27 08:00,2021-01-27 18:00,index\n"
        "B,P1,2021-01-27 08:00,2021-01-27 09:00,\n"
        ",P1,2021-01-27 08:00,2021-01-27 09:00,\n"
        "C,,2021-01-27 08:00,2021-01-27 09:00,\n"
        "D,P1,sáng,2021-01-27 09:00,\n"
        "E,P1,2021-01-27 09:00,2021-01-27 08:00,\n"
        "F,P1,2021-01-01 08:00,2021-01-27 09:00,\n"
    )

    code, rows, said = together(table)

    assert code == 0
    assert sorted(one["person"] for one in rows) == ["B", "F"]
    for number in range(4, 9):
        assert f"dòng {number}" in said
    assert "sáng" not in said


def test_a_list_without_a_case_says_so(together) -> None:
    code, rows, said = together(HEAD + "A,P1,2021-01-27 08:00,2021-01-27 09:00,\n")

    assert (code, rows) == (0, [])
    assert "index" in said


def test_a_column_that_is_missing_is_named(together) -> None:
    code, _, said = together("person,place,start,end\nA,P1,2021-01-27 08:00,2021-01-27 09:00\n")

    assert code == 10 and "role" in said


def test_midnight_to_midnight_said_as_hours_is_no_time_and_a_day_alone_is_that_day(together) -> None:
    table = HEAD + (
        "A,P1,2021-01-27 08:00,2021-01-27 18:00,index\n"
        "B,P1,2021-01-27 00:00,2021-01-27 00:00,\n"
        "C,P1,27/01/2021,27/01/2021,\n"
    )

    _, rows, said = together(table)

    assert [(one["person"], one["minutes"]) for one in rows] == [("C", 600)]
    assert "dòng 3, cột end" in said


def test_a_csv_and_json_asked_for_together_both_come(together, tmp_path) -> None:
    table = HEAD + "A,P1,2021-01-27 08:00,2021-01-27 18:00,index\nB,P1,2021-01-27 08:00,2021-01-27 09:00,\n"
    out = tmp_path / "shared.csv"

    _, rows, _ = together(table, "--csv", str(out), "--json")

    assert [one["minutes"] for one in rows] == [60]
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 2
