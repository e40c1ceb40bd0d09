"""Every word that people see has its label, in both languages."""

from enum import Enum

import pytest

from services.domain import labels
from services.domain.agencies import Agency
from services.domain.areas import Tier
from services.domain.base import Sentence
from services.domain.levels import RiskLevel, State
from services.domain.receipts import Outcome
from services.domain.records import (
    FoundIn,
    IncidentKind,
    LabMethod,
    PostDecision,
    QuarantineKind,
    QuarantineReason,
    SourceKnown,
    StayEnd,
)

TABLES: list[tuple[type[Enum], dict[object, Sentence]]] = [
    (RiskLevel, labels.LEVELS),
    (State, labels.STATES),
    (LabMethod, labels.LAB_METHODS),
    (Agency, labels.AGENCIES),
    (Tier, labels.TIERS),
    (Outcome, labels.OUTCOMES),
    (PostDecision, labels.DECISIONS),
    (QuarantineKind, labels.QUARANTINES),
    (QuarantineReason, labels.QUARANTINE_REASONS),
    (StayEnd, labels.STAY_ENDS),
    (IncidentKind, labels.INCIDENTS),
    (SourceKnown, labels.CASE_SOURCES),
    (FoundIn, labels.FOUND_IN),
]


@pytest.mark.parametrize(("kind", "table"), TABLES, ids=[kind.__name__ for kind, _ in TABLES])
def test_every_member_has_a_label(kind: type[Enum], table: dict[object, Sentence]) -> None:
    assert set(kind) == set(table) - {None}


def test_a_missing_level_has_a_label_of_its_own() -> None:
    assert labels.LEVELS[None].vi == "Chưa đủ dữ liệu"


def test_every_table_of_labels_is_tested_here() -> None:
    tables = [value for name, value in vars(labels).items() if name.isupper() and name != "SOURCES"]

    assert all(any(table is known for _, known in TABLES) for table in tables)
    assert set(labels.SOURCES) == {"i1", "i2", "i3", "i4"}


@pytest.mark.parametrize("table", [*(table for _, table in TABLES), labels.SOURCES])
def test_every_label_is_said_in_both_languages_and_means_one_thing(table: dict[object, Sentence]) -> None:
    for language in ("vi", "en"):
        said = [sentence.said_in(language) for sentence in table.values()]
        assert all(said) and len(set(said)) == len(said)
