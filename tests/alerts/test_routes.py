"""The ledger's door, over HTTP."""

import contextlib
import json
import socket
import threading
import time

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from services.alerts import steps
from services.alerts.cap import CapSender
from services.alerts.ledger import alerts
from services.alerts.routes import alerts_router
from services.domain.agencies import ALERTED, Agency
from services.domain.base import Sentence
from services.domain.errors import PhenDauError
from services.domain.viewers import Viewer
from tests.alerts.conftest import HANOI
from tests.alerts.happenings import first_case, level_changed

SENDER = CapSender("phendau.example", Sentence(vi="Ban Chỉ đạo", en="Command centre"), HANOI)


@pytest.fixture
def app(database, areas, clock) -> FastAPI:
    """A door alone: the caller says in a header which agency it is."""
    app = FastAPI()
    app.include_router(alerts_router(areas, SENDER))
    app.state.database = database
    app.state.clock = clock
    app.state.viewer_of = lambda request: Viewer(agency=Agency(request.headers.get("x-agency", "public")))

    @app.exception_handler(PhenDauError)
    def translate(request, error):
        return JSONResponse({"field": error.field, "message": error.sentence.vi}, error.status)

    return app


@pytest.fixture
def door(app):
    with served(app) as url, httpx.Client(base_url=url, timeout=10, trust_env=False) as client:
        yield client


def as_(agency: Agency) -> dict[str, str]:
    return {"x-agency": agency.value}


def test_an_agency_reads_its_own_alerts_and_command_reads_all(door, log):
    log.tell(first_case())

    own = door.get("/api/alerts", headers=as_(Agency.POLICE)).json()
    every = door.get("/api/alerts", headers=as_(Agency.COMMAND)).json()

    assert [alert["agency"] for alert in own] == ["police"]
    assert len(every) == len(ALERTED)
    assert own[0]["text"]["vi"].startswith("VIỆC XẢY RA")
    assert own[0]["cite"]["document"] == "qd5053"


@pytest.mark.parametrize("agency", [Agency.PUBLIC, Agency.ENTERPRISE])
@pytest.mark.parametrize("path", ["/api/alerts", "/api/alerts/x", "/api/alerts/stream"])
def test_who_handles_no_alerts_is_refused(door, agency, path):
    assert door.get(path, headers=as_(agency)).status_code == 403


def test_another_agencys_alert_is_not_found_and_cannot_be_touched(door, log, database):
    log.tell(first_case())
    with database.reading() as tx:
        police = alerts(tx, agency=Agency.POLICE)[0].id

    assert door.get(f"/api/alerts/{police}", headers=as_(Agency.HEALTH)).status_code == 404
    assert door.post(f"/api/alerts/{police}/ack", headers=as_(Agency.HEALTH)).status_code == 404


def test_the_work_on_an_alert_over_http(door, log):
    log.tell(first_case())
    mine = door.get("/api/alerts", headers=as_(Agency.POLICE)).json()[0]["id"]

    def post(verb, agency, **body):
        return door.post(f"/api/alerts/{mine}/{verb}", headers=as_(agency), json=body or None)

    assert post("close", Agency.POLICE, note="xong").status_code == 409
    assert post("ack", Agency.POLICE).json()["state"] == "acknowledged"
    assert post("ack", Agency.POLICE).status_code == 409
    assert post("handover", Agency.POLICE, to_agency="public").status_code == 422
    assert (
        post("handover", Agency.POLICE, to_agency="health", note="cần lấy mẫu").json()["holder"] == "health"
    )
    assert post("ack", Agency.HEALTH, note="nhận").status_code == 200
    assert post("close", Agency.HEALTH, note="").status_code == 422
    assert post("close", Agency.HEALTH, note="đã lấy mẫu").json()["state"] == "closed"
    shown = door.get(f"/api/alerts/{mine}", headers=as_(Agency.POLICE)).json()
    assert [step["state"] for step in shown["steps"]] == [
        "acknowledged",
        "handed_over",
        "acknowledged",
        "closed",
    ]


def test_the_list_takes_filters_and_pages(door, log, clock):
    log.tell(first_case("205"), level_changed("06709"))
    command = as_(Agency.COMMAND)

    def get(**query):
        return door.get("/api/alerts", params=query, headers=command)

    assert {a["area"] for a in get(area="194").json()} == {"06709"}
    assert len(get(agency="police", state="new").json()) == 2
    assert get(state="closed").json() == []
    assert get(as_of="2021-01-01T00:00:00+07:00").json() == []
    assert get(as_of="2021-01-01T00:00:00").status_code == 422
    assert get(limit=0).status_code == 422
    first = get(limit=3).json()
    assert len(get(after=first[-1]["id"]).json()) == 2 * len(ALERTED) - 3


@contextlib.contextmanager
def served(app):
    """The door on a real port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def _events(lines, wanted: int) -> list[dict[str, str]]:
    found, current = [], {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            current[name] = value
        else:
            found += [current] if "data" in current else []
            current = {}
        if len(found) == wanted:
            return found
    return found


def test_the_stream_tells_new_alerts_and_steps_and_resumes_after_the_last_event(app, log, database, clock):
    with served(app) as url, httpx.Client(timeout=10, trust_env=False) as client:
        with client.stream("GET", f"{url}/api/alerts/stream", headers=as_(Agency.POLICE)) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            lines = answer.iter_lines()
            next(lines)
            log.tell(first_case())
            (raised,) = _events(lines, 1)
        alert_id = json.loads(raised["data"])["id"]
        with database.transaction() as tx:
            steps.acknowledge(tx, alert_id, by=Agency.POLICE)

        again = as_(Agency.POLICE) | {"last-event-id": raised["id"]}
        with client.stream("GET", f"{url}/api/alerts/stream", headers=again) as answer:
            (stepped,) = _events(answer.iter_lines(), 1)

    assert raised["event"] == "alert"
    assert json.loads(raised["data"])["agency"] == "police"
    assert (json.loads(stepped["data"])["id"], json.loads(stepped["data"])["state"]) == (
        alert_id,
        "acknowledged",
    )


def test_a_last_event_id_that_is_not_ours_is_refused(door):
    headers = as_(Agency.POLICE) | {"last-event-id": "yesterday"}

    assert door.get("/api/alerts/stream", headers=headers).status_code == 422
