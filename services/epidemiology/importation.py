"""How many infectious people come in unseen, and how likely at least one does.

The number expected from an origin is volume × prevalence × share not traced × share not stopped. Prevalence
follows Russell and others, *Effect of internationally imported cases on internal spread of COVID-19*, Lancet
Public Health 6 (2021): recent cases, divided by the share of infections that become known. All functions work
element by element; an array over origins is one call.
"""

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount, positive, refused, share


def prevalence(new_cases: Given, still_infectious: Given, ascertainment: Given, population: Given) -> Numbers:
    """Share of a population that is infectious today.

    The last dimension of `new_cases` runs over days, today first; `still_infectious` is the share of those
    found that many days ago who still are. Never above 1. Raises BadRecord, also for a population of zero.
    """
    found = np.sum(amount(new_cases, "new_cases") * share(still_infectious, "still_infectious"), axis=-1)
    known = positive(share(ascertainment, "ascertainment"), "ascertainment")
    return np.asarray(np.minimum(found / (known * positive(population, "population")), 1.0))


def untraced_share(traced: Given, expected: Given, usual: Given, strength: Given) -> Numbers:
    """Share of contacts that nobody traced, shrunk towards the usual where few are expected (Beta).

    `usual` is the share usually left untraced, `strength` how many contacts it weighs. More traced than
    expected counts as all. Without contacts and strength the usual share stands. Raises BadRecord.
    """
    due, weight = amount(expected, "expected"), amount(strength, "strength")
    left = np.maximum(due - amount(traced, "traced"), 0.0)
    before = share(usual, "usual")
    of = weight + due
    return np.where(of > 0, (weight * before + left) / np.where(of > 0, of, 1.0), before)


def unseen_entrants(travellers: Given, infectious: Given, untraced: Given, stopped: Given) -> Numbers:
    """Λ of each origin: V × prev × u × (1 − s), in people of the time the volume is for. Raises BadRecord."""
    return (
        amount(travellers, "travellers")
        * share(infectious, "prevalence")
        * share(untraced, "untraced")
        * (1.0 - share(stopped, "stopped"))
    )


def at_least_one(expected: Given) -> Numbers:
    """P(at least one) from the numbers expected of all origins: 1 − exp(−Σ Λ), over the last dimension."""
    return np.asarray(-np.expm1(-np.sum(np.atleast_1d(amount(expected, "expected")), axis=-1)))


def imported_share(imported: float, local: float) -> float | None:
    """Share of new infections that come from outside; None where there are none at all. Raises BadRecord."""
    outside, inside = float(amount(imported, "imported")), float(amount(local, "local"))
    return outside / (outside + inside) if outside + inside > 0 else None


def band_of(value: float, limits: tuple[float, ...]) -> int:
    """In which band a share lies, 0 for below the first limit; a limit itself still belongs below it.

    Russell used 1 % and 10 %: "> 10 %" is the highest of their three. Raises BadRecord.
    """
    if list(limits) != sorted(set(limits)):
        raise refused("limits", "tăng dần", "rising")
    return int(np.searchsorted(np.asarray(limits), float(share(value, "share")), side="left"))
