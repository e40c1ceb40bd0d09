"""Pseudonyms for people, and identity sealed at rest."""

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.domain.errors import BadSetting

PSEUDONYM_BYTES = 12  # 96 bits: no two people of a province meet by chance
NONCE_BYTES = 12  # random; one key may seal four thousand million times before two could meet
FORM = b"\x02"
"""The first byte of what is sealed says how: AES-256-GCM. It is signed with the rest."""


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
        self._keys = _derived(secret, b"keys")
        self._names = hmac.new(_derived(secret, b"pseudonym"), digestmod=hashlib.sha256)
        self._box = AESGCM(_derived(secret, b"identity.v2"))
        self._older = Fernet(base64.urlsafe_b64encode(_derived(secret, b"identity")))

    def pseudonym(self, *identifying: str) -> str:
        """The stable name of a person, from what identifies them (already tidied and folded)."""
        text = "\x1f".join(identifying).encode()
        mac = self._names.copy()  # the key's own half of the work is done once, not once a person
        mac.update(text)
        return "p" + mac.digest()[:PSEUDONYM_BYTES].hex()

    def key_for(self, purpose: str) -> bytes:
        """32 secret bytes for one purpose alone; none of them tells anything of the others."""
        return hmac.new(self._keys, purpose.encode(), hashlib.sha256).digest()

    def seal(self, plain: bytes) -> bytes:
        """Encrypt and sign what only a permitted reader may open."""
        nonce = os.urandom(NONCE_BYTES)
        return FORM + nonce + self._box.encrypt(nonce, plain, FORM)

    def seal_text(self, plain: bytes) -> str:
        """The same for a column of text."""
        return base64.b64encode(self.seal(plain)).decode()

    def open_text(self, sealed: str) -> bytes:
        """What `seal_text` sealed; raises BadSetting."""
        ours = sealed.startswith("A")  # base64 of FORM's first bits; Fernet's tokens of before begin with g
        return self.open(base64.b64decode(sealed) if ours else sealed.encode())

    def open(self, sealed: bytes) -> bytes:
        """What was sealed; raises BadSetting when the key is another house's."""
        try:
            if not sealed.startswith(FORM):  # sealed by a house of before: Fernet's tokens are ASCII
                return self._older.decrypt(sealed)
            return self._box.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], FORM)
        except (InvalidToken, InvalidTag) as error:
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
