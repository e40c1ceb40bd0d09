"""The score of one place, with its reasons, what nobody told, and the day of the next visit. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.levels import Reason
from services.domain.text import folded
from services.policy.place_scores import FULL, Band, PlaceScores
from services.risk.places.facts import PlacesHeard, SeenPlace, Visit, Workers

DISTANCE, GATHERING = 2, 3
"""Where the 5K's list says whether people keep apart, and whether they gather."""
MARKS = "yn"


@dataclass(frozen=True)
class Around:
    """What is known of the places around: by commune, and of where workers come from."""

    cases: Mapping[AreaCode, float | None]
    """F0 of 14 days; None: nobody reports."""
    epidemic: Callable[[AreaCode | None], bool | None]
    """Is there the epidemic where somebody comes from? None: the origin is not known."""


@dataclass(frozen=True)
class Found:
    """One part: its points, or None while nobody told; and what is said of it."""

    part: str
    points: float | None
    value: float | None
    text: Sentence


@dataclass(frozen=True)
class PlaceScore:
    """What a place is scored, at least; and at most when what is missing were as bad as can be."""

    place: SeenPlace
    score: float
    at_most: float
    band: Band
    worst: Band
    """The band of `at_most`: another than `band` where what is missing matters."""
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    reinspect_on: date
    by_team: bool
    """The team named the day; else the worse band does, so that silence never puts a visit off."""
    overdue_days: int | None
    """Days since the next visit was due; 0: today. None: not due yet."""

    @property
    def open(self) -> bool:
        """Could what is missing put it into a higher band?"""
        return self.worst != self.band


def scored(heard: PlacesHeard, around: Around, law: PlaceScores) -> list[PlaceScore]:
    """Every place, the riskiest first."""
    workers = _by_enterprise(heard)
    found = [
        _scored(place, _found(place, heard.today, around, workers, law), heard.today, law)
        for place in heard.places
    ]
    return sorted(found, key=lambda one: (-one.score, -one.at_most, one.place.area, folded(one.place.name)))


def _scored(place: SeenPlace, parts: list[Found], today: date, law: PlaceScores) -> PlaceScore:
    score = min(sum(part.points for part in parts if part.points is not None), FULL)
    hidden = sum(law.parts[part.part].most for part in parts if part.points is None)
    most = min(score + hidden, FULL)
    band, worst = law.band(round(score, 1)), law.band(round(most, 1))
    newest = place.visits[0]
    again = newest.reinspect_on or newest.day + timedelta(days=worst.reinspect_days)
    return PlaceScore(
        place=place,
        score=round(score, 1),
        at_most=round(most, 1),
        band=band,
        worst=worst,
        reasons=tuple(_reason(part) for part in parts if part.points),
        missing=tuple(_reason(part) for part in parts if part.points is None),
        reinspect_on=again,
        by_team=newest.reinspect_on is not None,
        overdue_days=(today - again).days if again <= today else None,
    )


def _found(
    place: SeenPlace, today: date, around: Around, workers: Mapping[str, list[Workers]], law: PlaceScores
) -> list[Found]:
    newest = place.visits[0]
    fresh = newest if (today - newest.day).days <= law.stands_days else None
    return [
        _inspection(newest, fresh, law),
        _breaches(newest, fresh, law),
        _cases(around.cases.get(place.area), law),
        _workers(workers.get(folded(place.name), []), around, law),
        _crowding(place, fresh, law),
    ]


def _inspection(newest: Visit, fresh: Visit | None, law: PlaceScores) -> Found:
    """The worse of the two: which share of the 5K failed, and what the team's own score lacks."""
    if fresh is None:
        day = f"{newest.day:%d/%m/%Y}"
        return Found(
            "inspection", None, None,
            Sentence(vi=f"Lần kiểm tra gần nhất đã quá cũ ({day})", en=f"The last visit is too old ({day})"),
        )  # fmt: skip
    looked = [mark for mark in fresh.checklist if mark in MARKS]
    failed = looked.count("n")
    shares = [failed / len(looked)] if looked else []
    shares += [1 - fresh.score / FULL] if fresh.score is not None else []
    if not shares:
        return Found(
            "inspection", None, None,
            Sentence(vi="Chưa ai xem mục nào của 5K", en="Nobody looked at any item of the 5K"),
        )  # fmt: skip
    gave = f"; đoàn chấm {fresh.score:g}/100" if fresh.score is not None else ""
    said = f"; the team gave {fresh.score:g} of 100" if fresh.score is not None else ""
    text = Sentence(
        vi=f"Không đạt {failed}/{len(looked)} mục 5K đã xem{gave}",
        en=f"{failed} of {len(looked)} items of the 5K failed{said}",
    )
    return Found("inspection", law.points("inspection", max(shares)), failed, text)


def _breaches(newest: Visit, fresh: Visit | None, law: PlaceScores) -> Found:
    if fresh is None:
        text = Sentence(vi="Vi phạm hiện nay chưa rõ", en="Breaches of today are not known")
        return Found("breaches", None, None, text)
    text = Sentence(vi=f"{fresh.breaches} vi phạm", en=f"Breaches: {fresh.breaches}")
    return Found("breaches", law.points("breaches", fresh.breaches), fresh.breaches, text)


def _cases(cases: float | None, law: PlaceScores) -> Found:
    if cases is None:
        text = Sentence(
            vi="Chưa có báo cáo về F0 trong khu vực", en="F0 of the area around it are not reported"
        )
        return Found("cases", None, None, text)
    text = Sentence(
        vi=f"{cases:g} ca F0 cùng khu vực trong 14 ngày",
        en=f"F0 in the same area in 14 days: {cases:g}",
    )
    return Found("cases", law.points("cases", cases), cases, text)


def _workers(workers: list[Workers], around: Around, law: PlaceScores) -> Found:
    """The share from places with the epidemic; an origin nobody knows may be one of them."""
    people = sum(one.people for one in workers)
    known = [(around.epidemic(one.origin), one.people) for one in workers]
    risky, unknown = (sum(n for told, n in known if told is wanted) for wanted in (True, None))
    if people and unknown == people:
        text = Sentence(
            vi=f"Chưa rõ nơi đi của {people} lao động", en=f"Origins of {people} workers are not known"
        )
        return Found("workers", None, None, text)
    text = Sentence(
        vi=f"{risky}/{people} lao động trở lại từ nơi có dịch",
        en=f"{risky} of {people} returning workers come from places with the epidemic",
    )
    return Found("workers", law.points("workers", risky / people if people else 0.0), risky, text)


def _crowding(place: SeenPlace, fresh: Visit | None, law: PlaceScores) -> Found:
    failed = fresh is not None and "n" in (fresh.checklist[DISTANCE], fresh.checklist[GATHERING])
    share = 1.0 if failed else law.crowding[place.kind]
    text = (
        Sentence(vi="Người đến không giữ khoảng cách hoặc tụ tập", en="People stand close or gather")
        if failed
        else Sentence(vi="Mức đông người của loại địa điểm", en="How crowded such places are")
    )
    return Found("crowding", law.points("crowding", share), share, text)


def _reason(part: Found) -> Reason:
    return Reason(indicator=part.part, value=part.value, text=part.text)


def _by_enterprise(heard: PlacesHeard) -> dict[str, list[Workers]]:
    found: dict[str, list[Workers]] = {}
    for one in heard.workers:
        found.setdefault(folded(one.enterprise), []).append(one)
    return found
