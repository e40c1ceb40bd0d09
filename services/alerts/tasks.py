"""What each agency must do now, by situation (directive S-11 to S-14; rule book 4.3, 5.1, 5.2).

Rule book 5.2 gives the times; every one of them is [design] and can be set. `{hours}` in a text is filled
from the timer when the time does not start with the alert (from when a contact is found, a sample received).
"""

from dataclasses import dataclass

from services.alerts.words import Timer
from services.domain.agencies import Agency
from services.domain.levels import RiskLevel


@dataclass(frozen=True)
class Task:
    """One thing to do, in both languages, and the timer that runs on it."""

    vi: str
    en: str
    timer: Timer | None = None
    levels: frozenset[RiskLevel] = frozenset(RiskLevel)
    """At which levels it is asked for."""


_L2 = frozenset({RiskLevel.AT_RISK})
_L3 = frozenset({RiskLevel.HIGH})
_L4 = frozenset({RiskLevel.VERY_HIGH})

BEDS = Task(
    "Rà soát số giường trống tại các khu cách ly tập trung, báo cáo Ban Chỉ đạo.",
    "Count the free beds in the quarantine places and report to the command centre.",
    Timer.BEDS_COUNTED,
)
TRACING = (
    Task(
        "Phỏng vấn lần đầu các F0 trong khu vực (nếu có), nhập đủ mốc dịch tễ.",
        "Interview the F0 of the area (if any) for the first time and enter all their milestones.",
        Timer.FIRST_INTERVIEW,
    ),
    Task(
        "Tìm hết F1 của các mốc dịch tễ đã biết.",
        "Find all F1 of the known milestones.",
        Timer.KNOWN_F1_FOUND,
    ),
    Task("Tìm hết toàn bộ F1.", "Find all F1.", Timer.ALL_F1_FOUND),
)
INTAKE = Task(
    "Giữ chỗ và tiếp nhận F1 vào khu cách ly tập trung trong {hours} giờ kể từ khi tìm thấy.",
    "Reserve places and take F1 into quarantine within {hours} hours of their being found.",
    Timer.F1_IN_QUARANTINE,
)
SAMPLING = (
    Task(
        "Lấy mẫu lần đầu cho F1 trong {hours} giờ kể từ khi tìm thấy.",
        "Take the first sample of F1 within {hours} hours of their being found.",
        Timer.F1_IN_QUARANTINE,
    ),
    Task(
        "Trả kết quả mẫu ưu tiên trong {hours} giờ kể từ khi nhận mẫu.",
        "Answer priority samples within {hours} hours of receiving them.",
        Timer.PRIORITY_RESULT,
    ),
    Task(
        "Chuyển danh sách F2 cho cấp xã để quản lý tại nhà.",
        "Give the list of F2 to the communes, to be watched at home.",
        Timer.F2_LISTED,
    ),
)
_REASSESS = Task(
    "Đánh giá lại mức nguy cơ ít nhất mỗi ngày một lần.",
    "Assess the level again at least once a day.",
)

RAISED: dict[Agency, tuple[Task, ...]] = {
    Agency.POLICE: (
        Task(
            "Lập chốt kiểm soát tại các lối ra, vào khu vực; không ngăn lưu thông hàng hóa.",
            "Set up posts at every way in and out of the area; goods must keep moving.",
            levels=_L4,
        ),
        Task(
            "Tăng cường các chốt, tổ kiểm tra lưu động; kiểm tra khai báo y tế của người ra, vào khu vực.",
            "Strengthen posts and mobile checks; check the declarations of people coming and going.",
            levels=_L3,
        ),
        *TRACING,
    ),
    Agency.MILITARY: (
        Task(
            "Mở thêm khu cách ly tập trung, bố trí lực lượng canh gác và phun khử khuẩn.",
            "Open more quarantine places; set guards and disinfection teams.",
            levels=_L4,
        ),
        Task(
            "Chuẩn bị phương án mở thêm khu cách ly tập trung, xe đưa đón và lực lượng phục vụ.",
            "Prepare to open more quarantine places, with transport and staff.",
            levels=_L3,
        ),
        BEDS,
        INTAKE,
    ),
    Agency.HEALTH: (
        Task(
            "Tổ chức lấy mẫu xét nghiệm diện rộng trong khu vực; chuẩn bị giường điều trị.",
            "Organise mass sampling in the area; prepare beds for treatment.",
            levels=_L4,
        ),
        Task(
            "Lấy mẫu mở rộng tại nơi tập trung đông người: chợ, trường học, nhà máy, bến xe.",
            "Sample widely where people gather: markets, schools, factories, coach stations.",
            levels=_L3,
        ),
        *SAMPLING,
    ),
    Agency.COMMAND: (
        Task(
            "Quyết định có phong tỏa hoặc giãn cách theo Chỉ thị 16 đối với khu vực hay không.",
            "Decide whether to lock the area down or order distancing under Directive 16.",
            Timer.DECIDED,
            _L4,
        ),
        Task(
            "Quyết định có khoanh vùng, lập chốt, giãn cách theo Chỉ thị 15 đối với khu vực hay không.",
            "Decide whether to ring-fence the area, set posts and order distancing under Directive 15.",
            Timer.DECIDED,
            _L3,
        ),
        Task(
            "Xem xét biện pháp phù hợp: truy vết, khoanh vùng hẹp, hạn chế hoạt động tập trung đông người.",
            "Consider measures that fit: tracing, a narrow ring, limits on gatherings.",
            Timer.DECIDED,
            _L2,
        ),
        _REASSESS,
    ),
}

ORDERED_COMMAND: tuple[Task, ...] = (
    Task(
        "Đôn đốc, kiểm tra việc thực hiện văn bản.",
        "Press on with the order and check that it is carried out.",
    ),
    _REASSESS,
)

LOWERED: dict[Agency, tuple[Task, ...]] = {
    Agency.POLICE: (
        Task(
            "Điều chỉnh các chốt, tổ kiểm tra cho phù hợp mức mới; hoàn thành việc truy vết đang làm.",
            "Fit posts and checks to the new level; finish the tracing under way.",
        ),
    ),
    Agency.MILITARY: (
        Task(
            "Người đang cách ly tiếp tục cách ly đủ thời hạn; cập nhật số giường trống.",
            "People in quarantine serve their full time; keep the count of free beds current.",
        ),
    ),
    Agency.HEALTH: (
        Task(
            "Tiếp tục theo dõi sức khỏe và xét nghiệm những lần còn lại theo lịch.",
            "Go on with health checks and the tests still due, as scheduled.",
        ),
    ),
    Agency.COMMAND: (
        Task(
            "Cân nhắc nới lỏng bên trong một cách có kiểm soát, phù hợp với mức mới.",
            "Consider loosening inside under control, to fit the new level.",
        ),
    ),
}

_KEEP = Task(
    "Giữ nguyên các biện pháp đang áp dụng cho đến khi đủ dữ liệu.",
    "Keep present measures until data suffice.",
)
_ASK = Task(
    "Đôn đốc địa phương báo cáo số liệu còn thiếu.",
    "Press the locality for the missing reports.",
    Timer.DECIDED,
)
UNKNOWN: dict[Agency, tuple[Task, ...]] = {
    Agency.POLICE: (_KEEP,),
    Agency.MILITARY: (_KEEP,),
    Agency.HEALTH: (_KEEP, _ASK),
    Agency.COMMAND: (_KEEP, _ASK),
}
