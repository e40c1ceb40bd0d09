# List the recipes
default:
    @just --list --unsorted

# Everything CI runs, in CI's order; changes nothing
check: format-check lint types imports test

format-check:
    ruff format --check .

lint:
    ruff check .

types:
    mypy

# Do the rooms still stand on their floors?
imports:
    lint-imports

# Tests; extra words go to pytest: `just test -k law`
test *words:
    python -m pytest -n auto --dist loadfile --no-loadscope-reorder {{ words }}

# Only the law, as readable output
scenarios:
    python -m pytest tests/policy -v

# Kill everything at every step and balance the books; prints the balance sheets
faults *words:
    python -m pytest tests/faults -v {{ words }}

# Benchmarks: ratios against the alternative in the same run
bench *words:
    python -m tests.benchmarks {{ words }}

# Regenerate docs/generated; `check` fails if that changes anything
docs:
    python -m services.app.docs

# The whole house in one process, embedded database and log
run:
    phendau run

# Mend what a machine can mend
fix:
    ruff check --fix .
    ruff format .
