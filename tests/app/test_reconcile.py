"""The verb `reconcile` on files, and on two sources that cannot be compared."""

import json
from pathlib import Path

import pytest

from services.app.cli.main import main

HEAD = "date,gso_code,confirmed\n"


def write(path: Path, *rows: str) -> Path:
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_two_files_are_reconciled_without_a_house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = range(1, 9)
    ours = write(tmp_path / "a.csv", *(f"2021-06-0{day},22,{day}" for day in days))
    other = write(tmp_path / "b.csv", *(f"2021-06-0{day + 1},22,{day}" for day in days), "2021-06-03,04,2")

    main_quietly("reconcile", f"vncdc-daily:{ours}", f"ncsc-daily:{other}", "--json")
    rows = json.loads(capsys.readouterr().out)

    assert {(row["area"], row["why"]) for row in rows} == {("22", "usual_lag"), ("04", "area_absent")}
    assert sum(row["cases"] for row in rows) == sum(days) + 2


def test_counts_and_sites_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = write(tmp_path / "a.csv", "2021-06-01,22,1")
    sites = tmp_path / "b.csv"
    sites.write_text("Địa điểm,Từ,Đến\nChợ mẫu,01/06/2021 08:00,01/06/2021 09:00\n", encoding="utf-8")

    with pytest.raises(SystemExit) as ended:
        main(["reconcile", f"vncdc-daily:{counts}", f"exposure-sites:{sites}", "--json"])

    assert ended.value.code == 10
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_comparable"


def main_quietly(*words: str) -> None:
    """A verb that ends well ends the process with 0."""
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert not ended.value.code
