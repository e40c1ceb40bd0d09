"""Exposure sites as they were published, corrected included; and who says to have been there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from services.app.demo.chance import dice, one_of
from services.app.demo.delivery import Delivery, Row, Span
from services.app.demo.facts import Facts
from services.app.demo.site_facts import SiteFact

FEED = "exposure-sites"
LOOKED_BACK = timedelta(days=14)
ADVICE = "Khai báo với trạm y tế, tự cách ly tại nhà và chờ lấy mẫu xét nghiệm."


def site_deliveries(span: Span, facts: Facts) -> Iterator[Delivery]:
    """Each site when it was published, and again when it was corrected."""
    wanted = sorted((fact for fact in facts.sites if span.holds(fact.learned)), key=attrgetter("learned"))
    for learned, together in groupby(wanted, key=attrgetter("learned")):
        name = f"diem-nguy-co-{learned:%Y%m%d-%H%M}"
        yield Delivery(learned, FEED, name, [site_row(fact) for fact in together])


def site_visited(facts: Facts, declared: datetime, traveller: str) -> str | None:
    """For a few travellers, a day at one of the sites as the form's cell holds it; the others None.

    Drawn apart from all else, so that the rest of a form does not depend on it.
    """
    chance = dice("site", traveller)
    if chance.random() >= facts.volumes.at_a_site:
        return None
    open_then = [
        site for site in facts.sites if site.since <= declared and declared - LOOKED_BACK < site.until
    ]
    if not open_then:
        return None
    site = one_of(chance, open_then)
    first = max(site.since, declared - LOOKED_BACK)
    day = first + (min(site.until, declared) - first) * chance.random()
    return f"{site.place}|{site.area}|{day.date()}|{day.date()}"


def site_row(fact: SiteFact) -> Row:
    """A site as it is published, with what all published lists advise."""
    return {
        "site_id": fact.site,
        "place": fact.place,
        "address": fact.address,
        "area": fact.area,
        "start": fact.since.isoformat(),
        "end": fact.until.isoformat(),
        "advice": ADVICE,
        "source": "",
    }
