"""The rows of a year, a day and feed at a time: nothing is held longer than a stay in quarantine lasts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from services.app.demo.border import incident_row
from services.app.demo.cases import zero_row
from services.app.demo.chance import dice, one_of, split
from services.app.demo.declarations import form_of
from services.app.demo.delivery import Delivery, Row, at
from services.app.demo.doors import read_groups
from services.app.demo.facts import Facts
from services.app.demo.goods import lots_on
from services.app.demo.inspections import visits_on
from services.app.demo.journeys import origins_at
from services.app.demo.returns import workers_of
from services.app.demo.roll_calls import counts_on
from services.app.demo.scans import scans_of
from services.app.demo.stage import Stage, stage_of
from services.app.demo.stays import ENTRIES, STAYS, Known, Stay, entry_row, gone_on, stay_row, stays_from
from services.app.year.epidemic.making import epidemic_of
from services.app.year.epidemic.parameters import Parameters
from services.app.year.epidemic.rows import CASES, Epidemic, epidemic_rows
from services.app.year.epidemic.signals import doors_on, times
from services.app.year.seasons import RETURNS, Seasons
from services.domain.areas import Areas

DECLARATIONS, INCIDENTS, GOODS, INSPECTED = (
    "declarations", "border-incidents", "consignments", "place-inspections",
)  # fmt: skip
PLANNED = (DECLARATIONS, RETURNS, INCIDENTS)
"""Feeds whose numbers of a day are the plan's alone; the others follow routes and groups."""

Rows = Callable[["Year", date], Iterator[Row]]


@dataclass(frozen=True)
class Year:
    """What every day of the year is made from."""

    seasons: Seasons
    facts: Facts
    stage: Stage
    epidemic: Epidemic | None = None
    """None: a calm year, without cases, contacts and orders."""

    def planned(self, feed: str, day: date) -> int:
        """How many rows of a planned feed a day brings; fractions come as often as they say.

        The few incidents at the border are the same at every volume, as F0 are.
        """
        stage = replace(self.stage, volume=1.0) if feed == INCIDENTS else self.stage
        return stage.number(self._expected(feed, day), "year", feed, day)

    def on(self, feed: str, day: date) -> Stage:
        """The stage of a day: its share of the volume, its doors."""
        return replace(self.at(day), volume=self.stage.volume * self._expected(feed, day))

    def at(self, day: date) -> Stage:
        """The stage with the doors of a day."""
        if self.epidemic is None:
            return self.stage
        story = self.epidemic.story
        return replace(
            self.stage, doors=doors_on(story.parameters, story.course.waves, self.stage.doors, day)
        )

    def _expected(self, feed: str, day: date) -> float:
        usual = self.seasons.expected(feed, day)
        if self.epidemic is None:
            return usual
        story = self.epidemic.story
        return usual * times(story.parameters, story.course.waves, feed, day)


def year_of(
    seasons: Seasons, facts: Facts, areas: Areas, seed: int, volume: float, plague: Parameters | None = None
) -> Year:
    """A year with the epidemic of these parameters, or a calm one; every gate open but where it was shut."""
    groups = tuple(group for group in facts.doors.groups if group.gate) + read_groups(seasons.told["groups"])
    facts = replace(facts, doors=replace(facts.doors, groups=groups), sites=())
    stage = stage_of(facts, areas, seed, volume)
    if plague is None:
        return Year(seasons, facts, stage)
    epidemic = epidemic_of(plague, facts, stage)
    return Year(seasons, replace(facts, sites=epidemic.sites), stage, epidemic)


def rows_by_day(
    year: Year, since: date = date.min, until: date = date.max
) -> Iterator[tuple[date, dict[str, list[Row]]]]:
    """Each day from `since` to `until`, both included, with its rows by feed; a part is as in the whole."""
    known = lru_cache(maxsize=2 * year.stage.doors.days)(lambda day: stays_from(year.on(ENTRIES, day), day))
    first = year.seasons.days()[0]
    for day in (day for day in year.seasons.days() if since <= day <= until):
        forms = list(_forms(year, day))
        came: tuple[Stay, ...] = known(day)
        gone = [row for row in gone_on(day, known, year.stage) if row["since"][:10] >= first.isoformat()]
        yield (
            day,
            {
                **_told(year, known, day),
                DECLARATIONS: forms,
                "checkpoint-scans": _scanned(year, day, forms),
                RETURNS: list(_workers(year, day)),
                INCIDENTS: list(_incidents(year, day)),
                ENTRIES: [entry_row(stay) for stay in came],
                STAYS: [stay_row(stay, year.stage) for stay in came] + gone,
                "bed-checks": list(counts_on(day, known, year.at(day))),
                GOODS: list(lots_on(year.on(GOODS, day), day)),
                INSPECTED: list(visits_on(year.on(INSPECTED, day), day)),
            },
        )


def _told(year: Year, known: Known, day: date) -> dict[str, list[Row]]:
    if year.epidemic is None:
        return {CASES: list(_zeros(year, day))}
    return epidemic_rows(year.epidemic, known, year.epidemic.story.number(day))


def _zeros(year: Year, day: date) -> Iterator[Row]:
    moment = at(day, year.facts.volumes.report_hour, year.stage.zone)
    for area in year.stage.areas.children(year.facts.province):
        yield zero_row(area.code, moment)


def _forms(year: Year, day: date) -> Iterator[Row]:
    """Every traveller of the day, post by post; a form tells nothing that its feed would refuse."""
    posts = year.facts.volumes.posts
    numbers = split(year.planned(DECLARATIONS, day), [post.share for post in posts])
    start = datetime.combine(day, time(5), year.stage.zone)
    for post, number in zip(posts, numbers, strict=True):
        chance = dice(year.stage.seed, "year", DECLARATIONS, post.id, day)
        origins = origins_at(post, date.min, year.facts.neighbour, year.facts.volumes)
        seconds = sorted(int(chance.random() * 18 * 3600) for _ in range(number))
        for order, second in enumerate(seconds, start=1):
            declared = start + timedelta(seconds=second)
            form = form_of(one_of(chance, origins), declared, chance, year.stage.areas, year.facts)
            form["declaration_id"] = f"NAM-{post.id}-{day:%Y%m%d}-{order:04d}"
            form["post"] = "" if post.id == "online" else post.id
            yield form


def _scanned(year: Year, day: date, forms: list[Row]) -> list[Row]:
    night = datetime.combine(day, time(23, 59), year.stage.zone)
    batch = Delivery(night, DECLARATIONS, f"nam-{day}", forms)
    return scans_of(batch, year.stage, night + timedelta(days=1))


def _workers(year: Year, day: date) -> Iterator[Row]:
    employers = year.facts.volumes.enterprises
    numbers = split(year.planned(RETURNS, day), [employer.weight for employer in employers])
    for employer, number in zip(employers, numbers, strict=True):
        yield from workers_of(employer, number, day, year.stage.seed, year.stage.areas, year.facts)


def _incidents(year: Year, day: date) -> Iterator[Row]:
    spots = tuple(spot for spot in year.facts.volumes.spots for _ in range(spot.weight))
    chance = dice(year.stage.seed, "year", INCIDENTS, day)
    for order in range(year.planned(INCIDENTS, day)):
        happened = at(day, one_of(chance, (0, 1, 2, 3, 4, 5, 18, 19)), year.stage.zone, minute=order * 7 % 60)
        yield incident_row(f"NAM-BP-{day:%Y%m%d}-{order + 1:03d}", happened, one_of(chance, spots), chance)
