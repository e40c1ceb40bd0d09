"""`decide`: three-valued logic; what is not reported never makes an area look safer than it may be."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from services.domain.areas import Tier
from services.domain.levels import Citation, RiskLevel
from services.policy.reader import load_jurisdiction
from services.policy.rulebook import Limit, Row, decide, holding

CITE = Citation(document="d", title="Văn bản d")
RULEBOOKS = [v.value for v in load_jurisdiction("quang-ninh").law.area_levels.versions if v.value]
ALL_ROWS = [rulebook.of(tier) for rulebook in RULEBOOKS for tier in rulebook.rows]


def row(level: int, when_unknown: str = "undecided", **at_least: float) -> Row:
    limits = tuple(Limit(indicator=name, at_least=limit) for name, limit in at_least.items())
    return Row.model_validate(
        {"level": RiskLevel(level), "limits": limits, "cite": CITE, "when_unknown": when_unknown}
    )


ROWS = (row(3, unknown_source=1), row(2, contacts=1), row(1))


def test_the_first_row_that_holds_decides() -> None:
    decision = decide(ROWS, {"unknown_source": 0, "contacts": 4})

    assert (decision.level, decision.at_least, decision.row) == (2, 2, 1)
    assert decision.limits == (("contacts", 4.0),)
    assert decision.missing == ()


def test_an_undecided_higher_row_leaves_the_level_open_and_is_named() -> None:
    decision = decide(ROWS, {"unknown_source": None, "contacts": 4})

    assert (decision.level, decision.at_least) == (None, 2)
    assert decision.missing == ("unknown_source",)


def test_a_missing_name_is_the_same_as_a_missing_number() -> None:
    assert decide(ROWS, {"contacts": 4}) == decide(ROWS, {"unknown_source": None, "contacts": 4})


def test_nothing_unknown_below_the_decision_matters() -> None:
    assert decide(ROWS, {"unknown_source": 1, "contacts": None}).level == 3


def test_nothing_reported_is_not_new_normal() -> None:
    decision = decide(ROWS, {})

    assert (decision.level, decision.at_least) == (None, 1)
    assert decision.missing == ("unknown_source", "contacts")


def test_an_undecided_row_of_the_same_level_does_not_hinder() -> None:
    rows = (row(3, first=1), row(3, second=1), row(1))

    assert decide(rows, {"first": None, "second": 1}).level == 3


def test_one_known_limit_that_fails_settles_a_row_of_two() -> None:
    rows = (row(3, first=1, second=1), row(1))

    assert decide(rows, {"first": 0, "second": None}).level == 1
    assert decide(rows, {"first": 1, "second": None}).level is None


def test_a_row_of_ours_is_silent_while_its_number_is_not_reported() -> None:
    rows = (row(2, when_unknown="skip", score_i4=60), row(1))

    assert decide(rows, {"score_i4": None}).level == 1
    assert decide(rows, {"score_i4": 60}).level == 2


def test_at_least_and_below_meet_without_gap_or_overlap() -> None:
    lower, upper = Limit(indicator="x", below=0.7), Limit(indicator="x", at_least=0.7)

    for value in (0.0, 0.6999999, 0.7, 1.0):
        assert lower.holds(value) is not upper.holds(value)


def test_every_row_of_the_decided_level_that_holds_is_a_reason() -> None:
    rows = (row(3, first=1), row(3, second=1), row(2, third=1), row(1))

    assert holding(rows, {"first": 1, "second": 1, "third": 1}) == (0, 1)
    assert holding(rows, {"first": 0, "second": 0, "third": 0}) == ()


numbers = st.one_of(
    st.none(), st.sampled_from([0.0, 0.2, 0.3, 0.5, 0.51, 0.7, 1.0, 2.0, 20.0, 50.0, 60.0, 150.0])
)
known = st.sampled_from([0.0, 0.2, 0.3, 0.5, 0.51, 0.7, 1.0, 2.0, 20.0, 50.0, 60.0, 150.0])


def values_of(
    data: st.DataObject, rows: tuple[Row, ...], value: st.SearchStrategy
) -> dict[str, float | None]:
    names = sorted({limit.indicator for one in rows for limit in one.limits})
    return {name: data.draw(value, label=name) for name in names}


@given(st.data(), st.sampled_from(ALL_ROWS))
def test_raising_a_count_never_lowers_the_level(data: st.DataObject, rows: tuple[Row, ...]) -> None:
    values = values_of(data, rows, known)
    counted = sorted({x.indicator for one in rows for x in one.limits if x.below is None})
    name = data.draw(st.sampled_from(counted))

    more = {**values, name: (values[name] or 0.0) + data.draw(st.floats(0, 1000))}

    assert decide(rows, more).at_least >= decide(rows, values).at_least


@given(st.data(), st.sampled_from(ALL_ROWS))
def test_whatever_is_missing_a_given_level_is_the_true_one_and_at_least_is_never_above_it(
    data: st.DataObject, rows: tuple[Row, ...]
) -> None:
    truth = values_of(data, rows, known)
    hidden = data.draw(st.sets(st.sampled_from(sorted(truth))))
    # A row of ours that is silent may hide its own level: it is no part of the promise.
    hidden -= {x.indicator for one in rows for x in one.limits if one.when_unknown == "skip"}

    told = decide(rows, {name: None if name in hidden else value for name, value in truth.items()})

    true_level = decide(rows, truth).level
    assert true_level is not None
    assert told.at_least <= true_level
    assert told.level in (None, true_level)


@given(st.data(), st.sampled_from(ALL_ROWS))
def test_the_answer_is_open_only_when_some_number_is_missing_and_it_names_them(
    data: st.DataObject, rows: tuple[Row, ...]
) -> None:
    values = values_of(data, rows, numbers)

    decision = decide(rows, values)

    assert (decision.level is None) == bool(decision.missing)
    assert all(values[name] is None for name in decision.missing)
    assert set(holding(rows, values)) >= ({decision.row} if rows[decision.row].limits else set())


def test_no_rule_before_june_2021_gives_red() -> None:
    early = RULEBOOKS[:3]

    levels = [
        one.level for rulebook in early for tier in Tier if tier in rulebook.rows for one in rulebook.of(tier)
    ]

    assert max(levels) == RiskLevel.HIGH


def test_the_4800_table_moves_by_one_step_only() -> None:
    rows = RULEBOOKS[-1].of(Tier.COMMUNE)
    for cases, doses in itertools.product((0, 20, 50, 150), (0.5, 0.7)):
        values = {"weekly_cases_per_100k": cases, "adults_one_dose_share": doses}
        met = decide(rows, {**values, "treatment_capacity_met": 1}).at_least
        missed = decide(rows, {**values, "treatment_capacity_met": 0}).at_least
        assert missed == min(met + 1, 4)
