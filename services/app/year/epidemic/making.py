"""Makes the epidemic of a year from its parameters and the doors of the territory."""

from services.app.demo.facts import Facts
from services.app.demo.stage import Stage
from services.app.year.epidemic.outside import outside_of
from services.app.year.epidemic.parameters import Parameters
from services.app.year.epidemic.places import sites_of
from services.app.year.epidemic.rows import Epidemic
from services.app.year.epidemic.running import course_of
from services.app.year.epidemic.told import story_of
from services.app.year.epidemic.world import world_of
from services.domain.areas import AreaCode


def epidemic_of(parameters: Parameters, facts: Facts, stage: Stage) -> Epidemic:
    """The same seed gives the same epidemic, whatever the volume."""
    world = world_of(parameters, stage.areas, stage.province, doorways(facts), stage.seed)
    course = course_of(world)
    story = story_of(parameters, course, stage)
    return Epidemic(story, outside_of(parameters, course, stage.seed), sites_of(story))


def doorways(facts: Facts) -> dict[str, tuple[AreaCode, ...]]:
    """Communes in which each source comes in, each as often as it is used."""
    volumes, doors = facts.volumes, facts.doors
    return {
        "i1": tuple(spot.area for spot in volumes.spots for _ in range(spot.weight)),
        "i2": tuple(site.area for group in doors.groups if group.gate for site in group.sites),
        "i3": tuple(one.area for one in volumes.enterprises for _ in range(one.weight)),
        "i4": tuple(route.area for route in doors.goods),
    }
