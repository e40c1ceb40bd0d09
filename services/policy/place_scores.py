"""PlaceScores: how a concrete place is scored, in which band that is, and when it is visited again."""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from services.domain.base import Sentence, Word
from services.domain.records import InspectedPlaceType
from services.policy.dated import Dated
from services.policy.documents import Documents
from services.policy.entries import Entry
from services.policy.files import read_yaml
from services.policy.versions import dated_page

FULL = 100.0
PARTS = ("inspection", "breaches", "cases", "workers", "crowding")


class Band(Word):
    """A step of the scale."""

    id: str
    at_most: float
    """The largest score that is in it."""
    reinspect_days: int
    """Days after a visit until the next, when the team named no day."""
    name: Sentence


class Part(Word):
    """What one unit of a part counts for, and the largest sum it can reach."""

    points: float
    most: float


class PlaceScores(Word):
    """The scale and the parts of a place's score."""

    bands: tuple[Band, ...]
    workers_days: int
    stands_days: int
    parts: dict[str, Part]
    crowding: dict[InspectedPlaceType, float]
    """How crowded a kind of place is, 0 to 1."""

    def band(self, score: float) -> Band:
        """The step a score is in; its upper edge belongs to it."""
        return next(band for band in self.bands if score <= band.at_most)

    def points(self, part: str, amount: float) -> float:
        """What so much of a part counts for: never below 0, never above its most."""
        rule = self.parts[part]
        return min(max(amount, 0.0) * rule.points, rule.most)


def load_place_scores(file: Path, *, zone: ZoneInfo, documents: Documents) -> Dated[PlaceScores] | None:
    """The scores of place_scores.yaml; None where a jurisdiction has no such file. Raises BadLaw."""
    if not file.is_file():
        return None
    return dated_page(read_yaml(file), "scores", _scores, zone=zone, documents=documents)


def _scores(version: Entry) -> PlaceScores:
    entry = version.entry("scores").only("bands", "workers_days", "stands_days", "parts", "crowding")
    return PlaceScores(
        bands=_bands(entry),
        workers_days=_days(entry, "workers_days"),
        stands_days=_days(entry, "stands_days"),
        parts=_parts(entry.entry("parts")),
        crowding=_crowding(entry.entry("crowding")),
    )


def _bands(entry: Entry) -> tuple[Band, ...]:
    """Each above the one before, the last up to 100: no score is without a band."""
    bands, before = [], -1.0
    for one in entry.entries("bands"):
        one.only("id", "at_most", "reinspect_days", "vi", "en")
        if one.number("at_most") <= before:
            raise one.wrong("'at_most' phải lớn hơn bậc trước", "'at_most' must be above the band before")
        before = one.number("at_most")
        name = Sentence(vi=one.text("vi"), en=one.text("en"))
        days = _days(one, "reinspect_days")
        bands.append(Band(id=one.text("id"), at_most=before, reinspect_days=days, name=name))
    if before != FULL:
        raise entry.wrong("bậc cuối của 'bands' phải đến 100", "the last of 'bands' must reach 100")
    return tuple(bands)


def _parts(entry: Entry) -> dict[str, Part]:
    entry.only(*PARTS)
    _complete(entry, PARTS)
    return {name: _part(one) for name, one in entry.named()}


def _part(entry: Entry) -> Part:
    entry.only("points", "most")
    if entry.number("points") < 0 or entry.number("most") < 0:
        raise entry.wrong("'points' và 'most' không được âm", "'points' and 'most' must not be negative")
    return Part(points=entry.number("points"), most=entry.number("most"))


def _crowding(entry: Entry) -> dict[InspectedPlaceType, float]:
    kinds = [kind.value for kind in InspectedPlaceType]
    entry.only(*kinds)
    _complete(entry, kinds)
    found = {kind: entry.number(kind.value) for kind in InspectedPlaceType}
    if not all(0 <= share <= 1 for share in found.values()):
        raise entry.wrong("phải từ 0 đến 1", "must be from 0 to 1")
    return found


def _complete(entry: Entry, names: Sequence[str]) -> None:
    if missing := [name for name in names if not entry.has(name)]:
        raise entry.wrong(f"thiếu: {', '.join(missing)}", f"left out: {', '.join(missing)}")


def _days(entry: Entry, key: str) -> int:
    if entry.whole(key) < 1:
        raise entry.wrong(f"'{key}' phải từ 1 trở lên", f"'{key}' must be at least 1")
    return entry.whole(key)
