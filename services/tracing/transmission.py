"""How likely somebody was infected at a place of some kind in some minutes: attack rates, as parameters.

p = 1 - exp(-kappa * hours * infectiousness), with kappa such that the usual hours in a setting give its
published secondary attack rate. Thompson et al., Clin Infect Dis 2021 (household 21.1 %, family and friends
5.9 %, casual 1.2 %, workplace 1.9 %); Koh et al., PLoS One 2020 (health care 0.7 %).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np

from services.domain.base import Sentence
from services.domain.text import folded
from services.tracing.nearness import Floats
from services.tracing.places import How


class Setting(StrEnum):
    """What people do at a place, as far as it changes how they infect each other."""

    HOUSEHOLD = "household"
    SOCIAL = "social"
    WORKPLACE = "workplace"
    HEALTH_CARE = "health_care"
    TRANSPORT = "transport"
    CASUAL = "casual"


@dataclass(frozen=True)
class Rate:
    """The attack rate of a setting (a share) and the hours in which it was reached."""

    attack_rate: float
    usual_hours: float
    said: Sentence
    words: tuple[str, ...]
    """By which a place of this kind is known, in the name or the kind of exposure."""

    @cached_property
    def kappa(self) -> float:
        """The hazard an hour."""
        return -math.log1p(-self.attack_rate) / self.usual_hours


def _rate(attack_rate: float, hours: float, vi: str, en: str, *words: str) -> Rate:
    return Rate(attack_rate, hours, Sentence(vi=vi, en=en), words)


# The attack rates are published (see above); which hours are usual, and the words, are [design].
RATES: Mapping[Setting, Rate] = {
    Setting.HEALTH_CARE: _rate(
        *(0.007, 2.0, "y tế", "health care"),
        *("bệnh viện", "phòng khám", "trạm y tế", "nhà thuốc", "trung tâm y tế"),
        *("hospital", "clinic", "pharmacy", "medical", "chemist", "dental"),
    ),
    Setting.TRANSPORT: _rate(
        *(0.012, 1.0, "đi lại", "transport"),
        *("xe khách", "xe buýt", "chuyến bay", "tàu hỏa", "bến xe", "sân bay", "bus", "train", "flight"),
        *("ferry", "taxi", "airport"),
    ),
    Setting.SOCIAL: _rate(
        *(0.059, 3.0, "ăn uống, gặp gỡ", "eating out and gatherings"),
        *("nhà hàng", "quán", "karaoke", "quán bar", "đám cưới", "đám tang", "cà phê", "lễ hội", "khách sạn"),
        *("restaurant", "bar", "cafe", "coffee", "pub", "hotel", "club", "church", "wedding", "party", "gym"),
        *("kitchen", "sake", "eatery", "funeral"),
    ),
    Setting.WORKPLACE: _rate(
        *(0.019, 8.0, "nơi làm việc, trường học", "work and school"),
        *("công ty", "nhà máy", "khu công nghiệp", "trường", "văn phòng", "school", "college", "university"),
        *("factory", "office", "building site", "construction"),
    ),
    Setting.HOUSEHOLD: _rate(
        *(0.211, 40.0, "trong nhà", "household"),
        *("nhà riêng", "nhà trọ", "phòng trọ", "household", "apartment", "apartments", "residence"),
    ),
    Setting.CASUAL: _rate(0.012, 0.5, "thoáng qua", "casual contact"),
}

SURENESS: Mapping[How, float] = {
    How.CODE: 1.0,
    How.NAME_AND_ADDRESS: 1.0,
    How.COORDINATES: 0.9,
    How.NAME: 0.9,
    How.ADDRESS: 0.7,
    How.NEARBY: 0.5,
}
"""How likely two places are one, by what they were matched; [design], to be learned from what teams find."""


@dataclass(frozen=True)
class Transmission:
    """Everything that a score is made of; a house may set its own."""

    rates: Mapping[Setting, Rate] = field(default_factory=lambda: RATES)
    sureness: Mapping[How, float] = field(default_factory=lambda: SURENESS)
    infectiousness: float = 1.0
    """Relative to the average case; 0.14 where the case had no symptoms (Thompson et al. 2021)."""

    def probability(self, setting: Setting, minutes: float) -> float:
        """That somebody there for these minutes was infected, the place being the right one."""
        return float(self._probabilities(setting, np.array([minutes]))[0])

    def score(self, setting: Setting, minutes: float, how: How) -> float:
        """The same, less what is not sure about the place."""
        return float(self.scores(setting, np.array([minutes]), how)[0])

    def scores(self, setting: Setting, minutes: Floats, how: How) -> Floats:
        """Of hundreds who were at one place."""
        return np.asarray(self._probabilities(setting, minutes) * self.sureness[how])

    def _probabilities(self, setting: Setting, minutes: Floats) -> Floats:
        return np.asarray(-np.expm1(-self.rates[setting].kappa * minutes / 60 * self.infectiousness))

    def setting_of(self, texts: Sequence[str | None]) -> Setting:
        """The setting whose words stand first in the order of the rates; casual when none do."""
        told = folded(" ".join(text for text in texts if text))
        for setting, pattern in self._patterns:
            if pattern.search(told):
                return setting
        return Setting.CASUAL

    @cached_property
    def _patterns(self) -> list[tuple[Setting, re.Pattern[str]]]:
        return [
            (setting, re.compile(rf"\b(?:{'|'.join(re.escape(folded(word)) for word in rate.words)})\b"))
            for setting, rate in self.rates.items()
            if rate.words
        ]
