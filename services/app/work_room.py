"""The work of tracing teams, put together: teams and numbers of the law, and who people are."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from services.ingest.identities import identities_of
from services.ingest.telling import areas_of_people
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy
from services.policy.reader import Jurisdiction
from services.tracing.generating import WorkRules
from services.tracing.teams import teams_of

_NAMED = ("full_name", "phone", "birth_year", "addr_detail")


class Known(NamedTuple):
    """What a team needs to reach somebody; empty where nobody told us, or it was forgotten."""

    full_name: str = ""
    phone: str = ""
    birth_year: str = ""
    addr_detail: str = ""


def work_rules(jurisdiction: Jurisdiction) -> WorkRules:
    """Teams of the territory, and the numbers of its law."""
    parameters = jurisdiction.law.parameters

    def hours(level: int, moment: datetime) -> float:
        told = parameters.numbers("work_hours", moment)
        return told[min(level, len(told) - 1)]

    return WorkRules(
        teams=teams_of(jurisdiction.areas, jurisdiction.teams),
        hours=hours,
        head_start=lambda moment: parameters.number("work_head_start_hours", moment),
        tries=lambda moment: int(parameters.number("work_tries", moment)),
        levels=lambda moment: [int(one) for one in parameters.numbers("work_chain_levels", moment)],
        whereabouts=areas_of_people,
    )


def known_people(tx: Transaction, privacy: Privacy, people: Collection[str]) -> dict[str, Known]:
    """Name, telephone and address of people as newest told, for whoever may see them."""
    found: dict[str, Known] = {}
    for identity in identities_of(tx, privacy, people):
        found[identity.person] = _newer(found.get(identity.person, Known()), identity.cells)
    return found


def _newer(known: Known, cells: Mapping[str, object]) -> Known:
    told: Iterable[str] = (str(cells.get(name) or "") for name in _NAMED)
    return Known(*(new or old for new, old in zip(told, known, strict=True)))
