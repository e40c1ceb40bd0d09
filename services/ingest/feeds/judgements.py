"""What officers judge of an area where the law leaves it to them (Decision 2686; rule book 4.2)."""

from datetime import date

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import JudgementMade
from services.domain.records import Judgement, JudgementKind
from services.ingest.cells import one_of, text
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column, retold
from services.ingest.judgement_checks import (
    author_is_an_office,
    is_yes_or_no,
    whole_is_meant,
    yes_is_no_share,
)
from services.ingest.measures import share_or_answer
from services.ingest.places import area
from services.ingest.span_checks import ends_after_it_starts
from services.ingest.times import moment

NAME = "judgements"
KINDS = {
    JudgementKind.HARD_TO_CONTROL: ("nguồn lây khó kiểm soát", "khó kiểm soát", "khó truy vết"),
    JudgementKind.SPREAD_SHARE: ("tỷ lệ đơn vị có thể bị lan tới", "có thể lan rộng", "nguy cơ lan rộng"),
    JudgementKind.KEY_ZONE: (
        "khu sản xuất trọng điểm giáp nơi khó kiểm soát",
        "khu công nghiệp trọng điểm giáp nơi khó kiểm soát",
        "khu trọng điểm",
    ),
}


def build(values: Values, reading: Reading) -> Judgement:
    """Every column is a field."""
    return Judgement(**values)


def key(record: Judgement) -> str:
    """The area, what is judged, and from when: another value, or an end, corrects it."""
    return f"{record.area}|{record.what.value}|{record.since.isoformat()}"


def about(record: Judgement) -> date:
    """The day from which it holds."""
    return record.since.date()


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Nhận định của cán bộ về khu vực", en="Judgements of areas"),
    columns=(
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", required=True),
        column("what", "Nội dung nhận định", "What is judged", one_of(KINDS), "nội dung", required=True),
        column("value", "Kết luận", "Value", share_or_answer, "giá trị", "tỷ lệ", required=True),
        column("since", "Từ", "Since", moment, "hiệu lực từ", "từ lúc", required=True),
        column("until", "Đến", "Until", moment, "hiệu lực đến", "đến lúc"),
        column(
            "author",
            "Chức danh, đơn vị người nhận định",
            "Office of who judges",
            text,
            "người nhận định",
            "chức danh",
            required=True,
            longest=160,
        ),
        column("ground", "Căn cứ", "Ground", text, "văn bản", "báo cáo", longest=300),
    ),
    record=Judgement,
    build=build,
    key=key,
    events=retold(NAME, JudgementMade),
    day=about,
    senders=frozenset((Agency.HEALTH,)),
    told_at="since",
    refuse=(ends_after_it_starts, is_yes_or_no, yes_is_no_share, author_is_an_office),
    flag=(whole_is_meant,),
)
