"""What this database is: a real house, or a demo whose clock stands where its replay ended."""

from datetime import datetime

from sqlalchemy import String, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from services.domain.errors import BadSetting
from services.ingest.receipts import totals
from services.plumbing.database import Base, Database

DEMO = "demo"


class HouseRow(Base):
    """One row in a demo; none in a real house."""

    __tablename__ = "app_house"
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    clock: Mapped[datetime]


def demo_clock(database: Database) -> datetime | None:
    """Where the replay of this demo stands; None: not a demo."""
    if not inspect(database.engine).has_table(HouseRow.__tablename__):
        return None
    with database.reading() as tx:
        found: datetime | None = tx.execute(select(HouseRow.clock)).scalar_one_or_none()
    return found


def set_demo_clock(database: Database, moment: datetime) -> None:
    """Mark this database as a demo that has got this far."""
    with database.transaction() as tx:
        tx.put(HouseRow, {"kind": DEMO, "clock": moment})


def refuse_real_house(database: Database) -> None:
    """A demo starts afresh; raises BadSetting rather than replace what a real house has taken in."""
    tables = inspect(database.engine)
    if not tables.has_table("ingest_receipt") or demo_clock(database) is not None:
        return
    with database.reading() as tx:
        if not any(totals(tx).values()):
            return
    raise BadSetting(
        vi="Thư mục PHENDAU_HOME đang giữ dữ liệu thật; chạy bản trình diễn ở thư mục khác "
        "(PHENDAU_HOME=./trinh-dien phendau demo).",
        en="PHENDAU_HOME holds a real house; run the demo elsewhere (PHENDAU_HOME=./demo phendau demo).",
        field="PHENDAU_HOME",
        code="real_house",
    )
