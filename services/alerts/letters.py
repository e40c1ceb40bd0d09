"""An alert as a channel carries it: complete, so that no channel asks back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.domain.base import Language, Sentence
from services.domain.errors import Unavailable


@dataclass(frozen=True)
class Letter:
    """One alert on its way to one recipient. `key` stays the same on every attempt: a repeat shows."""

    key: str
    alert_id: str
    agency: str
    kind: str
    severity: str
    area: str | None
    areas: tuple[str, ...]
    title: Sentence
    text: Sentence
    reasons: tuple[Any, ...]
    cite: dict[str, Any]
    raised_at: datetime
    deadline: datetime | None
    language: Language = "vi"

    def as_json(self) -> dict[str, Any]:
        """The letter for machines; field names are part of the interface."""
        return {
            "key": self.key,
            "alert_id": self.alert_id,
            "agency": self.agency,
            "kind": self.kind,
            "severity": self.severity,
            "area": self.area,
            "areas": list(self.areas),
            "title_vi": self.title.vi,
            "title_en": self.title.en,
            "text_vi": self.text.vi,
            "text_en": self.text.en,
            "reasons": list(self.reasons),
            "cite": self.cite,
            "raised_at": self.raised_at.isoformat(),
            "deadline": self.deadline.isoformat() if self.deadline else None,
        }


class Send(Protocol):
    """One way to reach people: returns when the receiver has taken the letter, else raises NotTaken."""

    def __call__(self, recipient: str, letter: Letter) -> None:
        """Hand the letter over, within a bounded time."""
        ...


class NotTaken(Unavailable):
    """The other side did not take the letter; it will be tried again. Names no address and no secret."""


def not_taken(channel: str, what_vi: str, what_en: str) -> NotTaken:
    """The error of a channel, in its own few words."""
    return NotTaken(
        vi=f"Kênh {channel} chưa gửi được: {what_vi}; hệ thống sẽ thử lại.",
        en=f"Channel {channel} did not deliver: {what_en}; it will be tried again.",
        code="not_taken",
    )
