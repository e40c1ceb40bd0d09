"""A watched folder: `inbox/<feed>/` is read, and each file moved aside with its receipt."""

import time
from datetime import datetime
from pathlib import Path

from services.domain.receipts import Receipt
from services.ingest.feed import Feed
from services.ingest.feeds import Feeds
from services.ingest.files import MAX_BYTES, ReadingOf, receive_file, refused_whole
from services.plumbing.database import Database

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonl", ".ndjson")
SETTLE_SECONDS = 1.0  # a file that grows between two looks is still being written

_Look = tuple[int, int]


def receive_folder(
    database: Database,
    feeds: Feeds,
    inbox: Path,
    *,
    reading_of: ReadingOf,
    learned_at: datetime,
    settle_seconds: float = SETTLE_SECONDS,
    limit: int = MAX_BYTES,
) -> list[Receipt]:
    """Take in every whole file of the inbox, oldest first; returns their receipts.

    A file ends up in `done/` or, refused as a whole, in `refused/`, with `<name>.receipt.json` beside it.
    A crash before the move repeats nothing: the same bytes are known.
    """
    return [
        _receive(database, feeds[feed], path, reading_of, learned_at, limit)
        for feed, path in _whole_files(feeds, inbox, settle_seconds)
    ]


def _whole_files(feeds: Feeds, inbox: Path, settle_seconds: float) -> list[tuple[str, Path]]:
    """Files that look the same twice; writers who rename into place are seen whole at once."""
    first = {(feed, path): _look(path) for feed in feeds for path in _candidates(inbox / feed)}
    if not first:
        return []
    time.sleep(settle_seconds)
    settled = [one for one, look in first.items() if look and look == _look(one[1])]
    return sorted(settled, key=lambda one: first[one] or (0, 0))


def _candidates(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else iter(())
    return [path for path in found if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~"))]


def _look(path: Path) -> _Look | None:
    try:
        stat = path.stat()
    except FileNotFoundError:  # renamed or taken by another process between two looks
        return None
    return stat.st_mtime_ns, stat.st_size


def _receive(
    database: Database, feed: Feed, path: Path, reading_of: ReadingOf, learned_at: datetime, limit: int
) -> Receipt:
    receipt = receive_file(
        database,
        feed,
        path,
        name=path.name,
        reading_of=reading_of,
        learned_at=learned_at,
        door="folder",
        limit=limit,
    )
    aside = path.parent / ("refused" if refused_whole(receipt) else "done")
    aside.mkdir(exist_ok=True)
    target = aside / path.name
    if target.exists():  # the same name was sent before: keep both
        target = aside / f"{path.stem}.{receipt.id}{path.suffix}"
    target.with_name(target.name + ".receipt.json").write_text(
        receipt.model_dump_json(indent=1), encoding="utf-8"
    )
    path.replace(target)
    return receipt
