"""i3: infection that travels with people, and infection here that nobody sees (directive, S-05). Pure.

Of travellers: V × prevalence × u × (1 − s) for each stream, a stream being an origin and the post it comes by
(science C.1): u is the share of contacts there that nobody traced, s the share stopped at the post. Of those
here: F0 without a known source and F1 never found, in F0, over the days that somebody is infectious.
"""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount, positive
from services.risk.unseen.draws import Chance, Share, times
from services.risk.unseen.lines import Line
from services.risk.unseen.prevalence import Infected, of_rows
from services.risk.unseen.volumes import Volume, unless_told


@dataclass(frozen=True)
class Streams:
    """Travellers from one origin by one post, row by row. Raises BadRecord."""

    keys: tuple[str, ...]
    origins: tuple[str, ...]
    posts: tuple[str, ...]
    people: Volume
    """(areas, streams)."""
    untraced: Share
    missed: Numbers
    """Contacts at the origin that nobody found, counted as the F0 that have as many."""
    found: Numbers
    """Those found."""
    contacts_told: Numbers
    """1 where anybody told of contacts at the origin, else 0."""
    stopped: Share
    turned_back: Numbers
    """People the post stopped."""
    let_in: Numbers
    post_told: Numbers
    """1 where the post told anything, else 0."""

    def __post_init__(self) -> None:
        for name in ("missed", "found", "turned_back", "let_in"):
            amount(getattr(self, name), name)


@dataclass(frozen=True)
class Here:
    """Infection that goes on unseen in our own areas, in F0. Raises BadRecord."""

    keys: tuple[str, ...]
    unseen: Numbers
    at_worst: Numbers
    """Where nobody tells of F0 or F1."""
    days: Given
    """For how long somebody is infectious."""
    shape: Given
    where: Numbers

    def __post_init__(self) -> None:
        amount(self.unseen, "unseen")
        amount(self.at_worst, "at_worst")
        positive(self.days, "days")


def travellers(streams: Streams, infected: Infected, chance: Chance) -> Line:
    """Of each stream the infectious people for one traveller; travellers a day say how many go where."""
    let_in = 1.0 - stopped(streams, chance)
    rates = of_rows(infected, streams.origins) * untraced(streams, chance) * let_in
    return Line("i3", streams.keys, rates, streams.people.per_day())


def untraced(streams: Streams, chance: Chance) -> Numbers:
    """Share of contacts at the origin that nobody traced; at worst all where nobody told of contacts."""
    drawn = streams.untraced.drawn(chance.of("untraced", streams.origins), streams.missed, streams.found)
    return unless_told(drawn, 1.0, streams.contacts_told)


def stopped(streams: Streams, chance: Chance) -> Numbers:
    """Share of infectious people that the post stops; at worst none where it told nothing."""
    drawn = streams.stopped.drawn(chance.of("stopped", streams.posts), streams.turned_back, streams.let_in)
    return unless_told(drawn, 0.0, streams.post_told)


def local(here: Here, chance: Chance) -> Line:
    """Unseen infectious people here, spread over the days they are infectious."""
    stock = np.stack([here.unseen, np.maximum(here.unseen, here.at_worst)]) / np.asarray(here.days)
    rates = stock[..., np.newaxis] * times(here.shape, chance.of("here", here.keys))
    return Line("local", here.keys, rates, here.where)
