"""Invented workers who come back after Tết: a sheet an enterprise and evening; some tell before and after."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from services.app.demo.chance import dice, one_of, split
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.facts import Facts
from services.app.demo.people import make_person
from services.app.demo.volumes import Day, Enterprise
from services.domain.areas import Areas

FEED = "worker-returns"
YEARS = range(1966, 2003)
SECTORS = {
    "coal": "than", "power": "điện", "industry": "khu công nghiệp", "food": "thực phẩm",
    "electronics": "điện tử", "textile": "dệt may", "footwear": "giày dép",
}  # fmt: skip
ANNOUNCED_HOUR, RESULTS_HOUR, RESENT_HOUR = 16, 17, 7
A_COACH = 25
"""People for whom an employer sends a coach."""
TURN = 5
"""How far the turn of the employers moves on in a day; prime to their number, so that each has its turn."""
SAMPLED, RESULT = "Ngày lấy mẫu", "Kết quả xét nghiệm"
NEGATIVE, PENDING = "âm tính", "chờ kết quả"


def return_deliveries(span: Span, seed: int, areas: Areas, facts: Facts, volume: float) -> Iterator[Delivery]:
    """Every sheet, in the order in which they arrive."""
    arriving = {day.day: day for day in facts.volumes.days if day.returns}
    for today in span.days(facts.volumes.zone):
        sheets = list(_sheets_of(today, arriving, seed, areas, facts, volume))
        sheets.sort(key=lambda sheet: sheet.at)
        yield from (sheet for sheet in sheets if span.holds(sheet.at))


def _sheets_of(
    today: date, arriving: dict[date, Day], seed: int, areas: Areas, facts: Facts, volume: float
) -> Iterator[Delivery]:
    """What is handed over today about those who come tomorrow, came today, yesterday or two days ago."""
    for shift, sheet in ((1, _announced), (0, _arrived), (-1, _resent), (-2, _reported)):
        day = arriving.get(today + timedelta(days=shift))
        if day is None:
            continue
        for minute, (employer, number) in enumerate(_coaches(day, facts, volume)):
            if number and _sends(sheet, employer, minute, day, facts):
                rows = list(workers_of(employer, number, day.day, seed, areas, facts))
                yield sheet(today, minute, employer, rows, facts)


def _coaches(day: Day, facts: Facts, volume: float) -> list[tuple[Enterprise, int]]:
    """How many come to each employer; on a thin day only some send a coach, the others on another day."""
    employers, total = facts.volumes.enterprises, round(day.returns * volume)
    sending = max(1, total // A_COACH)
    first = day.day.toordinal() * TURN
    weights = [
        one.weight if (place - first) % len(employers) < sending else 0 for place, one in enumerate(employers)
    ]
    return list(zip(employers, split(total, weights), strict=True))


def _sends(sheet: object, employer: Enterprise, minute: int, day: Day, facts: Facts) -> bool:
    if sheet is _arrived:
        return True
    if sheet is _resent:
        return (day.day.toordinal() * 7 + minute) % facts.volumes.resend_sheet_every == 0
    return employer.id in facts.volumes.reporting_enterprises


def _announced(today: date, minute: int, employer: Enterprise, rows: list[Row], facts: Facts) -> Delivery:
    plain = [row | {SAMPLED: "", RESULT: ""} for row in rows]
    return _sheet(at(today, ANNOUNCED_HOUR, facts.volumes.zone, minute=minute), "du-kien", employer, plain)


def _arrived(today: date, minute: int, employer: Enterprise, rows: list[Row], facts: Facts) -> Delivery:
    return _sheet(
        at(today, facts.volumes.sheet_hour, facts.volumes.zone, minute=minute), "da-ve", employer, rows
    )


def _resent(today: date, minute: int, employer: Enterprise, rows: list[Row], facts: Facts) -> Delivery:
    return _sheet(at(today, RESENT_HOUR, facts.volumes.zone, minute=minute), "gui-lai", employer, rows)


def _reported(today: date, minute: int, employer: Enterprise, rows: list[Row], facts: Facts) -> Delivery:
    known = [row | {RESULT: NEGATIVE} for row in rows]
    return _sheet(at(today, RESULTS_HOUR, facts.volumes.zone, minute=minute), "ket-qua", employer, known)


def _sheet(moment: datetime, kind: str, employer: Enterprise, rows: list[Row]) -> Delivery:
    return Delivery(moment, FEED, f"lao-dong-{employer.id}-{kind}-{moment:%Y%m%d}", rows)


def workers_of(
    employer: Enterprise, number: int, day: date, seed: int, areas: Areas, facts: Facts
) -> Iterator[Row]:
    """The same people every time they are asked for, whichever sheet asks."""
    chance = dice(seed, FEED, employer.id, day)
    for _ in range(number):
        yield _row(employer, day, chance, areas, facts)


def _row(employer: Enterprise, day: date, chance: Random, areas: Areas, facts: Facts) -> Row:
    volumes = facts.volumes
    home = one_of(chance, volumes.workers)
    person = make_person(chance, volumes.names, home, men=volumes.men[employer.sector], years=YEARS)
    return {
        "Doanh nghiệp": employer.name,
        "Họ tên": person.name,
        "CCCD": person.id_number,
        "Năm sinh": str(person.birth_year),
        "Giới tính": person.sex,
        "Điện thoại": person.phone,
        "Nơi làm việc": employer.area,
        "Từ địa phương": areas[home].name,
        "Ngày đến": f"{day:%d/%m/%Y}",
        "Ngành": SECTORS[employer.sector],
        SAMPLED: f"{day:%d/%m/%Y}",
        RESULT: NEGATIVE if chance.random() < volumes.prompt_results else PENDING,
    }
