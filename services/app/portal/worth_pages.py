"""What to do first: for each force the work that makes an outbreak least likely, as known at a moment."""

from fastapi import APIRouter, Response

from services.app.angles import Angle
from services.app.entering_rows import Row, entering_row, task_rows
from services.app.portal.asking import OnAreas
from services.app.portal.showing import show
from services.app.views import brief
from services.domain.agencies import Agency
from services.domain.areas import AreaCode
from services.domain.errors import NotAllowed
from services.plumbing.web import Look
from services.policy.sight import Sight

FORCES = (Agency.BORDER, Agency.MILITARY, Agency.HEALTH, Agency.POLICE)
MOST = 10

router = APIRouter(include_in_schema=False)


@router.get("/worth")
def worth_page(asked: OnAreas, tx: Look, area: AreaCode | None = None) -> Response:
    """Of an area and all in it, the whole territory without one; raises UnknownArea."""
    angle = asked.angle(tx)
    here = asked.jurisdiction.areas[area or asked.jurisdiction.code]
    if not angle.may(Sight.SOURCE_SCORES, here.code):
        raise NotAllowed(
            vi="Nơi này không thuộc địa bàn của bạn; hãy mở trang này từ một địa bàn của bạn.",
            en="This place is not yours to see; open this page from an area of yours.",
            field="area",
            code="not_your_area",
        )
    told = entering_row(angle.survey, here.code, asked.language)
    lists = _lists(angle, here.code) if told else {}
    return show(asked, "worth.html", here=brief(angle, here), told=told, lists=lists, most=MOST)


def _lists(angle: Angle, here: AreaCode) -> dict[str, list[Row]]:
    inside = {one.code for one in angle.jurisdiction.areas.within(here)}
    rows = [
        row
        for row in task_rows(angle.survey, angle.jurisdiction, angle.language)
        if row["area"] in inside and angle.may(Sight.SOURCE_SCORES, row["area"])
    ]
    return {force.value: [row for row in rows if row["force"] == force.value] for force in FORCES}
