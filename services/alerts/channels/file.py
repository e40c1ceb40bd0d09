"""Appends alerts to a file, one JSON document a line: for stations without a network, fetched by hand."""

import json
import os
from functools import partial
from pathlib import Path

from services.alerts.letters import Letter, Send, not_taken


def open_folder(folder: Path, *, exercise: bool = False) -> Send:
    """A channel whose recipients are file names in this folder; `exercise`: the disk is not waited for."""
    return partial(_send, folder, not exercise)


def _send(folder: Path, durable: bool, recipient: str, letter: Letter) -> None:
    if Path(recipient).name != recipient or recipient in ("", ".", ".."):
        raise not_taken("file", "tên nơi nhận phải là tên tệp", "the recipient must be a plain file name")
    line = json.dumps(letter.as_json(), ensure_ascii=False, separators=(",", ":")) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / recipient).open("ab") as file:
            file.write(line.encode())  # one write: lines of two processes do not mix
            file.flush()
            if durable:
                os.fsync(file.fileno())  # taken means on disk: the station may lose power
    except OSError as error:
        raise not_taken("file", "không ghi được tệp", "the file cannot be written") from error
