"""LevelMeasures: what each level asks for, and the state an order would set for it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from services.domain.base import Sentence, Word
from services.domain.levels import Citation, RiskLevel, State
from services.policy.dated import Dated
from services.policy.documents import Documents, citation_in
from services.policy.entries import Entry
from services.policy.versions import dated_if_told

_NONE = Sentence(vi="Biện pháp ứng với mức nguy cơ", en="Measures each level asks for")


class LevelMeasure(Word):
    """One level: the measures in a sentence, and the state that stands for them."""

    level: RiskLevel
    state: State
    says: Sentence
    cite: Citation


class LevelMeasures(Word):
    """All four levels of one version."""

    by_level: Mapping[RiskLevel, LevelMeasure]

    def of(self, level: RiskLevel) -> LevelMeasure:
        """What a level asks for."""
        return self.by_level[level]


def load_level_measures(path: Path, *, zone: ZoneInfo, documents: Documents) -> Dated[LevelMeasures]:
    """The measures of level_measures.yaml; raises BadLaw, also for a level left out or given twice.

    A folder without that file has none in force, and nothing is proposed.
    """
    return dated_if_told(
        path, "levels", partial(_levels, documents=documents), zone=zone, documents=documents, title=_NONE
    )


def _levels(version: Entry, documents: Documents) -> LevelMeasures:
    found = [_level(entry, version, documents) for entry in version.entries("levels")]
    if [one.level for one in found] != list(RiskLevel):
        raise version.wrong(
            "'levels' phải có đúng bốn mức 1, 2, 3, 4, theo thứ tự",
            "'levels' must have the four levels 1, 2, 3, 4, in this order",
        )
    return LevelMeasures(by_level={one.level: one for one in found})


def _level(entry: Entry, version: Entry, documents: Documents) -> LevelMeasure:
    entry.only("level", "state", "vi", "en", "cite")
    if entry.whole("level") not in list(RiskLevel):
        raise entry.wrong("'level' phải từ 1 đến 4", "'level' must be 1 to 4")
    if entry.text("state") not in list(State):
        known = ", ".join(State)
        raise entry.wrong(f"'state' phải là một trong: {known}", f"'state' must be one of: {known}")
    return LevelMeasure(
        level=RiskLevel(entry.whole("level")),
        state=State(entry.text("state")),
        says=Sentence(vi=entry.text("vi"), en=entry.text("en")),
        cite=citation_in(entry if entry.has("cite") else version, documents),
    )
