"""The contact graph of a moment, as one reader may see it: by pseudonym, and only in the reader's areas."""

from datetime import datetime

from services.app.kept import Kept
from services.app.wiring import House
from services.domain.areas import AreaCode, Areas
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.policy.sight import Sight, Subject, may_see, subject_in
from services.tracing.chain_views import graph_as_of, newest_step
from services.tracing.graphs import Graph
from services.tracing.stored_graph import stored_graph

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
    key = (house.database.url, newest_step(tx), moment, case)
    return seen_by(viewer, house.jurisdiction.areas, GRAPHS.get(key, lambda: _read(tx, moment, case)))


def _read(tx: Transaction, moment: datetime | None, case: str | None) -> Graph:
    now = moment is None and case is None
    return stored_graph(tx) if now else graph_as_of(tx, moment, case)


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
