"""Settings as a page, and as an example file to copy."""

from services.app.settings import described

EXAMPLE_HEAD = """\
# Everything a deployment can set. Written by `just docs` from services/app/settings.py.
#
# `docker compose` reads a file named `.env` beside it; otherwise: `uv run --env-file .env phendau run`.
# A line that begins with # is not set; what stands behind = is the default. Secrets have none.
"""
PAGE_HEAD = """# Settings

Written by `just docs` from `services/app/settings.py`, the only reader of the environment.
An empty variable counts as not set.
A wrong value stops the start with one sentence and exit code 14.
Law is never a setting: it stands in the jurisdiction folder.

| Variable | Default | Means |
|---|---|---|
"""


def env_example() -> str:
    """The text of `.env.example`."""
    return EXAMPLE_HEAD + "".join(f"\n# {told}\n#{name}={default}\n" for name, default, told in described())


def settings_page() -> str:
    """One line a setting."""
    return PAGE_HEAD + "".join(_line(*one) for one in described())


def _line(name: str, default: str, told: str) -> str:
    return f"| `{name}` | {f'`{default}`' if default else '–'} | {told} |\n"
