"""i2 from entrants, stays and bed checks: who came from where to which place, and who keeps to it. Pure."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from services.domain.areas import AreaCode, Tier
from services.epidemiology.residual import Plan
from services.risk.unseen.draws import Share
from services.risk.unseen.from_labs import labs_of, results_of
from services.risk.unseen.known import Known, column
from services.risk.unseen.quarantined import Sites
from services.risk.unseen.tested import Labs
from services.risk.unseen.volumes import Volume

ANY = "*"
"""A country nobody told: the law's prevalence of all others."""
HOME, UNPLACED, SILENT = "home/", "unplaced/", "silent/"
Mix = dict[str, float]


@dataclass(frozen=True)
class Seen:
    """What bed checks of a place told in the window."""

    kept: float = 0.0
    broken: float = 0.0
    checked: bool = False
    tested: float = 0.0
    tests_told: bool = False


@dataclass(frozen=True)
class Row:
    """People of one country in one place."""

    key: str
    area: AreaCode
    country: str
    people: float
    usual: float = 0.0
    conceivable: float = 0.0

    @property
    def kept_by_nobody(self) -> bool:
        """Without a place nobody can keep quarantine."""
        return self.key.startswith(UNPLACED)


def sites_of(known: Known) -> Sites:
    """Places with entrants, those without a place by district, and every district for what nobody told."""
    law = known.law.quarantine
    seen = checks_of(known)
    told, silent = [*_told(known), *_unplaced(known)], _silent(known)
    rows = [*told, *silent]
    believed = [law.home if row.key.startswith(HOME) else law.central for row in rows]
    looked = [seen.get(row.key, Seen(checked=row.kept_by_nobody)) for row in rows]
    return Sites(
        keys=tuple(row.key for row in rows),
        countries=tuple(row.country for row in rows),
        entrants=Volume(
            column(row.people for row in rows),
            known.days_told("entrants", "stays"),
            column(row.usual for row in rows),
            column(row.conceivable for row in rows),
        ),
        kept=column(one.kept for one in looked),
        broken=column(one.broken for one in looked),
        checked=column(one.checked for one in looked),
        tested=column(one.tested for one in looked),
        tests_told=column(one.tests_told for one in looked),
        adherence=Share(
            column(0.0 if row.kept_by_nobody else one.mean for row, one in zip(rows, believed, strict=True)),
            column(one.strength for one in believed),
        ),
        plan=plan_of(known),
        where=np.hstack([known.into([row.area for row in told]), known.spread([row.area for row in silent])]),
        labs=_labs(known, told, silent),
    )


def _labs(known: Known, told: list[Row], silent: list[Row]) -> Labs:
    """Tests of entrants by district; of those nobody told of nobody told a result."""
    districts = {tubes.area: district_of(known, tubes.area) for tubes in known.heard.labs}
    results = results_of(known, districts, len(plan_of(known).tests))
    mixes = {code: mix_of(known).get(code, {ANY: 1.0}) for code in results}
    rows = [(district_of(known, row.area), row.country) for row in told] + [
        ("", row.country) for row in silent
    ]
    return labs_of(known, results, mixes, rows)


def plan_of(known: Known) -> Plan:
    """Days and tests the law asks of entrants: the tests are those of an F1, none being told for entrants."""
    days = known.number("entrant_central_days")
    tests = known.jurisdiction.law.parameters.numbers("f1_test_days", known.heard.as_of)
    return Plan(0.0, days, tuple(day for day in tests if day <= days))


def checks_of(known: Known) -> dict[str, Seen]:
    """By place: people seen and not seen, who broke out, and the part of tests that is not overdue."""
    law = known.law.quarantine
    found: dict[str, Seen] = {}
    for place in {call.place for call in known.heard.roll_calls}:
        calls = [call for call in known.heard.roll_calls if call.place == place]
        present, absent = (sum(getattr(call, name) for call in calls) for name in ("present", "absent"))
        counted = [call for call in calls if call.overdue_tests is not None]
        newest = max(counted, key=lambda call: call.at, default=None)
        inside = max(newest.present + newest.absent, newest.overdue_tests or 0) if newest else 0
        overdue = (newest.overdue_tests or 0) if newest else 0
        found[place] = Seen(
            kept=law.seen * max(present, 0),
            broken=law.seen * max(absent, 0) + law.breach * _escaped(known, place),
            checked=True,
            tested=1.0 - overdue / inside if inside > 0 else 0.0,
            tests_told=inside > 0,
        )
    return found


def mix_of(known: Known) -> dict[AreaCode, Mix]:
    """By district the countries that its entrants came from, as parts of all."""
    people: dict[AreaCode, Mix] = defaultdict(lambda: defaultdict(float))
    for one in known.heard.entrants:
        if one.people > 0:
            people[district_of(known, one.area)][one.country or ANY] += one.people
    return {
        code: {country: number / sum(mix.values()) for country, number in mix.items()}
        for code, mix in people.items()
    }


def district_of(known: Known, area: AreaCode) -> AreaCode:
    """The district an area lies in; itself where it lies in none."""
    path = known.jurisdiction.areas.path(area)
    return next((one.code for one in path if one.tier is Tier.DISTRICT), area)


def _told(known: Known) -> list[Row]:
    mix = mix_of(known)
    rows = []
    for one in known.heard.quarantined:
        countries = mix.get(district_of(known, one.area), {ANY: 1.0})
        key = one.place or HOME + one.area
        rows += [
            Row(key, one.area, country, one.entrants * part)
            for country, part in countries.items()
            if one.entrants > 0
        ]
    return rows


def _unplaced(known: Known) -> list[Row]:
    """Of each district those who were sent to it and did not come, or have no place."""
    mix = mix_of(known)
    missing: Mix = defaultdict(float)
    for entrant in known.heard.entrants:
        missing[district_of(known, entrant.area)] += max(entrant.people, entrant.unplaced)
    for stay in known.heard.quarantined:
        missing[district_of(known, stay.area)] -= stay.entrants
    nobody_counts = "stays" not in known.heard.last_learned
    kind = SILENT + "place/" if nobody_counts else UNPLACED  # nobody could have told that they came in
    return [
        Row(kind + code, code, country, people * part)
        for code, people in sorted(missing.items())
        for country, part in mix.get(code, {ANY: 1.0}).items()
        if people > 0
    ]


def _silent(known: Known) -> list[Row]:
    law = known.law.quarantine.entrants
    return [
        Row(SILENT + area.code, area.code, ANY, 0.0, law.usual * part, law.conceivable * part)
        for area, part in zip(known.districts, known.by_people(), strict=True)
    ]


def _escaped(known: Known, place: str) -> int:
    return max(sum(one.escaped for one in known.heard.quarantined if one.place == place), 0)
