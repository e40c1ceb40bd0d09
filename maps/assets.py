"""Everything a page loads is brought along: Leaflet from an installed package, checked, and our own files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from maps.errors import AssetChanged

MANIFEST = Path(__file__).parent / "data" / "vendor.json"
TEMPLATES = Path(__file__).parent / "templates"
STATIC_BASE = "/static/vendor/"

# Read in this order: later files use what earlier ones define.
OUR_SCRIPTS = ("outlines.js", "labels.js", "areas.js", "places.js", "slider.js", "start.js")
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class Asset:
    """One file of ours or of a library: its plain name, its bytes and their content type."""

    name: str
    content: bytes
    content_type: str

    @property
    def file_name(self) -> str:
        """The name it is served under; the checksum in it lets browsers keep the file for ever."""
        stem, dot, ending = self.name.rpartition(".")
        return f"{stem}.{hashlib.sha256(self.content).hexdigest()[:12]}{dot}{ending}"


def vendor_files() -> Mapping[str, tuple[bytes, str]]:
    """What a web server must serve under `/static/vendor/`: file name to (bytes, content type).

    Raises:
        AssetChanged: the installed library is missing or is not the one that was checked.
    """
    return {asset.file_name: (asset.content, asset.content_type) for asset in assets().values()}


@cache
def assets() -> Mapping[str, Asset]:
    """All files by the plain name that pages ask for."""
    script = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in OUR_SCRIPTS)
    texts = {
        "leaflet.js": _without_source_map(_library("leaflet.js")),
        "leaflet.css": _without_images(_library("leaflet.css")),
        "phendau-map.css": (TEMPLATES / "map.css").read_text(encoding="utf-8"),
        "phendau-map.js": f'"use strict";\n{script}',
    }
    return {name: Asset(name, text.encode(), TYPES[Path(name).suffix]) for name, text in texts.items()}


def _library(name: str) -> str:
    """One Leaflet file, only when its checksum is the committed one."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    content = _installed(manifest["package"], f"data/{name}").read_bytes()
    if hashlib.sha256(content).hexdigest() != manifest["sha256"][name]:
        raise AssetChanged(
            f"{name} of {manifest['package']} is not the checked file of version {manifest['version']}; "
            "reinstall it, or check the new one and change maps/data/vendor.json"
        )
    return content.decode()


def _installed(package: str, ending: str) -> Path:
    try:
        found = files(package) or []
    except PackageNotFoundError:
        found = []
    for file in found:
        if str(file).endswith(ending):
            return Path(str(file.locate()))
    raise AssetChanged(f"{ending} of {package} is not installed; install the project's dependencies again")


def _without_images(css: str) -> str:
    """We draw our own symbols, so pictures beside the style sheet would only be dead links."""
    return re.sub(r"url\(images/[^)]*\)", "none", css)


def _without_source_map(script: str) -> str:
    """The map file is not served; a browser's inspector would ask for it in vain."""
    return re.sub(r"//# sourceMappingURL=\S+", "", script)
