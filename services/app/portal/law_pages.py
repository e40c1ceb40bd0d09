"""The law in force at a moment, and the whole of it, with citations and how sure each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from services.app.portal.asking import OnLaw
from services.app.portal.lawbook import chapters
from services.app.portal.showing import show
from services.domain.base import Sentence
from services.domain.levels import Citation
from services.policy.reader import Jurisdiction
from services.policy.rendering import render_law

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Rule:
    """One dated part of the law as it stood; no name: nothing was in force."""

    title: Sentence
    name: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    cite: Citation | None = None


@router.get("/law")
def law_page(asked: OnLaw) -> Response:
    """What was in force first, then every version."""
    rules = list(_in_force(asked.jurisdiction, asked.as_of))
    valid = frozenset(rule.name for rule in rules if rule.name)
    return show(asked, "law.html", rules=rules, chapters=chapters(render_law(asked.jurisdiction), valid))


def _in_force(jurisdiction: Jurisdiction, moment: datetime) -> Iterator[Rule]:
    law = jurisdiction.law
    levels = (law.area_levels, law.order_levels, law.level_measures, law.loosening, law.outbreak_levels)
    model = (law.unseen.model, law.unseen.prevalence)
    for dated in (*levels, law.source_weights, *model, law.retention):
        found = dated.find(moment)
        if found is None:
            yield Rule(dated.title)
        else:
            yield Rule(dated.title, found.name, found.since, found.until, found.cite)
