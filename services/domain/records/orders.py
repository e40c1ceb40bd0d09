"""What competent bodies order."""

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.levels import State


class Order(Word):
    """What a competent body ordered for an area, by moment."""

    number: str
    issuer: str
    state: State
    area: AreaCode
    part: str | None = None
    since: Moment
    until: Moment | None = None
    signed_by: str | None = None
    note: str | None = None
