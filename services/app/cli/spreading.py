"""Verbs `outbreak` and `clean-days`: does it start, is it over? Pure: numbers and files in, chances out."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.app.cli.answers import Csv, Json, answer_json, language, say, tell, to_stderr, write_csv

if TYPE_CHECKING:
    from services.epidemiology.serial import Serial

R = Annotated[float, typer.Option("--R", help="Secondary cases of a case, on average.")]
K = Annotated[float, typer.Option("--k", help="Their dispersion: the smaller, the fewer cause most; or inf.")]
SerialGiven = Annotated[
    str, typer.Option("--serial", help="MEAN,SD of the serial interval in days, from onset to onset.")
]
SERIAL = "5.2,2.8"  # SARS-CoV-2, 2020 and 2021; from memory of the literature, so an option


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command("outbreak", help="The chance that introductions start an outbreak.")(outbreak)
    app.command("clean-days", help="The chance that no further case comes, and when it is high enough.")(
        clean_days
    )


def outbreak(
    introductions: Annotated[
        float, typer.Option("--introductions", help="How many come in; with --poisson how many on average.")
    ],
    r: R,
    k: K,
    control: Annotated[float, typer.Option("--control", help="Share of cases that infect nobody.")] = 0.0,
    population_control: Annotated[
        float, typer.Option("--population-control", help="Share of contacts that does not take place.")
    ] = 0.0,
    poisson: Annotated[
        bool, typer.Option("--poisson", help="The number of introductions is itself by chance.")
    ] = False,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Each introduction starts an outbreak or not, by itself."""
    from services.app.outbreak_answers import outbreak_answer
    from services.epidemiology.branching import Spread
    from services.epidemiology.quantities import whole_number

    spread = Spread(r, k, control, population_control)
    many = introductions if poisson else whole_number(introductions, "introductions")
    told = outbreak_answer(many, spread, poisson=poisson, said=language())
    answer_one(told, csv, as_json=as_json)


def clean_days(
    onsets: Annotated[Path, typer.Option("--onsets", help="O.csv: onset[,cases], a row a case or a day.")],
    r: R,
    k: K,
    as_of: Annotated[str, typer.Option("--as-of", help="The day it is asked on.")],
    serial: SerialGiven = SERIAL,
    detection: Annotated[
        float | None, typer.Option("--detection", help="Share of cases that become known at all.")
    ] = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Only those who fell ill by that day count; rows that do not count are said on standard error."""
    from services.app.cli.moments import local_moment
    from services.app.cli.sources import reading
    from services.app.onset_rows import read_onsets
    from services.app.outbreak_answers import clean_days_answer
    from services.epidemiology.branching import Spread

    here = reading()
    day = local_moment(as_of, here.zone, field="--as-of").astimezone(here.zone).date()
    spread, interval = Spread(r, k), serial_given(serial)
    read = read_onsets(onsets, day, here)
    tell([*read.notes, *read.instead])
    answer_one(clean_days_answer(read, day, spread, interval, detection, language()), csv, as_json=as_json)


def serial_given(text: str) -> "Serial":
    """MEAN,SD as it was typed. Raises BadRecord."""
    from services.domain.errors import BadRecord
    from services.epidemiology.serial import Serial

    try:
        mean, sd = (float(part) for part in text.split(","))
    except ValueError:
        raise BadRecord(
            vi="--serial: cần hai số TRUNG BÌNH,ĐỘ LỆCH CHUẨN tính bằng ngày; viết như 5.2,2.8.",
            en="--serial: two numbers are needed, MEAN,SD in days; write it as 5.2,2.8.",
            field="--serial",
            code="bad_serial",
        ) from None
    return Serial(mean, sd)


def answer_one(told: Mapping[str, Any], csv: Path | None, *, as_json: bool) -> None:
    """One document; as CSV one row, beside the document where both are asked for; at a terminal lines."""
    if csv is not None:
        write_csv([told], csv)
        to_stderr(str(csv))
    if as_json or (csv is None and not sys.stdout.isatty()):
        answer_json(told)
    elif csv is None:
        for name, value in told.items():
            say(f"{name}: {'–' if value is None else value}")
