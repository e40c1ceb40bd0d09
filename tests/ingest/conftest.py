"""Real data beside the repository, for tests that read it."""

import os  # asks the environment whether a missing folder is a failure
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.fixture
def vietnam() -> Path:
    """The folder of the two official daily lists."""
    folder = SHARED / "data" / "vietnam"
    if not folder.is_dir():
        message = "The real daily lists of ../shared/data/vietnam are not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # as above
            pytest.fail(message)
        pytest.skip(message)
    return folder
