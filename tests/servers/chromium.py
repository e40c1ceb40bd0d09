"""Debian's Chromium, which tests of pages drive."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def path_of_chromium() -> str | None:
    """Where the browser is, if it is installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
