"""A claim: where somebody says to come from, without a declaration and without a name. Pure."""

from datetime import datetime

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.posts.content import Content, Stay


class Claim(Word):
    """The journey that is told."""

    origin: AreaCode | None
    """None: from abroad."""
    been: tuple[AreaCode, ...] = ()
    """Further areas of the last 14 days."""
    to: AreaCode | None = None
    abroad: bool = False
    """The journey began abroad, or went there within the last 14 days."""
    contact: bool | None = None
    """Met a case or a suspected case; None: not asked."""


def content_of_claim(claim: Claim, at: datetime) -> Content:
    """The claim as a declaration of this moment would say it; it has no id and no paper."""
    return Content(
        ref="",
        declared_at=at,
        valid_until=at,
        origin=claim.origin,
        area=claim.to,
        contact=claim.contact,
        abroad=claim.abroad or None,
        stays=tuple(Stay(area=code) for code in dict.fromkeys(claim.been)),
    )


def areas_of_claim(claim: Claim) -> frozenset[AreaCode]:
    """Every area that is named as a place of the last 14 days."""
    return frozenset(code for code in (claim.origin, *claim.been) if code)
