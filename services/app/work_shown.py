"""Work as rows of plain JSON values in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.app.angles import named
from services.app.wiring import House
from services.app.work_room import Known
from services.domain.base import Language
from services.domain.labels import AGENCIES
from services.tracing.scripts import CallScript, Duties
from services.tracing.unnamed_cases import code_of
from services.tracing.work_views import WhyListed
from services.tracing.work_words import OPEN, STATES, STEPS, WHY_NOT, ToBeDone

Row = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """How work is said: by which house, in which language, as of when."""

    house: House
    language: Language
    moment: datetime

    def row(self, one: ToBeDone, who: Known | None, whys: Sequence[WhyListed]) -> Row:
        """One item; `who` None: this reader may not see who it is."""
        teams, area = self.house.work_rules.teams, self.house.jurisdiction.areas.get(one.area or "")
        return {
            "item": one.item,
            "person": one.person,
            "case": code_of(one.person),
            "full_name": who and who.full_name,
            "phone": who and who.phone,
            "birth_year": who and who.birth_year,
            "address": who and who.addr_detail,
            "team": one.team,
            "team_name": teams.title(one.team).said_in(self.language),
            "offered_to": one.offered_to,
            "offered_to_name": one.offered_to and teams.title(one.offered_to).said_in(self.language),
            "state": one.state.value,
            "state_name": STATES[one.state].said_in(self.language),
            "area": one.area,
            "area_name": named(area, self.language) if area else None,
            "level": f"F{one.level}",
            "score": round(one.score, 3),
            "due": self._local(one.due),
            "overdue": one.state in OPEN and one.due < self.moment,
            "tries": one.tries,
            "why_not": one.why_not and WHY_NOT[one.why_not].said_in(self.language),
            "reasons": [self._reason(why) for why in whys],
        }

    def step(self, step: Mapping[str, Any]) -> Row:
        """One step in the life of an item."""
        agencies = {agency.value: name for agency, name in AGENCIES.items()}
        return {
            "at": self._local(step["at"]),
            "by": agencies[step["by"]].said_in(self.language) if step["by"] in agencies else "–",
            "did": step["did"].value,
            "did_name": STEPS[step["did"]].said_in(self.language),
            "team_name": self.house.work_rules.teams.title(step["team"]).said_in(self.language),
            "why": step["why"] and WHY_NOT[step["why"]].said_in(self.language),
            "note": step["note"],
        }

    def script(self, script: CallScript) -> Row:
        """What to say, part by part."""
        parts = script._asdict().items()
        return {part: [sentence.said_in(self.language) for sentence in said] for part, said in parts}

    def duties(self) -> Duties:
        """Numbers of the law of the moment."""
        parameters, at = self.house.jurisdiction.law.parameters, self.moment
        return Duties(
            lookback_days=int(parameters.number("lookback_days", at)),
            central_days=int(parameters.number("f1_central_days", at)),
            home_days=int(parameters.number("home_days_after", at)),
            test_days=tuple(int(day) for day in parameters.numbers("f1_test_days", at)),
        )

    def _reason(self, why: WhyListed) -> Row:
        return {
            "list": why.list,
            "kind": why.kind.value,
            "title": why.title.said_in(self.language),
            "why": why.why.said_in(self.language),
            "score": round(why.score, 3),
            "since": self._local(why.since),
        }

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self.house.jurisdiction.zone).isoformat()
