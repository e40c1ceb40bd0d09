"""Points at which a test may kill or freeze this process; nothing happens unless a setting names one."""

import logging
import random
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from services.domain.errors import BadSetting

log = logging.getLogger(__name__)

POINTS: Mapping[str, str] = {
    "polled": "a worker has polled messages and has done nothing with them",
    "prepared": "a worker has read a batch and has not begun its transaction",
    "kept": "a worker has written its rows and its position and has not committed",
    "settled": "one subject of the worker of tracing has set its lists, and the next has not",
    "committed": "a worker has committed and has not polled again",
    "appending": "messages are about to be appended to the log",
    "sent": "messages are handed to Kafka's client and not acknowledged",
    "acknowledged": "the log holds the messages and their sender does not know it",
    "received": "a door has a request and has stored nothing",
    "stored": "a door has committed and has not answered",
    "committing": "a transaction that writes is complete and its commit is not asked for",
}
"""Every step that matters, in the words of the table in docs/faults.md."""

ACTIONS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}


@dataclass
class Fault:
    """What happens at one point: at its n-th passing, or with a chance at each."""

    point: str
    signal: signal.Signals
    nth: int = 0
    chance: float = 0.0
    dice: random.Random = field(default_factory=random.Random)
    passed: int = 0

    def is_due(self) -> bool:
        """Count one passing."""
        self.passed += 1
        return self.passed == self.nth or self.dice.random() < self.chance


_armed: dict[str, Fault] = {}
_counting = threading.Lock()


def arm(told: str | None, seed: int = 0) -> None:
    """Take `POINT:WHEN[:ACTION]`, several by commas; None disarms. Raises BadSetting.

    WHEN is a whole number (that passing, once) or a share below 1 (the chance at each passing, drawn with
    the seed). ACTION is `kill` (SIGKILL, as if nothing was given) or `stop` (SIGSTOP).
    """
    _armed.clear()
    for one in (told or "").split(","):
        if one.strip():
            fault = _fault(one.strip(), seed)
            _armed[fault.point] = fault
    if _armed:
        log.warning("fault points are armed: this process will hurt itself", extra={"points": told})


def reached(point: str) -> None:
    """Say that a point is passed; costs the look at an empty dictionary."""
    if _armed:
        _perhaps(point)


def _perhaps(point: str) -> None:
    fault = _armed.get(point)
    if fault is None:
        return
    with _counting:
        due = fault.is_due()
    if due:
        log.warning("fault point", extra={"point": point, "signal": fault.signal.name})
        # To this thread: sent to the process, another one takes it and this one goes on past the point.
        signal.pthread_kill(threading.get_ident(), fault.signal)


def _fault(told: str, seed: int) -> Fault:
    point, when, action = (*told.split(":"), "kill", "kill")[:3]
    if point not in POINTS or action not in ACTIONS or told.count(":") not in (1, 2):
        _refuse(told)
    try:
        share = float(when)
    except ValueError:
        _refuse(told)
    if 0 < share < 1:
        return Fault(point, ACTIONS[action], chance=share, dice=random.Random(f"{seed}:{point}"))
    if share >= 1 and share == int(share):
        return Fault(point, ACTIONS[action], nth=int(share))
    return _refuse(told)


def _refuse(told: str) -> NoReturn:
    raise BadSetting(
        vi=f"PHENDAU_FAULT không đọc được ở '{told}'; viết ĐIỂM:LẦN[:kill|stop], điểm là một trong: "
        f"{', '.join(POINTS)}. Không dùng khi vận hành thật.",
        en=f"PHENDAU_FAULT does not read at '{told}'; write POINT:WHEN[:kill|stop], the point being one of: "
        f"{', '.join(POINTS)}. Never set it on a real house.",
        field="PHENDAU_FAULT",
    )
