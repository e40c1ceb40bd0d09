"""What each word of the house is called on screen, in Vietnamese and English. Complete by test."""

from services.domain.agencies import Agency
from services.domain.areas import Tier
from services.domain.base import Sentence
from services.domain.levels import RiskLevel, State
from services.domain.receipts import Outcome
from services.domain.records import (
    FoundIn,
    IncidentKind,
    LabMethod,
    PostDecision,
    QuarantineKind,
    QuarantineReason,
    SourceKnown,
    StayEnd,
)


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


LEVELS: dict[RiskLevel | None, Sentence] = {
    RiskLevel.NEW_NORMAL: _says("Bình thường mới", "New normal"),
    RiskLevel.AT_RISK: _says("Nguy cơ", "At risk"),
    RiskLevel.HIGH: _says("Nguy cơ cao", "High risk"),
    RiskLevel.VERY_HIGH: _says("Nguy cơ rất cao", "Very high risk"),
    None: _says("Chưa đủ dữ liệu", "Not enough data"),
}
STATES: dict[State, Sentence] = {
    State.LOCKDOWN: _says("Phong tỏa", "Lockdown"),
    State.DIRECTIVE_16: _says("Giãn cách theo Chỉ thị 16", "Distancing under Directive 16"),
    State.DIRECTIVE_15: _says("Giãn cách theo Chỉ thị 15", "Distancing under Directive 15"),
    State.DIRECTIVE_19: _says("Theo Chỉ thị 19", "Under Directive 19"),
    State.NORMAL: _says("Bình thường mới", "New normal"),
}
SOURCES: dict[str, Sentence] = {
    "i1": _says("Nhập cảnh trái phép", "Illegal entry"),
    "i2": _says("Nhập cảnh hợp pháp không tuân thủ cách ly", "Legal entry, quarantine not respected"),
    "i3": _says("Nguồn bệnh lưu hành trong cộng đồng", "Disease circulating in the community"),
    "i4": _says("Hàng hóa từ vùng có dịch", "Goods from epidemic areas"),
}
AGENCIES: dict[Agency, Sentence] = {
    Agency.COMMAND: _says("Ban Chỉ đạo cấp tỉnh", "Provincial command centre"),
    Agency.POLICE: _says("Công an", "Police"),
    Agency.MILITARY: _says("Quân sự", "Military"),
    Agency.HEALTH: _says("Y tế", "Health"),
    Agency.BORDER: _says("Bộ đội Biên phòng", "Border guard"),
    Agency.ENTERPRISE: _says("Doanh nghiệp", "Enterprise"),
    Agency.PUBLIC: _says("Người dân", "The public"),
}
TIERS: dict[Tier, Sentence] = {
    Tier.COMMUNE: _says("Cấp xã", "Commune"),
    Tier.DISTRICT: _says("Cấp huyện", "District"),
    Tier.PROVINCE: _says("Cấp tỉnh", "Province"),
    Tier.COUNTRY: _says("Quốc gia", "Country"),
}
OUTCOMES: dict[Outcome, Sentence] = {
    Outcome.KEPT: _says("Đã nhận", "Kept"),
    Outcome.WARNED: _says("Đã nhận, có cảnh báo", "Kept with a warning"),
    Outcome.DUPLICATE: _says("Trùng", "Duplicate"),
    Outcome.REFUSED: _says("Từ chối", "Refused"),
    Outcome.PARKED: _says("Tạm giữ", "Parked"),
}
INCIDENTS: dict[IncidentKind, Sentence] = {
    IncidentKind.CAUGHT: _says("Bắt giữ", "Caught"),
    IncidentKind.ESCAPED: _says("Trốn thoát", "Escaped"),
    IncidentKind.TIP_OFF: _says("Tin báo", "Tip-off"),
    IncidentKind.FOUND_INSIDE: _says("Phát hiện trong nội địa", "Found inside"),
}
DECISIONS: dict[PostDecision, Sentence] = {
    PostDecision.PASS: _says("Cho qua", "Pass"),
    PostDecision.TURN_BACK: _says("Không cho qua", "Turn back"),
    PostDecision.QUARANTINE: _says("Cách ly", "Quarantine"),
    PostDecision.SAMPLE: _says("Lấy mẫu xét nghiệm", "Sample"),
}
LAB_METHODS: dict[LabMethod, Sentence] = {
    LabMethod.PCR: _says("Xét nghiệm PCR", "PCR"),
    LabMethod.ANTIGEN: _says("Xét nghiệm kháng nguyên", "Antigen test"),
    LabMethod.ANTIBODY: _says("Xét nghiệm kháng thể", "Antibody test"),
}
QUARANTINES: dict[QuarantineKind, Sentence] = {
    QuarantineKind.CENTRAL: _says("Cách ly tập trung", "Central quarantine"),
    QuarantineKind.HOTEL: _says("Cách ly tại khách sạn", "Quarantine in a hotel"),
    QuarantineKind.ENTERPRISE: _says("Cách ly tại doanh nghiệp", "Quarantine at an enterprise"),
    QuarantineKind.HOSPITAL: _says("Cách ly tại bệnh viện", "Quarantine in a hospital"),
    QuarantineKind.HOME: _says("Cách ly tại nhà", "Quarantine at home"),
}
QUARANTINE_REASONS: dict[QuarantineReason, Sentence] = {
    QuarantineReason.ENTRANT: _says("Nhập cảnh hợp pháp", "Legal entrant"),
    QuarantineReason.CONTACT: _says("Tiếp xúc", "Contact"),
    QuarantineReason.EPIDEMIC_AREA: _says("Về từ vùng có dịch", "From an epidemic area"),
    QuarantineReason.ILLEGAL_ENTRY: _says("Nhập cảnh trái phép", "Illegal entry"),
    QuarantineReason.OTHER: _says("Khác", "Other"),
}
STAY_ENDS: dict[StayEnd, Sentence] = {
    StayEnd.COMPLETED: _says("Hoàn thành cách ly", "Completed"),
    StayEnd.MOVED: _says("Chuyển nơi cách ly", "Moved to another place"),
    StayEnd.HOSPITAL: _says("Chuyển bệnh viện", "Moved to hospital"),
    StayEnd.ESCAPED: _says("Tự ý rời nơi cách ly", "Left without leave"),
    StayEnd.OTHER: _says("Khác", "Other"),
}
CASE_SOURCES: dict[SourceKnown, Sentence] = {
    SourceKnown.KNOWN: _says("đã rõ nguồn lây", "source known"),
    SourceKnown.UNKNOWN: _says("chưa rõ nguồn lây", "source unknown"),
    SourceKnown.NOT_YET: _says("đang điều tra nguồn lây", "source not found yet"),
    SourceKnown.IMPORTED: _says("ca nhập cảnh", "came ill from abroad"),
}
"""Said within a sentence, as are those below."""
FOUND_IN: dict[FoundIn, Sentence] = {
    FoundIn.COMMUNITY: _says("phát hiện trong cộng đồng", "found in the community"),
    FoundIn.QUARANTINE: _says("phát hiện trong khu cách ly", "found in quarantine"),
    FoundIn.LOCKED_AREA: _says("phát hiện trong khu phong tỏa", "found in a locked area"),
    FoundIn.BORDER: _says("phát hiện khi nhập cảnh", "found at the border"),
    FoundIn.UNKNOWN: _says("chưa rõ nơi phát hiện", "where found: not told"),
}
