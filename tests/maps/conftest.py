"""A plausible province for tests of maps, and the folder of real files beside the repository."""

import os
from pathlib import Path

import pytest

from maps.paint import Paint
from maps.shapes import Shapes, load_shapes
from maps.view import MapView, Place
from tests.servers.choice import do_without

REPOSITORY = Path(__file__).parents[2]
SHARED_REMEDY = "Tests with real outlines need the folder 'shared' beside the repository: ../shared/geo"
SHARED = REPOSITORY.parent / "shared"


def day_names(count: int) -> tuple[str, ...]:
    """ISO days of January to March 2021, oldest first."""
    months = {1: 31, 2: 28, 3: 31}
    days = [f"2021-{month:02}-{day:02}" for month, length in months.items() for day in range(1, length + 1)]
    return tuple(days[:count])


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    """The shipped outlines."""
    return load_shapes("quang-ninh")


@pytest.fixture(scope="session")
def view(shapes: Shapes) -> MapView:
    """All communes over 71 days: green, then Đông Triều red from day 27 on; one commune without data."""
    days = day_names(71)
    levels: dict[str, tuple[int | None, ...]] = {}
    for outline in shapes.layer("commune") + shapes.layer("district"):
        hot = "205" in (outline.parent, outline.code)
        levels[outline.code] = tuple(4 if hot and day >= 27 else 1 for day in range(71))
    levels["06649"] = (None,) * 71
    levels["290"] = (3,) * 71
    paints = {
        outline.code: Paint(
            outline.code,
            levels[outline.code][-1],
            outline.name,
            ("Có 3 ca F0 chưa rõ nguồn lây",),
            "2021-01-28",
        )
        for outline in shapes.layer("commune") + shapes.layer("district")
    }
    places = (
        Place("border_gate_international", "Cửa khẩu Móng Cái", 21.53, 107.96, ("Đang mở",)),
        Place("hospital_covid", "Bệnh viện số 2", 20.97, 107.08),
        Place("lighthouse", "Hải đăng", 20.9, 107.5),
    )
    return MapView(shapes, days, levels, paints, places, "Bản đồ thử", "06:00 ngày 12/03/2021")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the repository."""
    if not SHARED.is_dir():
        do_without(SHARED_REMEDY, os.environ)  # noqa: TID251  # only the environment says whether this is CI
    return SHARED
