"""Real contact graphs through the verb, their levels held to those of networkx."""

import csv
import json
import os  # asks the environment whether a missing folder is a failure
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import networkx
import pytest

from services.app.cli.main import main

SHARED = Path(__file__).parents[2].parent / "shared"
Rows = list[dict[str, str]]
TO_MARCH = ("--as-of", "2020-03-31")


@pytest.fixture
def graphs() -> Path:
    """The folder of contact graphs as published."""
    folder = SHARED / "data" / "chains"
    if not folder.is_dir():
        message = "The real data of ../shared/data/chains is not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # as above
            pytest.fail(message)
        pytest.skip(message)
    return folder


def taiwan(folder: Path) -> tuple[Rows, Rows]:
    """Cases are I1 … among the contacts and 1 … in the list of people."""
    people = table(folder / "tw_individuals_to_2020-03-31.csv")
    cases = [{"person": f"I{row['id']}", "confirmed_on": row["confirmed_date"]} for row in people]
    return table(folder / "tw_edges_to_2020-03-31.csv"), cases


def vietnam(folder: Path) -> tuple[Rows, Rows]:
    edges = [
        {"source": row["infector_bn"], "target": row["infectee_bn"]} for row in table(folder / "vn_edges.csv")
    ]
    people = table(folder / "vn_patients_bn001_207.csv")
    return edges, [{"person": row["bn"], "confirmed_on": row["positive_date"]} for row in people]


def tianjin(folder: Path) -> tuple[Rows, Rows]:
    edges = [
        {"source": row["infector"], "target": row["infectee"], "directed": "yes"}
        for row in table(folder / "tianjin_edges.csv")
    ]
    people = table(folder / "tianjin_135_cases.csv")
    return edges, [{"person": row["case_id"], "confirmed_on": row["confirm_date"]} for row in people]


@pytest.mark.parametrize("depth", [4, 6])
@pytest.mark.parametrize("as_of", ["2020-01-28", "2020-03-05", "2020-03-31"])
@pytest.mark.parametrize("of", [taiwan, vietnam, tianjin])
def test_levels_are_the_steps_that_networkx_counts(
    graphs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], of, as_of: str, depth: int
) -> None:
    edges, cases = of(graphs)
    known = {row["person"] for row in cases if day_of(row["confirmed_on"]) <= date.fromisoformat(as_of)}
    expected = counted(edges, known, depth)

    found = levels(tmp_path, capsys, edges, cases, "--as-of", as_of, "--depth", str(depth))

    assert {row["person"]: row["level"] for row in found} == expected
    via = {row["person"]: row["via"] for row in found}
    assert all((via[person] is None) == (level == 0) for person, level in expected.items())
    assert all(expected[via[one]] == level - 1 for one, level in expected.items() if level)


@pytest.mark.parametrize("of", [taiwan, vietnam, tianjin])
def test_an_exported_graph_is_read_back_with_the_same_levels_and_contacts(
    graphs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], of
) -> None:
    edges, cases = of(graphs)
    expected = {row["person"]: row["level"] for row in levels(tmp_path, capsys, edges, cases, *TO_MARCH)}
    files = ("--edges", str(tmp_path / "e.csv"), "--confirmed", str(tmp_path / "c.csv"))

    for name in ("g.gexf", "g.csv"):
        with pytest.raises(SystemExit) as ended:
            main(["chains", "export", *files, *TO_MARCH, "--out", str(tmp_path / name), "--json"])
        assert ended.value.code == 0
        told = json.loads(capsys.readouterr().out)

    read = networkx.read_gexf(tmp_path / "g.gexf")
    met = {frozenset((row["source"], row["target"])) for row in edges if row["source"] != row["target"]}
    in_file = table(tmp_path / "g.csv")
    assert {person: data["level"] for person, data in read.nodes(data=True) if "level" in data} == expected
    assert {frozenset(one[:2]) for one in read.edges} == met
    assert told["people"] == read.number_of_nodes() == len(in_file)
    assert {row["person"]: int(row["level"]) for row in in_file if row["level"]} == expected
    of_source = {row["source"] for row in in_file if row["level"]}
    assert all(expected[person] == 0 for person in of_source)


def counted(edges: Rows, cases: set[str], depth: int) -> dict[str, int]:
    """Steps from the nearest case, by breadth-first search over all of them at once."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(cases)
    for row in edges:
        graph.add_edge(row["source"], row["target"])
        if row.get("directed", "False") == "False":
            graph.add_edge(row["target"], row["source"])
    return {
        person: level
        for level, layer in enumerate(networkx.bfs_layers(graph, sorted(cases)))
        for person in layer
        if level <= depth
    }


def levels(folder: Path, capsys, edges: Rows, cases: Rows, *words: str) -> list[dict]:
    put(folder / "e.csv", edges)
    put(folder / "c.csv", cases)
    files = ("--edges", str(folder / "e.csv"), "--confirmed", str(folder / "c.csv"))
    with pytest.raises(SystemExit) as ended:
        main(["chains", "levels", *files, *words])
    assert ended.value.code == 0
    return json.loads(capsys.readouterr().out)


def table(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def put(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)


def day_of(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)  # noqa: DTZ007  # only the day
