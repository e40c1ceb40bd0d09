"""What pages, kinds and states are called on screen. Complete by test."""

from services.alerts.words import AlertState, Kind
from services.app.portal.rooms import Room
from services.domain.base import Sentence
from services.domain.events import ListKind
from services.tracing.closing import DueKind, FollowState, Outcome


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


ROOMS: dict[Room, Sentence] = {
    Room.OVERVIEW: _says("Tổng quan", "Overview"),
    Room.MAP: _says("Bản đồ", "Map"),
    Room.AREAS: _says("Địa bàn", "Areas"),
    Room.DOORS: _says("Siết – nới", "Tighten, loosen"),
    Room.ALERTS: _says("Cảnh báo", "Alerts"),
    Room.WORK: _says("Truy vết", "Tracing"),
    Room.CHAINS: _says("Chuỗi tiếp xúc", "Chains"),
    Room.LISTS: _says("Danh sách", "Lists"),
    Room.PLACES: _says("Địa điểm", "Places"),
    Room.CHECKPOINT: _says("Chốt", "Post"),
    Room.DATA: _says("Dữ liệu", "Data"),
    Room.LAW: _says("Quy định", "Law"),
    Room.REHEARSE: _says("Thử quy định", "Rehearse"),
    Room.DECLARE: _says("Khai báo", "Declare"),
    Room.ASK: _says("Tôi đến từ…", "I come from…"),
}
ALERT_STATES: dict[AlertState, Sentence] = {
    AlertState.NEW: _says("Mới", "New"),
    AlertState.ACKNOWLEDGED: _says("Đã tiếp nhận", "Accepted"),
    AlertState.HANDED_OVER: _says("Đã chuyển giao", "Handed over"),
    AlertState.CLOSED: _says("Đã đóng", "Closed"),
    AlertState.REVOKED: _says("Đã thu hồi", "Revoked"),
}
ALERT_KINDS: dict[Kind, Sentence] = {
    Kind.LEVEL_RAISED: _says("Tăng mức", "Level raised"),
    Kind.LEVEL_LOWERED: _says("Giảm mức", "Level lowered"),
    Kind.LEVEL_UNKNOWN: _says("Mất dữ liệu để xếp mức", "Level no longer known"),
    Kind.FIRST_CASE: _says("Ca đầu tiên", "First case"),
    Kind.BORDER_INCIDENT: _says("Vụ việc biên giới", "Border incident"),
    Kind.MESSAGE_PARKED: _says("Tin bị tạm giữ", "Message set aside"),
    Kind.NOT_DELIVERED: _says("Không gửi được", "Not delivered"),
    Kind.REVISION_REFUSED: _says("Danh sách bị từ chối", "List refused"),
    Kind.PEOPLE_LISTED: _says("Danh sách người cần tìm", "List of people to find"),
    Kind.LIST_EMPTIED: _says("Danh sách đã thu hồi", "List withdrawn"),
    Kind.PROPOSAL: _says("Đề xuất siết – nới", "Proposal to tighten or loosen"),
    Kind.INSPECTIONS_DUE: _says("Đến hạn kiểm tra lại", "Inspections due"),
}
LIST_KINDS: dict[ListKind, Sentence] = {
    ListKind.EXPOSURE_SITE: _says("Điểm phơi nhiễm", "Exposure site"),
    ListKind.CHAIN: _says("Chuỗi tiếp xúc", "Chain of contacts"),
    ListKind.LOCALITY: _says("Nơi đi đổi mức nguy cơ", "Level of a locality"),
    ListKind.MANIFEST: _says("Cùng chuyến đi", "Same journey"),
    ListKind.SHARED_PLACE: _says("Cùng phòng, ca, tổ, bàn ăn", "Same room, shift, team or table"),
    ListKind.FOLLOW_UP: _says("Quá hạn theo dõi, xét nghiệm", "Follow-up or test overdue"),
}
DUE_KINDS: dict[DueKind, Sentence] = {
    DueKind.TEST: _says("Xét nghiệm", "Test"),
    DueKind.CHECK: _says("Kiểm tra tại nhà", "Check at home"),
    DueKind.RELEASE: _says("Hết cách ly tập trung", "Release from central quarantine"),
}
FOLLOW_STATES: dict[FollowState, Sentence] = {
    FollowState.OPEN: _says("Đang theo dõi", "Under way"),
    FollowState.EXTENDED: _says("Kéo dài, còn thiếu việc", "Extended: something is missing"),
    FollowState.LOST: _says("Mất dấu", "Lost"),
    FollowState.POSITIVE: _says("Dương tính, thành F0", "Positive: became an F0"),
    FollowState.CLOSED: _says("Đã kết thúc", "Closed"),
}
DEEDS: dict[tuple[DueKind, Outcome], Sentence] = {
    (DueKind.CHECK, Outcome.DONE): _says("Đã gặp hoặc gọi được", "Met or spoken to"),
    (DueKind.CHECK, Outcome.FAILED): _says("Không gặp được", "Nobody was met"),
    (DueKind.CHECK, Outcome.LOST): _says("Mất dấu", "Lost"),
    (DueKind.TEST, Outcome.DONE): _says("Âm tính", "Negative"),
    (DueKind.TEST, Outcome.FAILED): _says("Phải lấy lại mẫu", "To be sampled again"),
    (DueKind.TEST, Outcome.PENDING): _says("Chưa có kết quả", "No result yet"),
    (DueKind.TEST, Outcome.POSITIVE): _says("Dương tính", "Positive"),
}
"""What came of a check or a test."""
DOCUMENT_MARKS: dict[str, Sentence] = {
    "src": _says("có nguồn công khai", "seen in a public source"),
    "directive": _says("theo kết luận của tỉnh", "from the province's conclusion"),
    "recall": _says("theo trí nhớ, cần đối chiếu", "from memory, to be checked"),
    "recall-low": _says("theo trí nhớ, chưa chắc", "from memory, unsure"),
    "computed": _says("tính ra", "computed"),
    "design": _says("đề xuất thiết kế", "a proposal of this service"),
}
"""How sure the text of a cited document is."""
