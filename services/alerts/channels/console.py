"""Writes alerts to a text stream: the laptop's, and the log of a container."""

from functools import partial
from typing import TextIO

from services.alerts.letters import Letter, Send, not_taken


def open_console(stream: TextIO) -> Send:
    """A channel that writes to this stream (standard error: standard output belongs to `--json`)."""
    return partial(_send, stream)


def _send(stream: TextIO, recipient: str, letter: Letter) -> None:
    title, text = letter.title.said_in(letter.language), letter.text.said_in(letter.language)
    try:
        stream.write(f"[{recipient}] {title}\n{text}\n({letter.key})\n\n")
        stream.flush()
    except (OSError, ValueError) as error:  # a closed pipe; a closed stream
        raise not_taken("console", "không ghi được ra màn hình", "the stream is closed") from error
