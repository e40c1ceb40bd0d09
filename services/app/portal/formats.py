"""Dates, numbers and lengths of time as people here write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from services.app.portal.translations import _, translated
from services.domain.base import Language
from services.risk.unseen.numbers_said import few, percent

NEARLY_SURE, HARDLY = 0.99, 1e-5
HOURS_SHOWN = 48.0
"""Up to here an age is told in hours, beyond in days."""


def moment_text(moment: datetime | str | None, zone: ZoneInfo, language: Language) -> str:
    """`08/02/2021 18:30`, local; a dash for none."""
    if moment is None:
        return "–"
    known = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return str(format_datetime(known.astimezone(zone), "dd/MM/yyyy HH:mm", locale=language))


def day_text(day: date | str | None, language: Language) -> str:
    """`08/02/2021`; a dash for none."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return "–" if known is None else str(format_date(known, "dd/MM/yyyy", locale=language))


def number_text(number: float | None, language: Language) -> str:
    """`1.204,5` in Vietnamese, `1,204.5` in English; a dash for none."""
    return "–" if number is None else str(format_decimal(number, "#,##0.#", locale=language))


def few_text(number: float, language: Language) -> str:
    """A small number of people with two digits that count: `0,012`."""
    return _in(few(number), language)


def chance_text(chance: float, language: Language) -> str:
    """`22 %`; near nothing and near certain only that it is."""
    if chance > NEARLY_SURE:
        return _in(("trên 99 %", "over 99%"), language)
    if 0 < chance < HARDLY:
        return _in(("dưới 0,001 %", "under 0.001%"), language)
    return _in(percent(chance), language)


def _in(both: tuple[str, str], language: Language) -> str:
    return both[0] if language == "vi" else both[1]


def age_text(hours: float | None, language: Language) -> str:
    """`5 giờ`, `3 ngày`; says so when nothing was ever heard."""
    if hours is None:
        return translated(language, _("never heard"))
    if hours < 1:
        return translated(language, _("under 1 hour"))
    if hours < HOURS_SHOWN:
        return translated(language, _("%(number)s h")) % {"number": number_text(int(hours), language)}
    return translated(language, _("%(number)s days")) % {"number": number_text(int(hours // 24), language)}
