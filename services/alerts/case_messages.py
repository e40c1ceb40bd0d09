"""What is read of a first case after a time without any. Pure."""

from collections.abc import Sequence
from datetime import datetime

from services.alerts.case_tasks import FIRST_CASE, OUTSIDE
from services.alerts.happened import with_tasks
from services.alerts.phrases import moment, place, say
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Told
from services.domain.agencies import ALERTED, Agency
from services.domain.events import FirstCaseAfterQuiet
from services.domain.levels import Reason


def cases_told(events: Sequence[FirstCaseAfterQuiet], terms: Terms, now: datetime) -> dict[Agency, Told]:
    """To every agency: where, how many, after how many quiet days; several areas in one message."""
    area = terms.areas.get(events[0].area)
    tasks = OUTSIDE if area is not None and not area.inside else FIRST_CASE
    reasons = tuple(_case_reason(event, terms) for event in events)
    where = place(terms.areas, events[0].area)
    title = say(
        f"Ca mắc đầu tiên sau thời gian không có ca: {where.vi}", f"First case after quiet: {where.en}"
    )
    if len(events) > 1:
        title = say(
            f"Ca mắc đầu tiên sau thời gian không có ca tại {len(events)} khu vực",
            f"First cases after quiet in {len(events)} areas",
        )
    shape = Told(
        kind=Kind.FIRST_CASE,
        severity=Severity.SEVERE,
        area=events[0].area,
        title=title,
        text=title,
        reasons=reasons,
        cite=terms.cites[Kind.FIRST_CASE],
        deadline=None,
    )
    return {agency: with_tasks(shape, agency, tasks, terms, now) for agency in ALERTED}


def _case_reason(event: FirstCaseAfterQuiet, terms: Terms) -> Reason:
    where, at = place(terms.areas, event.area), moment(event.at, terms.zone)
    quiet = say("trước đó chưa từng có ca", "never a case before")
    if event.quiet_days is not None:
        quiet = say(
            f"sau {event.quiet_days} ngày không có ca", f"after {event.quiet_days} days without a case"
        )
    text = say(
        f"{where.vi}: {event.cases} ca mắc mới, {at.vi}, {quiet.vi}",
        f"{where.en}: {event.cases} new cases, {at.en}, {quiet.en}",
    )
    return Reason(indicator="first_case_after_quiet", value=event.cases, text=text)
