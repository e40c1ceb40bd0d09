"""What every channel must do: raise on refusal, end in time, carry the key, keep Vietnamese whole."""

import asyncio
import email
import email.policy
import io
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.alerts.channels import CHANNELS, ChannelSettings, build_channels
from services.alerts.channels.console import open_console
from services.alerts.channels.email import MailServer, message_id, open_email
from services.alerts.channels.file import open_folder
from services.alerts.channels.webhook import open_webhook, signature
from services.alerts.letters import Letter, NotTaken, Send
from services.domain.base import Sentence
from services.domain.errors import Unavailable

SECRET = "một bí mật chung, đủ dài để thử"
TEXT = "VIỆC CẦN LÀM (Công an):\n1. Truy vết F1 tại Phường Hà Khánh, Thành phố Hạ Long.\n.\nHết <b>&"
LETTER = Letter(
    key="0190-alert:channel:abcd1234",
    alert_id="0190-alert",
    agency="police",
    kind="level_raised",
    severity="Extreme",
    area="06664",
    areas=("06664",),
    title=Sentence(vi="Phường Hà Khánh lên mức 4 – Nguy cơ rất cao", en="Ha Khanh Ward up to level 4"),
    text=Sentence(vi=TEXT, en="What to do"),
    reasons=(),
    cite={"document": "ct16", "title": "Chỉ thị 16/CT-TTg", "article": None, "mark": "src"},
    raised_at=datetime.fromisoformat("2021-01-29T12:00:00+07:00"),
    deadline=None,
)


@dataclass
class Bench:
    """One channel under test: how to send, what arrived, and how to make the other side refuse or hang."""

    send: Send
    recipient: str
    arrived: Callable[[], list[str]]
    """The texts that arrived, with the key in each."""
    refuse: Callable[[], None]
    hang: Callable[[], None] | None = None


# ------------------------------------------------------------------------------------------------ webhook


@dataclass
class Receiver:
    """A real HTTP server that answers as it is told."""

    status: int = 200
    hang_after_reading: bool = False
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0


