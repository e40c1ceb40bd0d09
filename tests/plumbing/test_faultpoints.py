import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.domain.errors import BadSetting
from services.plumbing import faultpoints
from services.plumbing.faultpoints import POINTS, arm, reached

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hurt(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[signal.Signals]]:
    """What this process would have done to itself."""
    found: list[signal.Signals] = []
    monkeypatch.setattr(faultpoints.signal, "pthread_kill", lambda thread, number: found.append(number))
    yield found
    arm(None)


def test_nothing_happens_unless_a_point_is_armed(hurt):
    for point in POINTS:
        reached(point)

    assert hurt == []


def test_a_point_fires_once_at_its_nth_passing_and_others_never(hurt):
    arm("kept:3")

    for _ in range(5):
        reached("kept")
        reached("polled")

    assert hurt == [signal.SIGKILL]


def test_a_point_may_freeze_instead(hurt):
    arm("kept:1:stop, polled:2:kill")

    for _ in range(2):
        reached("kept")
        reached("polled")

    assert hurt == [signal.SIGSTOP, signal.SIGKILL]


def test_chance_is_the_same_with_the_same_seed(hurt):
    def fired(seed: int) -> list[int]:
        arm("kept:0.1", seed)
        before = len(hurt)
        found = []
        for number in range(200):
            reached("kept")
            if len(hurt) > before:
                found.append(number)
                before = len(hurt)
        return found

    assert fired(1) == fired(1) != fired(2)
    assert 5 < len(fired(3)) < 40


@pytest.mark.parametrize(
    "told",
    ["kept", "kept:", "kept:x", "kept:0", "kept:1.5", "kept:-1", "nowhere:1", "kept:1:hug", "kept:1:kill:2"],
)
def test_a_wrong_setting_is_refused_and_says_what_is_right(told: str):
    with pytest.raises(BadSetting, match="PHENDAU_FAULT") as error:
        arm(told)

    assert "polled" in error.value.sentence.en and "polled" in error.value.sentence.vi


def test_every_point_is_passed_somewhere_and_stands_in_the_docs():
    code = "\n".join(path.read_text() for path in (ROOT / "services").rglob("*.py"))
    passed = set(re.findall(r'reached\("(\w+)"\)', code))
    told = (ROOT / "docs" / "faults.md").read_text()

    assert passed == set(POINTS)
    assert all(f"`{point}`" in told for point in POINTS)


def test_a_point_that_is_not_armed_costs_next_to_nothing():
    started = os.times().user
    for _ in range(1_000_000):
        reached("kept")

    assert os.times().user - started < 1.0  # a batch passes four: nobody can measure them
