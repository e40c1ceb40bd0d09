"""How likely people were infected in some minutes at places of some kind, and what that is made of. Pure."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from services.domain.base import Sentence
from services.tracing.nearness import Floats
from services.tracing.overlaps import Ints
from services.tracing.places import SAID, How
from services.tracing.transmission import Setting, Transmission

Say = Callable[[str, str], Sentence]
"""The reason, from the minutes and the chance as they are written."""
_NONE = Sentence(vi="", en="")


class Odds(NamedTuple):
    """What people were exposed to, one after the other."""

    minutes: Sequence[float]
    """To a hundredth."""
    scores: Sequence[float]
    """Probabilities of infection, 0 to 1."""
    whys: Sequence[Sentence]


def odds_of(microseconds: Ints, places: Sequence[tuple[How, Setting]], transmission: Transmission) -> Odds:
    """Of everybody, by the time and the place: as sure as what it was matched by, and of which kind."""
    minutes = np.round(microseconds / 1_000_000 / 60, 2)
    scores, whys = np.zeros(len(minutes)), [_NONE] * len(minutes)
    of_kind: dict[tuple[How, Setting], list[int]] = {}
    for row, place in enumerate(places):
        of_kind.setdefault(place, []).append(row)
    for (how, setting), rows in of_kind.items():
        scores[rows] = np.round(transmission.scores(setting, minutes[rows], how), 6)
        said = _said(minutes[rows], scores[rows], how, setting, transmission)
        for row, why in zip(rows, said, strict=True):
            whys[row] = why
    return Odds(minutes.tolist(), scores.tolist(), whys)


def _said(
    minutes: Floats, scores: Floats, how: How, setting: Setting, transmission: Transmission
) -> Iterator[Sentence]:
    """People count in whole minutes; the score is that of the exact time."""
    rate, sure = transmission.rates[setting], transmission.sureness[how]
    say = _saying(how, sure, rate.attack_rate, rate.usual_hours, rate.said.vi, rate.said.en)
    for long, chance in zip(minutes.tolist(), (scores * 100).tolist(), strict=True):
        yield say(f"{long:.0f}" if long >= 1 else f"{long:.2g}", f"{chance:.2g}")


@lru_cache(maxsize=256)  # a few kinds of places, and hundreds of people at one of them
def _saying(how: How, sure: float, attack_rate: float, hours: float, said_vi: str, said_en: str) -> Say:
    en = [f"{number:.6g}" for number in (sure * 100, attack_rate * 100, hours)]
    vi = [number.replace(".", ",") for number in en]

    @lru_cache(maxsize=1_024)  # hundreds share a few dozen answers; lists write each once
    def said(minutes: str, chance: str) -> Sentence:
        return Sentence(
            vi=f"{SAID[how].vi} (chắc {vi[0]} %), cùng lúc {minutes.replace('.', ',')} phút; "
            f"loại nơi: {said_vi} ({vi[1]} % lây trong {vi[2]} giờ): "
            f"khả năng lây {chance.replace('.', ',')} %.",
            en=f"{SAID[how].en} ({en[0]} % sure), {minutes} minutes together; kind of place: {said_en} "
            f"({en[1]} % infected in {en[2]} hours): chance of infection {chance} %.",
        )

    return said
