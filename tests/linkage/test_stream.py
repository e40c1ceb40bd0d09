"""One person, once, as records come in: joined, proposed, kept apart, taken back."""

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from services.domain.agencies import Agency
from services.domain.errors import BadRecord, NotFound, WrongState
from services.domain.events import PeopleNoted
from services.linkage.cards import card_of, keys_of
from services.linkage.faces import forget_faces
from services.linkage.officers import (
    pair_between,
    pair_view,
    pairs_in,
    pseudonyms_together,
    say_different,
    say_same,
    undo,
)
from services.linkage.pairs import PairState
from services.linkage.tables import FaceRow, KeyRow, MemberRow
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from tests.linkage.meeting import (
    HUNG,
    PRIVACY,
    come,
    consumer,
    crowd,
    decide,
    groups,
    hear,
    life,
    persons,
    states,
    told,
)
from tests.linkage.stream import rates_found, stream

NOW = datetime.fromisoformat("2021-01-28T08:00:00+07:00")
AGAIN = HUNG | {"full_name": "HUNG NGUYEN VAN", "id_number": "", "phone": "+84 912 345 678"}
TWIN = HUNG | {"full_name": "Nguyễn Văn Hưng", "id_number": ""}


def one_by_one(database: Database, *people) -> None:
    for n, cells in enumerate(people):
        come(database, told(cells, start=n))


def test_the_same_person_under_two_pseudonyms_is_joined(database: Database) -> None:
    one_by_one(database, HUNG, AGAIN)

    assert groups(database) == {frozenset({"p0", "p1"})}
    assert states(database) == [("merged", "machine")]


def test_both_in_one_batch_are_joined_just_so(database: Database) -> None:
    come(database, told(HUNG, AGAIN))

    assert groups(database) == {frozenset({"p0", "p1"})}


def test_a_stranger_stays_alone(database: Database) -> None:
    one_by_one(
        database, HUNG, {"full_name": "Trần Thị Lan", "birth_date": "1971-11-28", "phone": "0388777666"}
    )

    assert len(groups(database)) == 2 and states(database) == []


def test_twins_are_shown_to_an_officer(database: Database) -> None:
    one_by_one(database, HUNG, TWIN)

    assert len(groups(database)) == 2
    assert [state for state, _ in states(database)] in (["proposed"], [])


def test_a_pair_names_fields_and_agreement_and_quotes_nobody(database: Database) -> None:
    one_by_one(database, HUNG, AGAIN)
    with database.reading() as tx:
        (pair,) = pairs_in(tx, PairState.MERGED)
        kept = json.dumps([list(map(str, row)) for row in tx.execute(text("select * from linkage_pair"))])

    assert {ground.field for ground in pair.grounds} >= {"name", "birth", "phone"}
    assert any("điện thoại: trùng" in ground.text.vi for ground in pair.grounds)
    for value in ("Hùng", "HUNG", "Nguy", "912", "1990", "022090"):
        assert value not in kept


def test_nothing_personal_lies_open_in_any_table_of_the_room(database: Database) -> None:
    one_by_one(database, HUNG, AGAIN)
    with database.reading() as tx:
        tables = [name for name in Base.metadata.tables if name.startswith("linkage_")]
        dump = repr([tx.execute(text(f"select * from {name}")).all() for name in sorted(tables)])

    for value in ("Hùng", "HUNG", "hung", "912345678", "1990-05-17", "022090123457"):
        assert value not in dump


def test_more_records_of_one_pseudonym_are_members_of_one_face(database: Database) -> None:
    come(database, told(HUNG))
    come(database, told(HUNG | {"person": "p0", "record": "r9", "phone": "0388000111"}))

    with database.reading() as tx:
        members = tx.execute(select(MemberRow.record, MemberRow.face)).all()
        faces = tx.execute(select(FaceRow.id)).all()
    assert {row.record for row in members} == {"r0", "r9"} and len(faces) == 1


def test_a_face_is_found_by_what_it_says_now_and_by_what_it_said_before(database: Database) -> None:
    come(database, told(HUNG))
    come(database, told(HUNG | {"person": "p0", "record": "r9", "phone": "0388000111"}))
    keys = keys_of(PRIVACY, card_of(HUNG)) | keys_of(PRIVACY, card_of(HUNG | {"phone": "0388000111"}))

    with database.reading() as tx:
        assert set(tx.execute(select(KeyRow.key)).scalars()) == keys


