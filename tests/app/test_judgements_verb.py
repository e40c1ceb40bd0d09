"""From a file of judgements to the level of a district, by the verbs; as known then."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILES = {
    "cases": ("09:30", "code,area,confirmed_at,count,source,found_in\n"
              ",22,2021-06-10 08:00,0,,\nBN9001,07090,2021-06-10 09:00,1,chưa rõ,cộng đồng\n"),
    "contacts": ("10:30", "chain,area,reported_at,level,total,traced,in_quarantine\n"
                 "c1,22,2021-06-10 10:00,F1,0,0,0\n"),
    "judgements": ("15:00", "area,what,value,since,author\n"
                   "205,có thể lan rộng,60%,2021-06-10 14:00,Trưởng khoa CDC tỉnh\n"
                   "205,khu trọng điểm,không,2021-06-10 14:00,Trưởng khoa CDC tỉnh\n"),
}  # fmt: skip


@pytest.fixture
def level_at(folder: Path, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("PHENDAU_HOME", str(folder / "home"))
    for feed, (hour, text) in FILES.items():
        (folder / f"{feed}.csv").write_text(text, encoding="utf-8")
        code, receipt, _ = ask("ingest", feed, f"{feed}.csv", "--learned-at", f"2021-06-10T{hour}")
        assert (code, receipt["refused"]) == (0, 0)

    def told(hour: str) -> dict[str, Any]:
        rows = ask("levels", "--tier", "district", "--as-of", f"2021-06-10T{hour}")[1]
        return next(row for row in rows if row["area"] == "205")

    return told


def test_a_district_is_open_until_an_officer_judges_and_red_from_then_on(level_at: Any) -> None:
    before, after = level_at("12:00"), level_at("16:00")

    assert (before["level"], before["at_least"]) == (None, 2)
    assert "Chưa có nhận định về khả năng lan rộng" in before["reasons"]
    assert after["level"] == 4
    assert "60%" in after["reasons"][0]
