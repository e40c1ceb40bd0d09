"""What this room does about chains when it hears of people, of cases, and of who is one person."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.domain.events import CaseReported, Event, PairDecided
from services.domain.records import Noted
from services.plumbing.database import Transaction
from services.tracing.chain_keeping import SameAs, keep_cases, keep_chains, keep_same
from services.tracing.chain_levels import Levels
from services.tracing.chain_lists import keep_chain_lists
from services.tracing.hearing import PEN, Subject
from services.tracing.work_wanted import want_work


@dataclass(frozen=True)
class Sources:
    """What this subject asks of other rooms; handed in by the app."""

    cases_of: Callable[[Transaction, Collection[str]], Sequence[Noted]]
    """All that was ever reported under these public codes."""
    same_as: SameAs
    people_of_pair: Callable[[Transaction, str], Collection[str]]
    """All pseudonyms of those whom a pair of the linkage is about."""


def chains_subject(zone: ZoneInfo, sources: Sources) -> Subject:
    """Keeps cases and contacts, and everyone's level; whose level is another now has other work."""
    levels = Levels()

    def people(tx: Transaction, noted: Sequence[Noted]) -> None:
        keep_chains(tx, noted, zone, sources.same_as)

    def on_case(happened: Event, tx: Transaction) -> None:
        assert isinstance(happened, CaseReported)
        code = happened.ref.partition(":")[2]
        if not code.startswith("0:"):  # a report that there were no cases names none
            keep_cases(tx, sources.cases_of(tx, [code]), zone, sources.same_as)

    def on_pair(happened: Event, tx: Transaction) -> None:
        assert isinstance(happened, PairDecided)
        keep_same(tx, sources.people_of_pair(tx, happened.ref), sources.same_as)

    def after(tx: Transaction) -> None:
        tx.lock(PEN)
        shifts = levels.refresh(tx)
        keep_chain_lists(tx, levels.known, shifts)
        want_work(tx, [one.person for one in shifts])

    return Subject(
        "chains",
        before=levels.begin,
        people=people,
        events={CaseReported: on_case, PairDecided: on_pair},
        after=after,
    )
