"""Room: the pages of the navigation, in its order, and who may open them."""

from enum import StrEnum

from services.domain.viewers import Viewer
from services.policy.sight import Sight, Subject, may_see


class Room(StrEnum):
    """One entry of the navigation; the value is its address."""

    OVERVIEW = "/"
    MAP = "/map"
    AREAS = "/areas"
    DOORS = "/doors"
    ALERTS = "/alerts"
    WORK = "/work"
    CHAINS = "/chains"
    LISTS = "/lists"
    PLACES = "/places"
    CHECKPOINT = "/checkpoint"
    DATA = "/data"
    LAW = "/law"
    REHEARSE = "/rehearse"
    DECLARE = "/declare"
    ASK = "/ask"


_SHOWS: dict[Room, Sight] = {
    Room.OVERVIEW: Sight.AREA_LEVEL,
    Room.MAP: Sight.LEVELS_LAYER,
    Room.AREAS: Sight.SOURCE_SCORES,
    Room.DOORS: Sight.SOURCE_SCORES,
    Room.ALERTS: Sight.ALERT,
    Room.WORK: Sight.WORK,
    Room.CHAINS: Sight.CHAINS,
    Room.LISTS: Sight.LISTS,
    Room.PLACES: Sight.PLACES,
    Room.CHECKPOINT: Sight.SCAN,
    Room.DATA: Sight.EXACT_COUNTS,
    Room.LAW: Sight.EXACT_COUNTS,
    Room.REHEARSE: Sight.REHEARSE,
    Room.DECLARE: Sight.AREA_LEVEL,
    Room.ASK: Sight.AREA_LEVEL,
}
"""What a page mainly shows: who may not see that anywhere need not open the page."""


def may_open(viewer: Viewer, room: Room) -> bool:
    """May this reader open the page at all? What stands on it is asked for thing by thing."""
    everywhere = viewer.model_copy(update={"areas": None})
    return may_see(everywhere, Subject(kind=_SHOWS[room], agency=viewer.agency))


def rooms_of(viewer: Viewer) -> list[Room]:
    """The navigation of this reader."""
    return [room for room in Room if may_open(viewer, room)]