@pytest.fixture
def receiver():
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.requests.append((dict(self.headers), body))
            if state.hang_after_reading:
                state.released.wait(20)
                return
            self.send_response(state.status)
            if 300 <= state.status < 400:
                self.send_header("Location", f"http://127.0.0.1:{state.port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield state
    state.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def webhook(receiver) -> Bench:
    def hang():
        receiver.hang_after_reading = True

    def refuse():
        receiver.status = 500

    return Bench(
        send=open_webhook(SECRET, timeout_seconds=0.5),
        recipient=f"http://127.0.0.1:{receiver.port}/hook?token=kín",
        arrived=lambda: [
            json.loads(body)["text_vi"] + json.loads(body)["title_vi"] + headers["Idempotency-Key"]
            for headers, body in receiver.requests
        ],
        refuse=refuse,
        hang=hang,
    )


# -------------------------------------------------------------------------------------------------- email


class Mailbox:
    """A real SMTP server's handler: keeps mail, refuses, hangs, or drops the line after DATA."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.refusing = self.hanging = self.dropping = False

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # aiosmtpd names it so
        if self.refusing:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope.content)
        self.recipients.append(envelope.rcpt_tos)
        if self.hanging:
            await asyncio.sleep(1.5)
        if self.dropping:
            server.transport.abort()
        return "250 taken"


class PlainController(Controller):
    """No host name look-ups in a test."""

    tls = None

    def factory(self):
        return SMTP(self.handler, hostname="localhost", ident="test", loop=self.loop, tls_context=self.tls)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mailbox():
    box = Mailbox()
    controller = PlainController(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


def mail_server(port: int, **more) -> MailServer:
    return MailServer(
        "127.0.0.1", port, "canh-bao@phendau.example", starttls=False, timeout_seconds=0.7, **more
    )


def parsed(raw: bytes):
    return email.message_from_bytes(raw, policy=email.policy.default)


@pytest.fixture
def mail(mailbox) -> Bench:
    def refuse():
        mailbox.refusing = True

    def hang():
        mailbox.hanging = True

    def arrived():
        found = []
        for raw in mailbox.mails:
            message = parsed(raw)
            plain = message.get_body(("plain",)).get_content()
            found.append(plain + message["Subject"] + message["X-PhenDau-Key"])
        return found

    return Bench(
        open_email(mail_server(mailbox.port)), "truc-ban@congan.example", arrived, refuse=refuse, hang=hang
    )


# ----------------------------------------------------------------------------------------- console and file


@pytest.fixture
def console() -> Bench:
    stream = io.StringIO()
    texts = []

    def arrived():
        if not stream.closed:
            texts[:] = [stream.getvalue()] if stream.getvalue() else []
        return texts

    return Bench(open_console(stream), "police", arrived, refuse=stream.close)


@pytest.fixture
def file(tmp_path: Path) -> Bench:
    folder = tmp_path / "station"

    def arrived():
        path = folder / "mong-cai.jsonl"
        lines = path.read_text().splitlines() if path.is_file() else []
        read = [json.loads(line) for line in lines]
        return [one["text_vi"] + one["title_vi"] + one["key"] for one in read]

    def refuse():
        folder.rmdir()
        folder.write_text("a file stands where the folder should be")

    folder.mkdir()
    return Bench(open_folder(folder), "mong-cai.jsonl", arrived, refuse=refuse)


BENCHES = {"console": "console", "file": "file", "webhook": "webhook", "email": "mail"}


@pytest.fixture(params=sorted(CHANNELS))
def bench(request) -> Bench:
    return request.getfixturevalue(BENCHES[request.param])


# ---------------------------------------------------------------------------------------------- every channel


def test_every_channel_of_the_list_is_under_test():
    assert set(BENCHES) == set(CHANNELS)


def test_vietnamese_and_the_key_arrive_whole(bench):
    bench.send(bench.recipient, LETTER)

    (arrived,) = bench.arrived()
    assert LETTER.title.vi in arrived
    assert LETTER.key in arrived
    for line in TEXT.splitlines():
        assert line in arrived


def test_a_refusal_raises_and_names_neither_address_nor_secret(bench):
    bench.refuse()

    with pytest.raises(NotTaken) as caught:
        bench.send(bench.recipient, LETTER)

    assert isinstance(caught.value, Unavailable)
    for said in (str(caught.value), caught.value.sentence.vi, caught.value.sentence.en):
        assert bench.recipient not in said
        assert "example" not in said and "127.0.0.1" not in said and SECRET not in said


def test_a_receiver_that_does_not_answer_is_left_in_time(bench):
    if bench.hang is None:
        return  # console and file have nobody on the other side to wait for
    bench.hang()

    with pytest.raises(NotTaken):
        bench.send(bench.recipient, LETTER)

    assert bench.arrived(), "it was processed all the same: that is why the key travels with it"


def test_two_attempts_carry_the_same_key(bench):
    bench.send(bench.recipient, LETTER)
    bench.send(bench.recipient, LETTER)

    assert "".join(bench.arrived()).count(LETTER.key) == 2


# --------------------------------------------------------------------------------------------------- one each


def test_a_webhook_is_signed_over_the_body_as_it_arrived(webhook, receiver):
    webhook.send(webhook.recipient, LETTER)

    ((headers, body),) = receiver.requests
    assert headers["X-PhenDau-Signature"] == signature(SECRET.encode(), body)
    assert headers["X-PhenDau-Signature"] != signature(b"another secret", body)
    assert headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 500, 503])
def test_a_webhook_takes_nothing_but_2xx_for_taken_and_follows_no_redirect(webhook, receiver, status):
    receiver.status = status

    with pytest.raises(NotTaken, match=str(status)):
        webhook.send(webhook.recipient, LETTER)

    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    "address", ["", "ftp://x/y", "http://", "/hook", "http://[", "http://127.0.0.1:{port}/"]
)
def test_a_webhook_that_cannot_be_reached_raises(address):
    with pytest.raises(NotTaken) as caught:
        open_webhook(SECRET, 0.5)(address.format(port=free_port()), LETTER)

    assert caught.value.__cause__ is None


def test_a_mail_has_a_stable_message_id_plain_text_and_html(mail, mailbox):
    mail.send(mail.recipient, LETTER)
    mail.send(mail.recipient, LETTER)

    first, second = map(parsed, mailbox.mails)
    assert first["Message-ID"] == second["Message-ID"] == message_id(LETTER.key, "canh-bao@phendau.example")
    assert first.get_content_type() == "multipart/alternative"
    page = first.get_body(("html",)).get_content()
    assert "Hết &lt;b&gt;&amp;" in page and "Phường Hà Khánh" in page
    assert mailbox.recipients == [[mail.recipient]] * 2


def test_a_line_dropped_after_data_raises_though_the_mail_is_there(mail, mailbox):
    mailbox.dropping = True

    with pytest.raises(NotTaken):
        mail.send(mail.recipient, LETTER)

    assert len(mailbox.mails) == 1


def test_no_mail_server_raises():
    with pytest.raises(NotTaken):
        open_email(mail_server(free_port()))("truc-ban@congan.example", LETTER)


def test_a_mail_server_without_tls_is_not_trusted_when_tls_is_asked_for(mailbox):
    server = MailServer("127.0.0.1", mailbox.port, "canh-bao@phendau.example", starttls=True)

    with pytest.raises(NotTaken):
        open_email(server)("truc-ban@congan.example", LETTER)

    assert mailbox.mails == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A server's key and certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pem + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def tls_mailbox(certificate):
    box = Mailbox()
    controller = PlainController(box, hostname="127.0.0.1", port=free_port())
    controller.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    controller.tls.load_cert_chain(certificate)
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


def test_mail_goes_encrypted_to_a_server_that_is_vouched_for(tls_mailbox, certificate):
    server = MailServer("127.0.0.1", tls_mailbox.port, "canh-bao@phendau.example", ca_file=certificate)

    open_email(server)("truc-ban@congan.example", LETTER)

    assert len(tls_mailbox.mails) == 1


def test_a_mail_server_nobody_vouches_for_gets_nothing(tls_mailbox):
    server = MailServer("127.0.0.1", tls_mailbox.port, "canh-bao@phendau.example")

    with pytest.raises(NotTaken):
        open_email(server)("truc-ban@congan.example", LETTER)

    assert tls_mailbox.mails == []


@pytest.mark.parametrize(
    "recipient",
    [
        "a@b.example\r\nBcc: x@y.example",
        "a@b.example\nSubject: x",
        "a@b.example, x@y.example",
        "Tên <a@b.example>",
        "no-at-sign",
        "",
        "@b.example",
        "a@",
        "a b@c.example",
    ],
)
def test_an_address_cannot_add_a_header_or_a_second_recipient(mail, mailbox, recipient):
    with pytest.raises(NotTaken):
        mail.send(recipient, LETTER)

    assert mailbox.mails == []


def test_a_title_with_line_breaks_cannot_add_a_header(mail, mailbox):
    sly = Letter(
        **{
            **LETTER.__dict__,
            "title": Sentence(vi="Lạ\r\nBcc: x@y.example\n\nthân", en="x"),
            "key": "k\r\nX-Sly: 1",
        }
    )

    mail.send(mail.recipient, sly)

    message = parsed(mailbox.mails[0])
    assert message["Bcc"] is None and message["X-Sly"] is None
    assert message["Subject"] == "Lạ Bcc: x@y.example thân"


@pytest.mark.parametrize("name", ["../outside.jsonl", "/etc/x", "a/b", "", ".", ".."])
def test_a_file_recipient_cannot_leave_its_folder(file, name):
    with pytest.raises(NotTaken):
        file.send(name, LETTER)


def test_a_channel_without_its_setting_is_not_there(tmp_path):
    assert set(build_channels(ChannelSettings())) == {"console"}
    whole = ChannelSettings(folder=tmp_path, webhook_secret=SECRET, mail=mail_server(25))
    assert set(build_channels(whole)) == set(CHANNELS)
