"""The rows of the epidemic, a day at a time, under the feeds that take them in."""

from dataclasses import dataclass

from services.app.demo.delivery import Row
from services.app.demo.site_facts import SiteFact
from services.app.demo.stays import Known
from services.app.year.epidemic.case_rows import case_rows
from services.app.year.epidemic.contact_rows import count_rows, f1_rows, f2_rows, positive_row, shift_rows
from services.app.year.epidemic.entrants import entrant_rows, entrant_tubes, found_on
from services.app.year.epidemic.lab_rows import lab_rows
from services.app.year.epidemic.outside import Outside, national_rows, outside_rows
from services.app.year.epidemic.places import judgement_rows, order_rows, site_rows
from services.app.year.epidemic.told import Case, Story

CASES = "cases"


@dataclass(frozen=True)
class Epidemic:
    """Everything that its rows are made from."""

    story: Story
    outside: Outside
    sites: tuple[SiteFact, ...]


def epidemic_rows(epidemic: Epidemic, known: Known, day: int) -> dict[str, list[Row]]:
    """Rows of a day by feed."""
    story, outside = epidemic.story, epidemic.outside
    found = found_on(story, known, day)
    before = len(found_on(story, known, day - 1))
    return {
        "orders": list(order_rows(story, day)),
        "judgements": list(judgement_rows(story, day)),
        CASES: [*entrant_rows(story, found, day), *case_rows(story, day), *outside_rows(story, outside, day)],
        "contacts": list(count_rows(story, day)),
        "contact-persons": _people(story, day),
        "exposure-sites": list(site_rows(story, epidemic.sites, day)),
        "lab-results": [*entrant_tubes(story, found, day), *lab_rows(story, day)],
        "shared-stays": [row for case in _known(story, day - 1) for row in shift_rows(story, case)],
        "vncdc-daily": list(national_rows(story, outside, day, before)) if day else [],
    }


def _people(story: Story, day: int) -> list[Row]:
    rows = [row for case in _known(story, day - 1) for row in f1_rows(story, case)]
    rows += [row for case in _known(story, day - 2) for row in f2_rows(story, case)]
    return rows + [row for case in _known(story, day) if (row := positive_row(story, case)) is not None]


def _known(story: Story, day: int) -> list[Case]:
    return story.by_day.get(day, [])
