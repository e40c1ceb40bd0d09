"""What texts are made with: register, zone, timers, citations, and the measures the law ties to a level."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo

from services.alerts.words import DEFAULT_TIMERS, Kind, Timer
from services.domain.areas import Areas
from services.domain.base import Sentence
from services.domain.levels import Citation, RiskLevel

_QD5053 = Citation(document="qd5053", title="Quyết định 5053/QĐ-BYT ngày 03/12/2020 của Bộ Y tế")
_OUR_OWN = Citation(
    document="quy-tac-phan-mem",
    title="Sổ quy tắc của dịch vụ Phên Dậu (không phải văn bản pháp luật)",
    mark="design",
)
DEFAULT_CITES: dict[Kind, Citation] = {
    # For events that carry no citation of their own. Keys are those of documents.yaml.
    Kind.FIRST_CASE: _QD5053,
    Kind.BORDER_INCIDENT: Citation(
        document="luat-2007", title="Luật Phòng, chống bệnh truyền nhiễm năm 2007"
    ),
    Kind.MESSAGE_PARKED: _OUR_OWN,
    Kind.NOT_DELIVERED: _OUR_OWN,
    Kind.REVISION_REFUSED: _OUR_OWN,
    Kind.PEOPLE_LISTED: _QD5053,
    Kind.PROPOSAL: _OUR_OWN,
    Kind.LIST_EMPTIED: _OUR_OWN,
}

DEFAULT_MEASURES: dict[str, dict[RiskLevel, Sentence]] = {
    # Rule book 4.3 [src]; told to the command centre only when this very decision gave the level.
    "qd2686": {
        RiskLevel.AT_RISK: Sentence(
            vi="Truy vết, khoanh vùng, cách ly; dừng quán bar, karaoke, vũ trường, mát-xa;"
            " hạn chế tụ tập đông người.",
            en="Trace, ring-fence, quarantine; close bars, karaoke, dance halls, massage;"
            " limit large gatherings.",
        ),
        RiskLevel.HIGH: Sentence(
            vi="Như mức nguy cơ; không tổ chức sự kiện trên 30 người; không tụ tập quá 10 người ngoài nơi"
            " làm việc; giữ khoảng cách 2 m; giảm phương tiện công cộng, giảm người tại nơi làm việc.",
            en="As at risk; no events above 30 people; no gathering of 10 outside workplaces;"
            " 2 m apart; less public transport, fewer people at work.",
        ),
        RiskLevel.VERY_HIGH: Sentence(
            vi="Như mức nguy cơ cao; giãn cách xã hội 14 ngày, chỉ sản xuất thiết yếu; không tụ tập từ 3"
            " người; dừng vận tải khách công cộng, không ngăn lưu thông hàng hóa; phong tỏa theo"
            " Quyết định 3986/QĐ-BYT.",
            en="As high risk; 14 days of distancing, essential production only; no group of 3 or more;"
            " public passenger transport stops, goods keep moving; lockdown under Decision 3986.",
        ),
    }
}

GATHERING = timedelta(seconds=20)
"""An order's changes of level may reach us through several partitions and batches; 20 s are enough for a
province of 200 areas (a batch takes well under one), and little against the 15 minutes of rule book 5.2."""

FOLLOWING = timedelta(minutes=15)
"""A list of people that was told grows and shrinks by the minute: what changes is told together; [design]."""


@dataclass(frozen=True)
class Terms:
    """All that raising needs besides the event; every value a deployment or a jurisdiction may change."""

    areas: Areas
    zone: tzinfo
    """Texts tell local time."""
    timers: Mapping[Timer, timedelta] = field(default_factory=lambda: DEFAULT_TIMERS)
    cites: Mapping[Kind, Citation] = field(default_factory=lambda: DEFAULT_CITES)
    measures: Mapping[str, Mapping[RiskLevel, Sentence]] = field(default_factory=lambda: DEFAULT_MEASURES)
    gathering: timedelta = GATHERING
    following: timedelta = FOLLOWING
