"""The contact graph as a file to keep: GEXF with people and contacts, CSV with one row a person."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from services.domain.errors import BadRecord
from services.domain.spreadsheets import csv_lines
from services.tracing.gexf import gexf_lines
from services.tracing.graphs import Graph, Node


def graph_csv(graph: Graph) -> Iterator[str]:
    """Everyone, by level and name; what is not known is empty."""
    return csv_lines(Node._fields, graph.nodes)


def write_graph(out: Path, graph: Graph, day: date) -> None:
    """By the ending of the file's name; raises BadRecord for any but `.gexf` and `.csv`."""
    ending = out.suffix.lower()
    if ending not in (".gexf", ".csv"):
        raise BadRecord(
            vi="--out: chỉ ghi được tệp .gexf hoặc .csv; hãy đổi đuôi tên tệp.",
            en="--out: only .gexf and .csv can be written; change the ending of the name.",
            field="--out",
            code="unknown_ending",
        )
    lines = gexf_lines(graph, day) if ending == ".gexf" else graph_csv(graph)
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
