"""The verbs `quarantine residual` and `rank`: answers with a band, a sentence for what is wrong."""

import csv
from pathlib import Path

import pytest

SEVEN_DAYS = ("--kind", "traveller", "--release", "7", "--tests", "1,7")
REGIME = (*SEVEN_DAYS, "--curve", "hellewell", "--isolation", "inf")


@pytest.fixture
def quarantine(ask):
    """A verb below `quarantine`."""
    return lambda *words: ask("quarantine", *words)


@pytest.mark.parametrize(
    ("words", "prevented"),
    [
        ("contact --enter 3 --release inf", 0.908),
        ("contact --enter 3 --release 7 --tests 5", 0.823),
        ("traveller --enter 0 --release 10", 0.999),
        ("traveller --enter 0 --release 0 --tests 0", 0.352),
        ("traveller --release 2 --tests 0", 0.541),
    ],
)
def test_the_published_rows_come_out_of_the_verb(quarantine, words: str, prevented: float) -> None:
    code, told, _ = quarantine("residual", "--kind", *words.split())

    assert code == 0
    assert told["prevented"] == pytest.approx(prevented, abs=1e-3)
    assert told["low"] <= told["residual"] <= told["high"]
    assert told["residual"] == pytest.approx(1 - told["prevented"])


def test_a_regime_of_the_province_leaves_mostly_those_who_do_not_comply(quarantine) -> None:
    _, all_comply, _ = quarantine("residual", *REGIME)
    _, as_they_did, _ = quarantine("residual", *REGIME, "--adherence", "0.71")

    assert all_comply["residual"] == pytest.approx(0.012, abs=5e-4)
    assert as_they_did["residual"] == pytest.approx(0.30, abs=5e-3)
    assert as_they_did["isolation"] == "inf"
    assert "29,0% không chấp hành" in as_they_did["why"]


def test_the_same_question_has_the_same_answer_and_the_band_holds_no_adherence(quarantine) -> None:
    assert quarantine("residual", *REGIME) == quarantine("residual", *REGIME)
    _, nobody, _ = quarantine("residual", *REGIME, "--adherence", "0")
    assert (nobody["residual"], nobody["low"], nobody["high"]) == (1.0, 1.0, 1.0)


def test_all_strategies_are_ranked_within_the_limits(quarantine) -> None:
    code, rows, _ = quarantine("rank", "--max-days", "21", "--max-tests", "3", "--test-budget", "3")

    assert code == 0 and len(rows) == 10_901
    assert [row["rank"] for row in rows] == list(range(1, 10_902))
    assert [row["residual"] for row in rows] == sorted(row["residual"] for row in rows)
    assert all(row["low"] <= row["residual"] <= row["high"] for row in rows)
    assert all(len(row["tests"]) <= 3 and row["release"] <= 21 for row in rows)
    assert rows[-1]["residual"] == 1.0 and rows[-1]["days"] == 0


def test_a_budget_that_does_not_reach_everybody_leaves_fewer_tests(quarantine) -> None:
    _, rows, _ = quarantine(
        "rank", "--max-days", "7", "--test-budget", "1500", "--people", "1000", "--efficient"
    )

    assert {len(row["tests"]) for row in rows} == {0, 1}
    assert all(row["efficient"] for row in rows)
    assert rows[0]["tests"] == [7.0]


def test_a_contact_starts_on_the_day_that_is_given(quarantine) -> None:
    _, rows, _ = quarantine(
        "rank", "--kind", "contact", "--enter", "3", "--max-days", "4", "--max-tests", "1"
    )
    _, alone, _ = quarantine(
        "residual", "--kind", "contact", "--enter", "3", "--release", "7", "--tests", "7"
    )

    assert (rows[0]["days"], rows[0]["release"], rows[0]["tests"]) == (4, 7.0, [7.0])
    assert rows[0]["residual"] == pytest.approx(alone["residual"], abs=1e-6)


def test_the_first_rows_go_into_a_file_for_a_spreadsheet(quarantine, folder: Path) -> None:
    quarantine("rank", "--top", "5", "--csv", "out.csv")
    quarantine("residual", "--kind", "traveller", "--release", "7", "--csv", "one.csv")

    rows = list(csv.DictReader((folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    one = list(csv.DictReader((folder / "one.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert len(one) == 1 and one[0]["kind"] == "traveller"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("residual --kind visitor --release 7", "kind"),
        ("residual --kind contact --release 7", "enter"),
        ("residual --kind contact --enter -1 --release 7", "enter"),
        ("residual --kind contact --enter nan --release 7", "enter"),
        ("residual --kind contact --enter 8 --release 7", "release"),
        ("residual --kind traveller --release nan", "release"),
        ("residual --kind traveller --release 7 --tests 5,x", "tests"),
        ("residual --kind traveller --release 7 --tests 5,5", "tests"),
        ("residual --kind traveller --release 7 --tests nan", "tests"),
        ("residual --kind traveller --release 7 --tests -1", "tests"),
        ("residual --kind traveller --release 7 --adherence 1.2", "adherence"),
        ("residual --kind traveller --release 7 --adherence nan", "adherence"),
        ("residual --kind traveller --release 7 --trip 2.5", "trip"),
        ("residual --kind traveller --release 7 --curve saliva", "curve"),
        ("residual --kind traveller --release 7 --isolation -3", "isolation"),
        ("rank --max-days -1", "max_days"),
        ("rank --max-days 1000000000000", "max_days"),
        ("rank --max-days 90", "max_days"),
        ("rank --max-tests -2", "max_tests"),
        ("rank --test-budget -5", "test_budget"),
        ("rank --test-budget nan", "test_budget"),
        ("rank --test-budget 5 --people 0", "people"),
        ("rank --test-budget 1e300 --people 1e-300", "people"),
        (f"rank --max-tests {10**400}", "max_tests"),
        ("rank --kind contact", "enter"),
        ("rank --kind contact --enter 1e9", "enter"),
    ],
)
def test_what_cannot_be_is_a_sentence_with_its_field(quarantine, words: str, field: str) -> None:
    code, told, said = quarantine(*words.split())

    assert code == 10
    assert told["error"]["field"] == field
    assert field in told["error"]["message_en"] and said.strip() == told["error"]["message_vi"]
