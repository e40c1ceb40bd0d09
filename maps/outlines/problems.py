"""Everything that can be wrong with an outlines file, each as one sentence in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 12  # a sentence names this many; a wrong file would otherwise fill the screen


@dataclass(frozen=True)
class Problem:
    """One finding. `fatal` ones refuse the file; the others are told and the import goes on."""

    code: str
    message_vi: str
    message_en: str
    fatal: bool = True


def unreadable(name: str, why: str) -> Problem:
    """The file is not one GDAL can read."""
    return Problem(
        "unreadable",
        f"Không đọc được tệp {name}: {why}. "
        "Hãy dùng GeoJSON, Shapefile (kể cả nén .zip), GPKG hoặc MapInfo TAB.",
        f"{name} cannot be read: {why}. Use GeoJSON, Shapefile (also zipped), GPKG or MapInfo TAB.",
    )


def several_layers(names: Sequence[str]) -> Problem:
    """The file holds more than one layer and none was chosen."""
    return Problem(
        "several_layers",
        f"Tệp có nhiều lớp: {_listed(names)}. Hãy chọn một lớp bằng --layer.",
        f"The file has several layers: {_listed(names)}. Choose one with --layer.",
    )


def no_polygons() -> Problem:
    """There is no polygon in the layer."""
    return Problem(
        "no_polygons",
        "Lớp này không có vùng (polygon) nào. Hãy chọn tệp hoặc lớp chứa ranh giới dạng vùng.",
        "The layer has no polygon. Choose a file or layer that holds borders as polygons.",
    )


def crs_missing() -> Problem:
    """Numbers that are no degrees, and no word of what they are."""
    return Problem(
        "crs_missing",
        "Tệp không ghi hệ tọa độ và số liệu không phải là độ kinh vĩ. Hãy thêm --crs, ví dụ --crs EPSG:5899 "
        "(VN-2000, múi 3 độ, kinh tuyến trục 107°45').",
        "The file names no coordinate system and its numbers are not degrees. Add --crs, for example "
        "--crs EPSG:5899 (VN-2000 / TM-3 107-45).",
    )


def crs_unknown(given: str) -> Problem:
    """The given coordinate system does not exist."""
    return Problem(
        "crs_unknown",
        f"Không có hệ tọa độ nào tên là '{given}'. Hãy ghi mã EPSG, ví dụ EPSG:5899.",
        f"There is no coordinate system '{given}'. Give an EPSG code, for example EPSG:5899.",
    )


def crs_assumed() -> Problem:
    """No coordinate system, but the numbers look like degrees."""
    return Problem(
        "crs_assumed",
        "Tệp không ghi hệ tọa độ; số liệu trông như độ kinh vĩ nên được hiểu là WGS84.",
        "The file names no coordinate system; its numbers look like degrees and are taken as WGS84.",
        fatal=False,
    )


def crs_unnamed() -> Problem:
    """A coordinate system without a known datum: the map may be shifted by a few hundred metres."""
    return Problem(
        "crs_unnamed",
        "Hệ tọa độ trong tệp không có mã EPSG, bản đồ có thể lệch vài trăm mét. "
        "Nếu biết, hãy nhập lại với --crs, ví dụ --crs EPSG:5899.",
        "The file's coordinate system has no EPSG code, so the map may be off by a few hundred metres. "
        "If you know it, import again with --crs, for example --crs EPSG:5899.",
        fatal=False,
    )


def elsewhere() -> Problem:
    """The outlines lie outside the jurisdiction."""
    return Problem(
        "elsewhere",
        "Ranh giới trong tệp nằm ngoài địa bàn. Hãy kiểm tra hệ tọa độ (--crs) và thứ tự kinh độ, vĩ độ.",
        "The outlines lie outside the jurisdiction. Check the coordinate system (--crs) and the order of "
        "longitude and latitude.",
    )


def nothing_matched(columns: Sequence[str]) -> Problem:
    """Not one row is a unit of the register: another province, other years' codes, or garbled letters."""
    return Problem(
        "nothing_matched",
        f"Không dòng nào khớp danh mục. Các cột trong tệp: {_listed(columns)}. "
        "Hãy kiểm tra cột mã hoặc cột tên; nếu chữ bị lỗi, hãy thêm --encoding.",
        f"No row matches the register. Columns of the file: {_listed(columns)}. Check the column of codes or "
        "names; if letters are garbled, add --encoding.",
    )


def missing(codes: Sequence[str], wanted: int) -> Problem:
    """Units of the register that the file does not have."""
    return Problem(
        "missing",
        f"Thiếu {len(codes)} trên {wanted} đơn vị của danh mục: {_listed(codes)}. Lớp cũ được giữ nguyên.",
        f"{len(codes)} of the register's {wanted} units are missing: {_listed(codes)}. The old layer stays.",
    )


def extra(names: Sequence[str]) -> Problem:
    """Rows of the file that belong to no unit of the register."""
    return Problem(
        "extra",
        f"{len(names)} dòng trong tệp không khớp đơn vị nào và bị bỏ qua: {_listed(names)}.",
        f"{len(names)} rows of the file match no unit and are left out: {_listed(names)}.",
        fatal=False,
    )


def merged(codes: Sequence[str]) -> Problem:
    """One unit drawn in several rows that do not overlap, as islands often are."""
    return Problem(
        "duplicate",
        f"{len(codes)} đơn vị có nhiều dòng trong tệp và được gộp lại: {_listed(codes)}.",
        f"{len(codes)} units have several rows in the file, which are merged: {_listed(codes)}.",
        fatal=False,
    )


def overlapping(codes: Sequence[str]) -> Problem:
    """One unit drawn twice over the same ground: nobody can say which one is meant."""
    return Problem(
        "duplicate_overlap",
        f"{len(codes)} đơn vị có nhiều vùng chồng lên nhau: {_listed(codes)}. "
        "Hãy giữ lại một vùng cho mỗi đơn vị.",
        f"{len(codes)} units are drawn twice over the same ground: {_listed(codes)}. "
        "Keep one outline for each.",
    )


def mended() -> Problem:
    """Gaps and overlaps between units were closed."""
    return Problem(
        "mended",
        "Giữa các đơn vị có khe hở hoặc chỗ chồng lấn; đã được khép lại.",
        "There were gaps or overlaps between units; they were closed.",
        fatal=False,
    )


def not_mended() -> Problem:
    """Gaps and overlaps stay, because the installed library cannot close them."""
    return Problem(
        "not_mended",
        "Giữa các đơn vị có khe hở hoặc chỗ chồng lấn chưa khép được; bản đồ vẫn dùng được.",
        "There are gaps or overlaps between units that could not be closed; the map still works.",
        fatal=False,
    )


def area_changed(changes: Sequence[str]) -> Problem:
    """Areas that differ much from the layer that is replaced."""
    return Problem(
        "area_changed",
        f"Diện tích khác nhiều so với lớp cũ: {_listed(changes)}. Hãy xem lại trước khi dùng.",
        f"Areas differ much from the old layer: {_listed(changes)}. Look at them before use.",
        fatal=False,
    )


def _listed(names: Sequence[str]) -> str:
    more = f", … (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
