"""What each agency must do at a first case after a quiet period: inside, and outside the jurisdiction."""

from services.alerts.tasks import BEDS, INTAKE, SAMPLING, TRACING, Task
from services.alerts.words import Timer
from services.domain.agencies import Agency

FIRST_CASE: dict[Agency, tuple[Task, ...]] = {
    Agency.POLICE: TRACING,
    Agency.MILITARY: (BEDS, INTAKE),
    Agency.HEALTH: SAMPLING,
    Agency.COMMAND: (
        Task(
            "Họp khẩn, quyết định phạm vi khoanh vùng và lực lượng truy vết.",
            "Meet at once; decide the ring and the tracing forces.",
            Timer.DECIDED,
        ),
    ),
}

OUTSIDE: dict[Agency, tuple[Task, ...]] = {
    Agency.POLICE: (
        Task(
            "Rà soát, lập danh sách người đến từ khu vực này trong 14 ngày qua.",
            "List the people who came from this area in the last 14 days.",
            Timer.ARRIVALS_LISTED,
        ),
        Task("Tăng cường các chốt hướng về khu vực này.", "Strengthen the posts that face this area."),
    ),
    Agency.MILITARY: (BEDS,),
    Agency.HEALTH: (
        Task(
            "Chuẩn bị lấy mẫu người đến từ khu vực này; hướng dẫn các chốt về khai báo y tế.",
            "Prepare to sample people from this area; brief the posts on declarations.",
        ),
    ),
    Agency.COMMAND: (
        Task(
            "Quyết định có siết chặt các cửa ngõ hướng về khu vực này hay không.",
            "Decide whether to tighten the ways in from this area.",
            Timer.DECIDED,
        ),
    ),
}
