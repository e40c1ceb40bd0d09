"""A contact graph as GEXF 1.3, which Gephi and networkx read (https://gexf.net). Pure."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import quoteattr

from services.tracing.contacts import Contact
from services.tracing.graphs import Graph, Node

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta lastmodifieddate={day}><creator>Phên Dậu</creator></meta>
<graph defaultedgetype="{type}" mode="static">
<attributes class="node">
<attribute id="level" title="level" type="integer"/>
<attribute id="via" title="via" type="string"/>
<attribute id="since" title="since" type="string"/>
<attribute id="source" title="source" type="string"/>
<attribute id="area" title="area" type="string"/>
</attributes>
<attributes class="edge">
<attribute id="kind" title="kind" type="string"/>
<attribute id="directed" title="directed" type="boolean"/>
<attribute id="from" title="from" type="string"/>
<attribute id="to" title="to" type="string"/>
</attributes>
<nodes>
"""
_FORBIDDEN = {code: " " for code in range(32) if chr(code) not in "\t\n\r"}
"""Signs that no XML may hold, whatever a sender typed."""


def gexf_lines(graph: Graph, day: date) -> Iterator[str]:
    """The document piece by piece; `day`: of which it tells.

    A value that is not known is left out. A contact whose people are not in the graph has no line.
    Edges are directed when all contacts are; else an attribute says which are: networkx reads no mixture.
    """
    directed = bool(graph.contacts) and all(one.directed for one in graph.contacts)
    yield _HEAD.format(day=_quoted(day), type="directed" if directed else "undirected")
    known = set()
    for node in graph.nodes:
        known.add(node.person)
        yield _node(node)
    yield "</nodes>\n<edges>\n"
    for number, one in enumerate(graph.contacts):
        if one.source in known and one.target in known:
            yield _edge(number, one)
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(node: Node) -> str:
    name = _quoted(node.person)
    values = _values(level=node.level, via=node.via, since=node.since, source=node.source, area=node.area)
    return f"<node id={name} label={name}>{values}</node>\n"


def _edge(number: int, one: Contact) -> str:
    ends = f"source={_quoted(one.source)} target={_quoted(one.target)}"
    directed = "true" if one.directed else None
    values = _values(kind=one.kind or None, directed=directed, **{"from": one.start, "to": one.end})
    return f'<edge id="{number}" {ends}>{values}</edge>\n'


def _values(**values: object) -> str:
    told = "".join(
        f'<attvalue for="{name}" value={_quoted(value)}/>'
        for name, value in values.items()
        if value is not None
    )
    return f"<attvalues>{told}</attvalues>" if told else ""


def _quoted(value: object) -> str:
    return quoteattr(str(value).translate(_FORBIDDEN))
