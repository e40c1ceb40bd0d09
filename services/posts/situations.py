"""From a code, an officer's eyes and later knowledge to the facts of the law. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.domain.areas import AreaCode, Areas, Tier
from services.policy.entry_facts import CODE_FACTS
from services.policy.entry_measures import Situation
from services.policy.parameters import Parameters
from services.policy.reader import Jurisdiction
from services.posts.answers import Learned, Seen
from services.posts.codes import CodeFault
from services.posts.content import Content


@dataclass(frozen=True)
class Limits:
    """The law's numbers of one moment; None: not in force yet."""

    lookback_days: float | None
    cert_max_days: float | None
    cert_warn_days: float | None
    goods_vehicle_max_people: float | None


def limits_at(parameters: Parameters, moment: datetime) -> Limits:
    """The numbers in force."""

    def number(name: str) -> float | None:
        found = parameters.named[name].values.find(moment) if name in parameters.named else None
        return found.value if found and isinstance(found.value, float) else None

    names = ("lookback_days", "cert_max_days", "cert_warn_days", "goods_vehicle_max_people")
    return Limits(**{name: number(name) for name in names})


def situation_of(
    jurisdiction: Jurisdiction,
    content: Content | None,
    seen: Seen,
    learned: Learned,
    faults: Iterable[CodeFault],
    now: datetime,
) -> Situation:
    """Everything known of this traveller; without a trusted code only what the officer sees."""
    limits = limits_at(jurisdiction.law.parameters, now)
    today = now.astimezone(jurisdiction.zone).date()
    facts: dict[str, bool | None] = {}
    facts |= dict.fromkeys(CODE_FACTS, False) | dict.fromkeys(faults, True)
    facts |= _seen_facts(seen, limits, today)
    if content is None:
        return Situation(facts=facts)
    areas, been = jurisdiction.areas, _been(content, now, limits.lookback_days)
    for name, value in _told_facts(content, been, areas).items():
        facts[name] = any_of(value, facts.get(name), learned.facts.get(name))
    facts |= {name: value for name, value in learned.facts.items() if facts.get(name) is None}
    return Situation(
        facts=facts,
        been=frozenset(one.code for code in been for one in areas.path(code)),
        been_known=content.all_known and content.origin is not None,
        to=frozenset(one.code for one in areas.path(content.area)),
    )


def any_of(*values: bool | None) -> bool | None:
    """True when one is true; false when all that are known are false; None when none is known."""
    if True in values:
        return True
    return False if False in values else None


def certificate_age(seen: Seen, today: date) -> int | None:
    """Days since the sample of the certificate was taken."""
    return None if seen.certificate_on is None else (today - seen.certificate_on).days


def _seen_facts(seen: Seen, limits: Limits, today: date) -> dict[str, bool | None]:
    return {
        "symptoms": seen.symptoms,
        "positive_test": seen.positive_test,
        "refuses": seen.refuses,
        "illegal_entry": seen.illegal_entry,
        "worker": seen.worker,
        "goods_vehicle": seen.goods_vehicle,
        "too_many_people": _above(seen.people_in_vehicle, limits.goods_vehicle_max_people),
        "accepts_quarantine": seen.accepts_quarantine,
        "negative_certificate": _accepted(certificate_age(seen, today), limits.cert_max_days),
    }


def _told_facts(content: Content, been: list[AreaCode], areas: Areas) -> dict[str, bool | None]:
    return {
        "symptoms": content.symptoms,
        "close_contact": content.contact,
        "outbreak_place": content.outbreak,
        "cases_at_origin": content.cases_at_origin,
        "positive_test": None,
        "from_abroad": any_of(content.abroad, any(_abroad(areas, code) for code in been)),
        # Who does not say where from is asked as one who comes from outside.
        "from_outside": content.origin is None or not all(_inside(areas, code) for code in been),
    }


def _been(content: Content, now: datetime, lookback_days: float | None) -> list[AreaCode]:
    """Areas that lie within the days looked back on, counted to the scan."""
    since = (now - content.declared_at) // timedelta(days=1)
    days = float("inf") if lookback_days is None else lookback_days
    stays = [one.area for one in content.stays if (one.days_before or 0) + since <= days]
    return stays + ([content.origin] if content.origin else [])


def _inside(areas: Areas, code: AreaCode) -> bool:
    area = areas.get(code)
    return area is not None and area.inside


def _abroad(areas: Areas, code: AreaCode) -> bool:
    return any(area.tier is Tier.COUNTRY for area in areas.path(code))


def _above(number: int | None, most: float | None) -> bool | None:
    return None if number is None or most is None else number > most


def _accepted(age_days: int | None, most: float | None) -> bool | None:
    if age_days is None:
        return None
    return age_days >= 0 and (most is None or age_days <= most)
