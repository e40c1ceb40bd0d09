"""Verbs `quarantine residual` and `quarantine rank`: what quarantine and tests leave. Pure."""

from typing import Annotated

import typer

from services.app.cli.answers import Csv, Json, answer_table, language
from services.app.cli.spreading import answer_one

app = typer.Typer(no_args_is_help=True)

Enter = Annotated[
    float | None,
    typer.Option("--enter", help="Day on which quarantine begins; of a traveller 0 if not said."),
]
Trip = Annotated[float, typer.Option("--trip", help="Days of a traveller's trip; infected on any of them.")]
Adherence = Annotated[float, typer.Option("--adherence", help="Share of people who keep to the plan.")]
Curve = Annotated[str, typer.Option("--curve", help="Test: kucirka or hellewell (PCR), antigen.")]
Isolation = Annotated[
    float, typer.Option("--isolation", help="Who is found is kept until this day; inf: until well.")
]


@app.command("residual", help="What one quarantine with its tests leaves of transmission, with a 90 % band.")
def residual(
    kind: Annotated[
        str, typer.Option("--kind", help="contact (days since exposure) or traveller (arrival).")
    ],
    release: Annotated[float, typer.Option("--release", help="Day of release; inf: never.")],
    enter: Enter = None,
    tests: Annotated[str | None, typer.Option("--tests", help="Days of tests, as 1,7.")] = None,
    adherence: Adherence = 1.0,
    trip: Trip = 7.0,
    curve: Curve = "kucirka",
    isolation: Isolation = 10.0,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Tests are taken to miss a person independently of each other, which is optimistic."""
    from services.app.quarantine_answers import Asked, days_given, residual_answer
    from services.epidemiology.residual import Plan

    asked = Asked(kind, trip, adherence, curve, isolation)
    told = residual_answer(Plan(asked.entered(enter), release, days_given(tests)), asked, language())
    answer_one(told, csv, as_json=as_json)


@app.command("rank", help="Every strategy within the limits, what leaves least first.")
def rank(
    max_days: Annotated[int, typer.Option("--max-days", help="Longest quarantine.")] = 21,
    max_tests: Annotated[int, typer.Option("--max-tests", help="Most tests of one person.")] = 3,
    test_budget: Annotated[
        float | None, typer.Option("--test-budget", help="Tests there are for --people; else no limit.")
    ] = None,
    people: Annotated[float, typer.Option("--people", help="How many people share the tests.")] = 1.0,
    kind: Annotated[str, typer.Option("--kind", help="contact or traveller.")] = "traveller",
    enter: Enter = None,
    adherence: Adherence = 1.0,
    trip: Trip = 7.0,
    curve: Curve = "kucirka",
    isolation: Isolation = 10.0,
    only_efficient: Annotated[
        bool, typer.Option("--efficient", help="Only those no other matches with as few days and tests.")
    ] = False,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only so many rows.")] = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Each person has as many tests as the budget allows, at most."""
    from services.app.quarantine_answers import COLUMNS, Asked, rank_rows
    from services.epidemiology.strategies import Limits, affordable_tests

    affordable = max_tests if test_budget is None else affordable_tests(test_budget, people)
    asked = Asked(kind, trip, adherence, curve, isolation)
    limits = Limits(max_days, min(max_tests, affordable), asked.entered(enter))
    rows = rank_rows(limits, asked, only_efficient=only_efficient, top=top)
    answer_table(rows, COLUMNS, as_json=as_json, csv_file=csv)
