"""Where F0 were, as published; the orders over communes and districts; and what officers judge of these."""

from collections.abc import Iterator
from datetime import timedelta

from services.app.demo.chance import one_of
from services.app.demo.delivery import Row
from services.app.demo.site_facts import SiteFact
from services.app.demo.sites import site_row
from services.app.year.epidemic.told import Case, Story
from services.domain.levels import State

PUBLISHED, TOLD = 7, 20
AUTHOR = "Trưởng khoa Kiểm soát bệnh tật, CDC tỉnh"


def sites_of(story: Story) -> tuple[SiteFact, ...]:
    """Every place that is published in the year, so that travellers can name them."""
    share = story.parameters.part("contacts")["site"]
    cases = [case for case in story.cases.values() if not case.one.traced and case.known > 0]
    return tuple(_site(story, case) for case in cases if story.stage.dice("site", case.code).random() < share)


def site_rows(story: Story, sites: tuple[SiteFact, ...], day: int) -> Iterator[Row]:
    """Places published on a day."""
    for fact in sites:
        if fact.learned.date() == story.day(day):
            yield site_row(fact)


def order_rows(story: Story, day: int) -> Iterator[Row]:
    """Orders told on a day; an end that moves is told under the same number."""
    hour = story.parameters.part("authority")["begins_hour"]
    for decree in story.course.decrees:
        if decree.told == day:
            district = story.stage.areas[decree.area]
            name = (
                district.name
                if district.parent == story.stage.province
                else _district_name(story, decree.area)
            )
            yield {
                "number": f"{decree.number:03d}/QĐ-KB",
                "issuer": f"UBND {name} (kịch bản)",
                "state": decree.state,
                "area": decree.area,
                "part": "",
                "since": story.at(decree.since, hour).isoformat(),
                "until": story.at(decree.until, hour).isoformat(),
                "signed_by": "",
                "note": "kịch bản",
            }


def judgement_rows(story: Story, day: int) -> Iterator[Row]:
    """Of each district with an order, and of the province: how far it may spread, is it hard to control.

    The law of May 2021 leaves both to officers; a district that nobody judges has no level (decision 0057).
    """
    judged = story.parameters.part("authority")["judged"]
    held = {one.area: one.state for one in story.course.decrees if one.told == day and one.state in judged}
    until = story.at(day + story.parameters.part("authority")["days"] + 1, TOLD)
    for area, state in sorted((held | ({story.stage.province: State.DIRECTIVE_15} if held else {})).items()):
        both = {"area": area, "since": story.at(day, TOLD).isoformat(), "until": until.isoformat()}
        for what, value in judged[state].items():
            yield both | {"what": what, "value": value, "author": AUTHOR, "ground": "kịch bản"}


def _district_name(story: Story, area: str) -> str:
    return story.stage.areas[story.district(area)].name


def _site(story: Story, case: Case) -> SiteFact:
    chance = story.stage.dice("place", case.code)
    _, kind = one_of(chance, story.stage.doors.inspected)
    commune = story.stage.areas[case.one.area]
    day = min(max(0, case.one.onset - 1 + int(chance.random() * 3)), case.known - 1)
    since = story.at(day, 7 + int(chance.random() * 11))
    return SiteFact(
        timeline="",
        site=f"DIEM-{case.code}",
        learned=story.at(case.known + 1, PUBLISHED),
        place=f"{kind} kịch bản {commune.name}",
        address=commune.name,
        area=commune.code,
        since=since,
        until=since + timedelta(minutes=30 + int(chance.random() * 150)),
        basis="scenario",
    )
