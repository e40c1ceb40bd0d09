"""Real data beside the repository, for tests that read it."""

import os  # asks the environment whether a missing folder is a failure
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.fixture
def vietnam() -> Path:
    """The folder of the two official daily lists."""
    return _shared("vietnam")


@pytest.fixture
def exposure_nz() -> Path:
    """The folder of New Zealand's list of exposure sites."""
    return _shared("exposure/nz")


@pytest.fixture
def exposure_hk() -> Path:
    """The folder of Hong Kong's lists of vehicles and buildings."""
    return _shared("exposure/hk")


def _shared(name: str) -> Path:
    folder = SHARED / "data" / name
    if not folder.is_dir():
        message = f"The real data of ../shared/data/{name} is not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # as above
            pytest.fail(message)
        pytest.skip(message)
    return folder
