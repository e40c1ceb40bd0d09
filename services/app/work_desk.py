"""The work of tracing teams as one reader may see it: rows for the API, the terminal and pages alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.app.wiring import House
from services.app.work_room import Known, known_people
from services.app.work_shown import Row, Shown
from services.domain.base import Language
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.policy.sight import Sight, may_see, subject_in
from services.tracing.assigning import Team
from services.tracing.scripts import CallScript, call_script, naming_script
from services.tracing.unnamed_cases import code_of
from services.tracing.work_rows import Part, steps_of, work_named
from services.tracing.work_steps import Acting
from services.tracing.work_views import (
    WhyListed,
    note_looks,
    team_views,
    whys_of,
    work_about,
    work_count,
    work_of,
)
from services.tracing.work_words import OPEN, ToBeDone, WorkState

LIMIT = 500
"""People of one answer: each name on it is opened and noted."""


@dataclass(frozen=True)
class Desk:
    """One reader at one moment."""

    house: House
    tx: Transaction
    viewer: Viewer
    language: Language
    now: datetime
    as_of: datetime | None = None
    """None: as it stands now."""
    door: str = "http"
    named: bool = True
    """May names be opened at this door at all?"""

    def teams(self) -> list[Team]:
        """The teams whose work this reader may see."""
        return [
            team
            for team in self.house.work_rules.teams.roster.teams.values()
            if self.may(Sight.WORK, team.id)
        ]

    def may(self, kind: Sight, team: str | None) -> bool:
        """May this reader see things of this kind with that team?"""
        known = self.house.work_rules.teams.roster.teams.get(team or "")
        area = known.area if known else None
        return may_see(self.viewer, subject_in(self.house.jurisdiction.areas, kind, area))

    def found(
        self, team: str | None = None, states: Collection[WorkState] = OPEN, part: Part | None = None
    ) -> list[ToBeDone]:
        """What this reader may see of a team, or of all, by urgency; raises NotAllowed, NotFound."""
        return work_of(self.tx, self._teams_asked(team), states=states, as_of=self.as_of, part=part)

    def many(self, team: str | None = None, states: Collection[WorkState] = OPEN) -> int:
        """How many that is in all."""
        return work_count(self.tx, self._teams_asked(team), states=states, as_of=self.as_of)

    def row(self, item: str) -> Row:
        """One item with its life and its call; raises NotAllowed, NotFound."""
        one = self.item(item)
        (row,) = self.rows([one])
        privacy = self.house.privacy if self._may_name(one) else None
        steps = steps_of(self.tx, item, privacy, self.as_of)
        show = self._shown()
        said = show.script(self._script(one, show))
        return row | {"steps": [show.step(step) for step in steps], "script": said}

    def item(self, item: str) -> ToBeDone:
        """One item this reader may see; raises NotAllowed, NotFound."""
        self.allow()
        one = work_named(self.tx, item, self.as_of)
        if not self._sees(one):
            raise _not_yours()
        return one

    def allow(self) -> None:
        """Raises NotAllowed when this reader has nothing to do with tracing."""
        everywhere = self.viewer.model_copy(update={"areas": None})
        if not may_see(everywhere, subject_in(self.house.jurisdiction.areas, Sight.WORK, None)):
            raise _not_yours()

    def held(self, item: str) -> ToBeDone:
        """An item on which this reader may take steps as its team; raises NotAllowed, NotFound."""
        one = self.item(item)
        if not self.may(Sight.WORK, one.team):
            raise _not_yours()
        return one

    def about(self, people: Collection[str]) -> list[Row]:
        """What is still to be done about these people, as far as this reader may see it; without names."""
        found = [one for one in work_about(self.tx, people, self.as_of) if self._sees(one)]
        return [self._shown().row(one, None, []) for one in found]

    def asked(self, item: str) -> ToBeDone:
        """An item whose hand-over this reader may answer; raises NotAllowed, NotFound."""
        one = self.item(item)
        if one.offered_to is not None and not self.may(Sight.WORK, one.offered_to):
            raise _not_yours()
        return one

    def acting(self) -> Acting:
        """This reader, about to take a step."""
        return Acting(self.tx, self.house.privacy, self.viewer.agency, self.house.jurisdiction.zone)

    def sees(self, item: str) -> bool:
        """May this reader still look at it? A hand-over may have taken it away."""
        return self._sees(work_named(self.tx, item, self.as_of))

    def team_rows(self) -> list[Row]:
        """Teams with something to do that this reader answers for, the most overdue first."""
        self.allow()
        rules = self.house.work_rules
        return [
            {
                "team": one.team.id,
                "name": one.title.said_in(self.language),
                "area": one.team.area,
                "open": one.open,
                "overdue": one.overdue,
                "lost": one.lost,
                "capacity": one.team.capacity,
            }
            for one in team_views(self.tx, rules.teams, self.as_of or self.now, self.as_of)
            if self.may(Sight.WORK, one.team.id)
        ]

    def _teams_asked(self, team: str | None) -> list[str] | None:
        """The teams whose work is asked for; None: everybody's."""
        self.allow()
        if team is None:
            return None if self.viewer.areas is None else [one.id for one in self.teams()]
        self.house.work_rules.teams.named(team)
        if not self.may(Sight.WORK, team):
            raise _not_yours()
        return [team]

    def _sees(self, one: ToBeDone) -> bool:
        return any(self.may(Sight.WORK, team) for team in (one.team, one.offered_to))

    def _may_name(self, one: ToBeDone) -> bool:
        return self.named and self.may(Sight.PEOPLE, one.team)

    def rows(self, found: Sequence[ToBeDone]) -> list[Row]:
        """These as rows; whoever is shown by name is noted."""
        # A case nobody named has no identity that could be opened.
        people = [one.person for one in found if self._may_name(one) and not code_of(one.person)]
        known = known_people(self.tx, self.house.privacy, people) if people else {}
        note_looks(self.tx, people, self.viewer.agency.value, self.door)
        whys = self._whys([one.person for one in found])
        known_of = {person: known.get(person, Known()) for person in people}
        show = self._shown()
        return [show.row(one, known_of.get(one.person), whys.get(one.person, [])) for one in found]

    def _whys(self, people: Collection[str]) -> dict[str, list[WhyListed]]:
        levels = self.house.work_rules.levels(self.as_of or self.now)
        return whys_of(self.tx, people, levels, self.as_of)

    def _script(self, one: ToBeDone, show: Shown) -> CallScript:
        code = code_of(one.person)
        if code:
            return naming_script(code)
        kinds = [why.kind for why in self._whys([one.person]).get(one.person, [])]
        return call_script(one.level, kinds, show.duties())

    def _shown(self) -> Shown:
        return Shown(self.house, self.language, self.as_of or self.now)


def _not_yours() -> NotAllowed:
    return NotAllowed(
        vi="Việc truy vết này thuộc địa bàn hoặc lực lượng khác.",
        en="This work belongs to another area or agency.",
        code="not_your_work",
    )
