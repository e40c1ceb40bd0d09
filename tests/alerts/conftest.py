"""A small register, the terms texts are made with, the way events come in, and a channel that remembers."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.alerts.letters import Letter, not_taken
from services.alerts.sending import Sent, send_waiting
from services.alerts.terms import Terms
from services.alerts.watches import default_watches, set_watches
from services.domain.areas import Area, Areas, Tier
from tests.alerts.happenings import Log

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def _area(code: str, tier: Tier, name: str, parent: str | None = None, inside: bool = True) -> Area:
    return Area(code=code, tier=tier, name=name, short_name=name, name_en=name, parent=parent, inside=inside)


@pytest.fixture
def areas() -> Areas:
    """A province, two districts, 20 communes in the first and one in the second, one district outside."""
    return Areas(
        [
            _area("22", Tier.PROVINCE, "Tỉnh Quảng Ninh"),
            _area("205", Tier.DISTRICT, "Thị xã Đông Triều", "22"),
            _area("194", Tier.DISTRICT, "Thành phố Móng Cái", "22"),
            *(_area(f"{c:05}", Tier.COMMUNE, f"Xã Thử Nghiệm {c}", "205") for c in range(7000, 7020)),
            _area("06709", Tier.COMMUNE, "Phường Ka Long", "194"),
            _area("290", Tier.DISTRICT, "Thành phố Chí Linh", None, inside=False),
        ]
    )


@pytest.fixture
def terms(areas) -> Terms:
    return Terms(areas, HANOI)


@pytest.fixture
def watched(database):
    """The default watches: every agency by the console."""
    with database.transaction() as tx:
        set_watches(tx, default_watches({}))


@pytest.fixture
def log(database, terms) -> Log:
    return Log(database, terms)


class Recorder:
    """A channel that keeps what it is given; refuses while `broken`."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Letter]] = []
        self.broken = False

    def __call__(self, recipient: str, letter: Letter) -> None:
        if self.broken:
            raise not_taken("console", "thử", "broken on purpose")
        self.letters.append((recipient, letter))


@pytest.fixture
def console() -> Recorder:
    return Recorder()


@pytest.fixture
def channels(console):
    return {"console": console}


@pytest.fixture
def send(database, channels, terms, clock):
    """Sends what waits; when asked to, after a while."""

    def later(wait: timedelta = timedelta()) -> Sent:
        clock.move_to(clock() + wait)
        return send_waiting(database, channels, terms, clock())

    return later