# --- what officers say ------------------------------------------------------------------------------------


def test_not_the_same_stays_for_ever(database: Database) -> None:
    one_by_one(database, HUNG, AGAIN)
    decide(database, say_different, "p0", "p1")
    come(database, told(AGAIN | {"person": "p1", "record": "r7", "id_number": "022090123457"}))

    assert len(groups(database)) == 2
    assert states(database) == [("rejected", "police")]
    assert life(database) == [("merged", "machine"), ("rejected", "police")]


def test_a_third_does_not_bring_together_whom_people_keep_apart(database: Database) -> None:
    by_card, by_phone = HUNG | {"phone": ""}, HUNG | {"id_number": ""}
    one_by_one(database, by_card, by_phone)
    decide(database, say_different, "p0", "p1")
    come(database, told(by_card, start=2))
    come(database, told(HUNG | {"person": "p2", "record": "r9"}))  # now it has the telephone of the other

    people = persons(database)
    assert people["p2"] == people["p0"] != people["p1"]
    assert ("proposed", "machine") in states(database)


def test_an_officer_cannot_join_across_an_earlier_word_without_undoing_it(database: Database) -> None:
    one_by_one(database, HUNG, TWIN, {"full_name": "Trần Thị Lan"})
    decide(database, say_different, "p0", "p1")
    decide(database, say_same, "p0", "p2")

    with pytest.raises(WrongState) as refused:
        decide(database, say_same, "p1", "p2")
    assert refused.value.code == "kept_apart" and len(groups(database)) == 2

    pair = pair_id(database, "p0", "p1")
    with database.transaction() as tx:
        undo(tx, pair, Agency.COMMAND)
    decide(database, say_same, "p1", "p2")
    assert groups(database) == {frozenset({"p0", "p1", "p2"})}


def test_different_takes_apart_what_was_tied_by_way_of_others(database: Database) -> None:
    one_by_one(database, HUNG, AGAIN, {"full_name": "Trần Thị Lan"})
    decide(database, say_same, "p1", "p2", by=Agency.COMMAND)
    decide(database, say_different, "p0", "p2")

    people = persons(database)
    assert people["p0"] != people["p2"]
    assert people["p1"] == people["p2"]  # what a person joined outlasts what a machine joined
    assert life(database)[-1] == ("undone", "police")


def test_what_was_undone_is_not_joined_again_by_a_machine(database: Database) -> None:
    one_by_one(database, HUNG, AGAIN)
    take_back(database, "p0", "p1")
    come(database, told(AGAIN | {"person": "p1", "record": "r7", "id_number": "022090123457"}))

    assert len(groups(database)) == 2 and states(database) == [("undone", "police")]


def test_there_is_nothing_to_undo_twice(database: Database) -> None:
    one_by_one(database, HUNG, AGAIN)
    pair = pair_id(database, "p0", "p1")
    with database.transaction() as tx:
        undo(tx, pair, Agency.POLICE)

    with pytest.raises(WrongState), database.transaction() as tx:
        undo(tx, pair, Agency.POLICE)


def test_unknown_pairs_and_people_are_named_as_such(database: Database) -> None:
    come(database, told(HUNG))

    with database.transaction() as tx:
        with pytest.raises(NotFound):
            say_same(tx, "no-such-pair", Agency.POLICE)
        with pytest.raises(NotFound):
            pair_between(tx, "p0", "p404", Agency.POLICE)
        with pytest.raises(BadRecord):
            pair_between(tx, "p0", "p0", Agency.POLICE)


def test_who_was_one_person_at_an_earlier_hour_can_still_be_asked(
    database: Database, clock: SetClock
) -> None:
    clock.move_to(NOW)
    one_by_one(database, HUNG, AGAIN)
    clock.move_to(NOW + timedelta(hours=2))
    take_back(database, "p0", "p1")
    pair = pair_id(database, "p0", "p1")

    with database.reading() as tx:
        assert pseudonyms_together(tx, "p0") == ["p0"]
        assert pseudonyms_together(tx, "p0", NOW + timedelta(hours=1)) == ["p0", "p1"]
        assert pseudonyms_together(tx, "p0", NOW - timedelta(hours=1)) == ["p0"]
        (merged, undone) = pair_view(tx, pair).steps
    assert (merged.state, undone.state, undone.by) == (PairState.MERGED, PairState.UNDONE, "police")


