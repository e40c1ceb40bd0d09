"""Runs a verb, and turns our errors into a sentence and an exit code: here and nowhere else."""

import gc
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.app.cli.answers import language, to_stderr
from services.app.cli.verbs import app_for
from services.domain.base import Sentence
from services.domain.errors import BadFile, PhenDauError, Unavailable

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb. Exit code 0: done; 2: wrong usage; else the error tree's code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(50_000, 20, 20)  # code just read is no garbage: looking through it is a fifth of a start
    try:
        app_for(given)(given, prog_name="phendau")
    except Exception as error:
        fault = _fault(error)
        if fault is None:
            raise
        _end(given, fault)


def _fault(error: Exception) -> PhenDauError | None:
    from sqlalchemy.exc import DBAPIError  # here, because verbs over files start without a database

    if isinstance(error, PhenDauError):
        return error
    if isinstance(error, DBAPIError):
        return _database_fault(error)
    return _file_fault(error) if isinstance(error, OSError) else None


def _end(arguments: list[str], error: PhenDauError) -> None:
    if "--json" in arguments:
        said = {"message_vi": error.sentence.vi, "message_en": error.sentence.en}
        sys.stdout.write(
            json.dumps({"error": {"code": error.code, "field": error.field, **said}}, ensure_ascii=False)
        )
        sys.stdout.write("\n")
    to_stderr(error.sentence.said_in(language()))
    raise SystemExit(error.exit_code)


def _file_fault(error: OSError) -> PhenDauError:
    name, why = error.filename or "?", error.strerror or type(error).__name__
    sentence = Sentence(
        vi=f"Không đọc hoặc ghi được '{name}' ({why}); kiểm tra đường dẫn và quyền truy cập.",
        en=f"Cannot read or write '{name}' ({why}); check the path and who may use it.",
    )
    return BadFile(sentence.vi, sentence.en, field="FILE", code="file_fault")


def _database_fault(error: "DBAPIError") -> PhenDauError:
    # The class alone: the database's own text quotes the statement and its values.
    name = type(error.orig).__name__
    sentence = Sentence(
        vi=f"Cơ sở dữ liệu không trả lời hoặc từ chối ({name}); kiểm tra PHENDAU_DATABASE_URL.",
        en=f"The database does not answer or refuses ({name}); check PHENDAU_DATABASE_URL.",
    )
    return Unavailable(sentence.vi, sentence.en, field="PHENDAU_DATABASE_URL", code="database_fault")
