"""SourceWeights: what each signal counts for in the scores of the four sources (rule book 4.7)."""

from math import log2
from zoneinfo import ZoneInfo

from services.domain.base import Sentence, Word
from services.domain.labels import SOURCES
from services.policy.dated import Dated
from services.policy.documents import Documents
from services.policy.entries import Entry
from services.policy.versions import dated_page

FULL_SCORE = 100.0


class Weight(Word):
    """What a signal counts for: each unit alike, or each doubling of them."""

    points: float
    label: Sentence
    by_doubling: bool = False

    def worth(self, units: float) -> float:
        """The points of so many units; by doubling three have twice, seven three times those of one.

        So a volume of thousands still leaves room for what is wrong with it, and one more never lowers it.
        """
        return self.points * (log2(1.0 + max(units, 0.0)) if self.by_doubling else units)


class SourceWeight(Word):
    """How one source is scored: signals of the last `window_days`, weighed, summed, capped."""

    source: str
    window_days: int
    full_at: float
    """The sum of points at which the score reaches 100; below it the score is in proportion."""
    threshold: float
    """From this score on a map or a list calls the source out; the level rows have their own limit."""
    weights: dict[str, Weight]

    def points(self, signal: str, units: float = 1.0) -> float:
        """What so many units of this signal count for; raises KeyError for a signal the law does not name."""
        return self.weights[signal].worth(units)

    def score(self, points: float) -> float:
        """0 to 100 from a sum of points: linear up to `full_at`, so that anybody can check it by hand."""
        return min(FULL_SCORE, max(0.0, points) * FULL_SCORE / self.full_at)


class SourceWeights(Word):
    """The four sources."""

    sources: dict[str, SourceWeight]

    def of(self, source: str) -> SourceWeight:
        """The weights of i1, i2, i3 or i4."""
        return self.sources[source]


def source_weights_in(page: Entry, *, zone: ZoneInfo, documents: Documents) -> Dated[SourceWeights]:
    """The weights of source_weights.yaml; raises BadLaw, also when a source is left out."""
    return dated_page(page, "sources", _weights, zone=zone, documents=documents)


def _weights(version: Entry) -> SourceWeights:
    entries = version.entry("sources").only(*SOURCES)
    sources = {name: _source(name, entry) for name, entry in entries.named()}
    if len(sources) != len(SOURCES):
        left_out = ", ".join(name for name in SOURCES if name not in sources)
        raise entries.wrong(f"thiếu nguồn: {left_out}", f"sources left out: {left_out}")
    return SourceWeights(sources=sources)


def _source(name: str, entry: Entry) -> SourceWeight:
    entry.only("window_days", "full_at", "threshold", "weights")
    if entry.number("full_at") <= 0:
        raise entry.wrong("'full_at' phải lớn hơn 0", "'full_at' must be above 0")
    return SourceWeight(
        source=name,
        window_days=entry.whole("window_days"),
        full_at=entry.number("full_at"),
        threshold=entry.number("threshold"),
        weights={signal: _weight(weight) for signal, weight in entry.entry("weights").named()},
    )


def _weight(entry: Entry) -> Weight:
    entry.only("points", "each", "vi", "en")
    label = Sentence(vi=entry.text("vi"), en=entry.text("en"))
    return Weight(points=entry.number("points"), label=label, by_doubling=_by_doubling(entry))


def _by_doubling(entry: Entry) -> bool:
    if entry.has("each") and entry.text("each") not in ("unit", "doubling"):
        raise entry.wrong("'each' phải là unit hoặc doubling", "'each' is unit or doubling")
    return entry.text_or_none("each") == "doubling"
