"""How a benchmark measures, and what it reports."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services.app.settings import Settings
from services.app.wiring import House, build
from services.plumbing.clock import SetClock


@dataclass(frozen=True)
class Result:
    """One measured number beside its alternative. `limit` is what the number may be at most."""

    what: str
    unit: str
    ours: float
    alternative: str
    theirs: float
    limit: float | None = None
    """In `unit`; with `least` set, what the number must be at least."""
    least: float | None = None
    share: float | None = None
    """What part of theirs ours must be at least."""

    @property
    def ratio(self) -> float:
        """Ours over theirs."""
        return self.ours / self.theirs

    @property
    def missed(self) -> bool:
        """Outside what was promised."""
        too_much = self.limit is not None and self.ours > self.limit
        too_little = self.least is not None and self.ours < self.least
        return too_much or too_little or (self.share is not None and self.ratio < self.share)

    @property
    def target(self) -> str:
        """What was promised, for the table."""
        if self.limit is not None:
            return f"≤ {self.limit:g}"
        promised = [f"≥ {self.least:g}"] if self.least is not None else []
        promised += [f"≥ {self.share:.0%} of theirs"] if self.share is not None else []
        return ", ".join(promised) or "–"


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest run: the one that the machine's other work disturbed least."""
    return min(_seconds(work) for _ in range(times))


def cpu_seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor, whatever else the machine does."""
    started = time.process_time()
    work()
    return time.process_time() - started


def least_cpu(work: Callable[[], object], times: int = 3) -> float:
    """Of several runs the one that cost the least."""
    return min(cpu_seconds(work) for _ in range(times))


def as_table(results: list[Result]) -> str:
    """A Markdown table."""
    head = "| what | unit | ours | alternative | theirs | ours / theirs | target | met |\n"
    rule = "|---|---|---|---|---|---|---|---|\n"
    rows = (
        f"| {r.what} | {r.unit} | {r.ours:,.4g} | {r.alternative} | {r.theirs:,.4g} | {r.ratio:.2f} "
        f"| {r.target} | {'no' if r.missed else 'yes'} |\n"
        for r in results
    )
    return head + rule + "".join(rows)


def bench_house(folder: Path, clock: SetClock, tokens: str | None = None) -> House:
    """An embedded house of its own; `tokens`: who signs in (none: everybody is the command centre)."""
    settings = Settings(home=folder / "home", database_url=None, kafka_bootstrap=None, tokens=tokens)
    house = build(settings, clock)
    house.move_in()
    return house


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
