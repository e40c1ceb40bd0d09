"""Verbs that take records in: feeds, ingest, parked."""

from pathlib import Path
from typing import Annotated

import typer

from services.app.cli.answers import Json, answer_json, answer_rows, language, open_house, say, to_stderr
from services.app.cli.moments import moment_given
from services.app.own_feeds import feeds_of
from services.app.settings import read_settings
from services.app.wiring import House
from services.domain.errors import BadFile
from services.domain.receipts import Receipt
from services.domain.viewers import COMMAND


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command("feeds", help="Every feed: name, columns, sample.")(feeds)
    app.command("ingest", help="Take in files of one feed; answers a receipt.")(ingest)
    app.command("receipt", help="One receipt; --errors writes its refused rows, to mend and send.")(receipt)
    app.command("parked", help="Messages and rows set aside; --retry hands one over again.")(parked)


def feeds(as_json: Json = False) -> None:
    """List the feeds."""
    said = language()
    rows = [
        {
            "name": feed.name,
            "title": feed.title.said_in(said),
            "columns": [
                {"name": column.name, "required": column.required, "title": column.title.said_in(said)}
                for column in feed.sent_columns
            ],
            "sample": feed.sample,
        }
        for feed in feeds_of(read_settings()).values()
    ]
    if as_json:
        answer_json(rows)
        return
    for row in rows:
        say(f"{row['name']}: {row['title']}\n{row['sample']}")


def ingest(
    feed: Annotated[str, typer.Argument(help="Name of the feed; `phendau feeds` lists them.")],
    files: Annotated[list[Path], typer.Argument(help="CSV, TSV, XLSX, JSON or JSON Lines.")],
    learned_at: Annotated[
        str | None, typer.Option("--learned-at", help="When the files reached us (default: now).")
    ] = None,
    settle: Annotated[bool, typer.Option(help="Grade and alert at once (embedded house).")] = True,
    as_json: Json = False,
) -> None:
    """Take in files; one receipt each. A file that is broken as a whole ends with its error's exit code."""
    from services.app.workers import Readers
    from services.ingest.feeds import feed_named
    from services.ingest.files import receive_file

    with open_house() as house:
        known = feed_named(house.feeds, feed)
        moment = moment_given(house, learned_at, field="--learned-at")
        _refuse_missing(files)
        receipts = [
            receive_file(
                house.database,
                known,
                path,
                name=path.name,
                reading_of=house.reading,
                learned_at=moment,
                limit=house.settings.max_file,
                dated=learned_at is not None,
            )
            for path in files
        ]
        if settle and house.settings.embedded:
            Readers(house).settle()
    _answer(receipts, as_json)


def receipt(
    receipt_id: Annotated[str, typer.Argument(metavar="ID", help="The id on the receipt.")],
    errors: Annotated[
        Path | None, typer.Option("--errors", help="Write the refused rows to this .csv or .xlsx file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """A receipt as it stands now; the error file holds what was sent, so taking it is noted."""
    from services.ingest.receipts import as_receipt

    with open_house() as house:
        if errors is not None:
            _write_errors(house, receipt_id, errors)
        with house.database.reading() as tx:
            found = as_receipt(tx, receipt_id)
    if as_json:
        answer_json(found.model_dump(mode="json"))
    else:
        _say_receipt(found)


def _write_errors(house: House, receipt_id: str, out: Path) -> None:
    from services.ingest.error_files import error_csv, error_rows, note_opened, write_workbook
    from services.ingest.receipts import receipt_row

    with house.database.transaction() as tx:
        receipt_row(tx, receipt_id)
        note_opened(tx, receipt_id, COMMAND, "cli")
    with house.database.reading() as tx:
        table = error_rows(tx, house.privacy, receipt_id)
        if out.suffix.lower() == ".xlsx":
            write_workbook(table, out)
            return
        with out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(error_csv(table))


def parked(
    retry: Annotated[int | None, typer.Option("--retry", help="Hand this message over again.")] = None,
    retry_rows: Annotated[bool, typer.Option("--retry-rows", help="Read all rows set aside again.")] = False,
    as_json: Json = False,
) -> None:
    """What waits for a person: messages by their number, rows by their receipt."""
    from services.ingest.parked import parked_rows, retry_parked
    from services.plumbing.parking import parked_messages, release

    with open_house() as house:
        if retry is not None:
            release(house.database, house.consumers, retry)
        if retry_rows:
            retry_parked(house.database, house.feeds, house.reading)
        with house.database.reading() as tx:
            messages = [{"what": "message"} | vars(one) for one in parked_messages(tx)]
            rows = [{"what": "row"} | dict(one) for one in parked_rows(tx)]
    if as_json:
        answer_json(messages + rows)
        return
    for kind in filter(None, (messages, rows)):
        answer_rows(kind, as_json=False)
    if not messages and not rows:
        to_stderr("Không có gì đang tạm giữ. / Nothing is set aside.")


def _refuse_missing(files: list[Path]) -> None:
    for number, path in enumerate(files, start=1):
        if not path.is_file():
            raise BadFile(
                vi=f"FILE thứ {number}: không có tệp này hoặc không phải tệp; kiểm tra đường dẫn.",
                en=f"FILE number {number}: there is no such file; check the path.",
                field="FILE",
                code="no_file",
            )


def _answer(receipts: list[Receipt], as_json: bool) -> None:
    from services.ingest.files import refused_whole

    documents = [receipt.model_dump(mode="json") for receipt in receipts]
    if as_json:
        answer_json(documents[0] if len(documents) == 1 else documents)
    else:
        for receipt in receipts:
            _say_receipt(receipt)
    refused = [receipt for receipt in receipts if refused_whole(receipt)]
    for receipt in refused:
        problem = receipt.problems[0]
        text = problem.message_vi if language() == "vi" else problem.message_en
        to_stderr(f"{receipt.file}: {text}")
    if refused:
        raise typer.Exit(code=BadFile.exit_code)


def _say_receipt(receipt: Receipt) -> None:
    outcomes = ("rows", "kept", "warned", "duplicate", "refused", "parked")
    counts = ", ".join(f"{name} {getattr(receipt, name)}" for name in outcomes)
    say(f"{receipt.file}: {counts}")
    for problem in receipt.problems:
        text = problem.message_vi if language() == "vi" else problem.message_en
        say(f"  {'' if problem.row is None else problem.row} {problem.field or ''} {text}".rstrip())
    if receipt.more_problems:
        say(f"  … {receipt.more_problems}: phendau receipt {receipt.id} --errors FILE.csv")
