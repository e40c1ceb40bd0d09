"""Verbs about chains of contacts; pure: files in, rows out, no house needed."""

from pathlib import Path
from typing import Annotated

import typer

from services.app.cli.answers import Csv, Json, answer_json, answer_rows, answer_table

app = typer.Typer(no_args_is_help=True)

Edges = Annotated[Path, typer.Option("--edges", help="E.csv: source,target[,contact_type,directed,from,to].")]
Confirmed = Annotated[Path, typer.Option("--confirmed", help="C.csv: person,confirmed_on.")]
OfDay = Annotated[str, typer.Option("--as-of", help="The day the chains are told of.")]
Depth = Annotated[int, typer.Option("--depth", min=1, help="The last level that is followed.")]


@app.callback()
def about() -> None:
    """Chains of contacts: who is F1, F2 … of whom."""


@app.command("levels", help="Everyone in a chain: 0 = F0, 1 = F1 …, and through whom.")
def levels(
    edges: Edges,
    confirmed: Confirmed,
    as_of: OfDay,
    depth: Depth = 4,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Rows by level and name; what does not count is said on standard error, and the others go on."""
    from services.app.cli.chain_files import read_chain_files
    from services.tracing.standings import Standing

    chains = read_chain_files(edges, confirmed, as_of).chains(depth)
    rows = [one._asdict() for one in chains.standings()]
    answer_table(rows, Standing._fields, as_json=as_json, csv_file=csv)


@app.command("export", help="The contact graph as a file: GEXF (Gephi, networkx), or CSV, one row a person.")
def export(
    out: Annotated[Path, typer.Option("--out", help="Where to write: F.gexf or F.csv.")],
    edges: Edges,
    confirmed: Confirmed,
    as_of: OfDay,
    depth: Depth = 4,
    as_json: Json = False,
) -> None:
    """Everyone whom the files name, in a chain or not."""
    from services.app.cli.chain_files import read_chain_files
    from services.app.graph_files import write_graph
    from services.tracing.graphs import graph_of

    files = read_chain_files(edges, confirmed, as_of)
    graph = graph_of(files.chains(depth), list(files.contacts.values()), files.cases)
    write_graph(out, graph, files.until)
    told = {"file": str(out), "people": len(graph.nodes), "contacts": len(graph.contacts)}
    if as_json:
        answer_json(told)
    else:
        answer_rows([told], as_json=False)
