"""Schemes of other countries as law folders: every limit at its boundary, every mistake with its sentence."""

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadLaw
from services.policy.reader import LAW
from services.policy.scheme_levels import Observation, levels_of
from services.policy.schemes import Scheme, load_scheme

FOLDER = LAW.parent / "scheme_law"
NAMES = sorted(one.name for one in FOLDER.iterdir() if one.is_dir())
SCHEMES = {name: load_scheme(FOLDER / name) for name in NAMES}
UNKNOWN = None

EU, EU2 = ("eu-2020-1475", "2020-11-01"), ("eu-2020-1475", "2021-02-01")
CDC21, CDC22 = ("cdc-2021", "2021-06-01"), ("cdc-2022", "2022-03-03")
RATE, SHARE, TESTS = "cases_14d_per_100k", "positivity_7d", "tests_7d_per_100k"
WEEK, BEDS, ADMITTED, DAILY = (
    "cases_7d_per_100k",
    "beds_covid_pct",
    "admissions_7d_per_100k",
    "cases_per_day_per_100k",
)

BOUNDARIES = [
    (EU, {RATE: 24.99, SHARE: 0.0399, TESTS: 301}, "green"),
    (EU, {RATE: 25, SHARE: 0.0399, TESTS: 301}, "orange"),
    (EU, {RATE: 24.99, SHARE: 0.04, TESTS: 301}, "orange"),
    (EU, {RATE: 49.99, SHARE: 0.04, TESTS: 301}, "orange"),
    (EU, {RATE: 50, SHARE: 0.04, TESTS: 301}, "red"),
    (EU, {RATE: 150, SHARE: 0.0399, TESTS: 301}, "orange"),
    (EU, {RATE: 150.01, SHARE: 0, TESTS: 301}, "red"),
    (EU, {RATE: 500, SHARE: 0.2, TESTS: 301}, "red"),
    (EU, {RATE: 500, SHARE: 0.2, TESTS: 300}, "grey"),
    (EU2, {RATE: 500, SHARE: 0, TESTS: 301}, "dark_red"),
    (EU2, {RATE: 499.99, SHARE: 0, TESTS: 301}, "red"),
    (CDC21, {WEEK: 9.99, SHARE: 0.0499}, "low"),
    (CDC21, {WEEK: 10, SHARE: 0}, "moderate"),
    (CDC21, {WEEK: 0, SHARE: 0.05}, "moderate"),
    (CDC21, {WEEK: 50, SHARE: 0}, "substantial"),
    (CDC21, {WEEK: 0, SHARE: 0.08}, "substantial"),
    (CDC21, {WEEK: 99.99, SHARE: 0.0999}, "substantial"),
    (CDC21, {WEEK: 100, SHARE: 0}, "high"),
    (CDC21, {WEEK: 0, SHARE: 0.1}, "high"),
    (CDC22, {WEEK: 199.99, ADMITTED: 9.99, BEDS: 9.99}, "low"),
    (CDC22, {WEEK: 200, ADMITTED: 9.99, BEDS: 9.99}, "medium"),
    (CDC22, {WEEK: 199.99, ADMITTED: 10, BEDS: 0}, "medium"),
    (CDC22, {WEEK: 199.99, ADMITTED: 0, BEDS: 10}, "medium"),
    (CDC22, {WEEK: 199.99, ADMITTED: 20, BEDS: 0}, "high"),
    (CDC22, {WEEK: 199.99, ADMITTED: 0, BEDS: 15}, "high"),
    (CDC22, {WEEK: 200, ADMITTED: 10, BEDS: 0}, "high"),
    (CDC22, {WEEK: 200, ADMITTED: 0, BEDS: 10}, "high"),
    (("who-2021", "2021-07-01"), {WEEK: 19.99}, "CT1"),
    (("who-2021", "2021-07-01"), {WEEK: 20}, "CT2"),
    (("who-2021", "2021-07-01"), {WEEK: 50}, "CT3"),
    (("who-2021", "2021-07-01"), {WEEK: 150}, "CT4"),
    (("harvard-2020", "2020-08-01"), {DAILY: 0.99}, "green"),
    (("harvard-2020", "2020-08-01"), {DAILY: 1}, "yellow"),
    (("harvard-2020", "2020-08-01"), {DAILY: 10}, "orange"),
    (("harvard-2020", "2020-08-01"), {DAILY: 25}, "red"),
    (("covid-act-now", "2021-01-01"), {DAILY: 0.99}, "green"),
    (("covid-act-now", "2021-01-01"), {DAILY: 1, "rt": 0.5, SHARE: 0}, "yellow"),
    (("covid-act-now", "2021-01-01"), {DAILY: 1, "rt": 1.1, SHARE: 0}, "orange"),
    (("covid-act-now", "2021-01-01"), {DAILY: 1, "rt": 0.5, SHARE: 0.2}, "red"),
    (("covid-act-now", "2021-01-01"), {DAILY: 75}, "dark_red"),
    # What is missing is never low; and it does not matter where nothing it could say would matter.
    (EU, {RATE: 24, SHARE: 0.01}, UNKNOWN),
    (EU, {RATE: 24, TESTS: 301}, UNKNOWN),
    (EU, {RATE: 151, TESTS: 301}, "red"),
    (EU, {TESTS: 300}, "grey"),
    (EU, {}, UNKNOWN),
    (CDC21, {WEEK: 5}, UNKNOWN),
    (CDC21, {WEEK: 100}, "high"),
    (CDC22, {WEEK: 10, ADMITTED: 1}, UNKNOWN),
]  # fmt: skip


