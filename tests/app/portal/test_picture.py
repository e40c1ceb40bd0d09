"""The map made from the state of the house: levels by day, reasons of now, places by right."""

from datetime import datetime

import pytest

from services.app.api import angle_at
from services.app.kept import Kept
from services.app.portal.picture import map_html, view_of
from services.domain.agencies import Agency
from services.domain.viewers import Viewer


@pytest.fixture
def view_for(filled):
    def view(agency: Agency, as_of: datetime | None = None, areas: frozenset[str] | None = None):
        moment = as_of or filled.clock()
        with filled.database.reading() as tx:
            return view_of(tx, filled, angle_at(tx, filled, moment, "vi", Viewer(agency=agency, areas=areas)))

    return view


def test_the_slider_walks_from_the_first_grade_to_now(view_for):
    view = view_for(Agency.COMMAND)

    assert (view.days[0], view.days[-1]) == ("2021-01-28", "2021-02-08")
    assert view.levels["07030"][0] == 3
    assert view.levels["07030"][-1] == 4


def test_an_earlier_map_knows_nothing_of_later_orders(view_for):
    view = view_for(Agency.COMMAND, datetime.fromisoformat("2021-01-29T08:00:00+07:00"))

    assert view.levels["07030"][-1] == 3
    assert not any("QĐ 01" in line for line in view.paints["07030"].lines)


@pytest.mark.parametrize(
    ("agency", "trails", "quarantine", "incidents"),
    [
        (Agency.COMMAND, True, True, True),
        (Agency.POLICE, True, True, True),
        (Agency.MILITARY, True, True, True),
        (Agency.HEALTH, False, True, False),
        (Agency.PUBLIC, False, False, False),
    ],
)
def test_each_audience_gets_the_places_it_may_see(view_for, agency, trails, quarantine, incidents):
    kinds = {place.kind for place in view_for(agency).places}

    assert "border_gate" in kinds
    assert ("border_trail" in kinds, "quarantine" in kinds, "incident" in kinds) == (
        trails,
        quarantine,
        incidents,
    )


def test_an_agency_of_one_district_sees_public_places_and_those_of_its_district(view_for):
    kinds = {place.kind for place in view_for(Agency.POLICE, areas=frozenset({"205"})).places}

    assert "border_gate" in kinds
    assert "border_trail" not in kinds


def test_each_agency_reads_its_own_work_first(view_for):
    police = " ".join(view_for(Agency.POLICE).paints["07030"].lines)
    public = " ".join(view_for(Agency.PUBLIC).paints["07030"].lines)

    assert "i3 Nguồn bệnh lưu hành" in police
    assert "i3" not in public


@pytest.mark.parametrize("mode", ["inline", "static"])
def test_the_map_is_whole_in_both_ways(filled, mode):
    html = map_html(filled, Agency.COMMAND, filled.clock(), mode)

    assert ("/static/vendor/" in html) == (mode == "static")
    assert "Hoành Bồ" in html


def test_a_result_is_made_once_for_one_state_of_the_data():
    kept, made = Kept[str](most=2), []

    for key in (1, 1, 2, 3, 1):
        kept.get(key, lambda key=key: made.append(key) or str(key))

    assert made == [1, 2, 3, 1]
