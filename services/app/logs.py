"""One structured line per request, message and job, on standard error; never a value a person gave us."""

import json
import logging
import sys
import traceback

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLine(logging.Formatter):
    """A log record as one JSON line: time, level, where, what, and the extra fields it was given."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. Of an exception only its kind and places are told: its text may quote a person."""
        said = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "what": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _PLAIN},
        }
        if record.exc_info and record.exc_info[0]:
            said["fault"] = record.exc_info[0].__name__
            said["places"] = [f"{f.name}:{f.lineno}" for f in traceback.extract_tb(record.exc_info[2])[-4:]]
        return json.dumps(said, ensure_ascii=False, default=str)


def log_lines(level: str) -> None:
    """Log from here on, from this level up; libraries from WARNING up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("services").setLevel(level)
