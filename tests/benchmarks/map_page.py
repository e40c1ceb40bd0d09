"""The map page, beside folium's own time slider over the same shapes and days."""

import json
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import folium
from folium.plugins import TimeSliderChoropleth

from maps.paint import LEVEL_COLOURS
from services.app.portal.picture import map_html
from services.domain.agencies import Agency
from tests.benchmarks.measuring import Result, best_of
from tests.benchmarks.waves import house_on_the_busiest_day

DAYS = 71


def run(folder: Path) -> list[Result]:
    """Seconds to render and bytes of the page, self-contained."""
    house = house_on_the_busiest_day(folder)
    pages: list[str] = []
    seconds = best_of(3, lambda: pages.append(map_html(house, Agency.COMMAND, house.clock(), "inline")))
    theirs: list[str] = []
    folium_seconds = best_of(3, lambda: theirs.append(_folium_slider()))
    house.close()
    kilobytes, folium_kilobytes = (len(page[-1].encode()) / 1000 for page in (pages, theirs))
    other = "folium TimeSliderChoropleth, scripts not counted"
    return [
        Result("render the map page", "s", seconds, other, folium_seconds, limit=2),
        Result("size of the map page, scripts inside", "kB", kilobytes, other, folium_kilobytes, limit=600),
    ]


def _folium_slider() -> str:
    # Read from the file: the same outlines, in the form folium wants them.
    outlines = json.loads((files("maps.data") / "quang-ninh.geojson").read_text(encoding="utf-8"))
    shapes = [one for one in outlines["features"] if one["properties"]["layer"] == "commune"]
    first = date(2021, 1, 20)
    stamps = [str(int((first + timedelta(days=n) - date(1970, 1, 1)).total_seconds())) for n in range(DAYS)]
    style = {
        str(number): {
            stamp: {"color": LEVEL_COLOURS[1 + (number + day) % 4], "opacity": 0.8}
            for day, stamp in enumerate(stamps)
        }
        for number in range(len(shapes))
    }
    features = [shape | {"id": str(number)} for number, shape in enumerate(shapes)]
    page = folium.Map(location=[21.2, 107.2], tiles=None)
    TimeSliderChoropleth({"type": "FeatureCollection", "features": features}, styledict=style).add_to(page)
    return str(page.get_root().render())
