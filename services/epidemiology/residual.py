"""What quarantine and tests leave of transmission.

Source: Ashcroft, Lehtinen, Angst, Low and Bonhoeffer, *Quantifying the impact of quarantine duration on
COVID-19 transmission*, eLife 10 (2021). What an infected person transmits is spread over the days after
infection as the generation time is; what falls into quarantine, or into isolation after a positive test, is
prevented. Tests miss a person independently of each other, which is optimistic: who is missed once is missed
more easily again.
Symptoms are not modelled: nobody is isolated for being ill.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from services.epidemiology.generation import Generation
from services.epidemiology.generation import drawn as drawn_generation
from services.epidemiology.quantities import (
    Given,
    Numbers,
    amount,
    amount_or_infinite,
    refused,
    share,
    whole_number,
)
from services.epidemiology.sensitivity import CURVES, DOUBT, Curve

TRIP = 7
LONGEST_TRIP = 60
ISOLATION = 10.0
DRAWS = 500
CONTACT: Numbers = np.zeros(1)
"""A contact was infected on day 0, the day of exposure."""


def traveller(trip: float = TRIP) -> Numbers:
    """A traveller was infected on any day of the trip alike, counted from the arrival. Raises BadRecord."""
    days = whole_number(trip, "trip")
    if days > LONGEST_TRIP:
        raise refused("trip", f"không quá {LONGEST_TRIP} ngày", f"at most {LONGEST_TRIP} days")
    return np.arange(-float(days), 1.0)


@dataclass(frozen=True)
class Plan:
    """Quarantine from day to day, and days of tests: of contacts since exposure, of travellers since arrival.

    Infinite is a quarantine that never ends. A test after release finds people at home. Raises BadRecord.
    """

    enter: float
    release: float
    tests: Sequence[float] = ()

    def __post_init__(self) -> None:
        amount(self.enter, "enter")
        amount_or_infinite(self.release, "release")
        amount(np.asarray(self.tests, dtype=np.float64), "tests")
        if self.release < self.enter:
            raise refused("release", "không trước ngày vào (enter)", "no earlier than enter")
        if any(day < self.enter for day in self.tests):
            raise refused("tests", "không trước ngày vào (enter)", "no earlier than enter")
        if len(set(self.tests)) < len(self.tests):
            raise refused("tests", "các ngày khác nhau", "days that differ")


@dataclass(frozen=True)
class Belief:
    """What is taken to be true of infection and tests; with arrays, one value a draw. Raises BadRecord."""

    generation: Generation = field(default_factory=Generation)
    curve: Curve = CURVES["kucirka"]
    shift: Given = 0.0
    isolation: float = ISOLATION
    """Until which day somebody found is kept; infinite: until nothing is left."""

    def __post_init__(self) -> None:
        amount_or_infinite(self.isolation, "isolation")

    def drawn(self, chance: np.random.Generator, number: int = DRAWS) -> "Belief":
        """So many beliefs that could be true as well."""
        generation = drawn_generation(chance, number)
        return Belief(generation, self.curve, chance.normal(0.0, DOUBT, number), self.isolation)


class Left(NamedTuple):
    """One value a draw."""

    prevented: Numbers
    """Share of the transmission that could take place here, prevented if everybody keeps to the plan."""
    never_found: Numbers
    """Share of infected people whom no test finds."""

    def residual(self, adherence: Given = 1.0) -> Numbers:
        """What is left when this share of people keeps to the plan, others to nothing. Raises BadRecord."""
        return np.asarray(1.0 - share(adherence, "adherence") * self.prevented)


def left(plan: Plan, infected: Numbers, belief: Belief) -> Left:
    """What a plan prevents for people infected on these days, each alike."""
    later = shares_later(infected, belief.generation)
    end = later(belief.isolation)
    prevented = later(plan.enter) - later(plan.release)
    missed = np.ones_like(prevented)
    for day in sorted(plan.tests):
        found = belief.curve.found(day - infected, belief.shift)
        prevented = prevented + missed * found * np.maximum(later(max(day, plan.release)) - end, 0.0)
        missed = missed * (1.0 - found)
    return Left(np.minimum(np.mean(prevented, axis=-1), 1.0), np.mean(missed, axis=-1))


def shares_later(infected: Numbers, generation: Generation) -> Callable[[float], Numbers]:
    """Of what people infected on these days transmit from day 0 on: the share after a day.

    As (draws, infected).
    """

    def later(day: float) -> Numbers:
        return generation.still_to_come(np.maximum(-infected, 0.0), day - infected)

    return later


def local_share(infected: Numbers, generation: Generation) -> Numbers:
    """The share of all transmission that takes place after arrival."""
    return np.asarray(np.mean(generation.still_to_come(np.zeros(len(infected)), -infected), axis=-1))
