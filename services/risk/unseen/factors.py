"""The factors of each row, as told and on average: how a number came about. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np

from services.epidemiology.quantities import Numbers
from services.risk.unseen.community import stopped, untraced
from services.risk.unseen.illegal import missed
from services.risk.unseen.model import Outlook
from services.risk.unseen.prevalence import of_rows
from services.risk.unseen.quarantined import adherence, prevented
from services.risk.unseen.tested import NONE, Labs, at_entry
from services.risk.unseen.volumes import TOLD

Factors = Mapping[str, Numbers]
"""By name, a number a row."""


def factors_of(found: Outlook, line: str) -> Factors:
    """Of all rows of a line."""
    return _FACTORS[line](found)


def _illegal(found: Outlook) -> Factors:
    border = found.inputs.border
    return {
        "caught": np.asarray(border.caught.told, dtype=np.float64),
        "catch": np.broadcast_to(border.catch.usual, len(border.keys)),
        "missed": _mean(missed(border, found.chance)),
        "prevalence": _prevalence(found, border.beyond),
    }


def _quarantine(found: Outlook) -> Factors:
    sites = found.inputs.sites
    return {
        "people": sites.entrants.per_day()[TOLD],
        "prevalence": _mean(at_entry(sites.labs, found.infected, sites.countries, found.chance)),
        "positive": _of_labs(sites.labs, "positive", len(sites.keys)),
        "tested": _of_labs(sites.labs, "tested", len(sites.keys)),
        "adherence": _mean(adherence(sites, found.chance)),
        "prevented": _mean(prevented(sites, found.chance)),
    }


def _of_labs(labs: Labs | None, name: str, rows: int) -> Numbers:
    """By row what a reader is told of its district's results; 0: nobody told any."""
    if labs is None or not labs.countries:
        return np.zeros(rows)
    return np.where(labs.of_row == NONE, 0.0, getattr(labs, name)[labs.of_row])


def _travellers(found: Outlook) -> Factors:
    streams = found.inputs.streams
    return {
        "prevalence": _prevalence(found, streams.origins),
        "untraced": _mean(untraced(streams, found.chance)),
        "stopped": _mean(stopped(streams, found.chance)),
    }


def _here(found: Outlook) -> Factors:
    return {"unseen": np.asarray(found.inputs.here.unseen)}


def _goods(found: Outlook) -> Factors:
    goods = found.inputs.goods
    lots = goods.lots.per_day()[TOLD]
    return {
        "lots": lots,
        "crew": lots * np.asarray(goods.crew),
        "prevalence": _prevalence(found, goods.origins),
    }


def _mean(draws: Numbers) -> Numbers:
    return np.asarray(np.mean(draws[TOLD], axis=-1))


def _prevalence(found: Outlook, keys: Sequence[str]) -> Numbers:
    return _mean(of_rows(found.infected, keys)) if keys else np.zeros(0)


_FACTORS = {
    "i1": _illegal,
    "i2": _quarantine,
    "i3": _travellers,
    "local": _here,
    "i4": _goods,
    "surfaces": _goods,
}