def test_people_who_were_forgotten_are_found_no_more(database: Database) -> None:
    one_by_one(database, HUNG, {"full_name": "Trần Thị Lan", "birth_date": "1971-11-28"})
    with database.transaction() as tx:
        gone = forget_faces(tx, lambda tx, records: {"r1"} & set(records))
    come(database, told(AGAIN, start=5))

    with database.reading() as tx:
        sealed = dict(tx.execute(select(FaceRow.pseudonym, FaceRow.sealed)).all())
    assert gone == 1 and sealed["p0"] is None and sealed["p1"] is not None
    assert states(database) == []


def pair_id(database: Database, one: str, other: str) -> str:
    with database.transaction() as tx:
        return pair_between(tx, one, other, Agency.POLICE)


def take_back(database: Database, one: str, other: str) -> None:
    pair = pair_id(database, one, other)
    with database.transaction() as tx:
        undo(tx, pair, Agency.POLICE)


# --- the consumer -----------------------------------------------------------------------------------------


def noted(*records: str) -> PeopleNoted:
    return PeopleNoted(learned_at=NOW, ref="b1", feed="declarations", records=records)


def test_the_event_carries_ids_alone_and_a_second_delivery_changes_nothing(database: Database) -> None:
    records = {one[0]: one for one in told(HUNG, AGAIN)}
    event = noted("r0", "r1", "r404")
    hear(database, consumer(records), event)
    before = (groups(database), life(database))
    hear(database, consumer(records), event.model_copy(update={"id": "another"}), offset=1)

    assert (
        (groups(database), life(database)) == before == ({frozenset({"p0", "p1"})}, [("merged", "machine")])
    )


def test_most_people_of_the_stream_are_joined_and_hardly_any_wrongly(database: Database) -> None:
    tables = stream(1_500, seed=9)
    for rows in (tables.a, tables.b):
        records = crowd(rows)
        for start in range(0, len(records), 500):
            come(database, records[start : start + 500])

    found = {
        tuple(sorted(name.removeprefix("p") for name in group))
        for group in groups(database)
        if len(group) > 1
    }
    pairs = {group for group in found if len(group) == 2}
    precision, recall, _ = rates_found(pairs, tables.pairs)  # type: ignore[arg-type]
    assert precision >= 0.995 and recall >= 0.85, (precision, recall)
    assert len(found) - len(pairs) <= 3


PEOPLE = [
    HUNG,
    AGAIN,
    TWIN,
    HUNG | {"id_number": "", "phone": ""},
    {"full_name": "Trần Thị Lan", "birth_date": "1971-11-28", "phone": "0912345678"},
]


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_after_any_words_of_officers_nobody_is_with_whom_they_were_parted_from(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('words') / 'house.db'}", SetClock(NOW))
    Base.metadata.create_all(database.engine)
    come(database, told(*PEOPLE))
    apart: set[frozenset[str]] = set()
    two = st.sampled_from([(x, y) for x in range(5) for y in range(5) if x < y])
    for _ in range(data.draw(st.integers(1, 6))):
        (x, y), verb = data.draw(two), data.draw(st.sampled_from([say_same, say_different, undo]))
        pair = frozenset({f"p{x}", f"p{y}"})
        try:
            decide(database, verb, f"p{x}", f"p{y}")
        except WrongState:
            continue
        apart = apart | {pair} if verb is say_different else apart - {pair}
        come(database, told(PEOPLE[x] | {"person": f"p{x}", "record": f"again{len(life(database))}"}))

    people = persons(database)
    database.close()
    assert all(len({people[name] for name in pair}) == 2 for pair in apart)


@settings(max_examples=15, deadline=None)
@given(joins=st.lists(st.sampled_from([(x, y) for x in range(5) for y in range(5) if x < y]), unique=True))
def test_undoing_restores_exactly_who_was_who(
    tmp_path_factory: pytest.TempPathFactory, joins: list[tuple[int, int]]
) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('undo') / 'house.db'}", SetClock(NOW))
    Base.metadata.create_all(database.engine)
    come(database, told(*({"full_name": name} for name in ("An", "Bình", "Cúc", "Dung", "Giang"))))
    seen = [persons(database)]
    pairs = []
    for x, y in joins:
        pairs.append(decide(database, say_same, f"p{x}", f"p{y}"))
        seen.append(persons(database))
    for pair in reversed(pairs):
        assert persons(database) == seen.pop()
        with database.transaction() as tx:
            undo(tx, pair, Agency.COMMAND)

    assert persons(database) == seen.pop()
    database.close()
