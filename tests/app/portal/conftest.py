"""A house with pages: empty, or filled through the listeners of risk and alerts; and readers of it."""

import sqlite3
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from starlette.exceptions import HTTPException

from services.alerts.listening import alerts_consumer
from services.alerts.routes import alerts_router
from services.app import api, places_api, records_api
from services.app.access import Doorkeeper
from services.app.portal import mount_portal, page_of_error, wants_page
from services.app.settings import Settings
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.errors import PhenDauError
from services.domain.events import (
    ArrivalCount,
    ArrivalsCounted,
    BorderIncidentReported,
    CaseCountReported,
    CaseReported,
    ContactsReported,
    Event,
    OrderIssued,
)
from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.domain.viewers import Viewer
from services.ingest.feeds import FEEDS
from services.plumbing.bus import Delivered
from services.plumbing.bus.embedded import EmbeddedLog
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import Message
from services.plumbing.database import Base, Database, OutboxRow
from services.plumbing.privacy import Privacy
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.hearing import handlers
from services.risk.regrading import regrade
from tests.servers.chromium import QUIET

START = datetime.fromisoformat("2021-01-20T08:00:00+07:00")
NIGHT = datetime.fromisoformat("2021-01-28T20:00:00+07:00")
EVENING = datetime.fromisoformat("2021-02-08T18:00:00+07:00")
EVIL = "<script>alert(1)</script>"
TOKENS = {
    "command-token-0001": Viewer(agency=Agency.COMMAND),
    "police-token-00001": Viewer(agency=Agency.POLICE),
    "health-205-token-1": Viewer(agency=Agency.HEALTH, areas=frozenset({"205"})),
}


@pytest.fixture(scope="session")
def jurisdiction() -> Jurisdiction:
    return load_jurisdiction("quang-ninh")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, jurisdiction: Jurisdiction) -> Iterator[House]:
    """A house that has heard nothing; tests only look at it."""
    with _opened(tmp_path_factory.mktemp("empty"), jurisdiction, START) as empty:
        Base.metadata.create_all(empty.database.engine)
        yield empty


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, jurisdiction: Jurisdiction) -> Iterator[House]:
    """A first night with cases; later orders, contacts, incidents and arrivals. Tests only look at it."""
    with _opened(tmp_path_factory.mktemp("filled"), jurisdiction, START) as house:
        Base.metadata.create_all(house.database.engine)
        _tell(house, NIGHT, _first_night())
        _tell(house, EVENING, _days_after())
        _raise_alerts(house)
        yield house


@pytest.fixture
def working(filled: House, tmp_path: Path) -> Iterator[House]:
    """A copy of the filled house that a test may change."""
    folders = (filled.settings.home, tmp_path)
    source, target = (sqlite3.connect(folder / "house.db") for folder in folders)
    with closing(source), closing(target):
        source.backup(target)
    with _opened(tmp_path, filled.jurisdiction, EVENING) as house:
        yield house


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """A real browser without a window, for the tests of one module."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield started
        started.close()


@contextmanager
def _opened(home: Path, jurisdiction: Jurisdiction, moment: datetime) -> Iterator[House]:
    """A house of parts made by hand: no environment is read."""
    clock = SetClock(moment)
    database = Database(f"sqlite:///{home / 'house.db'}", clock)
    yield House(
        settings=Settings(home=home),
        clock=clock,
        jurisdiction=jurisdiction,
        database=database,
        log=EmbeddedLog(database),
        privacy=Privacy("a secret of the tests, long enough for anybody"),
        channels={},
        feeds=FEEDS,
    )
    database.close()


def _tell(house: House, moment: datetime, events: list[Event]) -> None:
    """Hands events to risk at a moment, and grades."""
    kept = handlers(house.jurisdiction.areas, lambda: 28)
    house.clock.move_to(moment)
    with house.database.transaction() as tx:
        for event in events:
            kept[type(event)](event, tx)
        regrade(tx, house.jurisdiction, moment)


@pytest.fixture
def app_of() -> Callable[..., FastAPI]:
    """An application with pages; `tokens`: whom it knows (none: everybody is the command centre)."""

    def made(house: House, tokens: dict[str, Viewer] | None = None) -> FastAPI:
        app = FastAPI()
        doorkeeper = Doorkeeper(tokens or {})
        app.state.house = house
        app.state.database = house.database
        app.state.clock = house.clock
        app.state.doorkeeper = doorkeeper
        app.state.viewer_of = doorkeeper.viewer_of
        app.state.sign_in = doorkeeper.viewer
        app.include_router(api.router)
        app.include_router(places_api.router)
        app.include_router(records_api.router)
        app.include_router(alerts_router(house.jurisdiction.areas, house.cap_sender))
        mount_portal(app)
        app.add_exception_handler(PhenDauError, _answer)
        app.add_exception_handler(HTTPException, _answer)
        return app

    return made


@pytest.fixture
def browse(app_of: Callable[..., FastAPI]) -> Callable[..., Any]:
    """A browser at a house, signed in with a token when one is given."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starlette would rather have httpx's successor; it works with both
        from fastapi.testclient import TestClient

    def made(house: House, token: str | None = None, *, guarded: bool = False) -> Any:
        app = app_of(house, TOKENS if guarded or token else None)
        client = TestClient(app, headers={"accept": "text/html"}, follow_redirects=True)
        if token:
            client.headers["authorization"] = f"Bearer {token}"
        return client

    return made


