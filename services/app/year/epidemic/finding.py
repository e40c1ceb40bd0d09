"""When an infection becomes known: who falls ill and is tested, and whom tracing finds."""

from services.app.year.epidemic.infections import Infection
from services.app.year.epidemic.world import World


def will_be_noticed(world: World, one: Infection) -> None:
    """Draw whether and when it becomes known without any tracing."""
    found = world.parameters.part("found")
    noticed = world.chance.random() < found["notices"]
    ill, told = _days(world, found["to_result"]), _days(world, found["told"])
    if noticed:
        one.resulted = one.apart = one.onset + max(1, ill)
        one.known = one.resulted + told


def trace(world: World, one: Infection, day: int) -> None:
    """An F0 is known: find those it has infected so far."""
    for child in one.infects:
        _try(world, child, day, day)


def trace_from_birth(world: World, one: Infection) -> None:
    """Its infector was known already: it may be among the contacts who are in quarantine."""
    source = one.infector
    if source is not None and source.known is not None and source.known < one.onset:
        _try(world, one, source.known, one.onset)


def _try(world: World, one: Infection, known: int, day: int) -> None:
    """`known`: when its infector became known; `day`: today, before which nothing can happen any more."""
    found = world.parameters.part("found")
    lucky = world.chance.random() < found["traced"]
    told = _days(world, found["told"])
    apart = max(known + found["to_trace"], one.infected)
    resulted = max(apart, day) + 1
    if lucky and (one.resulted is None or resulted <= one.resulted):
        one.traced, one.resulted, one.known = True, resulted, resulted + told
        one.apart = min(apart, one.apart) if one.apart is not None else apart


def _days(world: World, gamma: dict[str, float]) -> int:
    shape = (gamma["mean"] / gamma["sd"]) ** 2
    return round(float(world.chance.gamma(shape, gamma["mean"] / shape)))
