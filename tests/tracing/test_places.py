"""When two places are one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracing.nearness import EARTH_METRES, distances, near
from services.tracing.places import How, Place, Tolerance, same_places


def how(one: Place, other: Place, metres: float = 50) -> How | None:
    return same_places([one], [other], Tolerance(metres=metres)).get((0, 0))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Chợ Hạ Long 1", "cho ha long 1"),
        ("Chợ Hoà Bình", "CHỢ HÒA BÌNH"),
        ("Pak'nSave Sylvia Park", "PAK’NSAVE Sylvia Park"),
        ("Unique Hardware Rosedale (12/08/2021)", "Unique Hardware Rosedale"),
        ("Laundromat Māngere 19/08/21", "Laundromat Mangere"),
    ],
)
def test_names_written_otherwise_are_one_name(ours: str, theirs: str):
    assert how(Place(name=ours), Place(name=theirs)) is How.NAME


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("12 Lê Lợi, Hạ Long", "12 Le Loi, phường Bạch Đằng, Hạ Long", True),
        ("22 Stoddard Rd, Auckland", "22 Stoddard Road, Wesley, Auckland 1041", True),
        ("12 Lê Lợi, Hạ Long", "95 Lê Lợi, Hạ Long", False),
        ("12 Lê Lợi, Hạ Long", "12 Trần Phú, Móng Cái", False),
    ],
)
def test_the_address_tells_branches_of_one_name_apart(ours: str, theirs: str, same: bool):
    found = how(Place(name="Siêu thị Mẫu", address=ours), Place(name="Siêu thị Mẫu", address=theirs))
    assert found is (How.NAME_AND_ADDRESS if same else None)


def test_branches_of_one_name_far_apart_are_two():
    ours = Place(name="Siêu thị Mẫu", latitude=20.95, longitude=107.08)
    assert how(ours, Place(name="Siêu thị Mẫu", latitude=20.955, longitude=107.08)) is How.NAME
    assert how(ours, Place(name="Siêu thị Mẫu", latitude=21.03, longitude=106.77)) is None


def test_a_house_number_and_street_tell_a_place_under_another_name():
    ours, theirs = Place(name="Quán Mẫu", address="12 Lê Lợi"), Place(name="Cà phê Mẫu", address="12 Lê Lợi")
    assert how(ours, theirs) is How.ADDRESS
    assert how(Place(name="A1", address="Hạ Long"), Place(name="B1", address="Hạ Long")) is None


def test_names_that_many_places_have_say_nothing():
    assert how(Place(name="nhà riêng"), Place(name="Nhà riêng")) is None
    assert not Place(name="ở nhà").is_told


def test_a_code_is_surest():
    assert how(Place(code="S1", name="A"), Place(code="S1", name="B")) is How.CODE


def test_coordinates_decide_within_the_tolerance_and_another_name_is_told():
    shop = Place(name="Quán A", latitude=20.95, longitude=107.08)
    beside = Place(latitude=20.9503, longitude=107.08)
    assert how(shop, beside) is How.COORDINATES
    assert how(shop, beside, metres=30) is None
    assert how(shop, beside._replace(name="Quán B")) is How.NEARBY


def test_a_site_moved_half_a_kilometre_is_met_where_it_is_now():
    visit = Place(latitude=20.95, longitude=107.08)
    before, after = (Place(code="S1", latitude=latitude, longitude=107.08) for latitude in (20.95, 20.9545))
    assert how(visit, before) is How.COORDINATES
    assert how(visit, after) is None


point = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
offset = st.tuples(st.floats(-0.002, 0.002), st.floats(-0.002, 0.002))


@given(points=st.lists(point, max_size=8), offsets=st.lists(offset, min_size=8, max_size=8))
def test_the_grid_finds_what_every_distance_finds(points: list, offsets: list):
    few = [(max(-90, min(90, a + c)), b + d) for (a, b), (c, d) in zip(points, offsets, strict=False)]
    ours, theirs = (np.array(some, dtype=np.float64).reshape(-1, 2) for some in (points, few))

    left, right, _ = near(ours, theirs, 120)

    every = {(i, j) for i in range(len(points)) for j in range(len(few)) if apart(ours[i], theirs[j]) <= 120}
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == every


def apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(distances(a.reshape(1, 2), b.reshape(1, 2))[0])


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert apart(np.array([20.0, 107.0]), np.array([21.0, 107.0])) == pytest.approx(
        EARTH_METRES * math.pi / 180, rel=1e-9
    )


def test_the_date_line_is_no_border():
    assert len(near(np.array([[-17.0, 179.9999]]), np.array([[-17.0, -179.9999]]), 50)[0]) == 1
