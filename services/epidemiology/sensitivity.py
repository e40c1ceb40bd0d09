"""How likely a test finds an infected person, by days since infection or by viral load.

Sources: Kucirka and others, Ann Intern Med 173 (2020), PCR, as shares missed; Hellewell and others,
*Estimating the effectiveness of routine asymptomatic PCR testing*, BMC Med 19 (2021), PCR and rapid antigen
test, medians; antigen by Ct as Quilty and others, Lancet Public Health 6 (2021), take it.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from scipy.special import expit, logit

from services.epidemiology.quantities import Given, Numbers, share

DOUBT = 0.4
"""Standard deviation of a curve on the scale of log-odds: about that of Kucirka's intervals from day 5 on."""


@dataclass(frozen=True)
class Curve:
    """A test: linear between the days told; before the first and after the last it finds nobody."""

    days: tuple[float, ...]
    finds: tuple[float, ...]
    times: float = 1.0
    """Part of it that remains: 0.62 for people who never fall ill (Clifford 2021); 0 is no test."""

    def __post_init__(self) -> None:
        share(np.asarray(self.finds), "finds")
        share(self.times, "times")

    def found(self, days: Given, shift: Given = 0.0) -> Numbers:
        """The chance to be found so many days after infection; draws of `shift` stand in front.

        `shift` moves the whole curve on the scale of log-odds: nobody found stays nobody.
        """
        at = np.interp(np.asarray(days, dtype=np.float64), self.days, self.finds, left=0.0, right=0.0)
        moved = np.atleast_1d(np.asarray(shift, dtype=np.float64)).reshape(-1, *[1] * at.ndim)
        return np.asarray(self.times * expit(logit(at) + moved))

    def weaker(self, times: float) -> "Curve":
        """The same test where only this part of what it finds is found."""
        return replace(self, times=self.times * float(share(times, "times")))


_KUCIRKA = {0: 1, 1: 1, 4: 0.67, 5: 0.38, 6: 0.25, 7: 0.21, 8: 0.20, 9: 0.21, 21: 0.66}
_HELLEWELL_DAYS = (0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 21)

CURVES = MappingProxyType(
    {
        "kucirka": Curve(tuple(_KUCIRKA), tuple(1.0 - missed for missed in _KUCIRKA.values())),
        "hellewell": Curve(
            _HELLEWELL_DAYS,
            (0, 0.039, 0.246, 0.710, 0.785, 0.767, 0.725, 0.677, 0.515, 0.302, 0.082),
        ),
        "antigen": Curve(
            (0, 1, 2, 3, 4, 5, 6, 7, 10, 14),
            (0, 0.021, 0.110, 0.423, 0.632, 0.610, 0.510, 0.395, 0.141, 0.025),
        ),
    }
)
"""PCR by Kucirka, PCR and antigen by Hellewell."""

_B1, _B2, _B3, _CHANGE = 1.566, 2.150, -1.105, 3.261

PCR_POSITIVE = 35.0
"""A PCR is positive when Ct is below."""

_Steps = tuple[tuple[float, ...], tuple[float, ...]]
_ANTIGEN_HIGH: _Steps = ((27.0, 30.0, 35.0), (0.95, 0.65, 0.30, 0.0))
_ANTIGEN_LOW: _Steps = ((20.0, 25.0, 30.0, 35.0), (0.824, 0.545, 0.083, 0.053, 0.0))


def hellewell_closed(days: Given) -> Numbers:
    """Hellewell's PCR curve as it was fitted: log-odds linear, with a change of slope at 3.261 days."""
    since = np.asarray(days, dtype=np.float64) - _CHANGE
    return np.asarray(expit(_B1 + _B2 * since + _B2 * _B3 * np.maximum(since, 0.0)))


def antigen_of_ct(ct: Given, *, low: bool = False) -> Numbers:
    """The chance that a rapid antigen test finds somebody with this Ct: the high estimate, or the low one."""
    steps, finds = _ANTIGEN_LOW if low else _ANTIGEN_HIGH
    return np.asarray(finds)[np.searchsorted(steps, np.asarray(ct, dtype=np.float64))]
