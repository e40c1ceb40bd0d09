"""The contact graph of a moment, as one reader may see it: by pseudonym, and only in the reader's areas."""

from datetime import datetime

from services.app.kept import Kept
from services.app.wiring import House
from services.domain.areas import AreaCode, Areas
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.policy.sight import Sight, Subject, may_see, subject_in
from services.tracing.chain_reading import is_settled, newest_step
from services.tracing.graphs import Graph
from services.tracing.stored_graph import person_of_case, stored_graph
from services.tracing.wanted import Wanted, part_of

GRAPHS: Kept[Graph] = Kept(most=3)  # some thirty megabytes each in a wave


def graph_at(
    tx: Transaction, house: House, moment: datetime | None, viewer: Viewer, case: str | None = None
) -> Graph:
    """Everyone and every contact known by then, or now; `case`: only what came from the case of this code.

    Raises NotAllowed for who may see no chains at all.
    """
    if not may_see(viewer.model_copy(update={"areas": None}), Subject(kind=Sight.CHAINS)):
        raise NotAllowed(
            vi="Chuỗi tiếp xúc chỉ dành cho công an, y tế và trung tâm chỉ huy.",
            en="Chains of contacts are for police, health and command only.",
            code="no_chains",
        )
    graph = _kept(tx, house, moment)
    if case:
        graph = part_of(graph, Wanted(source=person_of_case(tx, case, moment)))
    return seen_by(viewer, house.jurisdiction.areas, graph)


def _kept(tx: Transaction, house: House, moment: datetime | None) -> Graph:
    """Kept until something is learned of that moment; all moments between two batches share one."""
    settled = moment is None or is_settled(tx, moment)
    key = (house.database.url, newest_step(tx, moment), None if settled else moment)
    return GRAPHS.get(key, lambda: stored_graph(tx, moment))


def seen_by(viewer: Viewer, areas: Areas, graph: Graph) -> Graph:
    """The part of it that lies in the viewer's areas; of others not even that they are there."""
    if viewer.areas is None:
        return graph
    here: dict[AreaCode | None, bool] = {
        area: may_see(viewer, subject_in(areas, Sight.CHAINS, area if area in areas else None))
        for area in {node.area for node in graph.nodes}
    }
    known = {node.person for node in graph.nodes if here[node.area]}
    nodes = [
        node._replace(
            via=node.via if node.via in known else None,
            source=node.source if node.source in known else None,
        )
        for node in graph.nodes
        if node.person in known
    ]
    return Graph(nodes, [one for one in graph.contacts if one.source in known and one.target in known])
