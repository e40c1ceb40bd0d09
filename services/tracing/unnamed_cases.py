"""F0 of whom nothing but the public code is known: where their team is, and whose item takes theirs over.

Rule book 2.3: tracing begins with asking the F0. Who nobody named cannot be asked; the reporting unit can.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import or_, select

from services.domain.areas import AreaCode, Areas
from services.domain.base import Sentence
from services.plumbing.database import Transaction
from services.tracing.chain_facts import case_name
from services.tracing.tables_chains import CaseRow, SameRow

_BEFORE = case_name("")
TITLE = Sentence(
    vi="F0 chưa rõ là ai: hỏi nơi báo ca hoặc CDC", en="F0 not named: ask the reporting unit or CDC"
)
WHY = Sentence(
    vi="Chưa ai cho biết ca này là ai; hỏi đơn vị báo ca hoặc CDC để biết danh tính, rồi hỏi mốc dịch tễ.",
    en="Nobody has told us who this is: ask the reporting unit or CDC for the identity, then for milestones.",
)


def code_of(person: str) -> str | None:
    """The public code of a case that nobody named; None for a pseudonym."""
    return person.removeprefix(_BEFORE) if person.startswith(_BEFORE) else None


def areas_of_cases(tx: Transaction, names: Collection[str]) -> dict[str, AreaCode]:
    """Where these cases were reported, as the newest word about them says."""
    wanted = (
        select(CaseRow.name, CaseRow.area)
        .where(CaseRow.gone_at.is_(None), CaseRow.area.is_not(None), tx.among(CaseRow.name, names))
        .order_by(CaseRow.id)
    )
    return {row.name: row.area for row in tx.execute(wanted) if row.area} if names else {}


def is_ours(areas: Areas, person: str, area: AreaCode | None) -> bool:
    """Is this somebody whom our teams look for? An F0 nobody named who is elsewhere is asked there."""
    known = areas.get(area) if area else None
    return code_of(person) is None or known is None or known.inside


def cases_of(tx: Transaction, people: Collection[str]) -> Mapping[str, str]:
    """The public cases that these people are, by name `case:…`: by whom their work goes on."""
    if not people:
        return {}
    same = select(SameRow.pseudonym, SameRow.person).where(
        SameRow.gone_at.is_(None), tx.among(SameRow.person, people)
    )
    first = {row.pseudonym: row.person for row in tx.execute(same)}
    mine = or_(tx.among(CaseRow.person, people), tx.among(CaseRow.person, first.keys()))
    wanted = select(CaseRow.name, CaseRow.person).where(CaseRow.gone_at.is_(None), mine).order_by(CaseRow.id)
    rows = tx.execute(wanted).all()
    return {row.name: first.get(row.person, row.person) for row in rows if code_of(row.name) and row.person}
