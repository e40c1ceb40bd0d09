"""What a list of records rests on besides them: sentences with every factor, areas, the law of parameters."""

from services.app.angles import Angle, Row, named, referred
from services.domain.areas import AreaCode
from services.risk.records.others import areas_behind
from services.risk.records.rates import rests_on
from services.risk.unseen.reasons import said_of

PARAMETERS = {
    "i1": "illegal_entry",
    "i2": "quarantine",
    "i3": "community",
    "i4": "goods",
}
"""Where the numbers of a source stand in `unseen.yaml`."""


def basis(angle: Angle, area: AreaCode, number: str, source: str, key: str) -> Row:
    """`says`: of a row of the model every factor and the people it makes; of a rate what it is of.

    `law`: where the factors of a row stand that nobody counted.
    """
    if not key:
        says = rests_on(angle.survey, angle.jurisdiction, area, number)
        return {"says": [one.said_in(angle.language) for one in says], "law": None}
    found = angle.survey.entering
    said = said_of(found, area, source, key) if found else []
    return {"says": [one.text.said_in(angle.language) for one in said], "law": _law(angle, source)}


def area_rows(angle: Angle, area: AreaCode, number: str) -> list[Row]:
    """The areas that a number comes from, each with what it adds, where it adds anything by itself."""
    found = areas_behind(angle.survey, angle.jurisdiction, area, number)
    return [
        {
            "area": one.area,
            "name": named(angle.jurisdiction.areas[one.area], angle.language),
            "level": int(level) if (level := angle.survey.standings[one.area].level) else None,
            "adds": one.adds,
        }
        for one in found
    ]


def _law(angle: Angle, source: str) -> Row | None:
    in_force = angle.jurisdiction.law.unseen.model.find(angle.survey.as_of)
    if in_force is None:
        return None
    return {
        "place": f"unseen.yaml, {PARAMETERS[source]}",
        "name": in_force.name,
        "cite_text": referred(in_force.cite),
        "cite_mark": in_force.cite.mark,
    }
