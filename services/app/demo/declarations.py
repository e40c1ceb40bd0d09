"""Invented declarations of people who pass the posts, handed over a few times a day, flaws included."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from services.app.demo.chance import dice, one_of, split
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.facts import Facts
from services.app.demo.journeys import as_written, comes_from, destinations, origins_at, places_named
from services.app.demo.people import Person, make_person
from services.app.demo.sites import site_visited
from services.app.demo.slips import with_slips
from services.app.demo.volumes import Day, Post
from services.domain.areas import Area, Areas

FEED = "declarations"
ONLINE = "online"
"""Forms filled in at home: the only ones before the posts open and after they close."""
YEARS = range(1951, 2003)
SHIFT = timedelta(hours=3)
RESENT_AFTER = timedelta(minutes=30)
VEHICLES = ("Cá nhân",) * 6 + ("Xe khách",) * 3 + ("Khác",)


def declaration_deliveries(
    span: Span, seed: int, areas: Areas, facts: Facts, volume: float
) -> Iterator[Delivery]:
    """Every batch of the posts; now and then a batch comes a second time, word for word."""
    days = set(span.days(facts.volumes.zone))
    for number, day in enumerate(facts.volumes.days):
        if day.day not in days:
            continue
        for place, batch in enumerate(_batches(day, seed, areas, facts, volume)):
            again = (number * len(facts.volumes.batches) + place) % facts.volumes.resend_every == 0
            for delivery in (batch, _resent(batch))[: 1 + again]:
                if span.holds(delivery.at):
                    yield delivery


def _batches(day: Day, seed: int, areas: Areas, facts: Facts, volume: float) -> Iterator[Delivery]:
    volumes = facts.volumes
    moments = [at(day.day, hour, volumes.zone) for hour in volumes.batches]
    shares = [[_share(post, moment, facts) for post in volumes.posts] for moment in moments]
    weights = [
        part * share for part, row in zip(volumes.batches.values(), shares, strict=True) for share in row
    ]
    if not any(weights):
        return
    numbers = iter(split(round(day.declarations * volume), weights))
    for moment in moments:
        chance = dice(seed, FEED, moment.isoformat())
        rows = [
            row for post in volumes.posts for row in _rows(post, next(numbers), moment, chance, areas, facts)
        ]
        if rows:
            yield Delivery(moment, FEED, f"to-khai-{moment:%Y%m%d-%H%M}", rows)


def _share(post: Post, moment: datetime, facts: Facts) -> float:
    if not post.since <= moment - SHIFT or moment > post.until:
        return 0.0
    queue = facts.volumes.queue
    crowded = (post.id, moment.date()) == (queue.post, queue.day)
    return post.share * (queue.times if crowded else 1.0)


def _rows(
    post: Post, number: int, moment: datetime, chance: Random, areas: Areas, facts: Facts
) -> Iterator[Row]:
    if not number:
        return
    origins = origins_at(post, moment.date(), facts.neighbour, facts.volumes)
    seconds = sorted(int(chance.random() * SHIFT.total_seconds()) for _ in range(number))
    for order, second in enumerate(seconds, start=1):
        declared = moment - SHIFT + timedelta(seconds=second)
        row = form_of(one_of(chance, origins), declared, chance, areas, facts)
        row["declaration_id"] = f"TK-{post.id}-{moment:%Y%m%d-%H}-{order:03d}"
        row["post"] = "" if post.id == ONLINE else post.id
        yield with_slips(row, moment, chance, facts.volumes.slips)


def form_of(province: str, declared: datetime, chance: Random, areas: Areas, facts: Facts) -> Row:
    """The form of somebody invented who comes from a province, without its number and post."""
    person = make_person(chance, facts.volumes.names, province, years=YEARS)
    origin = comes_from(chance, province, areas, facts.volumes)
    target = one_of(chance, destinations(areas))
    ill = chance.random()
    return {
        "declared_at": f"{declared:%d/%m/%Y %H:%M:%S}",
        "full_name": person.name.upper(),
        "id_number": person.id_number if chance.random() < 0.94 else "",
        "birth_year": str(person.birth_year),
        "sex": person.sex,
        "nationality": "Việt Nam",
        "addr_province": province,
        "phone": person.phone,
        "vehicle_type": one_of(chance, VEHICLES),
        "from_area": as_written(chance, origin),
        "to_area": target.code,
        "places_14d": _places(origin, declared, person, facts),
        "any_symptom": "có" if ill < 0.004 else "không",
        "exp_case": "có" if 0.003 < ill < 0.005 else "không",
        "exp_ill": "không",
        "pledge": "có",
    }


def _places(origin: Area, declared: datetime, person: Person, facts: Facts) -> str:
    stayed = places_named([(origin, declared.date() - timedelta(days=14), declared.date())])
    visited = site_visited(facts, declared, person.phone)
    return f"{stayed};{visited}" if visited else stayed


def _resent(batch: Delivery) -> Delivery:
    return Delivery(batch.at + RESENT_AFTER, batch.feed, f"{batch.name}-gui-lai", batch.rows)
