"""Keys of codes: the house signs with one, posts hold the public halves, and a key to compare papers with.

Ed25519 (RFC 8032). The private half is derived from the house's secret, so it is kept where that is.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from services.domain.errors import BadFile
from services.domain.text import folded

KEY_ID_BYTES = 4
PAPER_CHECK_BYTES = 2
PAPER_DIGITS = 4
_PAPER = "PHENDAU PAPER KEY"
_BLOCK = re.compile(r"-----BEGIN ([A-Z ]+)-----\s(.+?)-----END \1-----", re.DOTALL)

KeyFor = Callable[[str], bytes]
"""Purpose to 32 secret bytes: `Privacy.key_for`."""


@dataclass(frozen=True)
class PostKeys:
    """What a post needs: public keys by their id, and the key to compare papers with when it may have it."""

    public: Mapping[bytes, Ed25519PublicKey]
    paper: bytes | None = None

    def signed(self, key_id: bytes, signature: bytes, text: bytes) -> bool:
        """Does this key's signature fit? Raises KeyError for a key we do not hold."""
        try:
            self.public[key_id].verify(signature, text)
        except InvalidSignature:
            return False
        return True

    def paper_fits(self, ref: str, check: bytes | None, typed: str) -> bool | None:
        """Do the last characters of a paper fit? None: the code or the post cannot tell."""
        if self.paper is None or check is None:
            return None
        return hmac.compare_digest(check, paper_check(self.paper, ref, typed))


@dataclass(frozen=True)
class HouseKeys:
    """What the house signs with, and all it accepts."""

    key_id: bytes
    private: Ed25519PrivateKey
    posts: PostKeys


def house_keys(key_for: KeyFor, numbers: Iterable[int]) -> HouseKeys:
    """The keys of these numbers: the first signs, all are accepted. Give up a number to withdraw its key."""
    made = [Ed25519PrivateKey.from_private_bytes(key_for(f"declaration codes {n}")) for n in numbers]
    public = {key_id_of(one.public_key()): one.public_key() for one in made}
    return HouseKeys(next(iter(public)), made[0], PostKeys(public, key_for("papers at posts")))


def key_id_of(key: Ed25519PublicKey) -> bytes:
    """The short name of a key, from the key itself."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).digest()[:KEY_ID_BYTES]


def paper_check(key: bytes, ref: str, number: str) -> bytes:
    """A keyed check of the last four characters, another one for each declaration."""
    last = re.sub(r"[^0-9a-z]", "", folded(number))[-PAPER_DIGITS:]
    return hmac.new(key, f"{ref}/{last}".encode(), hashlib.sha256).digest()[:PAPER_CHECK_BYTES]


def as_pem(keys: PostKeys, *, with_paper: bool) -> str:
    """The public keys for anybody; with the paper key only for posts, who keep that part secret."""
    form = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    blocks = [key.public_bytes(*form).decode() for key in keys.public.values()]
    if with_paper and keys.paper:
        blocks.append(
            f"-----BEGIN {_PAPER}-----\n{base64.b64encode(keys.paper).decode()}\n-----END {_PAPER}-----\n"
        )
    return "".join(blocks)


def read_pem(text: str) -> PostKeys:
    """The keys in a file of `as_pem`, also several public ones; raises BadFile."""
    try:
        blocks = [(found[1], found[0]) for found in _BLOCK.finditer(text)]
        public = [load_pem_public_key(block.encode()) for name, block in blocks if name == "PUBLIC KEY"]
        paper = [_BLOCK.fullmatch(block) for name, block in blocks if name == _PAPER]
        keys = {key_id_of(key): key for key in public if isinstance(key, Ed25519PublicKey)}
        secret = next((base64.b64decode(one[2], validate=False) for one in paper if one), None)
    except (ValueError, UnsupportedAlgorithm):
        keys, secret = {}, None
    if not keys:
        raise BadFile(
            vi="Tệp khóa không có khóa công khai Ed25519 nào; lấy lại bằng `phendau qr key`.",
            en="The key file holds no Ed25519 public key; get it again with `phendau qr key`.",
            field="--key",
            code="no_key",
        )
    return PostKeys(keys, secret)
