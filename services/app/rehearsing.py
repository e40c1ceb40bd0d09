"""A draft law tried on what happened: whose level changes, who would have been refused, rooms, tests, queues.

Reads only: nothing of a rehearsal is kept.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from services.app.angles import Row
from services.app.rehearsed_day import Entrants, Ruled, day_row
from services.app.rehearsed_levels import changed_levels
from services.app.wiring import COMPUTED, House
from services.domain.base import Language, Sentence
from services.domain.days import within_reason
from services.domain.errors import BadLaw
from services.ingest.declared import Declared, declarations_told, returning_among
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction, load_law
from services.posts.answering import Ground, assess
from services.posts.answers import Learned, Seen
from services.posts.issuing import areas_of, content_of, origin_of
from services.risk.held import held_levels
from services.risk.origins import Known, places_known
from services.risk.recall import recall
from services.risk.survey import survey_of

_ASSUMED = Sentence(
    vi="Điều tờ khai không ghi (giấy xét nghiệm, chấp nhận cách ly tự trả phí) coi như không có.",
    en="What no declaration tells (a certificate, accepting quarantine at own cost) counts as no.",
)
LATE = timedelta(days=2)
"""So much later a declaration of a day may reach us."""


@dataclass(frozen=True)
class Rehearsal:
    """What is rehearsed."""

    draft: Jurisdiction
    """The territory under the draft."""
    as_of: datetime
    """Only what had been learned by then."""
    entrants: date | None = None
    """The day whose declared travellers pass again; None: none do."""
    draft_at: datetime | None = None
    """By which moment's version of the draft; None: that of what is tried."""


def draft_of(house: House, folder: Path) -> Jurisdiction:
    """The territory under the law of a folder; raises BadLaw with file, line and mend, as the start does."""
    if not (folder / "jurisdiction.yaml").is_file():
        raise BadLaw(
            vi=f"--law: '{folder.name}' không phải thư mục luật; cần cả bộ tệp như thư mục đang dùng.",
            en=f"--law: '{folder.name}' is no law folder; it needs all files, as the one in use.",
            field="--law",
            code="no_law_folder",
        )
    return replace(house.jurisdiction, law=load_law(folder, COMPUTED))


def rehearse(house: House, tx: Transaction, asked: Rehearsal, language: Language) -> Row:
    """Levels that change at `as_of`, and the entrants of a day, under the law in force and the draft."""
    heard = recall(tx, asked.as_of, zone=house.jurisdiction.zone)
    law_at = asked.draft_at or asked.as_of
    held = held_levels(tx, asked.as_of)
    in_force, drafted = house.jurisdiction.law.area_levels, asked.draft.law.area_levels
    now = survey_of(heard, house.jurisdiction, in_force.find(asked.as_of), held=held)
    then = survey_of(heard, asked.draft, drafted.find(law_at), held=held)
    return {
        "as_of": asked.as_of.astimezone(house.jurisdiction.zone).isoformat(timespec="seconds"),
        "rulesets": {"now": now.ruleset, "draft": then.ruleset},
        "levels": changed_levels(house.jurisdiction, now, then, language),
        "entrants": _entrants(house, tx, asked, language) if asked.entrants else None,
        "assumed": _ASSUMED.said_in(language),
    }


def _entrants(house: House, tx: Transaction, asked: Rehearsal, language: Language) -> Row:
    assert asked.entrants is not None
    zone = house.jurisdiction.zone
    start = within_reason(datetime.combine(asked.entrants, time.min, zone), "--entrants")
    evening = start + timedelta(days=1) - timedelta(seconds=1)
    until, known_by = min(evening + LATE, asked.as_of), min(evening, asked.as_of)
    told = [
        one
        for one in declarations_told(tx, house.feeds, start, until)
        if one.record.declared_at.astimezone(zone).date() == asked.entrants
    ]
    workers = returning_among(tx, house.feeds, {one.record.person for one in told})
    now = _Judge(tx, house.jurisdiction, known_by)
    then = _Judge(tx, asked.draft, known_by, asked.draft_at)
    passed = [
        (one, now.ruled(one, one.record.person in workers), then.ruled(one, one.record.person in workers))
        for one in told
    ]
    parameters = house.jurisdiction.law.parameters
    entrants = Entrants(
        day=asked.entrants,
        passed=[(getattr(one.record, "post", None), one.record.declared_at, a, b) for one, a, b in passed],
        lanes=int(parameters.number("post_lanes", start)),
        minutes=parameters.numbers("post_minutes", start),
    )
    return day_row(entrants, house.jurisdiction, language)


class _Judge:
    """One law, asked about many travellers: places that many name are looked up once."""

    def __init__(
        self, tx: Transaction, land: Jurisdiction, learned_by: datetime, law_at: datetime | None = None
    ) -> None:
        self._tx, self._land, self._learned_by, self._law_at = tx, land, learned_by, law_at
        self._known: dict[tuple[str | None, frozenset[str]], Known] = {}

    def ruled(self, declared: Declared, worker: bool) -> Ruled:
        """What this law makes of one traveller; raises NotInForce when it covers no such moment."""
        record, zone = declared.record, self._land.zone
        known = self._places(origin_of(record), areas_of(record))
        content = content_of(
            record,
            declared.id,
            zone=zone,
            valid=timedelta(days=1),
            outbreak=known.outbreak_place,
            cases_at_origin=known.cases_at_origin,
            paper=None,
        )
        at = self._law_at or record.declared_at
        content = content.model_copy(update={"declared_at": at})
        found = assess(Ground(self._land, at), content, Seen(), Learned(facts={"worker": worker or None}))
        return Ruled(found.decision, found.row, found.at_home)

    def _places(self, origin: str | None, areas: frozenset[str]) -> Known:
        key = origin, areas
        if key not in self._known:
            at = self._law_at or self._learned_by
            self._known[key] = places_known(self._tx, self._land, origin, areas, at, self._learned_by)
        return self._known[key]
