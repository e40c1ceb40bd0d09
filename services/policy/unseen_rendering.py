"""The model of the four sources on the law page: what it takes to be true, prevalence abroad, segments."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from services.domain.base import Word
from services.domain.labels import STATES
from services.domain.levels import State
from services.policy.markdown import plain, table, version_head
from services.policy.unseen import HIDDEN_SOURCES, Believed, EachDay, Segment, UnseenBook

_SIGNS = {
    "crossing": "người qua biên giới trái phép nhiều hơn thường lệ (i1)",
    "border_f0": "F0 phát hiện ở biên giới (i1)",
    "escaped": "người bỏ trốn khỏi nơi cách ly (i2)",
    "entrant_f0": "người nhập cảnh dương tính trong cách ly (i2)",
    "outside_untraced": "F0 ngoài địa bàn chưa rõ nguồn lây (i3)",
    "undeclared": "người đi theo hàng chưa khai báo nhiều hơn thường lệ (i4)",
    "dirty_lots": "lô hàng dương tính (i4)",
    "untraced": "xã có F0 chưa rõ nguồn lây, chia theo cửa vào",
}
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "horizon_days": "Số ngày nhìn về trước",
        "illegal_entry.smoothing": "i1: số người thường bắt được có trọng số bằng mấy kỳ 14 ngày",
        "illegal_entry.tip_off": "i1: phần người trong tin báo coi là đã lọt",
        "illegal_entry.stays": "i1: phần thời gian lây nhiễm ở lại địa bàn",
        "illegal_entry.patrol": "i1: phần người lọt mà thêm một ca tuần tra bắt được",
        "quarantine.central": "i2: tỷ lệ chấp hành cách ly tập trung",
        "quarantine.home": "i2: tỷ lệ chấp hành cách ly tại nhà",
        "quarantine.seen": "i2: trọng số của một lượt người được điểm danh",
        "quarantine.breach": "i2: trọng số của một người bỏ trốn",
        "quarantine.entrants": "i2: người nhập cảnh mỗi ngày khi chưa ai báo",
        "quarantine.check": "i2: phần người không chấp hành mà thêm một lần điểm danh tác động được",
        "quarantine.lab_positive": "i2: trọng số của một kết quả dương tính ở người nhập cảnh",
        "quarantine.lab_negative": "i2: trọng số của một kết quả âm tính",
        "quarantine.lab_unheard": "i2: tỷ lệ mang mầm bệnh gấp mấy lần, xấu nhất, khi chưa ai báo kết quả",
        "community.known": "i3: tỷ lệ ca nhiễm được phát hiện",
        "community.infectious_days": "i3: số ngày còn lây",
        "community.background": "i3: tỷ lệ mang mầm bệnh nơi không có ca",
        "community.conceivable": "i3: tỷ lệ đó, xấu nhất, khi chưa ai báo ca bệnh",
        "community.district_population": "i3: dân số một huyện ngoài tỉnh khi chưa biết",
        "community.untraced": "i3: tỷ lệ người tiếp xúc chưa truy vết (trọng số tính theo F0)",
        "community.stopped": "i3: tỷ lệ người mang mầm bệnh bị giữ lại ở chốt",
        "community.passage": "i3: trọng số của một người qua chốt",
        "community.here_shape": "i3: độ chắc của lây nhiễm ngầm tại chỗ",
        "community.here_conceivable_per_100k": "i3: F0 ngầm trên 100.000 dân, xấu nhất, khi chưa ai báo",
        "community.arrivals": "i3: người đến mỗi ngày khi chưa ai báo",
        "community.tests": "i3: số xét nghiệm mỗi ngày của một đơn vị công việc",
        "community.test_finds": "i3: tỷ lệ xét nghiệm phát hiện được",
        "community.trace": "i3: số F1 tìm thêm của một đơn vị công việc",
        "goods.crew": "i4: số người đi theo một lô hàng khi chưa ai báo",
        "goods.undeclared": "i4: phần người đi theo chưa khai báo khi chưa ai báo",
        "goods.left_declared": "i4: phần nguy cơ còn lại của người đã khai báo",
        "goods.contact": "i4: phần thời gian tiếp xúc với người ở đây",
        "goods.contact_shape": "i4: độ chắc của phần đó",
        "goods.handlers": "i4: số người đã chạm vào lô hàng trước khi đến",
        "goods.dirty": "i4: tỷ lệ lô nhiễm khi có người mang mầm bệnh chạm vào",
        "goods.touches": "i4: số lần tiếp xúc với một lô",
        "goods.by_surface": "i4: xác suất lây từ một lần chạm bề mặt nhiễm",
        "goods.lots": "i4: số lô mỗi ngày khi chưa ai báo",
        "goods.tests": "i4: số người đi theo hàng được xét nghiệm của một đơn vị công việc",
        "growth.otherwise": "R nơi không có quyết định nào",
        "growth.r_shape": "Độ chắc của R",
        "growth.k": "Độ phân tán k (càng nhỏ càng siêu lây nhiễm)",
        "growth.k_shape": "Độ chắc của k",
        "hidden.shape": "Phần ẩn: số người mang mầm bệnh coi như có khi chưa thấy dấu hiệu",
        "hidden.rare": "Phần ẩn: tỷ lệ mang mầm bệnh đã báo mà từ đó phần ẩn còn một nửa",
        "hidden.near": "Phần ẩn: trọng số của cửa vào trong cùng huyện, so với cùng xã",
        "hidden.anywhere": "Phần ẩn: trọng số của i3 ở mọi nơi",
        **{
            f"hidden.each.{source}": f"{source}: mỗi người theo dấu hiệu thêm mấy lần số đã báo"
            for source in HIDDEN_SOURCES
        },
        **{f"hidden.signs.{name}": f"Dấu hiệu: một {what}" for name, what in _SIGNS.items()},
        **{
            f"hidden.conceivable.{name}": f"Xấu nhất khi chưa ai báo: số {what}"
            for name, what in _SIGNS.items()
        },
    }
)


SMALL = 1e-3
"""Below it a number is written out: nobody reads `3e-05`."""


def unseen_model(book: UnseenBook, segments: tuple[Segment, ...]) -> Iterator[str]:
    """Every version of the model and of prevalence abroad; then the segments of the border."""
    yield f"## {book.model.title.vi}"
    for model in book.model.versions:
        yield from version_head(model, book.model)
        yield from table(("Tham số", "Giá trị"), _rows(model.value) if model.value else ())
    yield f"## {book.prevalence.title.vi}"
    for abroad in book.prevalence.versions:
        yield from version_head(abroad, book.prevalence)
        if abroad.value:
            known = {**abroad.value.per_million, "nước khác": abroad.value.otherwise}
            yield from table(("Nước", "Trên 1 triệu dân"), ((name, plain(n)) for name, n in known.items()))
    yield "## Đoạn biên giới"
    yield ""
    heads = ("Đoạn", "km", "Khả năng bắt được", "Thường bắt trong 14 ngày", "Xấu nhất trong 14 ngày")
    yield from table(heads, (_segment(one) for one in segments))


def _rows(model: Word, group: str = "") -> Iterator[tuple[str, str]]:
    for name, value in model:
        key = f"{group}{name}"
        if isinstance(value, Believed | EachDay | float):
            yield _LABELS[key], _text(value)
        elif key == "growth.r":
            yield from ((f"R khi {STATES[State(state)].vi}", plain(r)) for state, r in value.items())
        elif isinstance(value, dict):
            yield from ((_LABELS[f"{key}.{one}"], plain(number)) for one, number in value.items())
        else:
            yield from _rows(value, f"{key}.")


def _text(value: Believed | EachDay | float) -> str:
    if isinstance(value, Believed):
        return f"{plain(value.mean)} (trọng số {plain(value.strength)})"
    if isinstance(value, EachDay):
        return f"thường {plain(value.usual)}, xấu nhất {plain(value.conceivable)}"
    return f"{value:.9f}".rstrip("0").replace(".", ",") if 0 < value < SMALL else plain(value)


def _segment(one: Segment) -> tuple[str, ...]:
    numbers = (one.length_km, one.catch.mean, one.usual_14d, one.conceivable_14d)
    return (one.name.vi, *(plain(number) for number in numbers))
