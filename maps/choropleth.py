"""Draws a view as a folium map, and the map as a page that asks nobody for anything."""

from __future__ import annotations

import folium
import jinja2
from branca.element import Element
from folium.template import Template

from maps.errors import MapError
from maps.figure import Mode, OfflineFigure, OfflineMap
from maps.paint import AT_LEAST, LEVEL_COLOURS, LEVELS, UNKNOWN, digit
from maps.scene import scene_of, script_text
from maps.symbols import SYMBOLS, drawn, known_kind
from maps.view import MapView

# The script fits the map to the jurisdiction; zoom in quarters lets a tall phone use its whole width.
OPTIONS = {"max_zoom": 15, "min_zoom": 7, "zoom_snap": 0.25, "zoom_delta": 0.5, "attribution_control": False}

_PAGES = jinja2.Environment(
    loader=jinja2.PackageLoader("maps"), autoescape=True, undefined=jinja2.StrictUndefined
)


class _Finished(Element):
    """Text that is ready. branca reads a plain Element's text as a template, and would run what is in it."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def draw(view: MapView) -> folium.Map:
    """A folium map of the view; hand it to `render`, or add folium elements of your own before."""
    words = view.words
    figure = OfflineFigure(title=view.title or words["title"], lang=words["lang"])
    drawn_map = OfflineMap(**OPTIONS)
    figure.add_child(drawn_map)
    figure.html.add_child(_Finished(_chrome(view)), name="chrome")
    figure.script.add_child(_Finished(f"const phdScene = {script_text(scene_of(view))};"), name="scene")
    return drawn_map


def render(drawn_map: folium.Map, mode: Mode = "inline") -> str:
    """The page as text: "inline" is one self-contained file, "static" links to `/static/vendor/`.

    Raises:
        RemoteAsset: something added to the map would be loaded from another machine.
        MapError: the map was not drawn by `draw`.
    """
    figure = drawn_map.get_root()
    if not isinstance(figure, OfflineFigure):
        raise MapError("only maps made by maps.choropleth.draw are rendered; others load from the network")
    figure.mode = mode
    return figure.render()


def _chrome(view: MapView) -> str:
    present = {known_kind(place.kind) for place in view.places}
    return _PAGES.get_template("page.html").render(
        view=view,
        words=view.words,
        notice=_notice(view),
        levels=[(digit(level), LEVEL_COLOURS[level], view.words[f"level_{level}"]) for level in LEVELS],
        hatched=[(level, LEVEL_COLOURS[level]) for level in AT_LEAST],
        unknown=(UNKNOWN, view.words["level_none"]),
        kinds=[(kind, drawn(kind), SYMBOLS[kind].shown) for kind in SYMBOLS if kind in present],
        last=len(view.days) - 1,
    )


def _notice(view: MapView) -> str:
    return view.notice or (view.words["schematic_notice"] if view.shapes.schematic else "")
