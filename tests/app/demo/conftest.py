"""The facts, the register, and one whole replay for all tests of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.app.demo.delivery import Delivery
from services.app.demo.facts import Facts, read_facts
from services.app.demo.script import deliveries
from services.domain.areas import Areas
from services.policy.reader import load_jurisdiction

START = datetime.fromisoformat("2021-01-20T00:00:00+07:00")
UNTIL = datetime.fromisoformat("2021-03-31T23:59:00+07:00")
SEED = 1
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="session")
def areas() -> Areas:
    return load_jurisdiction("quang-ninh").areas


@pytest.fixture(scope="session")
def facts() -> Facts:
    return read_facts("quang-ninh", ZONE)


@pytest.fixture(scope="session")
def replay(areas: Areas, facts: Facts) -> list[Delivery]:
    """Everything at full volume, but the visits at homes: they are half a million rows."""
    everything = deliveries(START, UNTIL, SEED, areas, facts)
    return [delivery for delivery in everything if not delivery.name.startswith("tai-nha-")]


@pytest.fixture(scope="session")
def small_replay(areas: Areas, facts: Facts) -> list[Delivery]:
    """All facts, and a little of what is invented."""
    return list(deliveries(START, UNTIL, SEED, areas, facts, volume=0.05))
