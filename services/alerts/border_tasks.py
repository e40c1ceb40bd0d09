"""What each agency must do when people come in without a gate (directive S-03, S-14; rule book 5.1)."""

from services.alerts.tasks import Task
from services.alerts.words import Timer
from services.domain.agencies import Agency
from services.domain.records import IncidentKind

INCIDENT_AGENCIES = (Agency.BORDER, Agency.COMMAND, Agency.POLICE, Agency.MILITARY, Agency.HEALTH)

_PLACES = Task(
    "Chuẩn bị chỗ cách ly tập trung và phương án tiếp nhận an toàn.",
    "Prepare quarantine places and a safe intake.",
    Timer.BEDS_COUNTED,
)
_READY = Task(
    "Sẵn sàng chỗ cách ly tập trung khi tìm thấy người.",
    "Have quarantine places ready for when the people are found.",
)
_SAMPLE = Task(
    "Lấy mẫu xét nghiệm, theo dõi sức khỏe người nhập cảnh và người tiếp xúc.",
    "Sample and watch the people who entered and those who met them.",
    Timer.F1_IN_QUARANTINE,
)
_TEAM = Task(
    "Bố trí tổ lấy mẫu sẵn sàng khi tìm thấy người.",
    "Keep a sampling team ready for when the people are found.",
)
_LEAD = Task(
    "Chỉ đạo phối hợp Biên phòng, Công an, Quân sự, Y tế; xem xét tăng chốt tại khu vực này.",
    "Have border guard, police, military and health act together; consider more posts here.",
    Timer.DECIDED,
)

INCIDENT: dict[IncidentKind, dict[Agency, tuple[Task, ...]]] = {
    IncidentKind.CAUGHT: {
        Agency.BORDER: (
            Task(
                "Lập biên bản, bàn giao người bị bắt giữ để cách ly tập trung theo quy trình phòng dịch.",
                "Record the case and hand the people over to quarantine, with protection.",
                Timer.PATROLLED,
            ),
            Task("Tăng tuần tra khu vực này.", "Patrol this stretch more often."),
        ),
        Agency.POLICE: (
            Task(
                "Điều tra đường dây đưa người nhập cảnh trái phép; truy vết người đã tiếp xúc.",
                "Investigate who brought them in; trace those they met.",
                Timer.KNOWN_F1_FOUND,
            ),
        ),
        Agency.MILITARY: (_PLACES,),
        Agency.HEALTH: (_SAMPLE,),
        Agency.COMMAND: (_LEAD,),
    },
    IncidentKind.ESCAPED: {
        Agency.BORDER: (
            Task(
                "Truy tìm người trốn thoát; tăng tuần tra, mật phục, phối hợp Công an và cấp xã.",
                "Search for those who escaped; more patrols and ambushes, with police and commune.",
                Timer.PATROLLED,
            ),
        ),
        Agency.POLICE: (
            Task(
                "Truy tìm người trốn thoát; rà soát cơ sở lưu trú, nhà trọ, phương tiện rời khu vực.",
                "Search for those who escaped; check lodgings and vehicles leaving the area.",
                Timer.FIRST_INTERVIEW,
            ),
        ),
        Agency.MILITARY: (_READY,),
        Agency.HEALTH: (_TEAM,),
        Agency.COMMAND: (_LEAD,),
    },
    IncidentKind.TIP_OFF: {
        Agency.BORDER: (
            Task(
                "Kiểm tra, xác minh tin báo tại chỗ; tăng tuần tra khu vực này.",
                "Check the tip on the spot; patrol this stretch more often.",
                Timer.PATROLLED,
            ),
        ),
        Agency.POLICE: (
            Task(
                "Phối hợp xác minh tin báo; kiểm tra lưu trú trên địa bàn.",
                "Help to verify the tip; check lodgings in the area.",
                Timer.FIRST_INTERVIEW,
            ),
        ),
        Agency.MILITARY: (_READY,),
        Agency.HEALTH: (_TEAM,),
        Agency.COMMAND: (Task("Theo dõi kết quả xác minh tin báo.", "Follow what becomes of the tip."),),
    },
    IncidentKind.FOUND_INSIDE: {
        Agency.BORDER: (
            Task(
                "Xác định đường, lối đã nhập cảnh; tăng tuần tra đoạn đó và nhận bàn giao hồ sơ.",
                "Find out where they came in; patrol that stretch and take over the file.",
                Timer.PATROLLED,
            ),
        ),
        Agency.POLICE: (
            Task(
                "Truy vết hành trình và người tiếp xúc từ khi nhập cảnh; xử lý người chứa chấp.",
                "Trace the journey and contacts since entry; deal with those who sheltered them.",
                Timer.KNOWN_F1_FOUND,
            ),
        ),
        Agency.MILITARY: (_PLACES,),
        Agency.HEALTH: (_SAMPLE,),
        Agency.COMMAND: (_LEAD,),
    },
}
