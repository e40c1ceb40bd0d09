"""What the verbs `outbreak` and `clean-days` answer: chances with the reason beside them."""

import math
from datetime import date
from typing import Any

import numpy as np

from services.app.day_numbers import days_later
from services.app.onset_rows import Onsets
from services.domain.base import Language, Sentence
from services.epidemiology.branching import (
    Spread,
    introductions_for,
    outbreak,
    outbreak_of_mean,
    outbreak_of_one,
)
from services.epidemiology.clean_days import days_until, no_further_case
from services.epidemiology.missed_cases import Reporting, play
from services.epidemiology.quantities import refused
from services.epidemiology.serial import Serial

CHANCES = (0.95, 0.99)
RUNS, SEED = 20_000, 20210223


def outbreak_answer(introductions: float, spread: Spread, *, poisson: bool, said: Language) -> dict[str, Any]:
    """The chance of an outbreak and of none, after so many introductions and after one."""
    chance = float((outbreak_of_mean if poisson else outbreak)(introductions, spread))
    one = float(outbreak_of_one(spread))
    mean = (1 - float(spread.control)) * (1 - float(spread.population_control)) * float(spread.r)
    return {
        "introductions": introductions,
        **_told(spread),
        "control": float(spread.control),
        "population_control": float(spread.population_control),
        "p_outbreak": chance,
        "p_contained": 1.0 - chance,
        "p_outbreak_of_one": one,
        "p_extinction_of_one": 1.0 - one,
        "introductions_for_50": introductions_for(0.5, spread),
        "introductions_for_95": introductions_for(0.95, spread),
        "why": _why_outbreak(mean, one).said_in(said),
    }


def clean_days_answer(
    onsets: Onsets, as_of: date, spread: Spread, serial: Serial, detection: float | None, said: Language
) -> dict[str, Any]:
    """The chance that no further case comes, and the days on which it is high enough if none comes.

    Those days are counted from the last onset, so they stay the same however late one asks.
    Null where no case is known yet: nothing that has not begun is over.
    """
    since, cases = onsets.since(as_of)
    last = max(onsets.cases, default=None)
    over = float(no_further_case(since, cases, spread, serial))
    clean = (as_of - last).days if last else None
    days = {chance: days_until(chance, since - (clean or 0), cases, spread, serial) for chance in CHANCES}
    return {
        "as_of": as_of,
        "cases": float(cases.sum()),
        "later": onsets.later,
        "left_out": len(onsets.notes),
        "last_onset": last,
        "clean_days": clean,
        **_told(spread),
        "serial": [serial.mean, serial.sd],
        "p_no_further": over if last else None,
        "p_further": 1.0 - over if last else None,
        **{_name(chance): days_later(last, more) if last else None for chance, more in days.items()},
        **_missed(clean, spread, detection),
        "why": _why_clean(onsets, clean, over).said_in(said),
    }


def _name(chance: float) -> str:
    return f"on_{chance:.0%}".rstrip("%")


_SEEN_AT_ALL = "above 0, for where nobody is ever reported silence tells nothing"


def _missed(clean: int | None, spread: Spread, detection: float | None) -> dict[str, float | None]:
    """How often one is reported after as many clean days, when not all are: played out, the seed is set."""
    if detection is None:
        return {}
    if detection == 0.0:
        raise refused("detection", "lớn hơn 0, vì không ai báo thì im lặng không nói gì", _SEEN_AT_ALL)
    reporting = Reporting(detection)
    played = play(spread, reporting, np.random.default_rng(SEED), RUNS)
    chance = None if clean is None else played.another_report([clean])[0]
    return {"detection": detection, "p_another_report": chance}


def _told(spread: Spread) -> dict[str, Any]:
    k = float(spread.k)
    return {"R": float(spread.r), "k": "inf" if math.isinf(k) else k}


def _why_outbreak(mean: float, one: float) -> Sentence:
    vi, en = "chuỗi lây nào rồi cũng tự tắt", "every chain ends by itself"
    if one > 0.0:
        vi = f"chuỗi lây của một ca nhập tự tắt với xác suất {_percent(1 - one)}"
        en = f"the chain of one introduction ends by itself with a chance of {1 - one:.1%}"
    return Sentence(
        vi=f"Mỗi ca lây trung bình {_comma(f'{mean:.2f}')} ca sau kiểm soát; {vi} (Lloyd-Smith 2005).",
        en=f"A case infects {mean:.2f} on average, with control; {en} (Lloyd-Smith 2005).",
    )


def _why_clean(onsets: Onsets, clean: int | None, over: float) -> Sentence:
    cases, left = sum(onsets.cases.values()), len(onsets.notes)
    vi = f" Có {left} dòng không tính được." if left else ""
    en = f" {left} rows do not count." if left else ""
    if clean is None:
        return Sentence(
            vi=f"Chưa có ca nào tính đến ngày này.{vi}", en=f"There is no case up to this day.{en}"
        )
    return Sentence(
        vi=f"{_comma(f'{cases:g}')} ca, ca khởi phát gần nhất cách đây {clean} ngày; khả năng không còn ca "
        f"nào nữa là {_percent(over)} nếu mọi ca đều được phát hiện (Nishiura 2016).{vi}",
        en=f"{cases:g} cases, the last fell ill {clean} days ago; the chance of no further case is "
        f"{over:.1%} when all cases become known (Nishiura 2016).{en}",
    )


def _percent(chance: float) -> str:
    return _comma(f"{chance:.1%}")


def _comma(number: str) -> str:
    """A number as Vietnamese write it."""
    return number.replace(".", ",")
