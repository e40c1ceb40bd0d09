"""The shipped law and its words: citations, reasons, parameters, weights, retention, places, the page."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.domain.errors import NotFound
from services.domain.levels import State
from services.policy.documents import citation
from services.policy.indicators import number_text, reason_text
from services.policy.places import PlaceKind, places_of
from services.policy.reader import LAW, Jurisdiction, load_jurisdiction
from services.policy.rendering import render_law

PAGE = Path(__file__).parents[2] / "docs" / "generated" / "law.md"
FEBRUARY = datetime.fromisoformat("2021-02-20T08:00:00+07:00")


def test_the_committed_page_is_the_law(jurisdiction: Jurisdiction) -> None:
    assert PAGE.read_text(encoding="utf-8") == render_law(jurisdiction), "render docs/generated/law.md again"


def test_the_page_shows_who_compared_a_document_with_the_original(folder: Path) -> None:
    path = folder / "documents.yaml"
    text = path.read_text(encoding="utf-8")
    mark = "    mark: directive\n"
    checked = f'{mark}    checked_by: "Sở Tư pháp"\n    checked_on: 2021-03-01\n'
    path.write_text(text.replace(mark, checked, 1), encoding="utf-8")

    assert "Sở Tư pháp, 01/03/2021" in render_law(load_jurisdiction(folder))


def test_the_dispatch_of_which_no_trace_was_found_is_not_cited() -> None:
    files = [path.read_text(encoding="utf-8") for path in (LAW / "quang-ninh").rglob("*.*") if path.is_file()]

    assert not any("425/CV" in text for text in files)


def test_no_rule_rests_on_a_document_signed_later(jurisdiction: Jurisdiction) -> None:
    law = jurisdiction.law
    cited = [
        (version.since, row.cite)
        for version in law.area_levels.versions
        for rows in (version.value.rows.values() if version.value else ())
        for row in rows
    ]
    dated = [law.area_levels, law.order_levels, law.source_weights, law.retention]
    cited += [(version.since, version.cite) for one in dated for version in one.versions]  # type: ignore[attr-defined]
    cited += [(v.since, v.cite) for one in law.parameters.named.values() for v in one.values.versions]

    for since, cite in cited:
        signed = law.documents[cite.document].signed
        assert signed is None or signed <= since.date(), (cite.document, since)


def test_a_citation_is_ready_to_show_and_as_sure_as_its_passage(jurisdiction: Jurisdiction) -> None:
    cite = jurisdiction.law.citation("ct05", "điểm 1", "recall")

    assert cite.title == "Chỉ thị 05/CT-TTg ngày 28/01/2021 của Thủ tướng Chính phủ"
    assert (cite.article, cite.mark) == ("điểm 1", "recall")
    assert jurisdiction.law.citation("ct05").mark == "src"


def test_an_unknown_document_cannot_be_cited() -> None:
    with pytest.raises(NotFound):
        citation({}, "ct99")


def test_a_reason_is_said_in_both_languages(jurisdiction: Jurisdiction) -> None:
    texts = jurisdiction.law.indicators

    said = reason_text("cases_unknown_source_14d", 3, texts)

    assert said.vi == "3 ca F0 chưa rõ nguồn lây trong 14 ngày qua"
    assert said.en == "F0 with unknown source in the last 14 days: 3"


def test_zero_and_unknown_have_their_own_sentences(jurisdiction: Jurisdiction) -> None:
    texts = jurisdiction.law.indicators

    assert reason_text("contacts_untraced", 0, texts).vi == "Không còn F1 nào chưa truy vết được"
    assert reason_text("contacts_untraced", None, texts).vi == "Chưa có báo cáo về số F1 chưa truy vết được"
    assert reason_text("treatment_capacity_met", 0, texts).vi == "Chưa bảo đảm khả năng thu dung, điều trị"


def test_every_indicator_says_every_case_and_leaves_no_gap(jurisdiction: Jurisdiction) -> None:
    texts = jurisdiction.law.indicators
    for name in texts:
        for value in (None, 0, 0.25, 1, 1234):
            said = reason_text(name, value, texts)
            assert said.vi
            assert said.en
            assert "{" not in said.vi + said.en


def test_a_reason_without_text_is_an_error(jurisdiction: Jurisdiction) -> None:
    with pytest.raises(NotFound):
        reason_text("luck", 1, jurisdiction.law.indicators)


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        (1234, "count", "1.234", "1,234"),
        (0.375, "share", "37,5%", "37.5%"),
        (0.3, "share", "30%", "30%"),
        (12.04, "rate", "12", "12"),
        (1234.5, "rate", "1.234,5", "1,234.5"),
        (59.9, "score", "60", "60"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: float, unit: str, vi: str, en: str) -> None:
    assert number_text(value, unit, comma=True) == vi  # type: ignore[arg-type]
    assert number_text(value, unit, comma=False) == en  # type: ignore[arg-type]


def test_every_named_indicator_has_text(jurisdiction: Jurisdiction) -> None:
    assert jurisdiction.law.indicator_names() <= set(jurisdiction.law.indicators)


def test_parameters_are_asked_by_name_and_kind(jurisdiction: Jurisdiction) -> None:
    parameters = jurisdiction.law.parameters

    assert parameters.number("quiet_days", FEBRUARY) == 14.0
    assert parameters.numbers("f1_test_days", FEBRUARY) == (1.0, 7.0, 14.0)
    assert parameters.text("timezone", FEBRUARY) == jurisdiction.zone.key


@pytest.mark.parametrize("word", ["number", "numbers", "text"])
def test_a_parameter_of_another_kind_or_no_parameter_is_an_error(
    jurisdiction: Jurisdiction, word: str
) -> None:
    ask = getattr(jurisdiction.law.parameters, word)
    other = "timezone" if word != "text" else "quiet_days"

    with pytest.raises(TypeError):
        ask(other, FEBRUARY)
    with pytest.raises(NotFound):
        ask("luck", FEBRUARY)


def test_the_score_limits_of_the_rows_are_the_threshold_of_the_parameters(jurisdiction: Jurisdiction) -> None:
    law = jurisdiction.law
    threshold = law.parameters.number("score_threshold", FEBRUARY)
    rulebooks = [version.value for version in law.area_levels.versions if version.value]
    limits = [x for book in rulebooks for rows in book.rows.values() for row in rows for x in row.limits]

    assert {x.at_least for x in limits if x.indicator.startswith("score_")} == {threshold}
    assert {one.threshold for one in law.source_weights.on(FEBRUARY).value.sources.values()} == {threshold}


def test_a_score_is_in_proportion_and_stays_between_0_and_100(jurisdiction: Jurisdiction) -> None:
    illegal_entry = jurisdiction.law.source_weights.on(FEBRUARY).value.of("i1")

    assert illegal_entry.points("tip_off") == 0.3
    assert illegal_entry.score(illegal_entry.points("escaped")) == 30.0
    assert (illegal_entry.score(1000), illegal_entry.score(-1), illegal_entry.score(0)) == (100.0, 0.0, 0.0)


def test_personal_data_is_forgotten_on_its_day(jurisdiction: Jurisdiction) -> None:
    retention = jurisdiction.law.retention.on(FEBRUARY).value

    assert retention.days("declaration") == 30
    assert retention.forget_before("declaration", FEBRUARY) == FEBRUARY - timedelta(days=30)
    with pytest.raises(KeyError):
        retention.days("shopping_list")


def test_lockdown_and_directive_16_lock(jurisdiction: Jurisdiction) -> None:
    levels = jurisdiction.law.order_levels.on(FEBRUARY).value

    assert levels.locked_states() == {State.LOCKDOWN, State.DIRECTIVE_16}


def test_places_have_their_time_of_operation(jurisdiction: Jurisdiction) -> None:
    place = {one.id: one for one in jurisdiction.places}
    post, airport = place["C01"], place["G12"]

    assert not post.works_at(datetime.fromisoformat("2021-01-28T13:29:59+07:00"))
    assert post.works_at(datetime.fromisoformat("2021-01-28T13:30:00+07:00"))
    assert not post.works_at(datetime.fromisoformat("2021-03-25T00:00:00+07:00"))
    assert airport.works_at(datetime.fromisoformat("2021-01-28T11:59:59+07:00"))
    assert not airport.works_at(FEBRUARY)
    assert airport.works_at(datetime.fromisoformat("2021-03-03T00:00:00+07:00"))
    assert place["G01"].works_at(FEBRUARY)


def test_places_can_be_asked_by_kind(jurisdiction: Jurisdiction) -> None:
    trails = places_of(jurisdiction.places, PlaceKind.TRAIL, PlaceKind.OPENING)

    assert {place.kind for place in trails} == {PlaceKind.TRAIL, PlaceKind.OPENING}
    assert {place.kind for place in jurisdiction.places} == set(PlaceKind)


def test_the_feeds_that_should_be_heard_are_named(jurisdiction: Jurisdiction) -> None:
    assert {feed.kind for feed in jurisdiction.feeds} >= {"case_report", "order", "declaration"}


def test_a_jurisdiction_may_speak_english(folder: Path) -> None:
    path = folder / "jurisdiction.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("language: vi", "language: en"), encoding="utf-8"
    )

    assert load_jurisdiction(folder).language == "en"
