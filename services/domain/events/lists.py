"""What became of lists that are published again and again."""

from services.domain.areas import AreaCode
from services.domain.base import Moment, Sentence
from services.domain.events.base import Event
from services.domain.records import AdviceClass


class ListRevised(Event):
    """A source published its whole list again, and we took it in: what changed, in numbers."""

    topic = "list-revised.v1"
    feed: str
    rows: int
    added: int
    changed: int
    withdrawn: int


class RevisionRefused(Event):
    """A published list is broken: nothing of it was taken in, the last good one stands; operators look."""

    topic = "revision-refused.v1"
    feed: str
    receipt: str
    code: str
    error: Sentence
    standing_since: Moment | None
    """When the list that goes on standing was published; None: there is none."""


class ExposureSiteReported(Event):
    """An exposure site was published, corrected, or withdrawn from its list."""

    topic = "exposure-site-reported.v1"
    ref: str
    site: str
    """The list it stands in."""
    area: AreaCode | None
    place: str | None
    since: Moment | None
    until: Moment | None
    latitude: float | None
    longitude: float | None
    advice_class: AdviceClass
    withdrawn: bool
    address: str | None = None
    """Of the public place; messages of earlier versions have none."""
    exposure_type: str | None = None
    """The publisher's own word for the kind of place or contact."""
