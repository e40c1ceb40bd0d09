"""Why an area has the infectious entrants it has: the rows that bring most, each with its factors. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.text import beginning
from services.epidemiology.quantities import Numbers
from services.risk.unseen.factors import Factors
from services.risk.unseen.from_goods import SILENT as NO_LOTS
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.from_quarantine import SILENT as NO_SITE
from services.risk.unseen.from_travel import SILENT as NO_STREAM
from services.risk.unseen.known import Known
from services.risk.unseen.lines import LINES, Line
from services.risk.unseen.naming import area_name, lots_name, segment_name, site_name, stream_name
from services.risk.unseen.numbers_said import count, few, per_million, percent
from services.risk.unseen.volumes import TOLD, WINDOW

MOST_ROWS = 3
_GUESS, _TOLD = Sentence(vi="ước ", en="about "), Sentence(vi="", en="")


@dataclass(frozen=True)
class Why:
    """One row of one line, in one area."""

    line: str
    key: str
    entrants: float
    """Infectious people expected within the horizon."""
    text: Sentence


Say = Callable[[Known, str, Factors, int, float], Sentence | None]


def reasons_of(found: Entering, area: AreaCode, most: int = MOST_ROWS) -> dict[str, list[Why]]:
    """By line, the rows that bring most into an area and all in it."""
    lines = found.outlook.lines
    return {name: _line(found, lines[name], area, most) for name in LINES}


def said_of(found: Entering, area: AreaCode, line: str, key: str) -> list[Why]:
    """What one row of a line brings into an area, one sentence a country; none where it brings nothing."""
    several = _line(found, found.outlook.lines[line], area, len(found.outlook.lines[line].keys))
    return [one for one in several if one.key == key]


def brought(line: Line, inside: Numbers) -> tuple[Numbers, Numbers]:
    """Of each row: infectious people a day into areas (1 where wanted), and how much of it goes there."""
    where = line.where[TOLD] if line.where.ndim > 2 else line.where
    part = inside @ where
    return part * np.mean(line.rates[TOLD], axis=-1), part


def _line(found: Entering, line: Line, area: AreaCode, most: int) -> list[Why]:
    known, days = found.known, found.known.law.horizon_days
    entrants, part = brought(line, found.outlook.inputs.upwards[known.row_of[area]])
    factors = found.factors[line.name]
    if line.name == "surfaces":  # a small line: one sentence for all
        entrants, most = np.array([entrants.sum()]), 1
    heaviest = [int(row) for row in np.argsort(-entrants)[:most] if entrants[row] > 0]
    said = [(row, _SAY[line.name](known, line.keys[row], factors, row, float(part[row]))) for row in heaviest]
    return [
        Why(line.name, line.keys[row], days * float(entrants[row]), _with_sum(text, days * entrants[row]))
        for row, text in said
        if text
    ]


def _with_sum(text: Sentence, entrants: float) -> Sentence:
    vi, en = few(entrants)
    return Sentence(vi=f"{beginning(text.vi)} → {vi} người", en=f"{beginning(text.en)} → {en} people")


def _illegal(known: Known, key: str, told: Factors, row: int, part: float) -> Sentence:
    name = segment_name(known, key)
    caught, missed = count(told["caught"][row]), count(told["missed"][row] * WINDOW)
    catch, ill = percent(told["catch"][row]), per_million(told["prevalence"][row])
    return Sentence(
        vi=f"{name.vi}: bắt {caught[0]} người trong 14 ngày, khả năng bắt được {catch[0]}, "
        f"ước lọt {missed[0]} người; tỷ lệ mang mầm bệnh bên kia biên giới {ill[0]}",
        en=f"{name.en}: {caught[1]} caught in 14 days, {catch[1]} are caught, "
        f"about {missed[1]} got through; across the border {ill[1]} are infectious",
    )


def _quarantine(known: Known, key: str, told: Factors, row: int, part: float) -> Sentence:
    name, people = site_name(known, key), count(told["people"][row] * WINDOW)
    ill, kept = per_million(told["prevalence"][row]), percent(told["adherence"][row])
    prevented = percent(told["prevented"][row])
    guess = _GUESS if key.startswith(NO_SITE) else _TOLD
    tests = _tests(told["positive"][row], told["tested"][row])
    return Sentence(
        vi=f"{name.vi}: {guess.vi}{people[0]} người nhập cảnh trong 14 ngày, "
        f"tỷ lệ mang mầm bệnh {ill[0]}{tests.vi}, "
        f"{kept[0]} chấp hành, cách ly ngăn được {prevented[0]}",
        en=f"{name.en}: {guess.en}{people[1]} entrants in 14 days, {ill[1]} infectious{tests.en}, "
        f"{kept[1]} keep quarantine, which prevents {prevented[1]}",
    )


def _tests(positive: float, tested: float) -> Sentence:
    if tested <= 0:
        return _TOLD
    some, of_all = count(positive), count(tested)
    return Sentence(
        vi=f" (xét nghiệm trên địa bàn huyện: {some[0]}/{of_all[0]} người nhập cảnh dương tính)",
        en=f" (tests in the district: {some[1]} of {of_all[1]} entrants positive)",
    )


def _travellers(known: Known, key: str, told: Factors, row: int, part: float) -> Sentence:
    people, ill = count(part * WINDOW), per_million(told["prevalence"][row])
    untraced, stopped = percent(told["untraced"][row]), percent(told["stopped"][row])
    silent = Sentence(vi="người đến mà chưa ai báo (ước tính)", en="travellers nobody told of (a guess)")
    name = silent if key.startswith(NO_STREAM) else stream_name(known, key)
    return Sentence(
        vi=f"{name.vi}: {people[0]} người trong 14 ngày, tỷ lệ mang mầm bệnh {ill[0]}, "
        f"{untraced[0]} chưa được truy vết, {stopped[0]} bị giữ lại ở chốt",
        en=f"{name.en}: {people[1]} people in 14 days, {ill[1]} infectious, "
        f"{untraced[1]} untraced, {stopped[1]} stopped at the post",
    )


def _here(known: Known, key: str, told: Factors, row: int, part: float) -> Sentence | None:
    name, unseen = area_name(known, key), few(told["unseen"][row])
    return Sentence(
        vi=f"{name.vi}: lây nhiễm ngầm tương đương {unseen[0]} F0",
        en=f"{name.en}: unseen infection of {unseen[1]} F0",
    )


def _crews(known: Known, key: str, told: Factors, row: int, part: float) -> Sentence:
    came, to = lots_name(known, key)
    guess = _GUESS if key.startswith(NO_LOTS) else _TOLD
    lots, crew = count(told["lots"][row] * WINDOW), count(told["crew"][row] * WINDOW)
    ill = per_million(told["prevalence"][row])
    return Sentence(
        vi=f"{guess.vi}{lots[0]} lô hàng từ {came.vi} vào {to.vi} trong 14 ngày, {crew[0]} người đi theo, "
        f"tỷ lệ mang mầm bệnh {ill[0]}",
        en=f"{guess.en}{lots[1]} lots from {came.en} into {to.en} in 14 days, with {crew[1]} people, "
        f"{ill[1]} infectious",
    )


def _surfaces(known: Known, key: str, told: Factors, row: int, part: float) -> Sentence:
    lots = count(float(told["lots"].sum()) * WINDOW)
    return Sentence(
        vi=f"bề mặt hàng hóa ({lots[0]} lô trên toàn địa bàn trong 14 ngày)",
        en=f"surfaces of goods ({lots[1]} lots in the whole territory in 14 days)",
    )


_SAY: dict[str, Say] = {
    "i1": _illegal,
    "i2": _quarantine,
    "i3": _travellers,
    "local": _here,
    "i4": _crews,
    "surfaces": _surfaces,
}
