"""Puts the verbs together, and turns our errors into a sentence and an exit code: here and nowhere else."""

import json
import sys
from collections.abc import Sequence

import typer
from sqlalchemy.exc import DBAPIError

from services.app.cli import (
    analysing,
    assessing,
    chains,
    chains_known,
    entering,
    exposures,
    law,
    lists,
    looking,
    manifests,
    outlines,
    people,
    placed,
    posts,
    proposing,
    quarantining,
    reconciling,
    rehearsing,
    reproducing,
    running,
    scenario,
    spreading,
    taking_in,
    work_lists,
)
from services.app.cli.answers import language, to_stderr
from services.domain.base import Sentence
from services.domain.errors import BadFile, PhenDauError, Unavailable

app = typer.Typer(
    name="phendau",
    help="Phên Dậu: theo dõi nguy cơ dịch xâm nhập. / Entry-risk monitoring.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for room in (
    running,
    scenario,
    taking_in,
    looking,
    placed,
    posts,
    proposing,
    assessing,
    rehearsing,
    analysing,
    lists,
    reconciling,
    work_lists,
    spreading,
    reproducing,
    entering,
):
    room.add_to(app)
app.add_typer(people.app, name="people", help="Một người, một lần. / One person, once.")
app.add_typer(manifests.app, name="manifest", help="Chuyến bay, tàu, xe có ca bệnh. / Vehicles with cases.")
chains_known.add_to(chains.app)
app.add_typer(chains.app, name="chains", help="Chuỗi tiếp xúc. / Chains of contacts.")
app.add_typer(exposures.app, name="exposures", help="Ai đã đến điểm có nguy cơ. / Who was at exposure sites.")
app.add_typer(law.app, name="law", help="Luật như ta đọc. / The law as we read it.")
app.add_typer(quarantining.app, name="quarantine", help="Cách ly để lọt bao nhiêu. / What quarantine leaves.")
app.add_typer(outlines.app, name="geo", help="Ranh giới bản đồ. / Outlines of the map.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb. Exit code 0: done; 2: wrong usage; else the error tree's code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        app(given, prog_name="phendau")
    except PhenDauError as error:
        _end(given, error)
    except DBAPIError as error:
        _end(given, _database_fault(error))
    except OSError as error:
        _end(given, _file_fault(error))


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


def _database_fault(error: DBAPIError) -> PhenDauError:
    # The class alone: the database's own text quotes the statement and its values.
    name = type(error.orig).__name__
    sentence = Sentence(
        vi=f"Cơ sở dữ liệu không trả lời hoặc từ chối ({name}); kiểm tra PHENDAU_DATABASE_URL.",
        en=f"The database does not answer or refuses ({name}); check PHENDAU_DATABASE_URL.",
    )
    return Unavailable(sentence.vi, sentence.en, field="PHENDAU_DATABASE_URL", code="database_fault")
