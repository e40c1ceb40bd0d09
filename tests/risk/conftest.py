"""The shipped jurisdiction, an empty risk room, and the real daily lists beside the repository."""

import os  # asks the environment whether a missing folder is a failure
from pathlib import Path

import pytest
from hypothesis import settings

from services.policy.reader import Jurisdiction, load_jurisdiction

VIETNAM = Path(__file__).parents[2].parent / "shared" / "data" / "vietnam"

# Properties are judged by what they say, not by how busy the machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def land() -> Jurisdiction:
    """Quảng Ninh with its law."""
    return load_jurisdiction("quang-ninh")


@pytest.fixture(scope="session")
def vietnam() -> Path:
    """The folder of the two official daily lists."""
    if not VIETNAM.is_dir():
        message = "The real daily lists of ../shared/data/vietnam are not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # a setting of the test run, not of the house
            pytest.fail(message)
        pytest.skip(message)
    return VIETNAM
