"""The days of follow-up of each level, as the law has them on a day."""

from datetime import date

from services.domain.days import midnight
from services.domain.errors import NotInForce
from services.policy.reader import Jurisdiction
from services.tracing.closing import FollowRules


def follow_rules(
    jurisdiction: Jurisdiction, level: int, first: date, *, ordered: bool = False
) -> FollowRules | None:
    """The rules in force when day 1 began; None: this level has no fixed duty (F0: a hospital; F5).

    `ordered`: the 21 days that Directive 05 asked of Quảng Ninh instead of those that were kept (rule book
    2.4). Raises NotInForce for a day before any rule.
    """
    at = midnight(first, jurisdiction.zone)
    parameters = jurisdiction.law.parameters

    def days(name: str) -> tuple[int, ...]:
        return tuple(int(one) for one in parameters.numbers(name, at))

    def number(name: str) -> int:
        return int(parameters.number(name, at))

    if level == 1:
        return FollowRules(
            number("f1_central_days_ordered" if ordered else "f1_central_days"),
            days("f1_test_days"),
            number("home_days_after"),
            days("home_test_days"),
            number("lost_after_checks"),
        )
    home = {2: "f2_home_days", 3: "f3_monitor_days", 4: "f3_monitor_days"}.get(level)
    return FollowRules(home_days=number(home), lost_after=number("lost_after_checks")) if home else None


def rules_known(jurisdiction: Jurisdiction, level: int, first: date) -> FollowRules | None:
    """`follow_rules`, and None also for a day before any rule: a mistyped year has no duty, and no error."""
    try:
        return follow_rules(jurisdiction, level, first)
    except NotInForce:
        return None
