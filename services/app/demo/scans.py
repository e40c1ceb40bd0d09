"""Invented scans at the posts: part of the declared travellers, half an hour after they declared."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random

from services.app.demo.delivery import Delivery, Row, Span
from services.app.demo.slips import is_refused
from services.app.demo.stage import Stage

FEED = "checkpoint-scans"
LATER, TOLD_AFTER = timedelta(minutes=5), timedelta(minutes=12)
WRITTEN = "%d/%m/%Y %H:%M:%S"


def scan_deliveries(
    span: Span, declared: Iterable[Delivery], stage: Stage, since: datetime
) -> Iterator[Delivery]:
    """The scans of each batch of declarations, a few minutes after it; `since`: the law turns people away."""
    for batch in declared:
        moment = batch.at + TOLD_AFTER
        if batch.name.endswith("-gui-lai") or not span.holds(moment):
            continue
        if rows := scans_of(batch, stage, since):
            yield Delivery(moment, FEED, f"quet-{batch.name}", rows)


def scans_of(batch: Delivery, stage: Stage, since: datetime) -> list[Row]:
    """The scans of one batch; `since`: from then on who comes from the epidemic zone is quarantined."""
    chance = stage.dice(FEED, batch.name)
    return [row for form in batch.rows if (row := _scan(form, batch.at, chance, stage, since))]


def _scan(form: Row, batch: datetime, chance: Random, stage: Stage, since: datetime) -> Row | None:
    drawn, decided = chance.random(), chance.random()
    if not form["post"] or drawn >= stage.doors.scans["share"] or is_refused(form, batch):
        return None
    declared = datetime.strptime(form["declared_at"], WRITTEN).replace(tzinfo=batch.tzinfo)
    decision, rule = _decision(form, decided, stage, strict=declared >= since)
    return {
        "post": form["post"],
        "area": "",
        "scanned_at": min(declared + LATER, batch).isoformat(),
        "decision": decision,
        "rule": rule,
        "declaration_id": form["declaration_id"],
        "people_in_vehicle": str(1 + int(4 * chance.random() ** 2)),
        "temperature": f"{36 + chance.random():.1f}",
    }


def _decision(form: Row, drawn: float, stage: Stage, *, strict: bool) -> tuple[str, str]:
    """As a post would say it: symptoms first, then the epidemic zone, then a sample now and then."""
    scans = stage.doors.scans
    if form["any_symptom"] == "có":
        return "cách ly", "A11"
    if strict and form["addr_province"] == "30":
        return "cách ly", "A5"
    if drawn < scans["turned_back"]:
        return "quay lại", "A12"
    return ("lấy mẫu", "A8") if drawn < scans["turned_back"] + scans["sample"] else ("cho qua", "A9")
