"""Who wants to hear about which area, from which level on, which kinds, by which channel."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from services.alerts.tables import WatchRow
from services.alerts.words import Kind
from services.domain.agencies import ALERTED, Agency
from services.domain.areas import AreaCode
from services.domain.base import Language
from services.domain.levels import RiskLevel
from services.plumbing.database import Transaction


@dataclass(frozen=True)
class Watch:
    """One wish to be told. No kinds: every kind. No area: everywhere."""

    agency: Agency
    channel: str
    recipient: str
    area: AreaCode | None = None
    from_level: RiskLevel = RiskLevel.AT_RISK
    kinds: frozenset[Kind] = frozenset()
    language: Language = "vi"

    def concerns(self, kind: Kind, level: RiskLevel | None, about: Collection[AreaCode]) -> bool:
        """Does this watch want it? `level` None: the kind has no level; `about`: the areas and all above."""
        return (
            (not self.kinds or kind in self.kinds)
            and (level is None or level >= self.from_level)
            and (self.area is None or self.area in about)
        )


def default_watches(recipients: Mapping[Agency, Sequence[tuple[str, str]]]) -> list[Watch]:
    """Every alerted agency everywhere, by its `(channel, recipient)` pairs; by the console if it has none."""
    agencies = (*ALERTED, Agency.BORDER)
    return [
        Watch(agency, channel, recipient)
        for agency in agencies
        for channel, recipient in recipients.get(agency) or [("console", agency.value)]
    ]


def set_watches(tx: Transaction, watches: Iterable[Watch]) -> None:
    """These watches from now on, and no others; setting the same twice changes nothing."""
    rows = {_key(watch): _row(watch) for watch in watches}
    tx.execute(delete(WatchRow).where(WatchRow.id.not_in(rows)))
    tx.add_new(WatchRow, rows.values())


def watches(tx: Transaction) -> list[Watch]:
    """All watches, in a stable order."""
    rows = tx.execute(select(WatchRow.__table__).order_by(WatchRow.id)).all()
    return [
        Watch(
            agency=Agency(row.agency),
            channel=row.channel,
            recipient=row.recipient,
            area=row.area,
            from_level=RiskLevel(row.from_level),
            kinds=frozenset(Kind(kind) for kind in row.kinds),
            language=row.language,
        )
        for row in rows
    ]


def _row(watch: Watch) -> dict[str, object]:
    return {
        "id": _key(watch),
        "agency": watch.agency.value,
        "channel": watch.channel,
        "recipient": watch.recipient,
        "area": watch.area,
        "from_level": int(watch.from_level),
        "kinds": sorted(watch.kinds),
        "language": watch.language,
    }


def _key(watch: Watch) -> str:
    # The watch itself is its key: the same settings read twice make the same rows.
    parts = (watch.agency, watch.channel, watch.recipient, watch.area, int(watch.from_level))
    text = repr((*parts, sorted(watch.kinds), watch.language))
    return hashlib.sha256(text.encode()).hexdigest()
