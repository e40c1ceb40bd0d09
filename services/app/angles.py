"""Angle: one moment seen by one reader in one language; and how areas and citations are written for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.domain.areas import Area, AreaCode
from services.domain.base import Language
from services.domain.levels import Citation
from services.domain.viewers import COMMAND, Viewer
from services.policy.reader import Jurisdiction
from services.policy.sight import Sight, may_see, subject_in
from services.risk.survey import Survey

Row = dict[str, Any]
"""One area; every value is one that JSON knows."""


@dataclass(frozen=True)
class Angle:
    """One moment seen by one reader in one language."""

    jurisdiction: Jurisdiction
    survey: Survey
    since: Mapping[AreaCode, datetime]
    language: Language
    viewer: Viewer = COMMAND

    def may(self, kind: Sight, area: AreaCode) -> bool:
        """May this reader see things of this kind in this area?"""
        return may_see(self.viewer, subject_in(self.jurisdiction.areas, kind, area))

    def local(self, moment: datetime | None) -> str | None:
        """A moment with the jurisdiction's own offset."""
        return None if moment is None else moment.astimezone(self.jurisdiction.zone).isoformat()


def named(area: Area, language: Language) -> str:
    """The full name of an area."""
    return area.name if language == "vi" else area.name_en


def referred(cite: Citation) -> str:
    """Title and article of what a value rests on."""
    return f"{cite.title}, {cite.article}" if cite.article else cite.title
