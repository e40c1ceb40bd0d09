"""Overdue visits and tests of the follow-up, put together: the territory, its law, and where people are."""

from datetime import date
from functools import cache

from services.app.follow_rules import rules_known
from services.app.wiring import House
from services.ingest.telling import areas_of_people
from services.policy.reader import Jurisdiction
from services.tracing.closing import FollowRules
from services.tracing.overdue_lists import FollowUpRules, list_overdue


def follow_up_rules(jurisdiction: Jurisdiction) -> FollowUpRules:
    """By the law in force when day 1 of somebody began."""
    parameters = jurisdiction.law.parameters

    @cache  # a hundred thousand people share a few dozen first days
    def rules_of(level: int, first: date) -> FollowRules | None:
        return rules_known(jurisdiction, level, first)

    return FollowUpRules(
        areas=jurisdiction.areas,
        home=jurisdiction.code,
        zone=jurisdiction.zone,
        rules_of=rules_of,
        levels=lambda at: [int(one) for one in parameters.numbers("follow_overdue_levels", at)],
        days=lambda at: int(parameters.number("follow_overdue_days", at)),
        result_days=lambda at: int(parameters.number("follow_result_days", at)),
        whereabouts=areas_of_people,
    )


def list_overdue_visits(house: House) -> int:
    """Whose visit or test is overdue now; how many came on a list or fell off."""
    with house.database.transaction() as tx:
        return list_overdue(tx, follow_up_rules(house.jurisdiction))
