"""Debian's Chromium, which tests of pages drive."""

import shutil

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Arguments of a browser that asks the network for nothing of its own."""
NAMES = ("chromium", "chromium-browser", "google-chrome")


def path_of_chromium() -> str | None:
    """Where the browser is, if it is installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
