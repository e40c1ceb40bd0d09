"""What to do when a test needs a server that is not there: fail where nothing may be missing, else skip."""

from collections.abc import Mapping
from typing import NoReturn

import pytest

TRUE_WORDS = {"1", "true", "yes"}


def nothing_may_be_missing(environment: Mapping[str, str]) -> bool:
    """Do we run where every test must run (CI=true)?"""
    return environment.get("CI", "").lower() in TRUE_WORDS


def do_without(remedy: str, environment: Mapping[str, str]) -> NoReturn:
    """End the test that needs the server; `remedy` is one sentence that says how to get it."""
    if nothing_may_be_missing(environment):
        pytest.fail(f"CI must run every test. {remedy}", pytrace=False)
    pytest.skip(remedy)
