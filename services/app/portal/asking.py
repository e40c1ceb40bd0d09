"""Asked: who asks for a page, in which language, about which moment. Refuses what is not for the reader."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from services.app.angles import Angle
from services.app.api import angle_at, moment_asked
from services.app.portal.rooms import Room, may_open
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.base import Language
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction


@dataclass(frozen=True)
class Asked:
    """One request for a page."""

    house: House
    path: str
    viewer: Viewer
    language: Language
    now: datetime
    as_of: datetime
    room: Room | None
    guarded: bool
    """Does the house ask for tokens?"""

    @property
    def looking_back(self) -> bool:
        """Is an earlier moment asked about?"""
        return self.as_of < self.now

    @property
    def public(self) -> bool:
        """Does nobody known ask?"""
        return self.viewer.agency is Agency.PUBLIC

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The territory."""
        return self.house.jurisdiction

    @property
    def zone(self) -> ZoneInfo:
        """Its clock."""
        return self.jurisdiction.zone

    def angle(self, tx: Transaction) -> Angle:
        """The whole map of the moment, as this reader may see it; raises NotInForce."""
        live = not self.looking_back
        return angle_at(tx, self.house, self.as_of, self.language, self.viewer, live=live)

    def link(self, path: str, **words: object) -> str:
        """An address of ours that keeps language and moment; a word given as None is left out."""
        kept: dict[str, object] = {}
        if self.language != self.house.settings.lang:
            kept["lang"] = self.language
        if self.looking_back:
            kept["as_of"] = self.as_of.astimezone(self.zone).strftime("%Y-%m-%dT%H:%M:%S")
        query = urlencode({name: word for name, word in (kept | words).items() if word not in (None, "")})
        return f"{path}?{query}" if query else path


def asking(room: Room) -> Callable[[Request], Asked]:
    """What a page of this room depends on; raises NotAllowed when the room is not for the reader."""

    def asked(request: Request) -> Asked:
        plain = asked_plainly(request)
        if not may_open(plain.viewer, room):
            raise NotAllowed(
                vi="Trang này dành cho các lực lượng phòng, chống dịch; xin đăng nhập bằng mã của đơn vị.",
                en="This page is for the agencies that fight the epidemic; sign in with your agency's token.",
                code="page_not_for_you",
            )
        as_of = moment_asked(request.query_params.get("as_of"), plain.zone, plain.now)
        return replace(plain, room=room, as_of=as_of)

    return asked


def asked_plainly(request: Request) -> Asked:
    """A request about now, for a page that everybody may open (sign in, an error)."""
    state = request.app.state
    now: datetime = state.clock()
    doorkeeper = getattr(state, "doorkeeper", None)
    return Asked(
        house=state.house,
        path=request.url.path,
        viewer=state.viewer_of(request),
        language=_language(request, state.house.settings.lang),
        now=now,
        as_of=now,
        room=None,
        guarded=bool(doorkeeper and doorkeeper.guarded),
    )


def _language(request: Request, usual: Language) -> Language:
    known: tuple[Language, ...] = get_args(Language)
    wanted = request.query_params.get("lang")
    return next((language for language in known if language == wanted), usual)


OnOverview = Annotated[Asked, Depends(asking(Room.OVERVIEW))]
OnMap = Annotated[Asked, Depends(asking(Room.MAP))]
OnAreas = Annotated[Asked, Depends(asking(Room.AREAS))]
OnDoors = Annotated[Asked, Depends(asking(Room.DOORS))]
OnAlerts = Annotated[Asked, Depends(asking(Room.ALERTS))]
OnChains = Annotated[Asked, Depends(asking(Room.CHAINS))]
OnWork = Annotated[Asked, Depends(asking(Room.WORK))]
OnLists = Annotated[Asked, Depends(asking(Room.LISTS))]
OnPlaces = Annotated[Asked, Depends(asking(Room.PLACES))]
OnCheckpoint = Annotated[Asked, Depends(asking(Room.CHECKPOINT))]
OnDeclare = Annotated[Asked, Depends(asking(Room.DECLARE))]
OnAsk = Annotated[Asked, Depends(asking(Room.ASK))]
OnData = Annotated[Asked, Depends(asking(Room.DATA))]
OnLaw = Annotated[Asked, Depends(asking(Room.LAW))]
OnRehearse = Annotated[Asked, Depends(asking(Room.REHEARSE))]
Anybody = Annotated[Asked, Depends(asked_plainly)]
