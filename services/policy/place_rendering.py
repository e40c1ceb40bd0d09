"""How places are scored, as a part of the page of the law."""

from collections.abc import Iterator

from services.policy.dated import Dated
from services.policy.markdown import table, version_head
from services.policy.place_scores import PlaceScores

PARTS = {
    "inspection": "Tỷ lệ mục 5K không đạt (hoặc phần đoàn kiểm tra chấm thiếu)",
    "breaches": "Mỗi vi phạm ở lần kiểm tra gần nhất",
    "cases": "Mỗi ca F0 cùng khu vực",
    "workers": "Tỷ lệ lao động trở lại từ nơi có dịch",
    "crowding": "Mức đông người",
}


def place_scores(law: Dated[PlaceScores] | None) -> Iterator[str]:
    """Bands and parts of every version; nothing where places are not scored."""
    if law is None:
        return
    yield f"## {law.title.vi}"
    for version in law.versions:
        yield from version_head(version, law)
        if version.value is not None:
            yield from _scores(version.value)


def _scores(scores: PlaceScores) -> Iterator[str]:
    bands = ((one.name.vi, f"{one.at_most:g}", str(one.reinspect_days)) for one in scores.bands)
    yield from table(("Bậc", "Đến điểm", "Tái kiểm tra sau (ngày)"), bands)
    parts = ((PARTS[name], f"{one.points:g}", f"{one.most:g}") for name, one in scores.parts.items())
    yield from table(("Phần điểm", "Điểm", "Nhiều nhất"), parts)
