"""`phendau geo import`: the province's own outlines in place of the schematic ones."""

from pathlib import Path
from typing import Annotated

import typer

from maps.errors import GisMissing, MapError
from maps.importer import ImportReport, import_outlines, install
from maps.outlines.matching import RegisterRow
from maps.shapes import load_shapes
from services.app.cli.answers import Json, answer_json, language, open_house, say
from services.app.outlines import imported_outlines, outlines_path
from services.domain.areas import Area, Areas, Tier
from services.domain.errors import BadFile

app = typer.Typer(no_args_is_help=True)


@app.callback()
def geo() -> None:
    """Outlines of the map."""


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="GeoJSON, Shapefile (also zipped), GPKG or MapInfo TAB.")],
    tier: Annotated[
        Tier, typer.Option("--tier", help="What the file holds: commune or district.")
    ] = Tier.COMMUNE,
    crs: Annotated[
        str | None, typer.Option("--crs", help="EPSG code where the file names none: EPSG:5899.")
    ] = None,
    layer: Annotated[str | None, typer.Option("--layer", help="Which layer of a file with several.")] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Of the names, where the file is wrong.")
    ] = None,
    try_only: Annotated[bool, typer.Option("--try", help="Report only; change nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Check a file of outlines by code and name; the old layer stays until the new one passes whole."""
    with open_house() as house:
        shapes = load_shapes(house.jurisdiction.name, imported_outlines(house.settings))
        areas = house.jurisdiction.areas
        register = [_row(area, areas) for area in areas.of_tier(tier)]
        try:
            report = import_outlines(
                file, register, crs=crs, layer=layer, encoding=encoding, tier=tier, old=shapes
            )
        except MapError as error:
            raise _refused(error) from error
        target = outlines_path(house.settings)
        installed = report.accepted and not try_only
        if installed:
            install(report, target)
    _answer(report, installed, as_json)


def _refused(error: MapError) -> BadFile:
    if isinstance(error, GisMissing):
        vi = "Nạp ranh giới cần thư viện GIS; cài bằng: pip install 'phendau[gis]'."
        return BadFile(vi, str(error), field="FILE", code="gis_missing")
    vi = "Không dùng được tệp ranh giới này; lớp cũ giữ nguyên. Kiểm tra định dạng, mã đơn vị và hệ tọa độ."
    return BadFile(vi, str(error), field="FILE", code="bad_outlines")


def _row(area: Area, areas: Areas) -> RegisterRow:
    district = areas.path(area.code)[1] if area.tier is Tier.COMMUNE else None
    return RegisterRow(
        code=area.code,
        name=area.short_name,
        kind=area.name.removesuffix(area.short_name).strip(),
        district_code=district.code if district else "",
        district_name=district.short_name if district else "",
        tier=area.tier.value,
    )


def _answer(report: ImportReport, installed: bool, as_json: bool) -> None:
    problems = [vars(problem) for problem in report.problems]
    document = {
        "file": report.source,
        "tier": report.tier,
        "wanted": report.wanted,
        "matched": report.matched,
        "missing": report.missing,
        "extra": report.extra,
        "installed": installed,
        "problems": problems,
    }
    if as_json:
        answer_json(document)
    else:
        say(f"{report.source}: {report.matched}/{report.wanted}, {'OK' if installed else '–'}")
        for problem in problems:
            say(f"  {problem['message_vi' if language() == 'vi' else 'message_en']}")
    if not report.accepted:
        raise typer.Exit(code=BadFile.exit_code)
