"""From a probability to a band, and to the sentence that says why: fields and agreement, never values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.domain.base import Sentence
from services.linkage import names, papers
from services.linkage.births import EXACT as SAME_DAY
from services.linkage.kinds import MISSING, Array, Band, Comparison, Kind, Pairs, said
from services.linkage.learning import Model
from services.linkage.listed import Listed
from services.linkage.pool import Pool
from services.linkage.words import OTHER_SEX

KINDS: Mapping[Kind, Sentence] = {
    Kind.NAME: said("họ tên", "name"),
    Kind.BIRTH: said("ngày sinh", "date of birth"),
    Kind.ID: said("số giấy tờ", "number of papers"),
    Kind.PHONE: said("điện thoại", "telephone"),
    Kind.SEX: said("giới tính", "sex"),
    Kind.NATIONALITY: said("quốc tịch", "nationality"),
    Kind.DATE: said("ngày", "day"),
    Kind.AGE: said("tuổi", "age"),
    Kind.WORD: said("mục", "word"),
    Kind.TEXT: said("nội dung", "text"),
}
_ONE_OF_ITS_KIND = {Kind.NAME, Kind.BIRTH, Kind.ID, Kind.PHONE, Kind.SEX, Kind.NATIONALITY}
_UNSURE_NAMES = (names.MARKS, names.OTHER, names.PART, names.ALIKE, names.DIFFERENT)


@dataclass(frozen=True)
class Thresholds:
    """From which probability on two records are joined, and from which a person looks at them."""

    merge: float = 0.8
    review: float = 0.3


@dataclass(frozen=True)
class Ground:
    """What one field says: its kind, how it agrees, and what that weighs (bits; below 0: against)."""

    field: str
    kind: Kind
    level: int
    agreement: Sentence
    weight: float

    def sentence(self) -> Sentence:
        """The ground in words; the weight as each language writes it."""
        title = KINDS[self.kind]
        named = "" if self.kind in _ONE_OF_ITS_KIND else f" {self.field}"
        points = f"{self.weight:+.1f}"
        return Sentence(
            vi=f"{title.vi}{named}: {self.agreement.vi} ({points.replace('.', ',')})",
            en=f"{title.en}{named}: {self.agreement.en} ({points})",
        )


def grounds_of(pool: Pool, model: Model, pairs: Pairs) -> list[tuple[Ground, ...]]:
    """For each pair what every field says, in the order of the map."""
    columns = [_grounds(name, field, model, pairs) for name, field in pool.fields.items()]
    return list(zip(*columns, strict=True)) if columns else [()] * len(pairs)


def band_of(probability: float, grounds: Sequence[Ground], limits: Thresholds) -> Band:
    """Likely pairs are joined unless something asks for a person's eye (twins, a sex that differs)."""
    if probability < limits.review:
        return Band.NEW
    return Band.MERGE if probability >= limits.merge and not doubtful(grounds) else Band.REVIEW


def doubtful(grounds: Sequence[Ground]) -> bool:
    """Without one paper in common: two given names, letters with other diacritics, or two sexes.

    Twins and others who share a home, a telephone and a birthday differ in just that; so a person decides.
    """
    level = {ground.kind: ground for ground in reversed(grounds)}
    paper = level.get(Kind.ID)
    if paper is not None and paper.level == papers.SAME:
        return False
    name, sex = level.get(Kind.NAME), level.get(Kind.SEX)
    other_name = name is not None and name.level in _UNSURE_NAMES
    other_sex = sex is not None and sex.level == OTHER_SEX
    return other_name or other_sex or _only_home(level)


def why(grounds: Sequence[Ground]) -> Sentence:
    """All grounds in one sentence; what is missing is left out."""
    told = [ground.sentence() for ground in grounds if ground.level != MISSING]
    if not told:
        return said("không có trường nào so sánh được", "no field can be compared")
    return Sentence(vi="; ".join(one.vi for one in told), en="; ".join(one.en for one in told))


def _only_home(level: Mapping[Kind, Ground]) -> bool:
    """The same telephone but no name or birthday that agrees: a household, not a person."""
    phone, name, born = level.get(Kind.PHONE), level.get(Kind.NAME), level.get(Kind.BIRTH)
    if phone is None or phone.level != papers.SAME:
        return False
    return (name is None or name.level == MISSING) and (born is None or born.level != SAME_DAY)


def _grounds(name: str, field: Comparison, model: Model, pairs: Pairs) -> list[Ground]:
    levels = field.levels(pairs)
    weights = model.evidence(name, field, pairs, levels) / np.log(2)
    called = _called(field, levels)
    return [
        Ground(name, field.kind, level, field.labels[label], weight)
        for level, label, weight in zip(levels.tolist(), called, np.round(weights, 2).tolist(), strict=True)
    ]


def _called(field: Comparison, levels: Array) -> list[int]:
    if not isinstance(field, Listed):
        return list(levels.tolist())
    known = {level: field.agreement(level) for level in np.unique(levels).tolist()}
    return [known[level] for level in levels.tolist()]
