"""The wave, replayed once for all tests of this folder."""

import pytest

from tests.replay.wave import Wave, play_wave


@pytest.fixture(scope="session")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Wave:
    """From 20 January to the end of March 2021."""
    return play_wave(tmp_path_factory.mktemp("wave") / "home")
