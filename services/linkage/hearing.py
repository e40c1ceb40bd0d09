"""The consumer right behind the intake: hears of people, finds who they may be, joins or proposes."""

from collections.abc import Callable, Sequence

from services.domain.events import Event, PeopleNoted
from services.linkage.deciding import Thresholds, band_of
from services.linkage.faces import CardsOf, note_faces
from services.linkage.finding import Face, Likeness, likenesses
from services.linkage.kinds import Band
from services.linkage.pairs import MACHINE, PairState, open_pair, pair_of, set_state
from services.linkage.persons import PEN, forbidden, join, persons_of
from services.plumbing.consuming import Consumer, hearing
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy

CONSUMER = "linkage"
_TAKEN_APART = (PairState.REJECTED, PairState.UNDONE)
"""What a machine never joins again, not even by way of a third."""


def linkage_consumer(privacy: Privacy, cards_of: CardsOf, limits: Callable[[], Thresholds]) -> Consumer:
    """The consumer named `linkage`. `cards_of` opens ingest's identities; `limits` are those in force."""

    def on_people_noted(happened: Event, tx: Transaction) -> None:
        assert isinstance(happened, PeopleNoted)
        told = cards_of(tx, happened.records)
        tx.lock(PEN)
        meet(tx, privacy, note_faces(tx, privacy, told), limits())

    return hearing(CONSUMER, {PeopleNoted: on_people_noted}, portion=1)


def meet(tx: Transaction, privacy: Privacy, faces: Sequence[Face], limits: Thresholds) -> None:
    """Compare new faces with everybody and decide about the likely; the caller holds the pen."""
    for likeness in likenesses(tx, privacy, faces, limits.review) if faces else ():
        _decide(tx, likeness, limits)


def _decide(tx: Transaction, likeness: Likeness, limits: Thresholds) -> None:
    """A pair of which people said something is theirs; a machine may only raise its own proposal."""
    pair = pair_of(tx, likeness.face, likeness.other)
    if pair is not None and (pair.state != PairState.PROPOSED or pair.by != MACHINE):
        return
    mine, theirs = persons_of(tx, likeness.face, likeness.other)
    if mine == theirs:  # joined by a likelier pair of the same batch
        return
    joins = band_of(likeness.probability, likeness.grounds, limits) is Band.MERGE
    barred = joins and forbidden(tx, mine, theirs, _TAKEN_APART) is not None
    state = PairState.MERGED if joins and not barred else PairState.PROPOSED
    if pair is None:
        open_pair(
            tx, likeness.face, likeness.other, state, MACHINE,
            probability=likeness.probability, grounds=likeness.grounds, why="barred" if barred else None,
        )  # fmt: skip
    elif state is PairState.MERGED:
        set_state(tx, pair.id, state, MACHINE)
    if state is PairState.MERGED:
        join(tx, mine, theirs)
