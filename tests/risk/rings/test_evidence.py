"""Is it over? The chance, the clean days, the age of the data, the results not in: each blocks by itself."""

from dataclasses import replace
from typing import Any

import pytest

from services.policy.reader import Jurisdiction
from services.risk.rings.evidence import Evidence
from services.risk.survey import survey_of
from tests.risk.made import DAY, HOUR, NOW, calm, case, contacts, heard

AREA = "07090"
DAILY = [calm(when=NOW - day * DAY - HOUR) for day in range(40)]


def _evidence(land: Jurisdiction, *facts: Any, area: str = AREA) -> tuple[Evidence, list[str]]:
    found = survey_of(heard(*facts), land, land.law.area_levels.find(NOW))
    assert found.evidence is not None
    known = found.evidence(area)
    return known, [sentence.vi for sentence in known.lacking(found.evidence.asked)]


def test_weeks_of_reports_without_a_case_lack_nothing(land: Jurisdiction) -> None:
    known, lacking = _evidence(land, *DAILY)

    assert (known.p_no_further, known.last_case, known.awaiting, lacking) == (1.0, None, 0, [])


@pytest.mark.parametrize(("ago", "enough"), [(3, False), (11, False), (30, True)])
def test_the_chance_rises_with_each_clean_day(land: Jurisdiction, ago: int, enough: bool) -> None:
    known, lacking = _evidence(land, *DAILY, case(AREA, when=NOW - ago * DAY))

    assert known.clean_days == ago
    assert (lacking == []) is enough
    assert (known.p_no_further >= 0.95) is (ago >= 11)


def test_a_case_counts_for_its_district_and_not_for_the_next_commune(land: Jurisdiction) -> None:
    facts = (*DAILY, case(AREA, when=NOW - 3 * DAY))

    assert _evidence(land, *facts, area="205")[0].clean_days == 3
    assert _evidence(land, *facts, area="07096")[0].clean_days == 40


def test_days_nobody_told_of_are_not_clean(land: Jurisdiction) -> None:
    known, lacking = _evidence(land, *DAILY[:5], case(AREA, when=NOW - 30 * DAY))

    assert known.clean_days == 5
    assert lacking == ["Mới có 5 ngày có báo cáo và không có ca, cần 14 ngày"]


def test_silence_is_not_fresh(land: Jurisdiction) -> None:
    assert _evidence(land, *DAILY[3:])[1] == ["Không có báo cáo nào trong 36 giờ qua"]


@pytest.mark.parametrize(
    ("awaiting", "said"),
    [
        (None, ["Chưa biết còn F1 nào chờ kết quả xét nghiệm hay không"]),
        (3, ["Còn 3 F1 chờ kết quả xét nghiệm"]),
        (0, []),
    ],
)
def test_f1_without_a_result_stand_in_the_way_and_so_does_not_knowing(
    land: Jurisdiction, awaiting: int | None, said: list[str]
) -> None:
    told = replace(contacts(AREA, 10, 10, 10), awaiting_result=awaiting)

    assert _evidence(land, *DAILY, told)[1] == said
