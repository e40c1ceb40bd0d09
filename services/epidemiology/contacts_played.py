"""How much of what contacts would transmit is averted, each with a viral load: played out.

Source: Quilty and others, *Quarantine and testing strategies in contact tracing for SARS-CoV-2*, Lancet
Public Health 6 (2021). It knows symptoms, and that tests of one person hang together, which the sum of
`residual` does not; it is far slower. Adherence is taken at its mean, not drawn.
"""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Numbers, amount, share, whole_number
from services.epidemiology.sensitivity import PCR_POSITIVE, antigen_of_ct
from services.epidemiology.viral_load import CT_INFECTIOUS, Loads, drawn_loads

TRACING_DAYS, INDEX_TESTED = 3.0, 1.0
"""From the test of the index to the contact; from the index's onset to its test."""
ISOLATION_DAYS = 10.0
NEVER_ILL = (51.5, 115.0)
"""Of a Beta with 24 to 38 % in its middle 95 %."""
INDICES, CONTACTS = 2_000, 100


@dataclass(frozen=True)
class Measures:
    """What is asked of contacts. Raises BadRecord."""

    quarantine_days: float = 0.0
    """From exposure; none when 0."""
    pcr_at_end: bool = False
    antigen_at_end: bool = False
    daily_antigen: int = 0
    """Tests, one a day from the day of tracing."""
    keep_quarantine: float = 0.5
    keep_isolation: float = 0.67
    delay: float = 1.0
    """Of tracing: 1 as usual, 0 none."""

    def __post_init__(self) -> None:
        amount(self.quarantine_days, "quarantine_days")
        whole_number(self.daily_antigen, "daily_antigen")
        share(self.keep_quarantine, "keep_quarantine")
        share(self.keep_isolation, "keep_isolation")
        amount(self.delay, "delay")


@dataclass(frozen=True)
class Contacts:
    """Of cases that were told apart: (cases, contacts), in days after each contact's infection."""

    loads: Loads
    onset: Numbers
    """Infinite for those who never fall ill."""
    index_tested: Numbers


def drawn_contacts(chance: np.random.Generator, indices: int = INDICES, contacts: int = CONTACTS) -> Contacts:
    """Contacts of cases with symptoms, infected at any moment alike while those were infectious."""
    cases = drawn_loads(np.zeros(indices, dtype=np.bool_), chance)
    since, until = cases.infectious()
    tested = cases.onset + INDEX_TESTED
    told = (cases.peak < CT_INFECTIOUS) & (since < tested)
    since, until, tested = since[told, None], np.minimum(until, tested)[told, None], tested[told, None]
    exposed = since + (until - since) * chance.random((len(since), contacts))
    never_ill = chance.random(exposed.shape) < chance.beta(*NEVER_ILL, len(since))[:, None]
    loads = drawn_loads(never_ill, chance)
    return Contacts(loads, np.where(never_ill, np.inf, loads.onset), tested - exposed)


def averted(measures: Measures, contacts: Contacts, chance: np.random.Generator) -> Numbers:
    """Of each case: the share of its contacts' infectious time spent in quarantine or isolation.

    0 for a case none of whose contacts ever is infectious.
    """
    since, until = contacts.loads.infectious()
    traced = contacts.index_tested + TRACING_DAYS * measures.delay
    isolated = np.minimum(contacts.onset, _found(measures, contacts.loads, traced, chance))
    quarantined = _shared(traced, np.minimum(measures.quarantine_days, isolated), since, until)
    alone = _shared(isolated, isolated + ISOLATION_DAYS, since, until)
    kept = measures.keep_quarantine * quarantined + measures.keep_isolation * alone
    whole = np.sum(until - since, axis=1)
    return np.asarray(np.sum(kept, axis=1) / np.where(whole > 0.0, whole, 1.0))


def _found(measures: Measures, loads: Loads, traced: Numbers, chance: np.random.Generator) -> Numbers:
    """When the first test finds each; infinite when none does."""
    end = np.maximum(measures.quarantine_days, traced)
    found = np.full(traced.shape, np.inf)
    if measures.pcr_at_end:
        found = np.where(loads.ct(end) < PCR_POSITIVE, end, found)
    antigen = [end] if measures.antigen_at_end else []
    for at in [*antigen, *(traced + day for day in range(measures.daily_antigen))]:
        positive = chance.random(at.shape) < antigen_of_ct(loads.ct(at))
        found = np.where(positive, np.minimum(found, at), found)
    return found


def _shared(begin: Numbers, end: Numbers, since: Numbers, until: Numbers) -> Numbers:
    """Days that both stretches share."""
    return np.asarray(np.maximum(np.minimum(end, until) - np.maximum(begin, since), 0.0))
