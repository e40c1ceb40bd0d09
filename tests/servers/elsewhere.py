"""Servers that somebody else runs and that tests are told to use; they must not be hurt."""

from typing import NoReturn

import pytest

from tests.servers.postgres import Databases

KAFKA_VARIABLE = "PHENDAU_TEST_KAFKA"
POSTGRES_VARIABLE = "PHENDAU_TEST_POSTGRES"


class KafkaElsewhere:
    """A broker at an address."""

    can_be_hurt = False

    def __init__(self, bootstrap: str) -> None:
        self.bootstrap = bootstrap

    def start(self) -> None:
        """It runs already."""

    def remove(self) -> None:
        """It is not ours to remove."""

    def stop(self) -> NoReturn:
        """It is not ours to stop."""
        _leave_alone(KAFKA_VARIABLE)

    kill = pause = resume = stop


class PostgresElsewhere(Databases):
    """A PostgreSQL server at an address; the address names a database from which others may be created."""

    can_be_hurt = False

    def start(self) -> None:
        """It runs already."""

    def remove(self) -> None:
        """It is not ours to remove."""

    def stop(self) -> NoReturn:
        """It is not ours to stop."""
        _leave_alone(POSTGRES_VARIABLE)

    crash = stop


def _leave_alone(variable: str) -> NoReturn:
    pytest.skip(f"This test hurts its server: unset {variable} and it starts one of its own.")
