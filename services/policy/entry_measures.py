"""EntryTable: who is classified how on arrival (rule book 2.5, A1 to A12); the first row that holds wins."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode
from services.domain.base import Sentence, Word
from services.domain.levels import Citation
from services.domain.records import PostDecision
from services.policy.dated import Dated
from services.policy.documents import Documents, citation_in
from services.policy.entries import Entry, once
from services.policy.entry_facts import FACTS, ORIGIN
from services.policy.versions import dated_page

STRICTNESS = (
    PostDecision.PASS,
    PostDecision.SAMPLE,
    PostDecision.QUARANTINE,
    PostDecision.TURN_BACK,
)


def digit_of(decision: PostDecision) -> int:
    """1 to 4, from the lightest to the strictest: shown beside the colour, for those who see none."""
    return STRICTNESS.index(decision) + 1


class Situation(Word):
    """What is known of one traveller; None, or a missing name, means: nobody knows."""

    facts: Mapping[str, bool | None]
    been: frozenset[AreaCode] = frozenset()
    """Every area of the last 14 days, the origin among them, and everything above those areas."""
    been_known: bool = True
    """False: some place could not be found in the register."""
    to: frozenset[AreaCode] = frozenset()
    """Where the traveller goes, and everything above it."""


class EntryRow(Word):
    """One row: what must hold, and what then follows."""

    code: str
    """Number of the row in the rule book: A5."""
    decision: PostDecision
    when: Mapping[str, bool] = {}
    been: tuple[AreaCode, ...] = ()
    """The traveller was in one of these areas; empty: wherever."""
    to: tuple[AreaCode, ...] = ()
    """The traveller goes to one of these areas; empty: wherever."""
    todo: Sentence
    cite: Citation
    at_home: bool = False
    """Quarantine that needs no room of ours."""

    def answers(self, situation: Situation) -> Iterator[bool | None]:
        """One answer a condition; None while nobody knows."""
        for name, wanted in self.when.items():
            known = situation.facts.get(name)
            yield None if known is None else known is wanted
        if self.been:
            yield _in_any(self.been, situation.been, known=situation.been_known)
        if self.to:
            yield _in_any(self.to, situation.to, known=True)

    def open(self, situation: Situation) -> Iterator[str]:
        """Names of the facts nobody knows that this row asks about."""
        yield from (name for name in self.when if situation.facts.get(name) is None)
        if self.been and _in_any(self.been, situation.been, known=situation.been_known) is None:
            yield ORIGIN

    def holds(self, situation: Situation) -> bool | None:
        """False when one condition fails; true when all hold; else None (undecided)."""
        answers = list(self.answers(situation))
        if False in answers:
            return False
        return None if None in answers else True


class EntryTable(Word):
    """The rows of one version, read from the top; the last one has no condition."""

    rows: tuple[EntryRow, ...]


class Ruling(Word):
    """What the table makes of a situation."""

    row: EntryRow
    facts: tuple[str, ...]
    """The facts of the row that hold."""
    open: tuple[str, ...] = ()
    """Facts nobody knows that leave a row above undecided: what an officer asks."""


def rule(rows: Sequence[EntryRow], situation: Situation) -> Ruling:
    """The first row that holds. Rows above it that stay undecided are told as open facts.

    >>> rule(rows, Situation(facts={"symptoms": True})).row.code         # A11
    >>> rule(rows, Situation(facts={"symptoms": None})).open             # ("symptoms",)
    """
    answers = [row.holds(situation) for row in rows]
    first = answers.index(True)
    undecided = [row for row, answer in zip(rows[:first], answers, strict=False) if answer is None]
    unknown = (name for row in undecided for name in row.open(situation))
    held = tuple(name for name, wanted in rows[first].when.items() if wanted)
    return Ruling(row=rows[first], facts=held, open=tuple(dict.fromkeys(unknown)))


def entry_measures_in(page: Entry, *, zone: ZoneInfo, documents: Documents) -> Dated[EntryTable]:
    """The versions of entry_measures.yaml; raises BadLaw."""
    return dated_page(page, "rows", partial(_table, documents=documents), zone=zone, documents=documents)


def _table(version: Entry, documents: Documents) -> EntryTable:
    entries = once(version.entries("rows"), "code")
    rows = tuple(_row(entry, documents) for entry in entries)
    if not rows or any(True for _ in rows[-1].answers(Situation(facts={}))):
        raise version.wrong(
            "hàng cuối không được có điều kiện, để ai cũng có câu trả lời",
            "the last row must have no condition, so that everybody gets an answer",
        )
    return EntryTable(rows=rows)


def _row(entry: Entry, documents: Documents) -> EntryRow:
    entry.only("code", "decision", "when", "been", "to", "vi", "en", "cite", "at_home")
    if entry.text("decision") not in list(PostDecision):
        known = ", ".join(PostDecision)
        raise entry.wrong(f"'decision' phải là một trong: {known}", f"'decision' must be one of: {known}")
    return EntryRow(
        code=entry.text("code"),
        decision=PostDecision(entry.text("decision")),
        when=_when(entry),
        been=entry.texts("been"),
        to=entry.texts("to"),
        todo=Sentence(vi=entry.text("vi"), en=entry.text("en")),
        cite=citation_in(entry, documents),
        at_home=_at_home(entry),
    )


def _at_home(entry: Entry) -> bool:
    told = entry.values.get("at_home", False)
    if not isinstance(told, bool):
        raise entry.wrong("'at_home' phải là true hoặc false", "'at_home' must be true or false")
    return told


def _when(entry: Entry) -> dict[str, bool]:
    if not entry.has("when"):
        return {}
    facts = entry.entry("when").only(*FACTS)
    for name, wanted in facts.values.items():
        if not isinstance(wanted, bool):
            raise facts.wrong(f"'{name}' phải là true hoặc false", f"'{name}' must be true or false")
    return dict(facts.values)


def _in_any(wanted: tuple[AreaCode, ...], found: frozenset[AreaCode], *, known: bool) -> bool | None:
    if not found.isdisjoint(wanted):
        return True
    return False if known else None
