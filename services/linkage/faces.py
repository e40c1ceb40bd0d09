"""Keeps the faces that records show: card, keys, members, and the count of words in names."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from services.linkage.cards import Card, card_of, joined, keys_of, opened, seal, word_keys
from services.linkage.finding import EVERYBODY, Face, face_number
from services.linkage.tables import FaceRow, KeyRow, MemberRow, WordRow
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy

Told = tuple[str, str, str, Mapping[str, object]]
"""A record, its feed, the pseudonym of its person, and its personal cells."""
CardsOf = Callable[[Transaction, Collection[str]], Sequence[Told]]
"""Ingest's identities, handed in by the app: rooms do not read each other's tables."""
_AT_ONCE = 500
_MORE = (
    update(WordRow)
    .where(WordRow.word == bindparam("which"))
    .values(times=WordRow.times + bindparam("more"))
    .execution_options(synchronize_session=False)
)


def note_faces(tx: Transaction, privacy: Privacy, told: Sequence[Told]) -> list[Face]:
    """Keep what records say of people; returns the faces that are new or say something new."""
    fresh = _unseen(tx, told)
    cards: dict[str, Card] = {}
    for _, _, person, cells in fresh:
        cards[person] = joined(cards.get(person), card_of(cells))
    before = _known(tx, privacy, cards)
    touched = _put(tx, privacy, cards, before)
    numbers = {person: face_number(privacy, person) for person in cards}
    tx.pour(
        MemberRow,
        ("record", "face", "learned_at"),
        ((record, numbers[person], tx.now) for record, _, person, _ in fresh),
    )
    return touched


def _unseen(tx: Transaction, told: Sequence[Told]) -> list[Told]:
    records = {one[0]: one for one in told}
    seen = select(MemberRow.record).where(tx.among(MemberRow.record, list(records)))
    for record in tx.execute(seen).scalars():
        del records[record]
    return list(records.values())


def _known(tx: Transaction, privacy: Privacy, people: Collection[str]) -> dict[str, tuple[Face, bool]]:
    """Faces we have, by pseudonym, and whether their card is still there."""
    wanted = select(FaceRow.id, FaceRow.pseudonym, FaceRow.person, FaceRow.sealed)
    rows = tx.execute(wanted.where(tx.among(FaceRow.pseudonym, list(people)))).all()
    return {row.pseudonym: (_face(privacy, row), row.sealed is not None) for row in rows}


def _put(
    tx: Transaction, privacy: Privacy, cards: Mapping[str, Card], before: Mapping[str, tuple[Face, bool]]
) -> list[Face]:
    new, changed = [], []
    for person, told in cards.items():
        known = before.get(person)
        if known is None:
            number = face_number(privacy, person)
            new.append((person, Face(number, number, told)))
            continue
        face, card = known[0], joined(known[0].card if known[1] else None, told)
        if card != face.card:
            changed.append(Face(face.id, face.person, card))
    _add(tx, privacy, new)
    _change(tx, privacy, changed)
    _note_seen(tx, [face.id for face, _ in before.values()])
    return [face for _, face in new] + changed


def _add(tx: Transaction, privacy: Privacy, new: Sequence[tuple[str, Face]]) -> None:
    columns = ("id", "pseudonym", "person", "sealed", "learned_at", "seen_at")
    rows = ((f.id, person, f.person, seal(privacy, f.card), tx.now, tx.now) for person, f in new)
    tx.pour(FaceRow, columns, rows)
    tx.pour(KeyRow, ("key", "face"), ((key, f.id) for _, f in new for key in keys_of(privacy, f.card)))
    _count(tx, privacy, [face.card for _, face in new])


def _change(tx: Transaction, privacy: Privacy, changed: Sequence[Face]) -> None:
    """A face keeps the keys of what it was before: an older record may come again."""
    for face in changed:
        tx.execute(update(FaceRow).where(FaceRow.id == face.id).values(sealed=seal(privacy, face.card)))
        tx.add_new(KeyRow, ({"key": key, "face": face.id} for key in sorted(keys_of(privacy, face.card))))


def _note_seen(tx: Transaction, faces: Sequence[int]) -> None:
    for start in range(0, len(faces), _AT_ONCE):
        some = FaceRow.id.in_(faces[start : start + _AT_ONCE])
        tx.execute(update(FaceRow).where(some).values(seen_at=tx.now))


def _count(tx: Transaction, privacy: Privacy, cards: Sequence[Card]) -> None:
    """How many faces bear each word: what makes a common name weigh less than a rare one."""
    times = Counter(key for card in cards for key in word_keys(privacy, card).values())
    times[EVERYBODY] = len(cards)
    ordered = sorted(times)  # so that nobody waits in a ring
    tx.add_new(WordRow, ({"word": word, "times": 0} for word in ordered))
    tx.execute(_MORE, [{"which": word, "more": times[word]} for word in ordered])


def forget_faces(tx: Transaction, still_known: Callable[[Transaction, Collection[str]], set[str]]) -> int:
    """Delete cards and keys of faces none of whose records names anybody any more; returns how many."""
    wanted = select(FaceRow.id).where(FaceRow.sealed.is_not(None)).order_by(FaceRow.seen_at)
    gone = 0
    for start in tx.execute(wanted).scalars().partitions(_AT_ONCE):
        members = select(MemberRow.record, MemberRow.face).where(MemberRow.face.in_(start))
        faces = {row.record: row.face for row in tx.execute(members)}
        alive = {faces[record] for record in still_known(tx, list(faces))}
        gone += _erase(tx, [face for face in start if face not in alive])
    return gone


def _erase(tx: Transaction, faces: Sequence[int]) -> int:
    if faces:
        tx.execute(update(FaceRow).where(FaceRow.id.in_(faces)).values(sealed=None))
        tx.execute(delete(KeyRow).where(KeyRow.face.in_(faces)))
    return len(faces)


def _face(privacy: Privacy, row: Row[Any]) -> Face:
    return Face(row.id, row.person, opened(privacy, row.sealed) if row.sealed else {})
