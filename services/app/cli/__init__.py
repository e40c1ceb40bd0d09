"""The command `phendau`: one verb a job, the same functions the web calls."""

from services.app.cli.main import main

__all__ = ["main"]