def level(name: str, day: str, values: Mapping[str, float | None]) -> str | None:
    scheme = SCHEMES[name]
    at = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(scheme.zone))
    (found,) = levels_of(scheme, [Observation("A", at, values)])
    return found.step.id if found.step else None


@pytest.mark.parametrize(("which", "values", "expected"), BOUNDARIES)
def test_a_level_at_the_boundary(
    which: tuple[str, str], values: Mapping[str, float], expected: str | None
) -> None:
    name, day = which
    assert level(name, day, values) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_scheme_reads_from_its_first_moment_on_and_cites_its_document(name: str) -> None:
    scheme = SCHEMES[name]

    for version in scheme.rules.versions:
        assert version.value is not None
        assert all(row.cite.title for row in version.value.rows)
        named = {limit.limit.indicator for row in version.value.rows for limit in row.limits}
        assert named <= set(scheme.indicators)
    before = scheme.rules.versions[0].since.replace(year=2019)
    (found,) = levels_of(scheme, [Observation("A", before, {})])
    assert (found.step, found.cite) == (None, None)


number = st.one_of(st.none(), st.floats(0, 2_000))


@given(st.sampled_from(NAMES), st.data())
def test_a_missing_number_never_lowers_a_level_and_says_what_is_missing(
    name: str, data: st.DataObject
) -> None:
    scheme = SCHEMES[name]
    values = {one: data.draw(number) for one in scheme.indicators}
    at = scheme.rules.versions[-1].since
    (told,) = levels_of(scheme, [Observation("A", at, values)])
    filled = {one: data.draw(st.floats(0, 2_000)) if values[one] is None else values[one] for one in values}
    (known,) = levels_of(scheme, [Observation("A", at, filled)])

    assert (told.step is None) == bool(told.missing)
    assert known.step is not None
    if told.step is not None:
        assert told.step == known.step


@given(
    st.sampled_from(("eu-2020-1475", "cdc-2021", "cdc-2022", "who-2021", "harvard-2020", "covid-act-now")),
    st.data(),
)
def test_a_level_never_falls_when_a_number_rises(name: str, data: st.DataObject) -> None:
    scheme = SCHEMES[name]
    values = {one: data.draw(st.floats(0, 600)) for one in scheme.indicators} | {TESTS: 1_000.0}
    rising = data.draw(st.sampled_from([one for one in scheme.indicators if one != TESTS]))
    at = scheme.rules.versions[-1].since
    more = values | {rising: values[rising] + data.draw(st.floats(0, 600))}
    (before,), (after,) = (levels_of(scheme, [Observation("A", at, one)]) for one in (values, more))

    assert before.step and after.step
    assert before.step.rank is not None and after.step.rank is not None
    assert after.step.rank >= before.step.rank


MISTAKES = {
    "a level the scale has not": ("level: orange\n", "level: amber\n", "'scale' has no level 'amber'"),
    "both of two beginnings": ("{at_least: 25}", "{at_least: 25, above: 24}", "has at_least and above"),
    "an end before its beginning": ("{at_least: 25}", "{at_least: 25, below: 20}", "no number can hold"),
    "no comparison": ("{at_least: 25}", "{in_a_row: 2}", "needs at_least, above, below or at_most"),
    "never in a row": ("{at_least: 25}", "{at_least: 25, in_a_row: 0}", "'in_a_row' must be 1 or more"),
    "an unknown indicator": ("positivity_7d: {at_least: 0.04}", "positive: {at_least: 0.04}", "has no text"),
    "an unknown document": ("document: eu-2021-119", "document: eu-1", "does not list"),
    "two versions at one moment": ("since: 2021-02-01", "since: 2020-10-13", "two versions begin"),
    "a day that is none": (
        "rules:\n      rows", "rules:\n      from_weekday: doomsday\n      rows", "is one of",
    ),
    "no zone": ("Europe/Brussels", "Europe/Atlantis", "no such timezone"),
    "one level twice": ("id: red,", "id: green,", "already stands on line"),
    "a last row that may not hold": (
        "        - level: green\n  - name", "  - name", "the last row must have no 'when'",
    ),
}  # fmt: skip


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str], Path]:
    """The European folder with one text replaced."""

    def changed(before: str, after: str) -> Path:
        folder = Path(shutil.copytree(FOLDER / "eu-2020-1475", tmp_path / "eu"))
        path = folder / "area_levels.yaml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return folder

    return changed


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_has_a_sentence_with_file_and_line(
    mistake: str, broken: Callable[[str, str], Path]
) -> None:
    before, after, said = MISTAKES[mistake]

    with pytest.raises(BadLaw) as wrong:
        load_scheme(broken(before, after))

    assert "area_levels.yaml, line " in wrong.value.sentence.en and said in wrong.value.sentence.en
    assert "area_levels.yaml, dòng " in wrong.value.sentence.vi


def test_three_files_are_enough(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER / "who-2021", tmp_path / "mine"))

    assert sorted(one.name for one in folder.iterdir()) == [
        "area_levels.yaml",
        "documents.yaml",
        "indicators.yaml",
    ]
    assert isinstance(load_scheme(folder), Scheme)
