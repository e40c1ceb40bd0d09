"""A draft is its Word in a lighter dress: same fields, same order, and what it writes the Word reads."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.base import Word
from services.domain.records import Declaration, Visit, WorkerReturn
from services.ingest.drafts import DeclarationDraft, Draft, WorkerReturnDraft, body_of

WORDS: dict[type[Draft], type[Word]] = {DeclarationDraft: Declaration, WorkerReturnDraft: WorkerReturn}
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
moments = st.integers(1_577_836_800, 1_672_531_200).map(lambda n: datetime.fromtimestamp(n, UTC))
visits = st.builds(
    Visit,
    area=st.none() | st.just("22"),
    place=texts,
    arrived=st.none() | st.dates(date(2020, 1, 1)),
    left=st.none(),
)


def test_every_draft_has_its_word():
    assert set(Draft.__subclasses__()) == set(WORDS)


@pytest.mark.parametrize("draft", WORDS)
def test_a_draft_has_the_fields_of_its_word_in_the_same_order(draft: type[Draft]):
    assert list(draft.__struct_fields__) == list(WORDS[draft].model_fields)


declarations = st.builds(
    DeclarationDraft,
    declaration_id=texts,
    declared_at=moments,
    person=texts,
    area=st.just("22"),
    origin=st.none() | st.just("30"),
    origin_text=texts,
    post=st.none() | texts,
    vehicle=st.none() | texts,
    plate=st.none() | texts,
    visits=st.lists(visits, max_size=3).map(tuple),
    symptoms=st.none() | st.booleans(),
    contact_with_case=st.none() | st.booleans(),
)
returns = st.builds(
    WorkerReturnDraft,
    enterprise=texts,
    person=texts,
    area=st.just("22"),
    origin=st.none() | st.just("30"),
    origin_text=texts,
    arrives_on=st.dates(date(2020, 1, 1)),
    sector=st.none() | texts,
    sampled_on=st.none() | st.dates(date(2020, 1, 1)),
    result=st.none() | st.sampled_from(["negative", "positive", "pending"]),
)


@given(st.one_of(declarations, returns))
def test_what_a_draft_writes_the_word_reads_and_writes_again(draft: Draft):
    kind = WORDS[type(draft)]
    word = kind.model_validate_json(body_of(draft))

    fields = {name: getattr(draft, name) for name in draft.__struct_fields__}
    assert word == kind(**fields)
    assert msgspec.json.decode(body_of(draft)).keys() == msgspec.json.decode(body_of(word)).keys()
