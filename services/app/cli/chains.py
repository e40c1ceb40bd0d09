"""Verbs about chains of contacts: files in, rows out; and the graph of the house as a file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.app.cli import chains_known
from services.app.cli.answers import AsOf, Csv, Json, answer_json, answer_rows, answer_table, open_house
from services.app.cli.moments import moment_given

if TYPE_CHECKING:
    from services.tracing.graphs import Graph

app = typer.Typer(no_args_is_help=True)

EDGES = typer.Option("--edges", help="E.csv: source,target[,contact_type,directed,from,to].")
CONFIRMED = typer.Option("--confirmed", help="C.csv: person,confirmed_on.")
Edges = Annotated[Path, EDGES]
Confirmed = Annotated[Path, CONFIRMED]
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
    edges: Annotated[Path | None, EDGES] = None,
    confirmed: Annotated[Path | None, CONFIRMED] = None,
    as_of: AsOf = None,
    depth: Depth = 4,
    as_json: Json = False,
) -> None:
    """Of the house, as it was known at a moment; or of two files, everyone they name, in a chain or not."""
    from services.app.graph_files import write_graph

    if (edges is None) != (confirmed is None) or (edges and as_of is None):
        raise typer.BadParameter("files go together: --edges, --confirmed and --as-of", param_hint="--edges")
    graph, day = _of_files(edges, confirmed, as_of or "", depth) if edges and confirmed else _of_house(as_of)
    write_graph(out, graph, day)
    told = {"file": str(out), "people": len(graph.nodes), "contacts": len(graph.contacts)}
    if as_json:
        answer_json(told)
    else:
        answer_rows([told], as_json=False)


def _of_files(edges: Path, confirmed: Path, as_of: str, depth: int) -> tuple["Graph", date]:
    from services.app.cli.chain_files import read_chain_files
    from services.tracing.graphs import graph_of

    files = read_chain_files(edges, confirmed, as_of)
    return graph_of(files.chains(depth), list(files.contacts.values()), files.cases), files.until


def _of_house(as_of: str | None) -> tuple["Graph", date]:
    from services.app.chain_graphs import graph_at
    from services.app.chain_looks import note_file
    from services.domain.viewers import COMMAND

    with open_house() as house:
        moment = moment_given(house, as_of)
        with house.database.reading() as tx:
            graph = graph_at(tx, house, moment if as_of else None, COMMAND)
        note_file(house, graph, COMMAND, "cli")
        return graph, moment.astimezone(house.jurisdiction.zone).date()


chains_known.add_to(app)
