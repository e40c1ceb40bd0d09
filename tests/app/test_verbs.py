"""Each verb is found where the table says, and a verb over files starts without a database."""

import subprocess
import sys

import pytest
import typer

from services.app.cli.verbs import GROUPS, VERBS, app_for, whole

OVER_FILES = {
    "outbreak": ["--introductions", "3", "--R", "2", "--k", "0.1"],
    "quarantine": ["residual", "--kind", "contact", "--enter", "2", "--release", "14"],
    "law": ["levels", "--help"],
    "chains": ["levels", "--help"],
}
LOADED = "import sys; from services.app.cli import main; main(sys.argv[1:])"
WITHOUT = f"""
import atexit
atexit.register(lambda: print('sqlalchemy' in sys.modules, file=sys.stderr))
{LOADED}
"""


def verbs_of(app: typer.Typer) -> set[str]:
    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group, as it has verbs


@pytest.mark.parametrize("module", VERBS)
def test_a_room_adds_the_verbs_that_the_table_says_and_no_others(module: str):
    for verb in VERBS[module]:
        assert verbs_of(app_for([verb, "--json"])) == set(VERBS[module])


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_read_alone(group: str):
    assert verbs_of(app_for([group])) == {group}


@pytest.mark.parametrize("words", [[], ["--help"], ["levls"]])
def test_help_and_mistakes_know_every_verb(words: list[str]):
    told = {verb for verbs in VERBS.values() for verb in verbs} | set(GROUPS)

    assert verbs_of(app_for(words)) == verbs_of(whole()) == told


@pytest.mark.parametrize("verb", OVER_FILES)
def test_a_verb_over_files_starts_without_a_database(verb: str):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, verb, *OVER_FILES[verb]], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr.split()[-1]) == (0, "False"), done.stderr
