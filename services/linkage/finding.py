"""New faces beside the people we know: found by their keys, compared, weighed against each other."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Executable, Row, bindparam, select

from services.linkage.cards import FIELDS, Card, hashed, keys_of, opened, word_keys
from services.linkage.deciding import Ground, grounds_of
from services.linkage.kinds import Crowd, Pairs
from services.linkage.linking import odds_of
from services.linkage.pool import pool_of
from services.linkage.tables import FaceRow, KeyRow, WordRow
from services.linkage.usual import usual_model
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy

MOST_UNDER_A_KEY = 300
"""A key that more faces share (a hotel's telephone) says too little to look at all of them."""
MOST_LOOKED_AT = 100
_AT_ONCE = 500
EVERYBODY = 0
_UNDER = select(KeyRow.key, KeyRow.face).where(KeyRow.key.in_(bindparam("some", expanding=True)))
_CARDS = select(FaceRow.id, FaceRow.person, FaceRow.sealed).where(
    FaceRow.id.in_(bindparam("some", expanding=True)), FaceRow.sealed.is_not(None)
)
_TIMES = select(WordRow.word, WordRow.times).where(WordRow.word.in_(bindparam("some", expanding=True)))


@dataclass(frozen=True)
class Face:
    """A face as it is looked at: number, person, card."""

    id: int
    person: int
    card: Card


@dataclass(frozen=True)
class Likeness:
    """How likely a face is another one, rivals considered, and why."""

    face: int
    other: int
    probability: float
    grounds: tuple[Ground, ...]


def likenesses(tx: Transaction, privacy: Privacy, faces: Sequence[Face], least: float) -> list[Likeness]:
    """For each face the other people it may be, from probability `least` on; the likeliest first."""
    near = _neighbours(tx, privacy, faces)
    known = {face.id: face for face in faces} | _faces(
        tx, privacy, set().union(*near.values()) - {f.id for f in faces}
    )
    wanted = [
        (face.id, other) for face in faces for other in near[face.id] if _elsewhere(known, face.id, other)
    ]
    if not wanted:
        return []
    spots = {number: spot for spot, number in enumerate(known)}
    cards = [face.card for face in known.values()]
    pairs = Pairs(*(np.array([spots[pair[side]] for pair in wanted], np.int64) for side in (0, 1)))
    crowd = _crowd(tx, privacy, cards)
    pool, model = pool_of(FIELDS, cards, None, crowd), usual_model(crowd.many)
    odds = np.exp(np.clip(odds_of(pool, model, pairs), -30, 30)).tolist()
    told = _against_rivals(wanted, odds, known, least)
    grounds = grounds_of(pool, model, pairs.take(np.array([n for n, _ in told], np.int64)))
    return [
        Likeness(*wanted[n], probability, why) for (n, probability), why in zip(told, grounds, strict=True)
    ]


def _elsewhere(known: Mapping[int, Face], one: int, other: int) -> bool:
    return other in known and known[other].person != known[one].person


def _against_rivals(
    wanted: Sequence[tuple[int, int]], odds: Sequence[float], known: Mapping[int, Face], least: float
) -> list[tuple[int, float]]:
    """Of each other person the face that is most alike; a face is one person at most."""
    best: dict[tuple[int, int], int] = {}
    for n, (face, other) in enumerate(wanted):
        place = (face, known[other].person)
        if place not in best or odds[n] > odds[best[place]]:
            best[place] = n
    total: dict[int, float] = {}
    for (face, _), n in best.items():
        total[face] = total.get(face, 0.0) + odds[n]
    told = [(n, odds[n] / (1.0 + total[face])) for (face, _), n in best.items()]
    likely = [(n, probability) for n, probability in told if probability >= least]
    return sorted(likely, key=lambda one: (-one[1], wanted[one[0]]))


def _neighbours(tx: Transaction, privacy: Privacy, faces: Sequence[Face]) -> dict[int, list[int]]:
    """The faces that share keys with each, those that share most first."""
    keys = {face.id: keys_of(privacy, face.card) for face in faces}
    under: dict[int, list[int]] = {}
    for row in _asked(tx, _UNDER, set().union(*keys.values())):
        under.setdefault(row.key, []).append(row.face)
    return {face: _most_in_common(face, [under.get(key, []) for key in own]) for face, own in keys.items()}


def _most_in_common(face: int, lists: Collection[list[int]]) -> list[int]:
    shared = Counter(other for one in lists if len(one) <= MOST_UNDER_A_KEY for other in one if other != face)
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return ranked[:MOST_LOOKED_AT]


def _faces(tx: Transaction, privacy: Privacy, numbers: Collection[int]) -> dict[int, Face]:
    rows = _asked(tx, _CARDS, numbers)
    return {row.id: Face(row.id, row.person, opened(privacy, row.sealed)) for row in rows}


def _asked(tx: Transaction, question: Executable, numbers: Collection[int]) -> Iterator[Row[Any]]:
    """The answers for many numbers, some hundreds at a time: a statement holds only so many parameters."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _AT_ONCE):
        yield from tx.execute(question, {"some": ordered[start : start + _AT_ONCE]})


def _crowd(tx: Transaction, privacy: Privacy, cards: Sequence[Card]) -> Crowd:
    """How many people there are, and how common the words of these names are among them."""
    words: dict[str, int] = {}
    for card in cards:
        words |= word_keys(privacy, card)
    times = {row.word: row.times for row in _asked(tx, _TIMES, {EVERYBODY, *words.values()})}
    many = max(times.get(EVERYBODY, 0), 1)
    # As if a thousand people of whom nobody bears the word were known already: first lists are short.
    return Crowd(many, {word: (times.get(key, 0) + 0.5) / (many + 1000) for word, key in words.items()})


def face_number(privacy: Privacy, pseudonym: str) -> int:
    """The number of a face; the same in every process."""
    return hashed(privacy, "face", pseudonym)
