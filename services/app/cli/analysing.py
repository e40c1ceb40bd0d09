"""Verbs for analysts: files in, result out; no house is needed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from services.app.cli.answers import Csv, Json, answer_table, language
from services.domain.errors import BadFile


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command("link", help="Which rows of two files (or of one) are the same person, and why.")(link)


def link(
    file_a: Annotated[Path, typer.Argument(metavar="A.csv", help="The first table.")],
    fields: Annotated[Path, typer.Option("--fields", help="MAP.yaml: which columns hold what.")],
    file_b: Annotated[
        Path | None,
        typer.Argument(metavar="[B.csv]", help="The second; without it A is compared with itself."),
    ] = None,
    merge: Annotated[
        float, typer.Option("--merge", min=0, max=1, help="Joined from this probability.")
    ] = 0.8,
    review: Annotated[
        float, typer.Option("--review", min=0, max=1, help="For a person to look at, from this one.")
    ] = 0.3,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Pairs first, then who is new; nothing is learned from labels, nothing leaves this machine."""
    from services.app.tables_in import read_table
    from services.linkage.deciding import Thresholds
    from services.linkage.mapping import check_columns, read_map
    from services.linkage.tables_linked import link_tables

    wanted = read_map(_text(fields))
    columns_a, a = read_table(file_a, "A")
    columns_b, b = read_table(file_b, "B") if file_b else (columns_a, None)
    check_columns(wanted, columns_a, columns_b)
    said = language()
    rows = [
        {
            "a": one.a,
            "b": one.b,
            "probability": one.probability,
            "band": one.band.value,
            "why": one.why.said_in(said),
        }
        for one in link_tables(wanted, a, b, Thresholds(merge, max(min(review, merge), 0.001)))
    ]
    heads = ("a", "b", "probability", "band", "why")
    answer_table(rows, heads, as_json=as_json, csv_file=csv, line=_line)


def _line(row: Mapping[str, Any]) -> str:
    return f"{row['band']:<6} {row['probability']:.3f} {row['a'] or '–'} {row['b'] or '–'}: {row['why']}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(
            vi="MAP.yaml: không phải tệp chữ UTF-8; hãy lưu lại dạng UTF-8.",
            en="MAP.yaml: is no UTF-8 text; save it as UTF-8.",
            field="--fields",
            code="bad_map",
        ) from None
