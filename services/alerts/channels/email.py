"""Sends alerts as e-mail: UTF-8, plain text and HTML, one recipient a message."""

import html
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from hashlib import sha256
from pathlib import Path

from services.alerts.letters import Letter, Send, not_taken

TIMEOUT_SECONDS = 20.0  # for each answer of the server; greylisting servers think for several seconds


@dataclass(frozen=True)
class MailServer:
    """Where our mail goes out, and as whom."""

    host: str
    port: int
    sender: str
    """`alerts@example.vn`: in From, and its domain in Message-ID."""
    starttls: bool = True
    ca_file: Path | None = None
    """Who vouches for the server, where the house has an authority of its own; None: the system's list."""
    user: str | None = None
    password: str | None = None
    timeout_seconds: float = TIMEOUT_SECONDS


def open_email(server: MailServer) -> Send:
    """A channel whose recipients are e-mail addresses."""
    return partial(_send, server)


def message_id(key: str, sender: str) -> str:
    """The same on every attempt of one delivery: mail servers and readers drop repeats by it."""
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{_address(sender).domain}>"


def _send(server: MailServer, recipient: str, letter: Letter) -> None:
    mail = _mail(server, recipient, letter)
    # `from None`: the library's errors quote addresses and the server's own words.
    try:
        _hand_over(server, mail)
    except TimeoutError:
        raise not_taken(
            "email", "máy chủ thư không trả lời kịp", "the mail server did not answer in time"
        ) from None
    except smtplib.SMTPResponseException as error:
        code = error.smtp_code
        raise not_taken("email", f"máy chủ thư trả lời {code}", f"the mail server answered {code}") from None
    except smtplib.SMTPRecipientsRefused:
        raise not_taken("email", "máy chủ thư từ chối nơi nhận", "the server refused the recipient") from None
    except (smtplib.SMTPException, OSError):
        raise not_taken(
            "email", "mất kết nối tới máy chủ thư", "the connection to the mail server broke"
        ) from None


def _hand_over(server: MailServer, mail: EmailMessage) -> None:
    with smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds) as smtp:
        if server.starttls:
            smtp.starttls(context=ssl.create_default_context(cafile=server.ca_file))
        if server.user and server.password:
            smtp.login(server.user, server.password)
        smtp.send_message(mail)


def _mail(server: MailServer, recipient: str, letter: Letter) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(server.sender)
    mail["To"] = _address(recipient)
    mail["Subject"] = _one_line(letter.title.said_in(letter.language))
    mail["Date"] = letter.raised_at
    mail["Message-ID"] = message_id(letter.key, server.sender)
    mail["X-PhenDau-Key"] = _one_line(letter.key)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: holiday notices do not answer us
    text = letter.text.said_in(letter.language)
    mail.set_content(text)
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    page = f'<!doctype html><html lang="{letter.language}"><body>{paragraphs}</body></html>'
    mail.add_alternative(page, subtype="html")
    return mail


def _address(text: str) -> Address:
    """An address alone, so that it cannot add a header or a second recipient; raises NotTaken."""
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        address = Address()
    if not address.username or not address.domain or not text.isascii():
        raise not_taken("email", "địa chỉ thư không hợp lệ", "the address is not valid") from None
    return address


def _one_line(text: str) -> str:
    return " ".join(text.split())  # a line break would end the header; the library refuses it, we mend it
