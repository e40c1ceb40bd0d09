"""The teams of a territory, made of its kinds of teams and its register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.domain.areas import Areas
from services.domain.base import Sentence
from services.domain.errors import NotFound
from services.policy.teams import TeamKind
from services.tracing.assigning import Roster, Team, roster


@dataclass(frozen=True)
class Teams:
    """Every team by its id, with its name, and who is near to where."""

    areas: Areas
    roster: Roster
    titles: Mapping[str, Sentence]

    def named(self, team: str) -> Team:
        """The team; raises NotFound."""
        found = self.roster.teams.get(team)
        if found is None:
            raise NotFound(
                vi="Không có tổ truy vết này; xem các tổ ở trang Truy vết.",
                en="There is no such tracing team; the page Tracing lists them.",
                field="team",
                code="no_team",
            )
        return found

    def title(self, team: str | None) -> Sentence:
        """What a team is called; also one that is gone."""
        if team is None:
            return Sentence(vi="Chưa có tổ nhận", en="No team takes them")
        return self.titles.get(team, Sentence(vi=team, en=team))


def teams_of(areas: Areas, kinds: Sequence[TeamKind]) -> Teams:
    """One team of each kind in every area of its tier inside the territory, named `kind-area`."""
    made = [
        (Team(f"{kind.id}-{area.code}", area.code, kind.capacity, kind.nearest_level), kind, area)
        for kind in kinds
        for area in areas.of_tier(kind.tier)
    ]
    titles = {
        team.id: Sentence(vi=f"{kind.title.vi} {area.name}", en=f"{kind.title.en} {area.name_en}")
        for team, kind, area in made
    }
    return Teams(areas, roster(areas, [team for team, _, _ in made]), titles)
