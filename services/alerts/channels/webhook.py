"""Posts alerts as JSON to another system, signed, with an idempotency key."""

import hashlib
import hmac
import json
from functools import partial

import httpx

from services.alerts.letters import Letter, Send, not_taken

TIMEOUT_SECONDS = 10.0  # a receiver that queues answers in well under one; the lease of a delivery is longer


def open_webhook(secret: str, timeout_seconds: float = TIMEOUT_SECONDS) -> Send:
    """A channel whose recipients are http(s) addresses; `secret` is shared with the receivers."""
    return partial(_send, secret.encode(), timeout_seconds)


def signature(secret: bytes, body: bytes) -> str:
    """What `X-PhenDau-Signature` holds: the receiver computes it over the body as it arrived."""
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def _send(secret: bytes, timeout_seconds: float, recipient: str, letter: Letter) -> None:
    body = json.dumps(letter.as_json(), ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": letter.key,
        "X-PhenDau-Signature": signature(secret, body),
    }
    status = _post(recipient, body, headers, timeout_seconds)
    if not 200 <= status < 300:  # a redirect counts as refusal: nobody moves our alerts elsewhere
        raise not_taken("webhook", f"máy nhận trả lời {status}", f"the receiver answered {status}")


def _post(url: str, body: bytes, headers: dict[str, str], timeout_seconds: float) -> int:
    # `from None`: httpx errors and their requests name the address, which must not reach a log.
    try:
        with (
            httpx.Client(timeout=timeout_seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST", url, content=body, headers=headers
            ) as answer,  # its body is not ours to read
        ):
            return answer.status_code
    except httpx.TimeoutException:
        raise not_taken(
            "webhook", "máy nhận không trả lời kịp", "the receiver did not answer in time"
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        raise not_taken("webhook", "không kết nối được máy nhận", "no connection to the receiver") from None
