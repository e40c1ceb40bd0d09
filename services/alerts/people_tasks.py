"""What police and health must do with a list of people (rule book 2, 5.1, 5.2; issue: tracing teams)."""

from services.alerts.tasks import Task
from services.alerts.words import Timer
from services.domain.agencies import Agency
from services.domain.events import ListKind

PEOPLE_AGENCIES = (Agency.POLICE, Agency.HEALTH)

_OUTCOME = Task(
    "Ghi kết quả cho từng người; ai không tìm thấy thì ghi rõ lý do.",
    "Note the outcome for each person; say why where somebody was not found.",
)
_FIRST_SAMPLE = Task(
    "Lấy mẫu lần đầu cho người đã xác minh là F1 trong {hours} giờ kể từ khi tìm thấy.",
    "Take the first sample of everybody confirmed as F1 within {hours} hours of their being found.",
    Timer.F1_IN_QUARANTINE,
)
_AT_HOME_MEANWHILE = Task(
    "Hướng dẫn từng người ở nguyên tại chỗ, không tiếp xúc với ai trong lúc chờ xác minh.",
    "Ask everybody to stay where they are and meet nobody until it is confirmed.",
    Timer.KNOWN_F1_FOUND,
)

LISTED: dict[ListKind, dict[Agency, tuple[Task, ...]]] = {
    ListKind.EXPOSURE_SITE: {
        Agency.POLICE: (
            Task(
                "Gọi điện, xác minh từng người trong danh sách: có đến đó không, từ mấy giờ đến mấy giờ,"
                " đi cùng ai.",
                "Call and confirm everybody on the list: were they there, from when until when, with whom.",
                Timer.KNOWN_F1_FOUND,
            ),
            _OUTCOME,
        ),
        Agency.HEALTH: (_AT_HOME_MEANWHILE, _FIRST_SAMPLE),
    },
    ListKind.CHAIN: {
        Agency.POLICE: (
            Task(
                "Tìm đủ người trong danh sách, F1 trước, F2 sau; hỏi tiếp từng F1 đã gặp những ai.",
                "Find everybody on the list, F1 before F2; ask each F1 whom they met.",
                Timer.KNOWN_F1_FOUND,
            ),
            _OUTCOME,
        ),
        Agency.HEALTH: (
            _FIRST_SAMPLE,
            Task(
                "Chuyển danh sách F2 cho cấp xã để quản lý tại nhà.",
                "Give the list of F2 to the communes, to be watched at home.",
                Timer.F2_LISTED,
            ),
        ),
    },
    ListKind.LOCALITY: {
        Agency.POLICE: (
            Task(
                "Rà soát từng người trong danh sách: hiện ở đâu, rời nơi đó ngày nào, đi cùng ai.",
                "Check everybody on the list: where they are now, when they left that place, with whom.",
                Timer.ARRIVALS_LISTED,
            ),
            _OUTCOME,
        ),
        Agency.HEALTH: (
            Task(
                "Áp dụng biện pháp theo mức nguy cơ mới của nơi đi: cách ly, lấy mẫu hoặc theo dõi tại nhà.",
                "Apply the measures of the new level of where they come from: quarantine, sampling or"
                " watching at home.",
                Timer.ARRIVALS_LISTED,
            ),
        ),
    },
    ListKind.MANIFEST: {
        Agency.POLICE: (
            Task(
                "Gọi điện cho từng hành khách trong danh sách, người ngồi gần ca bệnh trước; xác minh ghế đã"
                " ngồi thật.",
                "Call every passenger on the list, those near the case first; confirm the seat they really"
                " had.",
                Timer.KNOWN_F1_FOUND,
            ),
            Task(
                "Hỏi hãng vận tải số điện thoại còn thiếu và người đi không có tên.",
                "Ask the carrier for missing telephone numbers and for people who are not listed.",
            ),
            _OUTCOME,
        ),
        Agency.HEALTH: (_AT_HOME_MEANWHILE, _FIRST_SAMPLE),
    },
    ListKind.SHARED_PLACE: {
        Agency.POLICE: (
            Task(
                "Gọi điện cho từng người trong danh sách, người ở chung lâu trước; xác minh chỗ ngủ, chỗ làm,"
                " chỗ ngồi ăn thật.",
                "Call everybody on the list, those who were together longest first; confirm where they really"
                " slept, worked or ate.",
                Timer.KNOWN_F1_FOUND,
            ),
            Task(
                "Hỏi đơn vị quản lý nơi đó: còn ai ở chung mà không có tên, ai đã đổi phòng, đổi ca.",
                "Ask whoever runs the place who else was there, and who changed rooms or shifts.",
            ),
            _OUTCOME,
        ),
        Agency.HEALTH: (_AT_HOME_MEANWHILE, _FIRST_SAMPLE),
    },
    ListKind.FOLLOW_UP: {
        Agency.POLICE: (
            Task(
                "Cùng tổ COVID cộng đồng đến nhà những người chưa gặp được; ai bỏ đi thì truy tìm ngay.",
                "With the community team go to those nobody has met; look at once for whoever left.",
                Timer.ARRIVALS_LISTED,
            ),
            _OUTCOME,
        ),
        Agency.HEALTH: (
            Task(
                "Đến hoặc gọi từng người trong danh sách trong ngày: còn ở nhà không, có triệu chứng không.",
                "Visit or call everybody on the list today: are they at home, have they symptoms.",
                Timer.ARRIVALS_LISTED,
            ),
            _OUTCOME,
        ),
    },
}

EMPTIED: dict[Agency, tuple[Task, ...]] = {
    Agency.POLICE: (
        Task(
            "Dừng tìm người theo danh sách này; báo cho các tổ đang đi xác minh.",
            "Stop looking for people because of this list; tell the teams that are out.",
        ),
    ),
    Agency.HEALTH: (
        Task(
            "Xem lại việc cách ly, lấy mẫu đối với những người chỉ vì danh sách này mà phải làm;"
            " giải thích cho họ.",
            "Review quarantine and sampling of those who were asked only because of this list; explain it"
            " to them.",
        ),
    ),
}
