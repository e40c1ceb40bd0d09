"""OutbreakLevels: from which chance of an outbreak an area is at least at a level, whatever the rules say."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from services.domain.areas import Tier
from services.domain.base import Sentence, Word
from services.domain.levels import RiskLevel
from services.policy.dated import Dated
from services.policy.documents import Documents
from services.policy.entries import Entry
from services.policy.quantities import inner_share
from services.policy.versions import dated_if_told

_NONE = Sentence(vi="Mức nguy cơ theo xác suất bùng phát", en="Levels by the chance of an outbreak")
_TIERS = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)


class OutbreakLimit(Word):
    """From this chance on an area is at least at this level."""

    level: RiskLevel
    at_least: float


class OutbreakLevels(Word):
    """The limits of one version by tier, the highest level first; a tier that is not named has none."""

    by_tier: Mapping[Tier, tuple[OutbreakLimit, ...]]

    def reached(self, tier: Tier, chance: float) -> OutbreakLimit | None:
        """The highest limit that a chance reaches; None: it reaches none."""
        return next((one for one in self.by_tier.get(tier, ()) if chance >= one.at_least), None)

    def level(self, tier: Tier, chance: float) -> RiskLevel:
        """The level that a chance asks for."""
        limit = self.reached(tier, chance)
        return limit.level if limit else RiskLevel.NEW_NORMAL


def load_outbreak_levels(path: Path, *, zone: ZoneInfo, documents: Documents) -> Dated[OutbreakLevels]:
    """The limits of outbreak_levels.yaml; raises BadLaw.

    A folder without that file has none in force: its levels rest on the rules alone.
    """
    return dated_if_told(path, "limits", _limits, zone=zone, documents=documents, title=_NONE)


def _limits(version: Entry) -> OutbreakLevels:
    tiers = version.entry("limits").only(*_TIERS)
    return OutbreakLevels(by_tier={tier: _rows(tiers, tier) for tier in _TIERS if tiers.has(tier)})


def _rows(tiers: Entry, tier: Tier) -> tuple[OutbreakLimit, ...]:
    entries = tiers.entries(tier)
    rows = tuple(_row(entry) for entry in entries)
    for entry, upper, lower in zip(entries[1:], rows, rows[1:], strict=False):
        if lower.level >= upper.level or lower.at_least >= upper.at_least:
            raise entry.wrong(
                "các hàng phải xếp từ mức cao xuống mức thấp, giới hạn cũng giảm dần",
                "rows must fall from the highest level to the lowest, and their limits with them",
            )
    return rows


def _row(entry: Entry) -> OutbreakLimit:
    entry.only("level", "at_least")
    if entry.whole("level") not in list(RiskLevel)[1:]:
        raise entry.wrong("'level' phải từ 2 đến 4", "'level' must be 2 to 4")
    return OutbreakLimit(level=RiskLevel(entry.whole("level")), at_least=inner_share(entry, "at_least"))
