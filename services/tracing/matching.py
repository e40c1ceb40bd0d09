"""Keeps the lists of who was at an exposure site, as visits and sites come, change and go (issue: item 1).

At any moment the lists are what matching everything with everything would give. What is held in memory is
only an index of visits already committed, brought up to date at the start of each transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from services.domain.areas import Areas
from services.domain.events import Event, ExposureSiteReported, ListKind
from services.domain.records import Noted
from services.plumbing.database import Transaction
from services.tracing.area_names import AreaNames
from services.tracing.exposed_people import Exposed, Stays, exposed, exposed_of, stays_of
from services.tracing.exposures import Terms
from services.tracing.hearing import Subject, Whereabouts
from services.tracing.indexed_visits import IndexedVisits
from services.tracing.list_views import Member, refs_with
from services.tracing.lists import change_members, set_members
from services.tracing.site_lists import heading_of
from services.tracing.stored_visits import Kept, still_standing, visits_behind, visits_of
from services.tracing.windows import Site, keep_window, newest_window, open_windows, sites


@dataclass(frozen=True)
class Ground:
    """What matching goes by."""

    areas: Areas
    zone: ZoneInfo
    whereabouts: Whereabouts
    terms: Terms = field(default_factory=Terms)
    stale_share: float = 0.2
    """How much of the index in memory may be visits that no longer stand; [design]."""


def exposures_subject(ground: Ground) -> Subject:
    """Hears of sites and of people, and sets the lists at the end of each batch."""
    matching = Matching(ground)
    return Subject(
        "exposures",
        before=matching.begin,
        people=matching.people,
        events={ExposureSiteReported: matching.site},
        after=matching.settle,
    )


class Matching:
    """One worker's memory: visits by the signs of their places, and the sites that are open."""

    def __init__(self, ground: Ground) -> None:
        """Nothing is read before the first batch."""
        self._ground = ground
        self._says_area = AreaNames(ground.areas).say_all
        self._visits = IndexedVisits(ground.terms.tolerance, self._says_area, ground.stale_share)
        self._sites: list[Site] = []
        self._sites_at = -1
        self._changed: set[str] = set()
        self._touched: set[str] = set()

    def begin(self, tx: Transaction) -> None:
        """Take over what was committed; forget what an attempt that failed had noted."""
        self._changed, self._touched = set(), set()
        self._visits.catch_up(tx)

    def people(self, tx: Transaction, noted: Sequence[Noted]) -> None:
        """Something new is known of these people."""
        self._touched.update(one.person for one in noted if one.person)

    def site(self, happened: Event, tx: Transaction) -> None:
        """A site was told, corrected or withdrawn."""
        assert isinstance(happened, ExposureSiteReported)
        keep_window(tx, happened, self._says_area)
        self._changed.add(happened.ref)

    def settle(self, tx: Transaction) -> None:
        """Lists of changed sites are made anew, those of others follow the people of this batch."""
        fresh = self._fresh(tx) if self._changed or self._touched else []
        for site in sites(tx, self._says_area, refs=self._changed) if self._changed else ():
            self._match_site(tx, site, fresh)
        others = self._others(tx) if self._touched else []
        if others:
            self._follow(tx, others, fresh)

    def _others(self, tx: Transaction) -> list[Site]:
        """Sites that this transaction has not changed; held in memory while none changes."""
        if self._changed:
            return [site for site in sites(tx, self._says_area) if site.ref not in self._changed]
        newest = newest_window(tx)
        if newest != self._sites_at:
            self._sites, self._sites_at = sites(tx, self._says_area), newest
        return self._sites

    def _fresh(self, tx: Transaction) -> list[Kept]:
        """What this transaction added: not in the index yet, for it may still be undone."""
        found: list[Kept] = []
        while kept := visits_behind(
            tx, found[-1].id if found else self._visits.index.highest, self._says_area
        ):
            found += kept
        return found

    def _match_site(self, tx: Transaction, site: Site, fresh: Sequence[Kept]) -> None:
        found: list[Exposed] = []
        if site.window is not None:
            window, terms = site.window, self._ground.terms
            near = self._visits.index.near(window.place, window.start, window.end + terms.lingering)
            known, new = still_standing(tx, near), stays_of([one.stay for one in fresh])
            stays = Stays([*known.people, *new.people], known.visits.and_also(new.visits))
            found = exposed_of(stays, [window], terms)
        set_members(tx, heading_of(site, self._ground.zone), self._members(tx, found))

    def _follow(self, tx: Transaction, others: Sequence[Site], fresh: Sequence[Kept]) -> None:
        windows = open_windows(others)
        met = exposed([one.stay for one in fresh], windows, self._ground.terms)
        listed = refs_with(tx, ListKind.EXPOSURE_SITE, self._touched)
        people = {one.person for one in met}.union(*listed.values())
        if people:
            stays = [one.stay for one in visits_of(tx, people, self._says_area)]
            self._change(tx, others, exposed(stays, windows, self._ground.terms), listed)

    def _change(
        self,
        tx: Transaction,
        others: Sequence[Site],
        found: Sequence[Exposed],
        listed: Mapping[str, Collection[str]],
    ) -> None:
        by_site: dict[str, list[Exposed]] = {}
        for one in found:
            by_site.setdefault(one.site, []).append(one)
        for site in others:
            here = by_site.get(site.ref, [])
            gone = set(listed.get(site.ref, ())) - {one.person for one in here}
            if here or gone:
                put = self._members(tx, here)
                change_members(tx, heading_of(site, self._ground.zone), put, sorted(gone))

    def _members(self, tx: Transaction, found: Sequence[Exposed]) -> list[Member]:
        where = self._ground.whereabouts(tx, {one.person for one in found}) if found else {}
        return [Member(one.person, where.get(one.person), one.score, one.why) for one in found]
