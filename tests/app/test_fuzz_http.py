"""Whatever is asked over HTTP: never a 500, never a traceback, and every refusal is our own sentence."""

import gzip
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from urllib.parse import quote, urlsplit

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import build
from services.ingest.feeds import FEEDS
from services.plumbing.clock import SetClock
from tests.journeys.serving import served

NOW = datetime.fromisoformat("2021-02-23T09:00:00+07:00")
BOUNDED = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
ERROR = {"code", "field", "message_vi", "message_en"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
ENDLESS = "/api/alerts/stream"
MB = 1 << 20


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A house without tokens, so that nothing is refused before it is read."""
    home = tmp_path_factory.mktemp("fuzzed")
    house = build(Settings(home=home, database_url=None, kafka_bootstrap=None, lang="vi"), SetClock(NOW))
    house.move_in()
    with served(create_app(house)) as address:
        yield address
    house.close()


@pytest.fixture(scope="module")
def door(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        yield client


def refuse_a_fault(status: int, kind: str, text: str) -> None:
    """A 5xx is only ever `503`; what is refused is told in both languages; nothing tells of our insides."""
    assert status < 500 or status == 503, text[:500]
    assert "Traceback" not in text and 'File "' not in text
    if status >= 400 and "html" not in kind and kind:
        error = json.loads(text)
        if "error" in error:  # else: a receipt of a file refused as a whole
            assert set(error["error"]) == ERROR
            assert error["error"]["message_vi"] and error["error"]["message_en"]
        else:
            assert status == 422 and error["problems"]


def asked(door: httpx.Client, method: str, path: str, **how: object) -> httpx.Response:
    """One request, whose answer is no fault of ours."""
    answer = door.request(method, path, **how)
    refuse_a_fault(answer.status_code, answer.headers.get("content-type", ""), answer.text)
    return answer


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as told", "not as told"]
)
def test_every_operation_answers_whatever_its_description_allows_and_forbids(url: str, mode: GenerationMode):
    session = requests.Session()
    session.trust_env = False
    described = schemathesis.openapi.from_dict(session.get(f"{url}/api/openapi.json").json())
    tried = 0
    for found in described.get_all_operations():
        operation = found.ok()
        if operation.path == ENDLESS:
            continue

        @settings(BOUNDED, max_examples=3)
        @given(operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            answer = case.call(base_url=url, session=session, timeout=60)
            refuse_a_fault(answer.status_code, "".join(answer.headers.get("content-type", [""])), answer.text)

        with suppress(Unsatisfiable):  # an operation without parameters has nothing to get wrong
            ask()
        tried += 1

    assert tried > 20


DEEP = "[" * 100_000
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "half a word": b'{"code": "\xe1\xbb',
    "not UTF-8": b"\xff\xfe\x00\xd8",
    "NUL": b'[{"code": "a\\u0000b", "area": "\x00"}]',
    "half a surrogate pair": b'[{"code": "\\ud800", "\\udfff": 1}]',
    "right to left": '[{"code": "\u202eabc\u2066مرحبا", "area": "שלום"}]'.encode(),
    "NaN and Infinity": b'[{"code": NaN, "count": Infinity, "area": -Infinity}]',
    "a huge integer": b'[{"count": ' + b"9" * 100_000 + b', "code": 1}]',
    "a huge exponent": b'[{"count": 1e400, "code": 1e-400}]',
    "deep lists": DEEP.encode(),
    "deep lists, closed": (DEEP + "]" * 100_000).encode(),
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "too many keys": b"{" + b",".join(b'"%x":0' % n for n in range(200_000)) + b"}",
    "a million rows of nothing": b"[" + b"{}," * 1_000_000 + b"{}]",
    "a million lines": b'{"a":1}\n' * 600_000,
    "rows of ever other names": json.dumps(
        [{f"{n}/{m}": 0 for m in range(300)} for n in range(300)]
    ).encode(),
    "one key, again and again": b'{"code":1,"code":2,"code":{"code":[]}}',
    "formulas": b'[{"code": "=1+1", "area": "@SUM(A1)", "confirmed_at": "+1", "source": "-1"}]',
    "a number": b"7",
    "a text": b'"x"',
    "true": b"true",
    "markup": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "a compressed bomb": gzip.compress(b"0" * (20 * MB)),
}
KINDS = [
    "application/json", "text/plain", "application/xml", "multipart/form-data",
    "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "",
    "application/json; charset=utf-7", "\x80/\xff",
]  # fmt: skip
DOORS = [
    "/api/intake/cases", "/api/intake/declarations", "/api/intake/cases/file", "/api/scan", "/declare",
    "/checkpoint", "/sign-in", "/api/assess",
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_whatever_stands_in_a_body_is_answered_with_a_receipt_or_a_sentence(door: httpx.Client, body: str):
    for path in DOORS:
        asked(door, "POST", path, content=BODIES[body], headers={"content-type": "application/json"})


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_body_calls_itself_is_answered(door: httpx.Client, kind: str):
    for path in DOORS:
        for body in ("nothing", "not UTF-8", "formulas", "deep lists"):
            asked(door, "POST", path, content=BODIES[body], headers={"content-type": kind.encode("latin-1")})


def test_a_compressed_body_is_not_unpacked(door: httpx.Client):
    packed = gzip.compress(json.dumps([{"code": "X"}]).encode())

    answer = asked(door, "POST", "/api/intake/cases", content=packed, headers={"content-encoding": "gzip"})

    assert answer.status_code == 422


NAMES = ["f.csv", "f.xlsx", "f.json", "f.jsonl", "../../etc/passwd", "\u202egnp.exe", "x" * 5000, ""]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_whatever_a_file_is_called_and_holds_is_answered(door: httpx.Client, name: str):
    for body in ("not UTF-8", "NUL", "deep lists", "a compressed bomb"):
        asked(door, "POST", "/api/intake/cases/file", files={"file": (name, BODIES[body])})


@pytest.mark.parametrize("feed", FEEDS)
def test_every_feed_answers_whatever_it_is_sent(door: httpx.Client, feed: str):
    for body in ("formulas", "right to left", "NaN and Infinity", "a huge integer"):
        asked(door, "POST", f"/api/intake/{feed}", content=BODIES[body])
        asked(door, "POST", f"/api/intake/{feed}/file", files={"file": ("f.json", BODIES[body])})


def test_more_than_a_door_may_bring_is_refused_by_name(door: httpx.Client):
    codes = {
        "rows": asked(door, "POST", "/api/intake/cases", content=BODIES["a million rows of nothing"]),
        "lines": asked(door, "POST", "/api/intake/cases", content=b'{"a":1}\n' * 30_000),
        "a scan": asked(door, "POST", "/api/scan", content=b'{"code": "' + b"1" * 70_000 + b'"}'),
        "a form": asked(door, "POST", "/declare", content=b"a=" + b"1" * 70_000, headers=FORM),
    }
    keys = asked(door, "POST", "/api/intake/cases", content=BODIES["too many keys"]).json()

    assert {name: answer.status_code // 100 for name, answer in codes.items()} == dict.fromkeys(codes, 4)
    assert [codes[name].json()["error"]["code"] for name in ("rows", "lines")] == ["too_many_records"] * 2
    assert [problem["code"] for problem in keys["problems"]] == ["too_many_fields"]
    assert "64 KB" in codes["a scan"].json()["error"]["message_vi"]


TEXTS = st.text(max_size=60) | st.sampled_from(
    ["../..", "%00", "%2e%2e%2f", "\u202e", "' or 1=1 --", "NaN", "2021-02-30", "9999-12-31T23:59:59-23:59",
     "T", "0001-01-01"]
)  # fmt: skip
WHERE = [
    "/api/areas/{}", "/api/receipts/{}", "/api/receipts/{}/codes", "/api/receipts/{}/errors.csv",
    "/api/alerts/{}", "/api/declarations/{}/code", "/api/schemas/{}.json", "/areas/{}", "/alerts/{}",
    "/receipts/{}", "/maps/{}", "/static/vendor/{}", "/{}",
]  # fmt: skip


@settings(BOUNDED, max_examples=120)
@given(
    st.sampled_from(WHERE),
    TEXTS,
    st.dictionaries(st.sampled_from(["as_of", "lang", "tier", "q", "sort"]), TEXTS),
)
def test_whatever_stands_in_an_address_is_answered(
    door: httpx.Client, where: str, text: str, query: dict[str, str]
):
    path = where.format(quote(text.encode("utf-8", "surrogatepass"), safe=""))
    asked(door, "GET", path, params={name: value.encode("utf-8", "replace") for name, value in query.items()})


@settings(BOUNDED, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(
            ["code", "post", "paper", "worker", "certificate_on", "people_in_vehicle", "strange"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
            lambda below: (
                st.lists(below, max_size=2) | st.dictionaries(st.text(max_size=3), below, max_size=2)
            ),
            max_leaves=6,
        ),
    )
)
def test_whatever_a_scan_holds_is_answered(door: httpx.Client, body: dict[str, object]):
    asked(door, "POST", "/api/scan", content=json.dumps(body).encode())


def test_what_is_no_http_at_all_costs_nobody_else_the_answer(url: str, door: httpx.Client):
    place = urlsplit(url)
    for sent in (
        b"\x00" * 100,
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/scan HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ):
        with socket.create_connection((place.hostname, place.port), timeout=5) as wire:
            wire.sendall(sent)
            wire.settimeout(5)
            assert b"Traceback" not in wire.recv(4096)

    assert door.get("/health/live").status_code == 200
