"""Alerts leave the house by a real webhook and a real mail server, as the settings say."""

import email
import email.policy
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from services.app.schedule import run_all_once
from services.app.settings import Settings
from services.app.wiring import House, build
from services.plumbing.clock import SetClock
from tests.journeys.serving import Living, living
from tests.servers.waiting import free_ports

SECRET = "a-secret-shared-with-the-receiver"
TO_POLICE, TO_HEALTH = "ca@phendau.example", "yt@phendau.example"
CASE = {
    "code": "MAU-01",
    "area": "205",
    "confirmed_at": "2021-01-27T18:00",
    "count": 1,
    "source": "chưa rõ",
    "full_name": "Nguyễn Văn Mẫu Một",
    "phone": "0912345601",
}


@dataclass
class Receiver:
    """Another system: keeps what is posted to it."""

    port: int = 0
    answer: int = 200
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/alerts"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):  # the library names it so
            body = self.rfile.read(int(self.headers["content-length"]))
            found.posts.append((dict(self.headers), body))
            self.send_response(found.answer)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_):
            """The test's output is not its log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


class Mailbox:
    """The handler of a real SMTP server."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server, session, envelope):  # aiosmtpd names it so
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 taken"


class PlainController(Controller):
    """No look-up of host names in a test."""

    def factory(self):
        return SMTP(self.handler, hostname="localhost", ident="test", loop=self.loop)


@pytest.fixture
def mailbox() -> Iterator[PlainController]:
    controller = PlainController(Mailbox(), hostname="127.0.0.1", port=free_ports(1)[0])
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def settings(tmp_path: Path, receiver: Receiver, mailbox: PlainController) -> Settings:
    """A house that posts every alert and mails police and health."""
    return Settings(
        home=tmp_path / "home",
        database_url=None,
        kafka_bootstrap=None,
        lang="vi",
        webhook_url=receiver.url,
        webhook_secret=SECRET,
        smtp_host="127.0.0.1",
        smtp_port=mailbox.port,
        smtp_starttls=False,
        smtp_sender="canh-bao@phendau.example",
        mail_to=f"police={TO_POLICE},health={TO_HEALTH}",
    )


@pytest.fixture
def alive(settings: Settings, clock: SetClock) -> Iterator[Living]:
    house: House = build(settings, clock)
    house.move_in()
    with living(house, clock) as found:
        yield found
    house.close()


def send_all(alive: Living) -> None:
    """Alerts that are being gathered go out once they have waited."""
    alive.clock.move_to(alive.clock() + alive.house.terms.gathering)
    run_all_once(alive.house)


def test_alerts_go_out_once_by_webhook_signed_and_by_mail_to_whom_they_concern(
    alive: Living, receiver: Receiver, mailbox: PlainController
):
    alive.post("cases", CASE)

    send_all(alive)
    send_all(alive)

    posted = [json.loads(body) for _, body in receiver.posts]
    mails = [
        (to, email.message_from_bytes(raw, policy=email.policy.default)) for to, raw in mailbox.handler.mails
    ]
    police = [mail for to, mail in mails if to == [TO_POLICE]]
    assert len(posted) == len(alive.alerts())
    assert len({headers["Idempotency-Key"] for headers, _ in receiver.posts}) == len(posted)
    assert {one["agency"] for one in posted} == {"command", "police", "military", "health"}
    for headers, body in receiver.posts:
        expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        assert headers["X-PhenDau-Signature"] == f"sha256={expected}"
    assert len(police) == len(alive.alerts(agency="police"))
    assert any("Thị xã Đông Triều" in mail["subject"] for mail in police)
    assert all("(Công an)" in mail.get_body(("plain",)).get_content() for mail in police)
    assert {tuple(to) for to, _ in mails} == {(TO_POLICE,), (TO_HEALTH,)}


def test_nothing_that_names_a_person_leaves_the_house(
    alive: Living, receiver: Receiver, mailbox: PlainController
):
    alive.post("cases", CASE)

    send_all(alive)

    told = [body.decode() for _, body in receiver.posts]
    told += [
        email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content()
        for _, raw in mailbox.handler.mails
    ]
    told += [path.read_text(encoding="utf-8") for path in (alive.house.settings.home / "outbox").iterdir()]
    assert len(told) > 8
    assert not any(word in text for text in told for word in ("Mẫu Một", "0912345601", "MAU-01"))


def test_a_receiver_that_is_down_holds_up_no_mail_and_gets_its_alerts_later_once(
    alive: Living, receiver: Receiver, mailbox: PlainController
):
    receiver.answer = 503
    alive.post("cases", CASE)
    send_all(alive)
    refused, mailed = len(receiver.posts), len(mailbox.handler.mails)

    receiver.answer = 200
    receiver.posts.clear()
    alive.clock.move_to(alive.clock() + alive.house.terms.gathering)
    send_all(alive)
    send_all(alive)

    keys = [headers["Idempotency-Key"] for headers, _ in receiver.posts]
    assert refused == len(alive.alerts()) == len(keys) == len(set(keys))
    assert mailed == len(mailbox.handler.mails) == 2 * len(alive.alerts(agency="police"))
