"""One telephone on more people than a family has (rule book 3.2)."""

from collections.abc import Mapping, Sequence

from services.ingest.columns import Reading
from services.ingest.cross_checks.known import people_by_phone
from services.ingest.faults import Fault, fault_in
from services.ingest.reading import Read
from services.plumbing.database import Transaction


def phones_shared(tx: Transaction, batch: Sequence[Read], reading: Reading) -> dict[int, Fault]:
    """Rows whose telephone was given by more people than the law's limit, those of the batch included."""
    limit = reading.limits.people_per_phone
    # Marks, not numbers: a hotline is counted once and not with every batch.
    known_shared = reading.memory.of(("shared phones", limit))
    givers = _givers(batch)
    before = people_by_phone(tx, {phone for phone in givers if phone not in known_shared})
    for phone, people in givers.items():
        others = before.get(phone, ())
        if len(people) + len(others) > limit and len(people.union(others)) > limit:
            known_shared.keep(phone, True)
    return {n: _fault() for n, one in enumerate(batch) if one.phone in known_shared} if known_shared else {}


def _givers(batch: Sequence[Read]) -> Mapping[str, set[str]]:
    givers: dict[str, set[str]] = {}
    for one in batch:
        if one.phone and one.person:
            givers.setdefault(one.phone, set()).add(one.person)
    return givers


def _fault() -> Fault:
    return fault_in(
        "phone",
        "phone_shared",
        "số này đã khai cho quá nhiều người; hãy hỏi số riêng.",
        "this number was given for too many people; ask for their own.",
    )
