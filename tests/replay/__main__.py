"""Write docs/replay-2021.md: plays the wave, tells it day by day, takes its pictures.

Called as `python -m tests.replay`. Needs Chromium.
"""

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from services.alerts.tables import AlertRow
from services.app.demo.facts import Facts, OrderFact, read_facts
from services.domain.agencies import Agency
from services.domain.areas import Tier
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction
from services.risk.survey import survey
from tests.replay.pictures import take_pictures
from tests.replay.telling import Day, Decided, Lead, day_table, first_suggested, last_suggested, lead_table
from tests.replay.wave import Wave, play_wave

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
FIRST, LAST = date(2021, 1, 26), date(2021, 3, 31)
LOCKED = {"phong_toa": "locked", "ct16": "Directive 16"}
BEGIN, END = "<!-- table {} -->", "<!-- end {} -->"


def main() -> None:
    """Play, tell, write."""
    with tempfile.TemporaryDirectory() as folder:
        wave = play_wave(Path(folder) / "home", volume="0.05")
        facts = read_facts(wave.jurisdiction.name, wave.jurisdiction.zone)
        with wave.opened() as database, database.reading() as tx:
            days = list(_days(tx, wave.jurisdiction, facts))
        page = DOCS / "replay-2021.md"
        text = page.read_text(encoding="utf-8")
        areas = wave.jurisdiction.areas
        text = _put(text, "days", day_table(days, _decided(), wave.steps, areas, _end(wave.jurisdiction)))
        text = _put(text, "leads", lead_table(_leads(wave, facts), areas))
        page.write_text(text, encoding="utf-8")
        take_pictures(wave, DOCS / "images")


def _put(text: str, name: str, lines: Iterator[str]) -> str:
    """The page with this table in its place."""
    begin, end = BEGIN.format(name), END.format(name)
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    return before + "\n".join((begin, "", *lines, "", end)) + after


def _decided() -> list[Decided]:
    with (HERE / "decided.csv").open(encoding="utf-8", newline="") as file:
        return [
            Decided(date.fromisoformat(row["day"]), row["decided"], row["timeline"])
            for row in csv.DictReader(file)
        ]


def _end(jurisdiction: Jurisdiction):
    return lambda day: datetime.combine(day, time.max, tzinfo=jurisdiction.zone)


def _days(tx: Transaction, jurisdiction: Jurisdiction, facts: Facts) -> Iterator[Day]:
    zone = jurisdiction.zone
    raised = select(AlertRow.raised_at).where(AlertRow.agency == Agency.COMMAND.value)
    alerts = Counter(at.astimezone(zone).date() for at in tx.execute(raised).scalars())
    there = {area.code for area in jurisdiction.areas.within(facts.neighbour)}
    day = FIRST
    while day <= LAST:
        end = _end(jurisdiction)(day)
        found = survey(tx, jurisdiction, end)
        flagged = [
            area.name
            for area in jurisdiction.areas.of_tier(Tier.PROVINCE, inside=None)
            if (standing := found.standings.get(area.code)) and standing.flagged
        ]
        here = sum(one.learned <= end for one in facts.cases)
        outside = sum(one.count for one in facts.outside if one.learned <= end and one.area in there)
        yield Day(day, here, outside, tuple(flagged), alerts[day])
        day += timedelta(days=1)


def _leads(wave: Wave, facts: Facts) -> list[Lead]:
    """Each whole area of ours that was locked or kept apart, once."""
    by_area: dict[str, list[OrderFact]] = {}
    for order in sorted(facts.orders, key=lambda one: one.since):
        if order.state in LOCKED and not order.part and wave.jurisdiction.areas[order.area].inside:
            by_area.setdefault(order.area, []).append(order)
    return [_lead(wave, orders) for orders in by_area.values()]


def _lead(wave: Wave, orders: list[OrderFact]) -> Lead:
    first, told = orders[0], wave.steps.get(orders[0].area, [])
    last = max(orders, key=lambda one: one.learned)
    up, down = first_suggested(told, 3), last_suggested(told, 3)
    return Lead(first.area, first.since, last.until, LOCKED[first.state], up, down)


if __name__ == "__main__":
    main()
