"""Reads the segments of the border from border_segments.csv."""

from pathlib import Path

from services.domain.areas import Areas
from services.domain.base import Sentence
from services.policy.entries import Entry, finite, once
from services.policy.files import read_table
from services.policy.quantities import amount, inner_share, positive
from services.policy.unseen import Believed, Segment

SEGMENT_COLUMNS = (
    "id", "name", "name_en", "sea", "country", "areas", "length_km", "catch", "strength",
    "usual_14d", "conceivable_14d", "certainty",
)  # fmt: skip


def load_segments(path: Path, areas: Areas) -> tuple[Segment, ...]:
    """The segments of border_segments.csv; raises BadLaw: an area the register lacks, a share above one."""
    return tuple(_segment(row, areas) for row in once(read_table(path, *SEGMENT_COLUMNS), "id"))


def _segment(row: Entry, areas: Areas) -> Segment:
    codes = tuple(row.text("areas").split())
    strange = [code for code in codes if code not in areas or not areas[code].inside]
    if strange:
        raise row.wrong(
            f"'{strange[0]}' không phải khu vực của địa phương",
            f"'{strange[0]}' is no area of the jurisdiction",
        )
    if row.text("sea") not in ("0", "1"):
        raise row.wrong("cột 'sea' phải là 0 hoặc 1", "column 'sea' must be 0 or 1")
    numbers = {name: row.cell(name, finite) for name in SEGMENT_COLUMNS[6:11]}
    read = Entry(row.file, row.line, numbers)
    return Segment(
        id=row.text("id"),
        name=Sentence(vi=row.text("name"), en=row.text("name_en")),
        sea=row.text("sea") == "1",
        country=row.text("country"),
        areas=codes,
        length_km=positive(read, "length_km"),
        catch=Believed(mean=inner_share(read, "catch"), strength=positive(read, "strength")),
        usual_14d=amount(read, "usual_14d"),
        conceivable_14d=amount(read, "conceivable_14d"),
    )
