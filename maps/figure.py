"""A folium figure that can only link to what we bring along; anything else is an error, not a blank map."""

from __future__ import annotations

import re
from typing import Any, Literal

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.template import Template

from maps.assets import STATIC_BASE, Asset, assets
from maps.errors import RemoteAsset

Mode = Literal["inline", "static"]

_SCRIPT_TEXT = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL | re.IGNORECASE)
_LOADED = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio|embed|use|image)\b[^>]*?(?:src|href)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)"""
    r"""|url\(\s*["']?\s*((?:https?:)?//[^)"']+)|@import\s+["']?\s*((?:https?:)?//[^"';]+)""",
    re.IGNORECASE,
)


class _Embedded(Element):
    """A library file written into the page itself."""

    _template = Template("<{{ this.tag }}>{{ this.text }}</{{ this.tag }}>")

    def __init__(self, asset: Asset) -> None:
        super().__init__()
        self.tag = "script" if asset.name.endswith(".js") else "style"
        self.text = asset.content.decode().replace("</script", "<\\/script")


class OfflineFigure(Figure):
    """The page around a map.

    `mode` is "inline" (one file, for mail and USB stick) or "static" (library files served by the web app).
    """

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.lang|e }}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{{ this.title|e }}</title>\n{{ this.header.render(**kwargs) }}\n</head>\n"
        "<body>\n{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n</body>\n</html>\n"
    )

    def __init__(self, title: str, lang: str) -> None:
        super().__init__(title=title)
        self.lang = lang
        self.mode: Mode = "inline"
        self.header._children.pop("meta_http", None)  # the template says the charset once

    def render(self, **kwargs: Any) -> str:
        """The whole page.

        Raises:
            RemoteAsset: something on the page would be loaded from another machine.
        """
        for child in self._children.values():
            child.render(**kwargs)
        self._bring_along()
        page = str(self._template.render(this=self, kwargs=kwargs))
        refuse_remote(page)
        return page

    def _bring_along(self) -> None:
        for name, element in list(self.header._children.items()):
            if isinstance(element, JavascriptLink | CssLink):
                self.header._children[name] = self._local(element)

    def _local(self, link: Any) -> Any:
        asset = assets().get(link.url.removeprefix(STATIC_BASE))
        if asset is None and link.url.startswith(STATIC_BASE):
            return link  # already ours: the page is rendered a second time
        if asset is None:
            raise RemoteAsset(
                f"no copy of {link.url} is brought along; do without, or add it to maps/assets.py"
            )
        if self.mode == "inline":
            return _Embedded(asset)
        return type(link)(STATIC_BASE + asset.file_name)


class OfflineMap(folium.Map):
    """A folium map that asks for Leaflet and our own files only; no tiles, no jQuery, no icon fonts.

    Its page must define `phdScene`, the data that our script draws.
    """

    default_js = [(name, name) for name in ("leaflet.js", "phendau-map.js")]
    default_css = [(name, name) for name in ("leaflet.css", "phendau-map.css")]

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<div id="{{ this.get_name() }}" class="phd-map"></div>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "const {{ this.get_name() }} ="
        " L.map({{ this.get_name()|tojson }}, {{ this.options|tojavascript }});\n"
        "phendauMap({{ this.get_name() }}, phdScene);"
        "{% endmacro %}"
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(tiles=None, zoom_control=False, **options)
        self._id = "phendau"  # a fixed name: the same view gives the same page, byte for byte


def refuse_remote(page: str) -> None:
    """Raise when a page would load anything from another machine.

    Raises:
        RemoteAsset: with the first addresses found.
    """
    found = ["".join(match) for match in _LOADED.findall(_SCRIPT_TEXT.sub(r"\1", page))]
    if found:
        raise RemoteAsset(f"the page would load {found[:3]} from another machine; bring the files along")
