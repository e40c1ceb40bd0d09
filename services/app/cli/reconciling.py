"""Verb `reconcile`: two sources of one thing, their differences listed and the known habits named."""

from typing import Annotated, Any

import typer

from services.app.cli.answers import AsOf, Csv, Json, answer_rows, language, open_house, to_stderr
from services.app.cli.moments import moment_given
from services.domain.errors import BadRecord

SOURCE = "FEED:FILE, or the name of a feed of the house."


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command("reconcile", help="Two sources of one thing: their differences, the known ones named.")(
        reconcile
    )


def reconcile(
    a: Annotated[str, typer.Argument(help=SOURCE)],
    b: Annotated[str, typer.Argument(help=SOURCE)],
    as_of: AsOf = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Two sites of daily counts, or two lists of exposure sites; what agrees is counted on standard error."""
    first, second = _records(a, as_of), _records(b, as_of)
    kinds = {type(one).__name__ for one in (*first, *second)}
    if len(kinds) > 1:
        raise BadRecord(
            vi="A và B không cùng loại; đối chiếu hai nguồn số ca, hoặc hai danh sách điểm nguy cơ.",
            en="A and B are not of one kind; give two sites of counts, or two lists of exposure sites.",
            field="B",
            code="not_comparable",
        )
    rows = _sites(first, second) if kinds == {"ExposureSite"} else _counts(first, second)
    answer_rows(rows, as_json=as_json, csv_file=csv)


def _records(source: str, as_of: str | None) -> list[Any]:
    from services.app.cli.sources import rows_read
    from services.ingest.feeds import FEEDS
    from services.ingest.published_lists import list_records

    feeds = ("vncdc-daily", "ncsc-daily", "exposure-sites")
    if ":" in source or source not in feeds:
        return [one.record for one in rows_read(source, feeds) if one.record is not None]
    with open_house() as house:
        moment = moment_given(house, as_of)
        with house.database.reading() as tx:
            return list_records(tx, FEEDS[source], moment)


def _counts(first: list[Any], second: list[Any]) -> list[dict[str, Any]]:
    from services.risk.heard import Count
    from services.risk.reconciling import SENTENCES
    from services.risk.reconciling import reconcile as reconciled

    counts = [
        Count(name, one.area, one.day, one.new_cases)
        for name, records in zip(_names(first, second), (first, second), strict=True)
        for one in records
    ]
    found = reconciled(counts, *_names(first, second))
    to_stderr(f"{found.site_a} – {found.site_b}: lag {found.lag_days}, agreed {found.agreed}, {found.sums()}")
    said = language()
    return [vars(one) | {"note": SENTENCES[one.why].said_in(said)} for one in found.differences]


def _names(first: list[Any], second: list[Any]) -> tuple[str, str]:
    """The sites' own names; two lists of one site are told apart."""
    names = [records[0].site if records else name for records, name in ((first, "a"), (second, "b"))]
    return (names[0], names[1]) if names[0] != names[1] else (names[0], f"{names[1]} (b)")


def _sites(first: list[Any], second: list[Any]) -> list[dict[str, Any]]:
    from services.ingest.site_differences import site_differences

    return [vars(one) | {"fields": " ".join(one.fields)} for one in site_differences(first, second)]
