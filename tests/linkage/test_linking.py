"""Two tables in, decisions out: what holds of every result, and what must never be joined by itself."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.linkage.deciding import Ground, Thresholds, band_of
from services.linkage.kinds import Band, Crowd, Kind, Pairs, said
from services.linkage.learning import Model
from services.linkage.linking import odds_of
from services.linkage.mapping import read_map
from services.linkage.pool import pool_of
from services.linkage.tables_linked import Decision, link_tables
from tests.linkage.stream import FIELDS, MAP, MEASURED, WRITTEN, Stream, rates_found, stream

PERSON = read_map(MAP)
BASE = {
    "rec": "A1x", "ho_ten": "Nguyễn Văn Hùng", "ngay_sinh": "1990-05-17", "gioi_tinh": "nam",
    "so_giay_to": "022090123457", "dien_thoai": "0912345678",
}  # fmt: skip
TAIWAN = """
row: {a: rec_a, b: rec_b}
sex: gender
age: age
nationality: {a: nationality, b: country}
dates:
  - confirmed_date
  - {a: onset_of_symptom, b: show_symptoms}
  - {a: date_of_arrival_to_taiwan, b: arrival_date}
free:
  - {a: infection_source, b: imported_country}
  - {a: way_of_discover, b: report_reason}
text: {a: symptom, b: symptoms}
"""


def pairs_in(decisions: list[Decision], *bands: Band) -> set[tuple[str, str]]:
    return {(one.a, one.b) for one in decisions if one.band in bands and one.a and one.b}


def in_a_crowd(small: Stream, *more: dict[str, str]) -> list[Decision]:
    """Link rows among others: a row of A, then rows of B."""
    return link_tables(PERSON, [*small.a[:700], more[0]], [*small.b[:700], *more[1:]])


def about(decisions: list[Decision], row: str) -> Decision:
    return next(one for one in decisions if row in (one.a, one.b))


def test_most_people_are_found_and_few_are_wrong(small: Stream) -> None:
    decisions = link_tables(PERSON, small.a, small.b)
    precision, recall, f1 = rates_found(pairs_in(decisions, Band.MERGE, Band.REVIEW), small.pairs)
    joined, _, _ = rates_found(pairs_in(decisions, Band.MERGE), small.pairs)

    assert f1 >= 0.955 and precision >= 0.985, (precision, recall, f1)
    assert joined >= 0.995


def test_the_slips_as_they_were_written_are_easier(small: Stream) -> None:
    easy = stream(4_000, seed=7, rates=WRITTEN)
    found = pairs_in(link_tables(PERSON, easy.a, easy.b), Band.MERGE, Band.REVIEW)

    assert rates_found(found, easy.pairs)[2] >= 0.965


def test_every_row_of_both_tables_is_told_of_once(small: Stream) -> None:
    decisions = link_tables(PERSON, small.a, small.b)

    assert sorted(one.a for one in decisions if one.a) == sorted(row["rec"] for row in small.a)
    assert sorted(one.b for one in decisions if one.b) == sorted(row["rec"] for row in small.b)


def test_the_order_of_the_rows_changes_nothing(small: Stream) -> None:
    a, b = small.a[:1500], small.b[:1500]
    shuffled_a, shuffled_b = random.Random(1).sample(a, len(a)), random.Random(2).sample(b, len(b))

    told = {(d.a, d.b, d.probability, d.band, d.why.en) for d in link_tables(PERSON, a, b)}

    assert told == {
        (d.a, d.b, d.probability, d.band, d.why.en) for d in link_tables(PERSON, shuffled_a, shuffled_b)
    }


def test_the_two_tables_may_change_places(small: Stream) -> None:
    a, b = small.a[:1500], small.b[:1500]
    there = pairs_in(link_tables(PERSON, a, b), Band.MERGE)
    back = {(y, x) for x, y in pairs_in(link_tables(PERSON, b, a), Band.MERGE)}

    assert len(there ^ back) <= 0.01 * len(there)


def test_every_decision_says_which_field_agrees_how_and_what_it_weighs(small: Stream) -> None:
    decision = about(in_a_crowd(small, BASE, BASE | {"rec": "B1x", "ho_ten": "HUNG NGUYEN VAN"}), "B1x")

    assert decision.band is Band.MERGE
    assert "họ tên: giống nhau, khác thứ tự (+" in decision.why.vi
    assert "number of papers: the same (+" in decision.why.en
    assert [ground.field for ground in decision.grounds] == [field.name for field in PERSON.fields]


def test_a_sentence_quotes_no_value(small: Stream) -> None:
    decision = about(in_a_crowd(small, BASE, BASE | {"rec": "B1x"}), "B1x")

    for value in ("Hùng", "HUNG", "1990", "022090", "091234"):
        assert value not in decision.why.vi + decision.why.en


TWIN = BASE | {"rec": "B1x", "ho_ten": "Nguyễn Văn Hưng", "so_giay_to": ""}


@pytest.mark.parametrize(
    "twin",
    [
        TWIN,
        TWIN | {"ho_ten": "Nguyễn Văn Dũng"},
        TWIN | {"ho_ten": "Nguyễn Thị Hằng", "gioi_tinh": "nữ"},
        BASE | {"rec": "B1x", "gioi_tinh": "nữ", "so_giay_to": ""},
        BASE | {"rec": "B1x", "ho_ten": "Nguyễn Văn Dũng", "so_giay_to": "022090998811"},
    ],
    ids=["other marks", "other given name", "brother and sister", "other sex", "other paper"],
)
def test_twins_are_not_joined_by_themselves(small: Stream, twin: dict[str, str]) -> None:
    assert about(in_a_crowd(small, BASE, twin), "B1x").band is not Band.MERGE


def test_between_two_twins_that_look_alike_nobody_is_chosen(small: Stream) -> None:
    plain = BASE | {"rec": "A1x", "ho_ten": "NGUYEN VAN HUNG", "so_giay_to": ""}
    one, other = TWIN, BASE | {"rec": "B2x", "so_giay_to": ""}

    assert Band.MERGE not in {
        about(in_a_crowd(small, plain, one, other), row).band for row in ("A1x", "B1x", "B2x")
    }


def test_a_telephone_that_a_whole_family_gives_joins_nobody(small: Stream) -> None:
    given = ("Lan", "Hoa", "Mai", "Cúc", "Đào", "Trúc")
    family = [
        BASE
        | {
            "rec": f"B{n}x",
            "ho_ten": f"Nguyễn Thị {name}",
            "ngay_sinh": f"19{60 + n}-03-{n + 2:02}",
            "so_giay_to": "",
        }
        for n, name in enumerate(given)
    ]
    decisions = in_a_crowd(small, BASE, *family)

    assert about(decisions, "A1x").band is Band.NEW


@pytest.mark.parametrize("empty", [*FIELDS[1:], "everything"])
def test_whatever_is_missing_nothing_breaks(small: Stream, empty: str) -> None:
    lost = FIELDS[1:] if empty == "everything" else (empty,)
    a, b = ([row | dict.fromkeys(lost, "") for row in rows[:300]] for rows in (small.a, small.b))

    assert len(link_tables(PERSON, a, b)) >= 300


@pytest.mark.parametrize(("many_a", "many_b"), [(1, 1), (1, 300), (300, 1), (2, 2)])
def test_tables_of_a_few_rows_are_no_trouble(small: Stream, many_a: int, many_b: int) -> None:
    assert link_tables(PERSON, small.a[:many_a], small.b[:many_b])


def test_one_table_is_searched_for_people_who_stand_in_it_twice(small: Stream) -> None:
    everybody = small.a[:1500] + small.b
    true = {frozenset(pair) for pair in small.pairs if pair[0] in {row["rec"] for row in small.a[:1500]}}
    found = {
        frozenset((one.a, one.b)) for one in link_tables(PERSON, everybody, None) if one.band is Band.MERGE
    }

    assert len(found & true) >= 0.85 * len(true)
    assert len(found & true) >= 0.99 * len(found)


def test_the_cases_of_taiwan_as_two_groups_coded_them(taiwan) -> None:
    # No names, no papers: nationality, age and how found are coded in different words on both sides.
    fields = read_map(TAIWAN)
    true = {(row["rec_a"], row["rec_b"]) for row in taiwan["matches"]}
    decisions = link_tables(fields, taiwan["file_a"], taiwan["file_b"])
    precision, recall, f1 = rates_found(pairs_in(decisions, Band.MERGE, Band.REVIEW), true)

    assert precision >= 0.97 and recall >= 0.90 and f1 >= 0.94, (precision, recall, f1)
    assert rates_found(pairs_in(decisions, Band.MERGE), true)[0] >= 0.995


# --- the weights ------------------------------------------------------------------------------------------

PAIR = Pairs(np.array([0]), np.array([1]))


@settings(max_examples=40, deadline=None)
@given(fields=st.sets(st.sampled_from(FIELDS[1:]), min_size=1))
def test_agreeing_in_more_never_makes_one_person_less_likely(small: Stream, fields: set[str]) -> None:
    stranger = {
        "rec": "B1x", "ho_ten": "Trần Thị Lan", "ngay_sinh": "1971-11-28", "gioi_tinh": "nữ",
        "so_giay_to": "030171555666", "dien_thoai": "0388777666",
    }  # fmt: skip
    model = learned_once
    some = stranger | {name: BASE[name] for name in fields}
    less = stranger | {name: BASE[name] for name in sorted(fields)[1:]}

    assert chance(model, BASE, some) > chance(model, BASE, less)


def learned() -> Model:
    from services.linkage.blocking import candidates
    from services.linkage.learning import learn

    tables = stream(1_500, seed=3)
    pool = pool_of(PERSON.fields, tables.a, tables.b)
    return learn(pool, candidates(pool, 10**6))


learned_once = learned()


def chance(model: Model, one: dict[str, str], other: dict[str, str]) -> float:
    pool = pool_of(
        PERSON.fields, [one], [other], crowd=Crowd(10_000, {"nguien": 0.4, "van": 0.2, "hung": 0.01})
    )
    return float(odds_of(pool, model, PAIR)[0])


def ground(kind: Kind, level: int, said_en: str = "") -> Ground:
    return Ground("f", kind, level, said(said_en, said_en), 1.0)


@pytest.mark.parametrize(
    ("probability", "band"), [(0.95, Band.MERGE), (0.8, Band.MERGE), (0.79, Band.REVIEW), (0.29, Band.NEW)]
)
def test_the_bands_begin_where_the_thresholds_say(probability: float, band: Band) -> None:
    assert band_of(probability, [], Thresholds()) is band
    assert band_of(probability, [], replace(Thresholds(), merge=0.99)) is not Band.MERGE


def test_the_same_paper_settles_what_a_name_leaves_open() -> None:
    from services.linkage import names, papers

    unsure = ground(Kind.NAME, names.MARKS)

    assert band_of(0.99, [unsure], Thresholds()) is Band.REVIEW
    assert band_of(0.99, [unsure, ground(Kind.ID, papers.SAME)], Thresholds()) is Band.MERGE


def test_the_made_up_stream_is_as_hard_as_the_published_one() -> None:
    tables = stream(4_000, seed=11, rates=MEASURED)
    papers_of_a = {row["so_giay_to"]: row["rec"] for row in tables.a if row["so_giay_to"]}
    same = {
        (papers_of_a[row["so_giay_to"]], row["rec"]) for row in tables.b if row["so_giay_to"] in papers_of_a
    }

    assert rates_found(same, tables.pairs)[1] == pytest.approx(0.307, abs=0.03)
