"""Who is calling: tokens to viewers. Without tokens the house serves only the machine it runs on."""

import hmac
import ipaddress
from collections.abc import Mapping

from fastapi import Request

from services.app.settings import Settings
from services.domain.agencies import Agency
from services.domain.errors import BadSetting
from services.domain.viewers import COMMAND, PUBLIC, Viewer

COOKIE = "phendau_token"
SHORTEST_TOKEN = 16


class Doorkeeper:
    """Knows the tokens and whom each stands for."""

    def __init__(self, tokens: Mapping[str, Viewer]) -> None:
        """No tokens: everyone on this machine is the command centre (see `check_reach`)."""
        self._tokens = dict(tokens)

    @property
    def guarded(self) -> bool:
        """Does anybody need a token?"""
        return bool(self._tokens)

    def viewer(self, token: str | None) -> Viewer | None:
        """Whom a token stands for; compared in constant time."""
        if not token:
            return None
        matches = [
            v for known, v in self._tokens.items() if hmac.compare_digest(known.encode(), token.encode())
        ]
        return matches[0] if matches else None

    def viewer_of(self, request: Request) -> Viewer:
        """The caller, from a bearer token or the sign-in cookie; the public when there is none."""
        if not self.guarded:
            return COMMAND
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        token = bearer if scheme.lower() == "bearer" else request.cookies.get(COOKIE)
        return self.viewer(token) or PUBLIC


def read_tokens(settings: Settings) -> dict[str, Viewer]:
    """The tokens of the settings; raises BadSetting, without repeating a token."""
    if settings.tokens is None:
        return {}
    entries = [entry.strip() for entry in settings.tokens.get_secret_value().split(",") if entry.strip()]
    if not entries:
        raise _no_tokens()
    tokens = [_token(entry, place) for place, entry in enumerate(entries, start=1)]
    if len(dict(tokens)) < len(tokens):
        raise BadSetting(
            vi="PHENDAU_TOKENS: một mã được ghi hai lần; mỗi đơn vị cần mã riêng.",
            en="PHENDAU_TOKENS: one token stands there twice; each agency needs its own.",
            field="PHENDAU_TOKENS",
        )
    return dict(tokens)


def check_reach(settings: Settings) -> None:
    """Refuse to listen beyond this machine without tokens: deny by default."""
    if settings.tokens is None and not _loopback(settings.host):
        raise BadSetting(
            vi=f"Muốn phục vụ ngoài máy này ({settings.host}) cần PHENDAU_TOKENS; xem docs/operations.md.",
            en=f"To serve beyond this machine ({settings.host}) set PHENDAU_TOKENS; see docs/operations.md.",
            field="PHENDAU_TOKENS",
            code="open_house",
        )


def _no_tokens() -> BadSetting:
    return BadSetting(
        vi="PHENDAU_TOKENS được đặt nhưng không có mã nào; ghi 'mã=đơn_vị' hoặc bỏ hẳn biến này.",
        en="PHENDAU_TOKENS is set and holds no token; write 'token=agency' or leave the variable out.",
        field="PHENDAU_TOKENS",
    )


def _token(entry: str, place: int) -> tuple[str, Viewer]:
    named, _, enterprise = entry.partition("#")
    token, _, who = named.rpartition("=")
    agency, _, areas = who.partition("@")
    nameless = agency == Agency.ENTERPRISE and not enterprise
    if len(token) < SHORTEST_TOKEN or agency not in list(Agency) or nameless:
        agencies = "|".join(Agency)
        raise BadSetting(
            vi=f"PHENDAU_TOKENS, mục {place}: cần dạng 'mã=đơn vị[@khu+khu][#doanh nghiệp]', mã từ "
            f"{SHORTEST_TOKEN} ký tự, đơn vị là {agencies} (enterprise phải kèm tên doanh nghiệp).",
            en=f"PHENDAU_TOKENS, entry {place}: write 'token=agency[@area+area][#enterprise]', a token of "
            f"{SHORTEST_TOKEN} characters or more, agency one of {agencies} (enterprise needs its name).",
            field="PHENDAU_TOKENS",
        )
    bound_to = frozenset(areas.split("+")) if areas else None
    return token, Viewer(agency=Agency(agency), areas=bound_to, enterprise=enterprise or None)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
