"""Several jobs that begin at the same moment, each in a thread of its own."""

import threading
from collections.abc import Callable


def at_once(*jobs: Callable[[], object]) -> None:
    """Run them together and wait for all; a fault in any of them fails the test."""
    start = threading.Barrier(len(jobs))
    faults: list[BaseException] = []

    def run(job: Callable[[], object]) -> None:
        start.wait()
        try:
            job()
        except BaseException as fault:  # of a thread nobody else would hear
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
