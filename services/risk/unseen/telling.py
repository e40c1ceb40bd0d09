"""What an area is told of the four sources: entrants, band, share, chance of an outbreak, reasons. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.text import beginning
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.known import Known
from services.risk.unseen.lines import SOURCE_OF
from services.risk.unseen.reasons import Why, reasons_of
from services.risk.unseen.shares import Banded, percents
from services.risk.unseen.speaking import signs_said
from services.risk.unseen.volumes import WINDOW

FEEDS = {
    "i1": ("border_incidents",),
    "i2": ("entrants", "stays", "roll_calls", "lab_results"),
    "i3": ("cases", "contacts", "arrivals", "passages"),
    "i4": ("consignments",),
}
"""What each source hears: kinds of facts, by the names of the data page."""
NAMED = {
    "border_incidents": Sentence(vi="vụ việc biên giới", en="border incidents"),
    "entrants": Sentence(vi="người nhập cảnh", en="legal entrants"),
    "stays": Sentence(vi="tiếp nhận cách ly", en="stays in quarantine"),
    "roll_calls": Sentence(vi="điểm danh nơi cách ly", en="bed checks"),
    "lab_results": Sentence(vi="kết quả xét nghiệm", en="laboratory results"),
    "cases": Sentence(vi="ca F0", en="F0"),
    "contacts": Sentence(vi="người tiếp xúc F1", en="F1"),
    "arrivals": Sentence(vi="người đến (khai báo y tế, lao động trở lại)", en="arrivals"),
    "passages": Sentence(vi="quyết định tại chốt", en="decisions at posts"),
    "consignments": Sentence(vi="lô hàng", en="consignments"),
}


@dataclass(frozen=True)
class SourceTold:
    """One source of one area."""

    entrants: Banded
    """Infectious people who enter unseen within the horizon."""
    share: float | None
    """Of all expected seeds; None: there are none."""
    percent: int | None
    reasons: tuple[Why, ...]
    silence: tuple[Sentence, ...]
    signs: Sentence | None = None
    """What was seen of it anywhere in the jurisdiction, and how much more that makes."""


@dataclass(frozen=True)
class AreaTold:
    """All of one area, with what lies in it."""

    days: float
    entrants: Banded
    outbreak: Banded
    """The chance of an outbreak within the horizon."""
    contained: float
    """Of the entrants expected, those who come where measures hold R at 1 or below: they have to be found,
    and hardly start an outbreak."""
    surfaces: Banded
    """Of i4, what surfaces bring: the small line."""
    sources: dict[str, SourceTold]


def told_of(found: Entering, area: AreaCode, reasons: bool = True) -> AreaTold:
    """Of an area that is graded; raises KeyError for another. `reasons`: with the rows that bring most."""
    row, all_areas = found.known.row_of[area], found.summed
    why = reasons_of(found, area) if reasons else {}
    signs = signs_said(found) if reasons else {}
    parts = all_areas.shares[row] or {}
    whole = percents(parts) if parts else {}
    sources = {
        source: SourceTold(
            entrants=band.of(row),
            share=parts.get(source),
            percent=whole.get(source),
            reasons=_of_source(source, why),
            silence=silence_of(found.known, source) if reasons else (),
            signs=signs.get(source),
        )
        for source, band in all_areas.sources.items()
    }
    return AreaTold(
        days=found.known.law.horizon_days,
        entrants=all_areas.entrants.of(row),
        contained=float(found.contained[row]),
        outbreak=all_areas.outbreak.of(row),
        surfaces=all_areas.surfaces.of(row),
        sources=sources,
    )


def _of_source(source: str, why: dict[str, list[Why]]) -> tuple[Why, ...]:
    """The rows of all its lines, what brings most first."""
    rows = [one for line, several in why.items() if SOURCE_OF[line] == source for one in several]
    return tuple(sorted(rows, key=lambda one: -one.entrants))


def silence_of(known: Known, source: str) -> tuple[Sentence, ...]:
    """Feeds of a source that told nothing lately: said, because they widen the band."""
    return tuple(said for kind in FEEDS[source] for said in _silence(known, kind))


def _silence(known: Known, kind: str) -> Iterator[Sentence]:
    told, before = known.days_told(kind), known.days_before(kind)
    if told > 0 and before > 0:
        yield _young(NAMED[kind], WINDOW - before)
    if told + before < WINDOW:
        yield _silent(NAMED[kind], told, WINDOW - told - before)


def _young(name: Sentence, days: float) -> Sentence:
    return Sentence(
        vi=f"Mới có tin về {name.vi} của {days:.0f} ngày: các ngày trước đó tính như thường lệ,"
        " cận trên tính theo tình huống xấu nhất",
        en=f"{beginning(name.en)}: only {days:.0f} days are told of; the days before are taken"
        " as usual, for the upper end as the worst case",
    )


def _silent(name: Sentence, told: float, silent: float) -> Sentence:
    if told <= 0:
        return Sentence(
            vi=f"Chưa nhận tin về {name.vi}: cận trên tính theo tình huống xấu nhất",
            en=f"Nothing heard of {name.en}: the upper end is the worst case",
        )
    days = f"{silent:.0f}"
    return Sentence(
        vi=f"Đã {days} ngày không có tin về {name.vi}: khoảng tin cậy rộng hơn",
        en=f"No news of {name.en} for {days} days: the band is wider",
    )
