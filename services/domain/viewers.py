"""Who is looking: an agency, and the areas or the enterprise it answers for."""

from services.domain.agencies import Agency
from services.domain.areas import AreaCode
from services.domain.base import Word


class Viewer(Word):
    """A caller, as the door recognised it."""

    agency: Agency
    areas: frozenset[AreaCode] | None = None
    """None: the whole jurisdiction."""
    enterprise: str | None = None


PUBLIC = Viewer(agency=Agency.PUBLIC)
COMMAND = Viewer(agency=Agency.COMMAND)
