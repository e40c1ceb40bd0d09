"""Pseudonyms for people, and identity sealed at rest."""

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from services.domain.errors import BadSetting

PSEUDONYM_BYTES = 12  # 96 bits: no two people of a province meet by chance


class Privacy:
    """Holds the house's key: makes pseudonyms, seals and opens identity."""

    def __init__(self, secret: str) -> None:
        """`secret`: at least 32 characters; the same for every process of one house."""
        if len(secret) < 32:
            raise BadSetting(
                vi="PHENDAU_SECRET_KEY quá ngắn; cần ít nhất 32 ký tự ngẫu nhiên.",
                en="PHENDAU_SECRET_KEY is too short; give at least 32 random characters.",
                field="PHENDAU_SECRET_KEY",
            )
        self._names = _derived(secret, b"pseudonym")
        self._box = Fernet(base64.urlsafe_b64encode(_derived(secret, b"identity")))

    def pseudonym(self, *identifying: str) -> str:
        """The stable name of a person, from what identifies them (already tidied and folded)."""
        text = "\x1f".join(identifying).encode()
        digest = hmac.new(self._names, text, hashlib.sha256).digest()[:PSEUDONYM_BYTES]
        return "p" + digest.hex()

    def seal(self, plain: bytes) -> bytes:
        """Encrypt and sign what only a permitted reader may open."""
        return self._box.encrypt(plain)

    def open(self, sealed: bytes) -> bytes:
        """What was sealed; raises BadSetting when the key is another house's."""
        try:
            return self._box.decrypt(sealed)
        except InvalidToken as error:
            raise BadSetting(
                vi="Không mở được dữ liệu định danh: PHENDAU_SECRET_KEY không phải khóa đã dùng khi lưu.",
                en="Sealed identity does not open: PHENDAU_SECRET_KEY is not the key it was sealed with.",
                field="PHENDAU_SECRET_KEY",
            ) from error


def house_secret(home: Path) -> str:
    """The embedded house's own key, made once and readable by its owner only."""
    path = home / "secret.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    """Put a whole file in place unless another process did so first: its key is then the house's."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as fresh:  # readable by its owner only
        fresh.write(text)
        fresh.flush()
        os.fsync(fresh.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(fresh.name)


def _derived(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()
