"""What can go wrong when drawing or importing maps; one small tree.

MapError
|-- UnknownJurisdiction   no outlines are shipped under that name
|-- BadOutlines           an outlines file cannot be used
|-- RemoteAsset           a page would ask another machine for something
|-- AssetChanged          a library file is not the one that was checked
|-- GisMissing            the optional GIS libraries are not installed
"""

from __future__ import annotations


class MapError(Exception):
    """Any error of this package; its text says what is wrong and what to do."""


class UnknownJurisdiction(MapError):
    """No outlines are shipped under that name."""


class BadOutlines(MapError):
    """An outlines file is unreadable, incomplete or not ours."""


class RemoteAsset(MapError):
    """A page would load something from another machine; maps must work without a network."""


class AssetChanged(MapError):
    """An installed library file differs from the one whose checksum is in the manifest."""


class GisMissing(MapError):
    """Shapely, pyogrio or pyproj is not installed."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs the GIS libraries; install them with: pip install 'phendau[gis]'")
