"""Loosening: what must hold before the suggested level of an area comes down one step."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from services.domain.base import Sentence, Word
from services.policy.dated import Dated
from services.policy.documents import Documents
from services.policy.entries import Entry
from services.policy.versions import dated_if_told

_ABOVE_ZERO = ("chance", "r", "k", "serial_mean_days", "serial_sd_days", "fresh_hours")
_DAYS = ("clean_days", "clean_days_few_seen", "steady_days", "steady_days_signals")
_NONE = Sentence(vi="Điều kiện để hạ mức nguy cơ", en="When a level may come down")
FEW = 0.5
"""Below this share of cases found, more clean days are asked for (C.5)."""


class Loosening(Word):
    """The conditions of one version; days and hours are whole things, chances and shares 0 to 1."""

    chance: float
    clean_days: int
    clean_days_few_seen: int
    detected_share: float
    steady_days: int
    steady_days_signals: int
    fresh_hours: float
    r: float
    k: float
    serial_mean_days: float
    serial_sd_days: float

    @property
    def clean_needed(self) -> int:
        """Days without a case that are asked for."""
        return self.clean_days if self.detected_share >= FEW else self.clean_days_few_seen

    def steady(self, *, with_cases: bool) -> timedelta:
        """How long the numbers must have said less; longer where signals alone had raised the level."""
        return timedelta(days=self.steady_days if with_cases else self.steady_days_signals)


def load_loosening(path: Path, *, zone: ZoneInfo, documents: Documents) -> Dated[Loosening]:
    """The conditions of loosening.yaml; raises BadLaw.

    A folder without that file has none in force: its levels have no memory and follow the numbers.
    """
    return dated_if_told(path, "conditions", _conditions, zone=zone, documents=documents, title=_NONE)


def _conditions(version: Entry) -> Loosening:
    entry = version.entry("conditions").only(*_ABOVE_ZERO, *_DAYS, "detected_share")
    for name in _ABOVE_ZERO:
        if entry.number(name) <= 0:
            raise entry.wrong(f"'{name}' phải lớn hơn 0", f"'{name}' must be above 0")
    for name in _DAYS:
        if entry.whole(name) < 1:
            raise entry.wrong(f"'{name}' phải từ 1 trở lên", f"'{name}' must be at least 1")
    if entry.number("chance") >= 1 or not 0 <= entry.number("detected_share") <= 1:
        raise entry.wrong(
            "'chance' phải dưới 1, 'detected_share' từ 0 đến 1",
            "'chance' must be below 1, 'detected_share' from 0 to 1",
        )
    numbers = {name: entry.number(name) for name in (*_ABOVE_ZERO, "detected_share")}
    return Loosening.model_validate(numbers | {name: entry.whole(name) for name in _DAYS})