async def _answer(request: Request, error: Exception) -> object:
    said = getattr(error, "sentence", None) or SimpleNamespace(vi="Không có trang này.", en="No such page.")
    status = getattr(error, "status", None) or getattr(error, "status_code", 500)
    if wants_page(request):
        return page_of_error(request, status, said)
    return JSONResponse({"error": said.en}, status_code=status)


def _first_night() -> list[Event]:
    return [
        _case(NIGHT, "07030", 11, SourceKnown.UNKNOWN),
        CaseCountReported(
            learned_at=NIGHT, ref="vncdc/22/1", site="vncdc", area="22", day=NIGHT.date(), new_cases=11
        ),
    ]


def _days_after() -> list[Event]:
    at = EVENING
    return [
        _case(at, "07006", 3, SourceKnown.KNOWN),
        _case(at, "290", 72, SourceKnown.UNKNOWN),
        CaseCountReported(
            learned_at=at, ref="ncsc/22/1", site="ncsc", area="22", day=NIGHT.date(), new_cases=10
        ),
        ContactsReported(
            learned_at=at, ref="f1", area="07030", reported_at=at, contact_level=1, total=120, traced=100,
            in_quarantine=90,
        ),
        OrderIssued(
            learned_at=at, ref="o1", number=f"QĐ 01 {EVIL}", issuer="UBND tỉnh", state=State.LOCKDOWN,
            area="07030", since=at - timedelta(days=2),
        ),
        OrderIssued(
            learned_at=at, ref="o2", number="QĐ 02", issuer="UBND thị xã", state=State.LOCKDOWN, area="07033",
            part="Khu 3", since=at - timedelta(days=1), until=at + timedelta(days=12),
        ),
        BorderIncidentReported(
            learned_at=at, ref="b1", area="06712", happened_at=at, kind=IncidentKind.ESCAPED, by_sea=False,
            people=4, place="Mốc 1366",
        ),
        ArrivalsCounted(
            learned_at=at, ref="a1", kind="declaration",
            counts=(ArrivalCount(origin="290", area="07030", day=at.date(), people=40, with_symptoms=1),),
        ),
    ]  # fmt: skip


def _case(at: datetime, area: str, count: int, source: SourceKnown) -> CaseReported:
    return CaseReported(
        learned_at=at, ref=f"case/{area}/{at:%d}", area=area, confirmed_at=at, count=count, source=source,
        found_in=FoundIn.COMMUNITY,
    )  # fmt: skip


def _raise_alerts(house: House) -> None:
    """Everything the house has said so far goes through the listener of alerts."""
    consumer = alerts_consumer(house.terms)
    with house.database.transaction() as tx:
        for row in tx.execute(select(*OutboxRow.__table__.columns).order_by(OutboxRow.seq)).all():
            if row.topic in consumer.topics:
                message = Message(row.topic, row.key, row.id, row.body.encode(), row.headers)
                consumer.receive(Delivered(0, row.seq, message), tx)
        consumer.after(tx)
