"""What teams read of somebody who shared a place with an F0: what, how long, from when until when. Pure."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from services.domain.base import Sentence
from services.domain.days import local_moment
from services.tracing.stay_contacts import Sharer, SharingRules


def title_of(unit: str, place: str) -> Sentence:
    """What a list of those who shared a place with an F0 is called."""
    return Sentence(vi=f"Cùng {unit} với F0, {place}", en=f"With an F0 in {unit}, {place}")


def why_close(one: Sharer, unit: str, zone: ZoneInfo) -> Sentence:
    """For how long, and from when until when."""
    long, when = lasted(one.shared), _when(one, zone)
    return Sentence(
        vi=f"Cùng {unit} với F0 trong {long.vi}, {when.vi}.",
        en=f"With an F0 in {unit} for {long.en}, {when.en}.",
    )


def why_unsure(one: Sharer, unit: str, law: SharingRules) -> Sentence:
    """They are asked how near they were."""
    close = why_close(one, unit, law.zone)
    if not one.is_crowd:
        return Sentence(
            vi=f"{close.vi} Quy định không coi mọi người ở đó là tiếp xúc gần: cần hỏi.",
            en=f"{close.en} By the law not everyone there is close: ask how near they were.",
        )
    return Sentence(
        vi=f"{close.vi} Cùng lúc có hơn {law.most_people} người: cần hỏi có ở gần F0 không.",
        en=f"{close.en} More than {law.most_people} people were there at once: ask how near they were.",
    )


def lasted(span: timedelta) -> Sentence:
    """`3 giờ 20 phút`; what is shorter than a minute is told as one."""
    hours, minutes = divmod(max(round(span / timedelta(minutes=1)), 1), 60)
    vi = [f"{hours} giờ"] * bool(hours) + [f"{minutes} phút"] * bool(minutes)
    en = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
    return Sentence(vi=" ".join(vi), en=" ".join(en))


def _when(one: Sharer, zone: ZoneInfo) -> Sentence:
    first, last = local_moment(one.first, zone), local_moment(one.last, zone)
    return Sentence(vi=f"từ {first.vi} đến {last.vi}", en=f"from {first.en} until {last.en}")
