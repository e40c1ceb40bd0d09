"""That lists of people for teams changed, in numbers: never a person."""

from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.events.base import Event


class ListKind(StrEnum):
    """Why people stand on a list together."""

    EXPOSURE_SITE = "exposure_site"
    CHAIN = "chain"
    LOCALITY = "locality"
    MANIFEST = "manifest"
    SHARED_PLACE = "shared_place"
    FOLLOW_UP = "follow_up"


class PeopleListed(Event):
    """Of one list, once a batch; `ref` is the list's id, so the one learned last stands."""

    topic = "people-listed.v1"
    ref: str
    kind: ListKind
    about: str
    """What the list is about: a site, a case, a place and its cause, a journey."""
    area: AreaCode | None
    title: Sentence
    people: int
    """On the list now; 0: it fell away."""
    added: int
    gone: int

    @property
    def key(self) -> str:
        """What is told of one list keeps its order."""
        return self.ref


class WorkWanted(Event):
    """Lists or levels of people changed: their work is to be looked at again. Who they are stands in rows."""

    topic = "work-wanted.v1"
    ref: str
    people: int
    """Who wait, with those noted before; a thousand means a thousand or more."""

    @property
    def key(self) -> str:
        """Each is a sign that there is something to do; their order does not matter."""
        return self.id
