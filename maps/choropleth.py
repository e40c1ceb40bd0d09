"""Draws a view as a folium map, and the map as a page that asks nobody for anything."""

from __future__ import annotations

import folium
import jinja2
from branca.element import Element, MacroElement
from folium.template import Template

from maps.figure import Mode, OfflineFigure, OfflineMap
from maps.paint import LEVEL_COLOURS, LEVELS, UNKNOWN, digit
from maps.scene import scene_of, script_text
from maps.symbols import SYMBOLS, drawn, known_kind
from maps.view import MapView

_PAGES = jinja2.Environment(loader=jinja2.PackageLoader("maps"), autoescape=True, undefined=jinja2.StrictUndefined)


class _Scene(MacroElement):  # type: ignore[misc]  # branca has no type hints
    """Hands the data to our script. Data is a value of the template, never a part of it."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "phendauMap({{ this._parent.get_name() }}, {{ this.text }});"
        "{% endmacro %}"
    )

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Chrome(Element):  # type: ignore[misc]  # branca has no type hints
    """Title, legend, toggles and slider around the map: finished markup, not a template."""

    _template = Template("{{ this.markup }}")

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup


def draw(view: MapView) -> folium.Map:
    """A folium map of the view; hand it to `render`, or add folium elements of your own before."""
    words = view.words
    figure = OfflineFigure(title=view.title or words["title"], lang=words["lang"])
    # The script fits the map to the jurisdiction; zoom in quarters lets a tall phone use its whole width.
    options = {"max_zoom": 15, "min_zoom": 7, "zoom_snap": 0.25, "zoom_delta": 0.5, "attribution_control": False}
    drawn_map = OfflineMap(words["map"], **options)
    figure.add_child(drawn_map)
    figure.html.add_child(_Chrome(_chrome(view)), name="chrome")
    drawn_map.add_child(_Scene(script_text(scene_of(view))), name="scene")
    return drawn_map


def render(drawn_map: folium.Map, mode: Mode = "inline") -> str:
    """The page as text: "inline" is one self-contained file, "static" links to `/static/vendor/`.

    Raises:
        RemoteAsset: something added to the map would be loaded from another machine.
    """
    figure = drawn_map.get_root()
    figure.mode = mode
    return str(figure.render())


def _chrome(view: MapView) -> str:
    present = {known_kind(place.kind) for place in view.places}
    return _PAGES.get_template("page.html").render(
        view=view,
        words=view.words,
        notice=_notice(view),
        levels=[(digit(level), LEVEL_COLOURS[level], view.words[f"level_{level}"]) for level in LEVELS],
        unknown=(UNKNOWN, view.words["level_none"]),
        kinds=[(kind, drawn(kind), SYMBOLS[kind].shown) for kind in SYMBOLS if kind in present],
        last=len(view.days) - 1,
    )


def _notice(view: MapView) -> str:
    return view.notice or (view.words["schematic_notice"] if view.shapes.schematic else "")
