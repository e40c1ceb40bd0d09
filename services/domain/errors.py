"""Our error tree. HTTP status and exit code stand on each; `app` is the only translator.

PhenDauError            500  1   any of ours
├── BadRecord           422  10  the sender can mend it
│   └── BadFile         422  10  a file that is broken as a whole: refused whole
├── UnknownArea         404  11  no such area in the register
├── NotFound            404  11  no such feed, receipt, alert
├── NotInForce          409  12  no law covers that day
├── BadLaw              500  13  a law file is wrong; the house does not start
├── BadSetting          500  14  a setting is wrong or missing; the house does not start
├── NotAllowed          403  15  the caller may not see or do this
├── WrongState          409  16  the step does not fit the state (an alert already closed)
├── Unavailable         503  17  a part we need does not answer; try again
└── Fenced              500  18  another worker has moved this position on; start again from the stored one
"""

from typing import ClassVar

from services.domain.base import Sentence


class PhenDauError(Exception):
    """Any of our errors: one clear sentence (field, reason, what to do) in Vietnamese and English."""

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(self, vi: str, en: str, *, field: str | None = None, code: str | None = None) -> None:
        """`field` names the field at fault (never its value); `code` is a stable word for machines."""
        super().__init__(en)
        self.sentence = Sentence(vi=vi, en=en)
        self.field = field
        self.code = code or type(self).__name__


class BadRecord(PhenDauError):
    """The sender can mend it."""

    status = 422
    exit_code = 10


class BadFile(BadRecord):
    """A file that is broken as a whole; nothing of it was taken in."""


class UnknownArea(PhenDauError):
    """No such area in the register of this jurisdiction."""

    status = 404
    exit_code = 11


class NotFound(PhenDauError):
    """No such feed, receipt or alert."""

    status = 404
    exit_code = 11


class NotInForce(PhenDauError):
    """No law covers that moment."""

    status = 409
    exit_code = 12


class BadLaw(PhenDauError):
    """A law file is wrong; the house does not start."""

    exit_code = 13


class BadSetting(PhenDauError):
    """A setting is wrong or missing; the house does not start."""

    exit_code = 14


class NotAllowed(PhenDauError):
    """The caller may not see or do this."""

    status = 403
    exit_code = 15


class WrongState(PhenDauError):
    """The step does not fit the state of the thing."""

    status = 409
    exit_code = 16


class Unavailable(PhenDauError):
    """A part we need does not answer; trying again later may help."""

    status = 503
    exit_code = 17


class Fenced(PhenDauError):
    """Another worker has moved this reading position; start again from the stored one."""

    exit_code = 18
