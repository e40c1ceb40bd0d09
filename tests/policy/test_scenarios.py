"""Every scenario says what the law says; every version has one on its first day and one on its eve."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.domain.areas import Tier
from services.domain.levels import State
from services.policy.entry_facts import CODE_FACTS
from services.policy.entry_measures import Situation, rule
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.policy.rulebook import decide

FOLDER = Path(__file__).parents[1] / "scenarios"
LAW = load_jurisdiction("quang-ninh").law

Scenario = dict[str, Any]


def _scenarios() -> list[Scenario]:
    files = sorted(FOLDER.glob("*.yaml"))
    return [s for file in files for s in yaml.safe_load(file.read_text(encoding="utf-8"))["scenarios"]]


ALL = _scenarios()
OF_AREAS = [s for s in ALL if "tier" in s]
OF_ORDERS = [s for s in ALL if "state" in s]
OF_PARAMETERS = [s for s in ALL if "parameter" in s]
OF_TRAVELLERS = [s for s in ALL if "facts" in s]


def _title(scenario: Scenario) -> str:
    return str(scenario["title"])


def _numbers(scenario: Scenario) -> dict[str, float | None]:
    return {**dict.fromkeys(LAW.indicators, scenario.get("rest", 0)), **scenario["values"]}


@pytest.mark.parametrize("scenario", OF_AREAS, ids=_title)
def test_the_law_says_this_of_an_area(scenario: Scenario) -> None:
    found = LAW.area_levels.find(scenario["at"])

    if found is None:
        assert scenario["ruleset"] is None
        return
    rows = found.value.of(Tier(scenario["tier"]))
    decision = decide(rows, _numbers(scenario))
    assert found.name == scenario["ruleset"]
    assert decision.level == scenario["level"]
    assert decision.at_least == scenario.get("at_least", scenario["level"])
    assert rows[decision.row].cite.document == scenario.get("cite", rows[decision.row].cite.document)


@pytest.mark.parametrize("scenario", OF_ORDERS, ids=_title)
def test_the_law_says_this_of_an_order(scenario: Scenario) -> None:
    found = LAW.order_levels.find(scenario["at"])

    state = State(scenario["state"])
    assert (found and found.value.level(state)) == scenario["level"]
    assert (found and found.value.locks(state)) == scenario.get("locked")


@pytest.mark.parametrize("scenario", OF_PARAMETERS, ids=lambda s: f"{s['parameter']}: {s['title']}")
def test_a_parameter_has_this_value(scenario: Scenario) -> None:
    value = LAW.parameters.named[scenario["parameter"]].values.on(scenario["at"]).value

    assert (list(value) if isinstance(value, tuple) else value) == scenario["value"]


@pytest.mark.parametrize("scenario", OF_TRAVELLERS, ids=_title)
def test_the_law_says_this_of_a_traveller(scenario: Scenario) -> None:
    found = LAW.entry_measures.find(scenario["at"])

    if found is None:
        assert scenario["row"] is None
        return
    ruling = rule(found.value.rows, _situation(scenario))
    assert (ruling.row.code, ruling.row.decision.value) == (scenario["row"], scenario["decision"])
    assert set(scenario.get("open", [])) <= set(ruling.open)


@pytest.mark.parametrize("version", LAW.entry_measures.versions, ids=lambda v: v.name)
def test_each_version_of_entry_measures_has_its_first_day_and_its_eve(version: Any) -> None:
    first_day, eve = _around(version.since, OF_TRAVELLERS)

    assert any(
        _situation(one) == _situation(other) and _entry_answer(one) != _entry_answer(other)
        for one in first_day
        for other in eve
    )


@pytest.mark.parametrize("version", LAW.area_levels.versions, ids=lambda v: v.name)
def test_each_rulebook_has_a_scenario_on_its_first_day_and_another_answer_on_its_eve(version: Any) -> None:
    first_day, eve = _around(version.since, OF_AREAS)

    assert any(
        _asked(one) == _asked(other) and _answer(one) != _answer(other) for one in first_day for other in eve
    )


@pytest.mark.parametrize("version", LAW.order_levels.versions, ids=lambda v: v.name)
def test_each_version_of_order_levels_has_its_first_day_and_its_eve(version: Any) -> None:
    first_day, eve = _around(version.since, OF_ORDERS)

    assert any(
        one["state"] == other["state"] and one["level"] != other["level"]
        for one in first_day
        for other in eve
    )


CHANGES = [
    (name, version.since)
    for name, parameter in LAW.parameters.named.items()
    for version in parameter.values.versions[1:]
]


@pytest.mark.parametrize(("name", "since"), CHANGES)
def test_each_change_of_a_parameter_has_its_first_day_and_its_eve(name: str, since: datetime) -> None:
    first_day, eve = _around(since, [s for s in OF_PARAMETERS if s["parameter"] == name])

    assert any(one["value"] != other["value"] for one in first_day for other in eve)


def test_no_scenario_lies_outside_the_known_tiers_and_titles_are_not_repeated(
    jurisdiction: Jurisdiction,
) -> None:
    titles = [f"{s.get('parameter')}{s['title']}" for s in ALL]

    assert len(ALL) == sum(map(len, (OF_AREAS, OF_ORDERS, OF_PARAMETERS, OF_TRAVELLERS)))
    assert len(titles) == len(set(titles))
    assert all(set(s["values"]) <= set(jurisdiction.law.indicators) for s in OF_AREAS)


def _around(since: datetime, scenarios: list[Scenario]) -> tuple[list[Scenario], list[Scenario]]:
    days = [s["at"].astimezone(since.tzinfo).date() for s in scenarios]
    eve = since.date() - timedelta(days=1)
    return (
        [s for s, day in zip(scenarios, days, strict=True) if day == since.date()],
        [s for s, day in zip(scenarios, days, strict=True) if day == eve],
    )


def _asked(scenario: Scenario) -> tuple[Any, ...]:
    return scenario["tier"], scenario["values"], scenario.get("rest", 0)


def _answer(scenario: Scenario) -> tuple[Any, ...]:
    return scenario.get("level"), scenario["ruleset"], scenario.get("cite")


def _situation(scenario: Scenario) -> Situation:
    """Nothing wrong with the code; everything else is unknown unless the scenario says it."""
    facts = dict.fromkeys(CODE_FACTS, False) | {"from_outside": True} | scenario["facts"]
    been, to = (frozenset(scenario.get(name, [])) for name in ("been", "to"))
    return Situation(facts=facts, been=been, been_known=scenario.get("been_known", True), to=to)


def _entry_answer(scenario: Scenario) -> tuple[Any, ...]:
    return scenario["row"], scenario.get("cite")
