"""Events: past tense, flat, of no person; they survive the journey through JSON."""

import types
import typing
import uuid
from datetime import UTC, date, datetime
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.domain.base import Sentence, Word
from services.domain.events import EVENTS, Event, FirstCaseAfterQuiet, named_id, new_id

NOW = datetime(2021, 1, 27, 18, tzinfo=UTC)
NOT_PERSONAL = {
    *("id", "learned_at", "ref", "topic", "kind", "consumer", "source_topic", "error", "vi", "en"),
    *("site", "area", "origin", "place", "part", "by_sea", "day", "at", "since", "until"),
    *("expected", "found", "high", "oldest_days", "pressure", "untraced"),
    *("confirmed_at", "reported_at", "happened_at", "quiet_days", "before", "after", "suggested"),
    *("new_cases", "found_in_quarantine", "found_in_community", "count", "cases", "people", "counts"),
    *("total", "traced", "in_quarantine", "awaiting_result", "contact_level"),
    *("with_symptoms", "with_contact", "untested"),
    *("source", "found_in", "hard_to_trace_place", "chain"),
    *("number", "order_number", "issuer", "state", "reasons", "cite", "indicator", "value", "text"),
    *("post", "decision", "gate", "unplaced", "why", "planned_until", "left_on", "ended"),
    *("present", "absent", "positive", "overdue_tests", "tests_told"),
    "same",
    *("document", "title", "article", "mark"),
    *("feed", "records", "rows", "added", "changed", "withdrawn", "receipt", "code", "standing_since"),
    *("latitude", "longitude", "advice_class", "address", "exposure_type"),  # of a public place
    *("method", "samples", "positive", "positive_pools", "pending", "invalid", "to_retest", "retested"),
    *("gate", "through", "lots", "cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared"),
    *("about", "gone"),  # of a list of people: what it is about, and how many fell away
    *("place_type", "inspections", "failed_items", "breaches", "to_reinspect"),
    *("checklist", "reinspect_on", "score", "scored"),  # of a public place
    *("country", "crew", "crew_told", "enterprise", "marker"),
    *("what", "author", "ground"),  # a judgement: its author is an office
    *("adults_one_dose_share", "treatment_capacity_met", "beds", "beds_used"),
    *("quarantine_capacity", "population"),
    *("workers_back", "enterprises_open", "tourism_open", "tourism_closed", "visitors"),
    *("way", "standing", "ordered", "to", "measures", "places", "overdue"),
}
"""Fields that an event may have. Whoever adds one says with it: this tells of no single person."""


def moments() -> st.SearchStrategy[datetime]:
    return st.integers(1_577_836_800, 1_672_531_200).map(lambda second: datetime.fromtimestamp(second, UTC))


def built(kind: object) -> st.SearchStrategy[object]:
    """Any value of a type that events use."""
    plain = {
        str: st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        int: st.integers(0, 10**6),
        bool: st.booleans(),
        float: st.floats(allow_nan=False, allow_infinity=False),
        date: st.dates(date(2020, 1, 1), date(2023, 1, 1)),
    }
    if kind in plain:
        return plain[kind]
    return composed(kind)


def composed(kind: object) -> st.SearchStrategy[object]:
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(st.none() if part is types.NoneType else built(part) for part in parts))
    if origin is tuple:
        return st.lists(built(parts[0]), max_size=2).map(tuple)
    if origin is typing.Annotated:
        return built(parts[0])
    return simple(kind)


def simple(kind: object) -> st.SearchStrategy[object]:
    if kind is datetime:
        return moments()
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    return words(kind)


def words(kind: type[Word]) -> st.SearchStrategy[Word]:
    fields = {name: built(info.annotation) for name, info in kind.model_fields.items() if name != "id"}
    return st.fixed_dictionaries(fields).map(lambda values: kind(**values))


def field_names(kind: object) -> set[str]:
    """The fields of a word and of all words within it."""
    inner = {part for part in typing.get_args(kind)}
    if isinstance(kind, type) and issubclass(kind, Word):
        inner |= {info.annotation for info in kind.model_fields.values()}
        return set(kind.model_fields) | {name for part in inner for name in field_names(part)}
    return {name for part in inner for name in field_names(part)}


@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)
@given(data=st.data())
def test_every_event_survives_the_journey_through_json(kind: type[Event], data: st.DataObject) -> None:
    happened = data.draw(words(kind))

    again = kind.model_validate_json(happened.model_dump_json())

    assert again == happened and again.key == happened.key


@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)
def test_no_event_tells_of_a_person(kind: type[Event]) -> None:
    assert field_names(kind) <= NOT_PERSONAL


def test_every_kind_of_event_is_on_the_list() -> None:
    kinds = {kind for kind in Event.__subclasses__() if kind.__module__.startswith("services.domain.events.")}

    assert set(EVENTS.values()) == kinds
    assert all(kind.topic == topic and topic.endswith(".v1") for topic, kind in EVENTS.items())


def test_events_of_one_area_keep_their_order_and_others_need_none() -> None:
    happened = FirstCaseAfterQuiet(learned_at=NOW, area="193", at=NOW, cases=1, quiet_days=None)
    parked = EVENTS["message-parked.v1"](
        learned_at=NOW, consumer="risk", source_topic="t", error=Sentence(vi="a", en="b")
    )

    assert happened.key == "193" and parked.key == parked.id


def test_a_moment_without_its_offset_is_no_moment() -> None:
    with pytest.raises(ValidationError, match="a moment needs its offset from UTC"):
        FirstCaseAfterQuiet(learned_at=NOW, area="193", at=NOW.replace(tzinfo=None), cases=1, quiet_days=None)


def test_an_event_cannot_be_changed_and_knows_no_other_field() -> None:
    happened = FirstCaseAfterQuiet(learned_at=NOW, area="193", at=NOW, cases=1, quiet_days=None)

    with pytest.raises(ValidationError, match="frozen"):
        happened.cases = 2
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        FirstCaseAfterQuiet(**happened.model_dump(), name="Nguyen Van An")


def test_ids_are_unique_and_of_the_right_kind() -> None:
    ids = [uuid.UUID(new_id()) for _ in range(5000)]

    assert len(set(ids)) == 5000
    assert {one.version for one in ids} == {7} and {one.variant for one in ids} == {uuid.RFC_4122}


def test_an_id_of_a_later_millisecond_sorts_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = []
    for millisecond in range(50):
        now = 1_611_000_000_000 + millisecond
        monkeypatch.setattr("time.time_ns", lambda now=now: now * 1_000_000)
        ids.append(new_id())

    assert ids == sorted(ids)


@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_a_named_id_is_the_uuid_that_everybody_works_out(name: str) -> None:
    assert named_id(name) == str(uuid.uuid5(uuid.NAMESPACE_URL, name))
