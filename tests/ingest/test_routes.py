import asyncio
import json
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from services.domain.agencies import Agency
from services.domain.errors import PhenDauError
from services.domain.viewers import COMMAND, PUBLIC, Viewer
from services.ingest.group_commit import GroupCommit
from services.ingest.routes import intake_routes
from tests.ingest.made_up import CASE, DECLARATION, NOW, reading_at

WORKER = {
    "enterprise": "Công ty mẫu",
    "full_name": "LÊ VĂN MẪU",
    "birth_year": "1985",
    "area": "195",
    "origin": "30",
    "arrives_on": "2021-08-25",
}


class Client:
    """Asks the application itself, without a socket."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=True)

    def get(self, path: str) -> httpx.Response:
        return asyncio.run(self._ask("GET", path))

    def post(self, path: str, **how) -> httpx.Response:
        return asyncio.run(self._ask("POST", path, **how))

    async def _ask(self, method: str, path: str, **how) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url="http://localhost") as client:
            return await client.request(method, path, **how)


@pytest.fixture
def house() -> SimpleNamespace:
    """Who calls, for a test to change."""
    return SimpleNamespace(viewer=COMMAND)


@pytest.fixture
def client(database, house):
    app = FastAPI()
    app.state.database = database
    app.state.clock = lambda: NOW
    app.state.reading = reading_at
    app.state.group_commit = GroupCommit(database, reading_at)
    app.state.viewer_of = lambda request: house.viewer
    app.include_router(intake_routes(json_limit=200_000, file_limit=200_000))

    @app.exception_handler(PhenDauError)
    def answer(request: Request, error: PhenDauError) -> JSONResponse:
        return JSONResponse({"field": error.field, "code": error.code, "vi": error.sentence.vi}, error.status)

    yield Client(app)
    app.state.group_commit.close()


def test_one_record_and_a_list_are_answered_with_a_receipt(client):
    one = client.post("/api/intake/cases", json=CASE)
    many = client.post("/api/intake/cases", json=[CASE, {**CASE, "code": "MAU2"}])

    assert (one.status_code, one.json()["kept"]) == (202, 1)
    assert (many.json()["duplicate"], many.json()["kept"]) == (1, 1)


def test_what_was_answered_is_committed_and_can_be_read_again(client):
    receipt = client.post("/api/intake/cases", json={**CASE, "area": "999"}).json()

    assert client.get(f"/api/receipts/{receipt['id']}").json() == receipt


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[1", b"null", b"7", b'"x"', b"\xff\xfe", b"[" * 90_000, b"<xml/>", b'{"a":' * 9_000],
    ids=range(10),
)
def test_what_is_no_json_is_refused_with_a_sentence(client, body: bytes):
    answer = client.post("/api/intake/cases", content=body)

    assert answer.status_code == 422
    assert answer.json()["code"] in ("not_json", "encoding")


@pytest.mark.parametrize(
    "body",
    [
        b"[1, null, []]",
        b"[{}]",
        b"{}",
        b'[{"code": NaN}]',
        b'[{"code": "\\ud800"}]',
        b'[{"code": {"a": [1]}}]',
        b"[]",
    ],
)
def test_strange_records_are_refused_one_by_one(client, body: bytes):
    answer = client.post("/api/intake/cases", content=body)

    assert answer.status_code == 202
    assert answer.json()["refused"] == answer.json()["rows"] == len(json.loads(body) or []) or body == b"{}"


def test_a_body_above_the_limit_is_refused(client):
    assert client.post("/api/intake/cases", content=b" " * 200_001).json()["code"] == "too_large"
    big = client.post("/api/intake/cases/file", files={"file": ("f.csv", b"x" * 300_000)})
    assert (big.status_code, big.json()["code"]) == (422, "too_large")


def test_unknown_feeds_and_receipts_are_not_found(client):
    assert client.post("/api/intake/nonsense", json=CASE).status_code == 404
    assert client.get("/api/receipts/nonsense").status_code == 404


def test_a_file_is_taken_in_and_its_name_is_on_the_receipt(client):
    text = "Mã ca bệnh,Khu vực,Thời điểm xác định\nMAU1,205,19/08/2021\n"

    answer = client.post("/api/intake/cases/file", files={"file": ("ca bệnh.csv", text.encode())})

    assert answer.status_code == 202
    assert (answer.json()["kept"], answer.json()["file"]) == (1, "ca bệnh.csv")


def test_a_broken_file_is_answered_with_its_one_problem(client):
    answer = client.post("/api/intake/cases/file", files={"file": ("f.csv", b"Ngu\xff\n")})

    assert answer.status_code == 422
    assert [problem["row"] for problem in answer.json()["problems"]] == [None]


@pytest.mark.parametrize("how", [{"content": b"no form"}, {"data": {"file": "text"}}, {"json": {}}])
def test_a_request_without_a_file_is_told_how_to_send_one(client, how: dict[str, object]):
    answer = client.post("/api/intake/cases/file", **how)

    assert (answer.status_code, answer.json()["code"]) == (422, "no_file")


def test_the_public_may_declare_and_nothing_else(client, house):
    house.viewer = PUBLIC

    assert client.post("/api/intake/declarations", json=DECLARATION).status_code == 202
    assert client.post("/api/intake/cases", json=CASE).status_code == 403
    assert client.post("/api/intake/cases/file", files={"file": ("f.csv", b"x")}).status_code == 403


def test_an_enterprise_speaks_for_its_own_workers_only(client, house):
    house.viewer = Viewer(agency=Agency.ENTERPRISE, enterprise="CÔNG TY MẪU")

    receipt = client.post(
        "/api/intake/worker-returns", json=[WORKER, {**WORKER, "enterprise": "Khác"}]
    ).json()

    assert (receipt["kept"], receipt["refused"]) == (1, 1)
    assert receipt["problems"][0]["code"] == "other_enterprise"


def test_every_feed_is_told_with_columns_and_sample(client):
    feeds = {feed["name"]: feed for feed in client.get("/api/feeds").json()}

    assert "declarations" in feeds
    assert any(column["personal"] for column in feeds["declarations"]["columns"])
    assert feeds["ncsc-daily"]["sample"].startswith("date,gso_code,confirmed")


def test_the_schema_of_a_feed_is_served(client):
    answer = client.get("/api/schemas/declarations.json")

    assert answer.json()["$id"] == "/api/schemas/declarations.json"
    assert "declared_at" in answer.json()["required"]
    assert client.get("/api/schemas/nonsense.json").status_code == 404
