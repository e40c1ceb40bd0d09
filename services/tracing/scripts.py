"""What to say on the telephone: who calls and why, what to ask, what to tell, by level and rule set. Pure.

Source: rule book 2.1 to 2.4 and Decision 5053 (steps of tracing); the wording is ours. It never tells who the
case is, and never asks for papers or money.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from services.domain.base import Sentence
from services.domain.events import ListKind
from services.tracing.call_reasons import why_called


class Duties(NamedTuple):
    """Numbers of the law as they stand when the call is made."""

    lookback_days: int
    central_days: int
    home_days: int
    test_days: tuple[int, ...]


class CallScript(NamedTuple):
    """One telephone call, in the order in which it is made."""

    opening: tuple[Sentence, ...]
    why: tuple[Sentence, ...]
    ask: tuple[Sentence, ...]
    tell: tuple[Sentence, ...]


def call_script(level: int, kinds: Iterable[ListKind], duties: Duties) -> CallScript:
    """The script for somebody of a level who stands on lists of these kinds."""
    told = tuple(dict.fromkeys(kinds))
    return CallScript(
        _OPENING,
        tuple(why_called(level, told)),
        tuple(_ask(level, duties)),
        tuple(_tell(level, told, duties)),
    )


def naming_script(code: str) -> CallScript:
    """The call about an F0 whom nobody named: not to them, but to whoever reported them."""
    return CallScript(
        opening=(
            _says(
                "Gọi đơn vị đã báo ca này; không được thì gọi CDC.", "Call who reported this case; else CDC."
            ),
        ),
        why=(
            _says(
                f"Ca {code} mới chỉ có mã, chưa rõ là ai nên chưa hỏi được mốc dịch tễ, người tiếp xúc.",
                f"Of case {code} only the code is known, so nobody can ask for milestones and contacts.",
            ),
        ),
        ask=(
            _says(
                "Họ tên, năm sinh, số giấy tờ, số điện thoại; hiện đang ở đâu, cơ sở nào điều trị?",
                "Full name, year of birth, number of a paper, telephone; where is the person now?",
            ),
        ),
        tell=(
            _says(
                "Xin gửi lại ca này kèm danh tính vào danh sách ca bệnh; việc sẽ chuyển sang người đó.",
                "Please send this case again with the identity (feed cases); the work goes on by person.",
            ),
        ),
    )


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


_OPENING = (
    _says(
        "Chào anh/chị, tôi gọi từ tổ truy vết của địa phương. Có phải anh/chị … không ạ?",
        "Good day, I am calling from the local tracing team. Am I speaking with …?",
    ),
    _says(
        "Chúng tôi không hỏi tài khoản, mật khẩu hay tiền. Anh/chị có thể hỏi lại trạm y tế xã.",
        "We never ask for bank details, passwords or money. Your commune health station can confirm.",
    ),
)
_SYMPTOMS = _says(
    "Anh/chị hiện có sốt, ho, khó thở, đau họng, mất mùi vị không? Bắt đầu từ ngày nào?",
    "Do you have fever, cough, difficulty in breathing, a sore throat, or loss of smell? Since which day?",
)
_HOUSEHOLD = _says(
    "Nhà anh/chị có những ai, có người già, người bệnh nền, trẻ nhỏ không?",
    "Who lives with you? Are there elderly or sick people, or small children?",
)
_CONTACTS = _says(
    "Từ hôm đó anh/chị đã gặp gần (dưới 2 mét, ăn, ngồi cùng) những ai? Xin tên và số điện thoại.",
    "Whom did you meet closely since (within 2 metres, at a meal)? Names and telephones, please.",
)
_WAIT = _says(
    "Từ giờ xin ở yên tại chỗ, đeo khẩu trang, giữ khoảng cách với người nhà và chờ y tế liên hệ.",
    "Please stay where you are now, wear a mask, keep apart from others, and wait for the health team.",
)
_ILL = _says(
    "Nếu sốt, ho, khó thở: gọi ngay trạm y tế xã, không tự đi khám.",
    "With fever, cough or hard breathing call your commune health station; do not go there by yourself.",
)
_THANKS = _says(
    "Cảm ơn anh/chị. Nếu nhớ thêm nơi nào, người nào xin gọi lại cho chúng tôi.",
    "Thank you. If you remember another place or person, please call us back.",
)


def _ask(level: int, duties: Duties) -> Iterator[Sentence]:
    yield _SYMPTOMS
    days = duties.lookback_days
    yield _says(
        f"Trong {days} ngày qua anh/chị đã đến đâu, từ mấy giờ đến mấy giờ, cùng ai, có khẩu trang không?",
        f"Where have you been in the last {days} days, from when until when, with whom, and wearing a mask?",
    )
    if level <= 1:
        yield _CONTACTS
        yield _HOUSEHOLD


def _tell(level: int, kinds: tuple[ListKind, ...], duties: Duties) -> Iterator[Sentence]:
    if level == 0:
        yield _says(
            "Anh/chị sẽ được đưa đi bệnh viện cách ly, điều trị; xin chuẩn bị giấy tờ, thuốc đang dùng.",
            "You will be taken to hospital for isolation and treatment; please prepare papers and medicines.",
        )
    elif level == 1:
        yield from _first_contact(kinds, duties)
    elif level == 2:
        yield _says(
            "Anh/chị cách ly tại nhà cho tới khi y tế thông báo; tổ COVID sẽ đến kiểm tra hằng ngày.",
            "You stay in quarantine at home until the health team says otherwise; a team looks in daily.",
        )
    else:
        yield _says(
            "Anh/chị tự theo dõi sức khỏe tại nhà, hạn chế tiếp xúc cho tới khi có thông báo.",
            "Watch your health at home and meet as few people as you can until you hear from us.",
        )
    yield from (_WAIT, _ILL, _THANKS) if level <= 1 else (_ILL, _THANKS)


def _first_contact(kinds: tuple[ListKind, ...], duties: Duties) -> Iterator[Sentence]:
    days = ", ".join(str(day) for day in duties.test_days)
    if ListKind.CHAIN not in kinds:
        yield _says(
            "Cán bộ y tế sẽ xác định anh/chị có phải F1 không; nếu phải thì thực hiện như sau.",
            "The health team will decide whether you are an F1; if so, this is what follows.",
        )
    yield _says(
        f"F1 cách ly tập trung {duties.central_days} ngày, lấy mẫu vào các ngày {days} "
        f"(ngày 1 là ngày vào khu cách ly), sau đó theo dõi tại nhà {duties.home_days} ngày.",
        f"An F1 is quarantined centrally for {duties.central_days} days, sampled on days {days} "
        f"(day 1 is the day of entering), then watched at home for {duties.home_days} days.",
    )
