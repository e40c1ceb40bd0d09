"""The verb `phendau places`: files in, scores out; an area nobody knows is told in one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VISITS = """place,place_type,area,inspected_at,masks,distance,breaches,measures,reinspect_on
Chợ mẫu,chợ,193,2021-02-06 08:00,có,không,2,Nhắc nhở,2021-02-08
Trường mẫu,trường học,205,2021-02-07 08:00,có,có,0,,
"""


@pytest.fixture
def places(folder: Path, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("PHENDAU_HOME", str(folder / "home"))
    (folder / "visits.csv").write_text(VISITS, encoding="utf-8")
    assert ask("ingest", "place-inspections", "visits.csv", "--learned-at", "2021-02-08T10:00")[0] == 0
    return lambda *words: ask("places", "--as-of", "2021-02-09T08:00", *words)


def test_places_are_told_with_score_reasons_and_next_visit_as_known_then(places: Any, ask: Any) -> None:
    code, rows, said = places()

    assert (code, said) == (0, "")
    assert [row["name"] for row in rows] == ["Chợ mẫu", "Trường mẫu"]
    assert rows[0]["reinspect_on"] == "2021-02-08" and rows[0]["overdue_days"] == 1
    assert rows[0]["open"] and "F0" in rows[0]["missing"][0]
    assert [row["name"] for row in places("--due")[1]] == ["Chợ mẫu"]
    assert [row["name"] for row in places("--area", "205")[1]] == ["Trường mẫu"]
    assert ask("places", "--as-of", "2021-02-08T09:00")[1] == [], "nobody had told of it yet"

    code, told, _ = places("--area", "99999")
    assert (code, told["error"]["code"]) == (11, "unknown_area")
