"""Places on their pages, on the page of an area, in the API and by the verb; only for who may see them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from maps.choropleth import draw, render
from services.app.api import angle_at
from services.app.place_rows import ITEMS, TYPES, place_rows
from services.app.portal.inspected_markers import MOST, SYMBOL, inspected_markers
from services.app.portal.picture import view_of
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.events import InspectionCount, InspectionsCounted
from services.domain.records import InspectedPlaceType
from services.domain.viewers import Viewer
from services.risk.hearing import handlers
from services.risk.places.facts import place_id

COMMAND, POLICE, HEALTH = "command-token-0001", "police-token-00001", "health-205-token-1"
HERE, ELSEWHERE = "07030", "07093"
EVIL = "Chợ <b>mẫu</b>"


@pytest.fixture
def visited(working: House) -> House:
    """A market that failed, and a school elsewhere whose next visit is far."""
    now = working.clock()
    today = now.date()
    counts = (
        InspectionCount(
            area=HERE, place_type=InspectedPlaceType.MARKET, day=today - timedelta(days=3), inspections=1,
            failed_items=2, breaches=2, to_reinspect=1, place=EVIL, checklist="nyn-y",
            reinspect_on=today - timedelta(days=1), score=40, scored=1,
        ),
        InspectionCount(
            area=ELSEWHERE, place_type=InspectedPlaceType.SCHOOL, day=today, inspections=1, failed_items=0,
            breaches=0, to_reinspect=0, place="Trường mẫu", checklist="yyyyy",
        ),
    )  # fmt: skip
    told = InspectionsCounted(learned_at=now, ref="visits", counts=counts)
    with working.database.transaction() as tx:
        handlers(working.jurisdiction.areas, lambda: 28)[InspectionsCounted](told, tx)
    return working


def test_the_riskiest_stands_first_with_reasons_and_what_is_overdue(visited: House, browse: Any) -> None:
    page = browse(visited, COMMAND).get("/places").text

    assert page.index("Chợ &lt;b&gt;mẫu") < page.index("Trường mẫu")
    assert "<b>mẫu</b>" not in page
    assert "Không đạt 2/4 mục 5K đã xem; đoàn chấm 40/100" in page
    assert "Quá hạn tái kiểm tra 1 ngày" in page and "do đoàn" not in page
    assert "đến hạn tái kiểm tra: <b>1</b>" in page


def test_the_list_is_narrowed_by_due_kind_name_and_area(visited: House, browse: Any) -> None:
    client = browse(visited, COMMAND)

    def names(**query: str) -> set[str]:
        page = client.get("/places", params=query).text
        return {name for name in ("Chợ", "Trường mẫu") if f">{name}" in page.split("</form>")[-1]}

    assert names() == {"Chợ", "Trường mẫu"}
    assert names(due="true") == {"Chợ"}
    assert names(kind="truong_hoc") == {"Trường mẫu"}
    assert names(q="truong") == {"Trường mẫu"}
    assert names(area=ELSEWHERE) == {"Trường mẫu"}
    assert client.get("/places", params={"area": "99999"}).status_code == 404


def test_one_place_shows_its_visits_and_the_area_shows_its_places(visited: House, browse: Any) -> None:
    client = browse(visited, COMMAND)
    code = place_id(HERE, "cho", EVIL)

    page = client.get(f"/places/{code}", params={"lang": "en"}).text

    assert "Breaches: 2" in page and "failed" in page and "2194/QĐ-BCĐQG" in page
    assert "Re-inspection overdue (days: 1)" in page
    assert f"/places/{code}" in client.get(f"/areas/{HERE}").text
    assert client.get("/places/nowhere").status_code == 404
    past = client.get(f"/places/{code}", params={"as_of": "2021-02-08T12:00"})
    assert past.status_code == 404, "nobody had heard of it then"


def test_only_command_police_and_health_of_the_area_see_places(visited: House, browse: Any) -> None:
    def seen(token: str | None) -> Any:
        return browse(visited, token, guarded=True).get("/api/places").json()

    assert [row["area"] for row in seen(POLICE)] == [HERE, ELSEWHERE]
    assert [row["area"] for row in seen(HEALTH)] == [ELSEWHERE]
    assert seen(None) == []
    assert browse(visited, None, guarded=True).get("/places").status_code == 403


def test_the_api_tells_what_the_page_tells(visited: House, browse: Any) -> None:
    client = browse(visited, COMMAND)

    rows = client.get("/api/places", params={"due": "true"}).json()
    one = client.get(f"/api/places/{rows[0]['place']}").json()

    assert [row["name"] for row in rows] == [EVIL]
    assert (rows[0]["overdue_days"], rows[0]["reinspect_by"], rows[0]["type"]) == (1, "team", "cho")
    assert one["visits"][0]["items"]["Không tụ tập"] is None
    assert one["visits"][0]["team_score"] == 40
    assert client.get("/api/places", params={"area": ELSEWHERE}).json()[0]["score"] > 0


def test_every_kind_and_item_has_its_name() -> None:
    assert set(TYPES) == set(InspectedPlaceType)
    assert len(ITEMS) == 5


@pytest.mark.parametrize(
    ("agency", "areas", "seen"),
    [
        (Agency.COMMAND, None, 2),
        (Agency.HEALTH, frozenset({"193"}), 1),
        (Agency.MILITARY, None, 0),
        (Agency.PUBLIC, None, 0),
    ],
)
def test_the_map_shows_scored_places_to_those_who_may_see_them(
    visited: House, agency: Agency, areas: frozenset[str] | None, seen: int
) -> None:
    viewer = Viewer(agency=agency, areas=areas)
    with visited.database.reading() as tx:
        angle = angle_at(tx, visited, visited.clock(), "vi", viewer)
        markers = [one for one in view_of(tx, visited, angle).places if one.kind == SYMBOL]

    assert len(markers) == seen
    for one in markers[:1]:
        assert one.name == EVIL
        assert "Lần kiểm tra tới: 07/02/2021 – đến hạn" in one.lines
        assert any(line.startswith("Điểm: ") for line in one.lines)


def test_a_map_with_as_many_places_as_it_shows_stays_small(visited: House) -> None:
    areas = visited.jurisdiction.areas
    with visited.database.reading() as tx:
        angle = angle_at(tx, visited, visited.clock(), "vi", Viewer(agency=Agency.COMMAND))
        row = place_rows(tx, angle)[0]
        many = [row | {"place": f"{n:04d}", "name": f"Chợ Trung tâm số {n}"} for n in range(3 * MOST)]
        view = view_of(tx, visited, angle)

    markers = inspected_markers(many, areas, "vi")
    page = render(draw(replace(view, places=(*view.places, *markers))))
    assert len(markers) == MOST == len({(one.lat, one.lon) for one in markers})
    assert len(page.encode()) < 600_000
