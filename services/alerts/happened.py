"""What happened, by what law, what to do: the text of a matter that one agency is to act on. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.alerts.phrases import joined, say, to_do, why
from services.alerts.tasks import Task
from services.alerts.terms import Terms
from services.alerts.words import Told
from services.domain.agencies import Agency
from services.domain.labels import AGENCIES

LISTED = 40  # lines of one message; a longer list is in the ledger


def with_tasks(
    shape: Told, agency: Agency, tasks: Mapping[Agency, Sequence[Task]], terms: Terms, now: datetime
) -> Told:
    """The same matter with the tasks of an agency and the first of their deadlines."""
    do, deadline = to_do(AGENCIES[agency], tasks[agency], terms, now)
    happened = joined([reason.text for reason in shape.reasons[:LISTED]])
    more = len(shape.reasons) - LISTED
    if more > 0:
        rest = say(f"… và {more} tin khác (xem sổ cảnh báo)", f"… and {more} more (see the ledger)")
        happened = joined([happened, rest])
    heading = say("VIỆC XẢY RA:", "WHAT HAPPENED:")
    text = joined([heading, happened, why((), shape.cite), do])
    return shape.model_copy(update={"text": text, "deadline": deadline})
