"""Keeps one list for each place and cause: who declared it, also last week, and who does while it lasts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode, Areas
from services.domain.events import (
    AreaLevelChanged,
    Event,
    ExposureSiteReported,
    ListKind,
    OrderIssued,
    SourcePressureChanged,
)
from services.domain.records import Noted
from services.plumbing.consuming import Handler
from services.plumbing.database import Transaction
from services.tracing.hearing import PEN, Subject, Whereabouts
from services.tracing.list_views import Member, refs_with
from services.tracing.lists import Heading, change_members, set_members
from services.tracing.localities import Cause, Listing, PlaceAndKind, heading_of, listings, most_urgent
from services.tracing.locality_causes import Causes, Rules, Told
from services.tracing.locality_rows import (
    areas_seen,
    end_causes,
    keep_cause,
    people_there,
    standing_causes,
)


@dataclass(frozen=True)
class LookThrough:
    """What looking through goes by."""

    areas: Areas
    home: AreaCode
    zone: ZoneInfo
    rules: Callable[[], Rules]
    lookback: Callable[[], timedelta]
    whereabouts: Whereabouts


def localities_subject(ground: LookThrough) -> Subject:
    """Hears of levels, orders, sites, unseen infection, people; sets the lists at the end of each batch."""
    retracing = Retracing(ground)
    return Subject(
        "localities",
        before=retracing.begin,
        people=retracing.people,
        events=retracing.handlers(),
        after=retracing.end_of_batch,
    )


def review_localities(tx: Transaction, ground: LookThrough) -> int:
    """Close lists whose time is over without any message; how many causes ended."""
    tx.lock(PEN)
    return Retracing(ground).settle(tx)


class Retracing:
    """What one transaction has heard; nothing is kept from one to the next."""

    def __init__(self, ground: LookThrough) -> None:
        """Nothing heard yet."""
        self._ground = ground
        self._causes = Causes(ground.areas, ground.home, ground.zone)
        self._changed: dict[PlaceAndKind, Cause] = {}
        self._touched: set[str] = set()

    def begin(self, tx: Transaction) -> None:
        """Forget what an attempt that failed had noted."""
        self._changed, self._touched = {}, set()

    def people(self, tx: Transaction, noted: Sequence[Noted]) -> None:
        """Something new is known of these people."""
        self._touched.update(one.person for one in noted if one.person)

    def handlers(self) -> Mapping[type[Event], Handler]:
        """What each kind of event means."""

        def level(happened: Event, tx: Transaction) -> None:
            assert isinstance(happened, AreaLevelChanged)
            self._hear(tx, happened, self._causes.of_level(happened, self._ground.rules()))

        def order(happened: Event, tx: Transaction) -> None:
            assert isinstance(happened, OrderIssued)
            self._hear(tx, happened, self._causes.of_order(happened, self._ground.rules()))

        def site(happened: Event, tx: Transaction) -> None:
            assert isinstance(happened, ExposureSiteReported)
            self._hear(tx, happened, self._causes.of_site(happened))

        def pressure(happened: Event, tx: Transaction) -> None:
            assert isinstance(happened, SourcePressureChanged)
            self._hear(tx, happened, self._causes.of_pressure(happened))

        return {
            AreaLevelChanged: level,
            OrderIssued: order,
            ExposureSiteReported: site,
            SourcePressureChanged: pressure,
        }

    def end_of_batch(self, tx: Transaction) -> None:
        """What was heard is worked into the lists."""
        self.settle(tx)

    def settle(self, tx: Transaction) -> int:
        """Lists of changed places are made anew, those of others follow the people of this batch."""
        ended = end_causes(tx, self._ground.lookback())
        self._changed.update((cause.place, cause) for cause in ended)
        standing = standing_causes(tx) if self._changed or self._touched else []
        by_place = {
            place: list(causes)
            for place, causes in groupby(sorted(standing, key=lambda one: one.place), lambda one: one.place)
        }
        for place in sorted(self._changed):
            self._make_anew(tx, place, by_place.get(place, []))
        others = {place: causes for place, causes in by_place.items() if place not in self._changed}
        if self._touched and others:
            self._follow(tx, others)
        return len(ended)

    def _hear(self, tx: Transaction, happened: Event, told: Told | None) -> None:
        if told is None:
            return
        cause, holds = told
        before = keep_cause(tx, cause, happened.learned_at, holds=holds)
        self._changed.update((one.place, one) for one in before)
        if holds:
            self._changed[cause.place] = cause

    def _make_anew(self, tx: Transaction, place: PlaceAndKind, causes: Sequence[Cause]) -> None:
        heading = self._heading(place, causes or [self._changed[place]], ended=not causes)
        set_members(tx, heading, self._members(tx, self._found(tx, causes)))

    def _follow(self, tx: Transaction, others: Mapping[PlaceAndKind, Sequence[Cause]]) -> None:
        listed = refs_with(tx, ListKind.LOCALITY, self._touched)
        seen = areas_seen(tx, self._touched)
        for place, causes in others.items():
            if place.ref not in listed and seen.isdisjoint(self._codes(place.area)):
                continue
            found = self._found(tx, causes, self._touched)
            gone = listed.get(place.ref, set()).difference(found)
            if found or gone:
                change_members(tx, self._heading(place, causes), self._members(tx, found), sorted(gone))

    def _found(
        self, tx: Transaction, causes: Sequence[Cause], people: Collection[str] | None = None
    ) -> dict[str, Listing]:
        lookback, zone = self._ground.lookback(), self._ground.zone
        several = []
        for cause in causes:
            there = people_there(tx, cause, self._codes(cause.area), lookback, people)
            several.append(listings(cause, there, lookback, zone))
        return most_urgent(several)

    def _members(self, tx: Transaction, found: Mapping[str, Listing]) -> list[Member]:
        where = self._ground.whereabouts(tx, found) if found else {}
        return [Member(person, where.get(person), *listing) for person, listing in found.items()]

    def _codes(self, area: AreaCode) -> list[AreaCode]:
        return [inside.code for inside in self._ground.areas.within(area)]

    def _heading(self, place: PlaceAndKind, causes: Sequence[Cause], *, ended: bool = False) -> Heading:
        return heading_of(place, self._ground.areas[place.area], causes, ended=ended)
