"""One structured line per request, message and job, on standard error; never a value a person gave us."""

import json
import logging
import sys
import time
import traceback
from functools import lru_cache

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

_ENCODE = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JsonLine(logging.Formatter):
    """A log record as one JSON line: time, level, where, what, and the extra fields it was given."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. Of an exception only its kind and places are told: its text may quote a person."""
        said = {
            "at": _second(int(record.created)),
            "level": record.levelname,
            "from": record.name,
            "what": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _PLAIN},
        }
        if record.exc_info and record.exc_info[0]:
            said["fault"] = record.exc_info[0].__name__
            said["places"] = [f"{f.name}:{f.lineno}" for f in traceback.extract_tb(record.exc_info[2])[-4:]]
        return _ENCODE(said)


def log_lines(level: str) -> None:
    """Log from here on, from this level up; libraries from WARNING up."""
    _look_up_less()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("services").setLevel(level)


@lru_cache(maxsize=1)  # a busy door writes hundreds of lines in one second
def _second(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(moment))


def _look_up_less() -> None:
    """What no line of ours tells need not be found out for each (Python's logging guide, "Optimization")."""
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
