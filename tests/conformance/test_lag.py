"""How far a consumer is behind, on each log and each database."""

from services.plumbing.lag import behind
from tests.conformance.pipes import SECONDS, Pipes, cases, poll_until
from tests.servers.waiting import wait_until


def test_a_consumer_is_behind_by_what_it_has_not_handled(pipes: Pipes) -> None:
    assert behind(pipes.database, pipes.log, pipes.consumer()) == 0

    pipes.say(*cases(3))
    wait_until(lambda: behind(pipes.database, pipes.log, pipes.consumer()) == 3, SECONDS, "three are seen")
    pipes.deliver(poll_until(pipes.reader(), 3)[:2])

    assert behind(pipes.database, pipes.log, pipes.consumer()) == 1
