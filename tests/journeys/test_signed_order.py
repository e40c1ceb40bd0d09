"""A proposal, signed by the command centre: the order comes in, levels follow, nothing is left to propose."""

import re
from typing import Any

from tests.journeys.serving import Living

CASE = {"code": "BN-M1", "area": "07090", "confirmed_at": "2021-01-28T06:00", "source": "unknown"}
NO_F1 = {"chain": "A", "area": "07090", "reported_at": "2021-01-28", "level": "F1", "total": 0}
TO_SIGN = {"area": "205", "way": "tighten", "part": ""}


def _proposed(alive: Living, **asked: str) -> list[dict[str, Any]]:
    rows = alive.door.get("/api/proposals", params=asked).json()
    return [row for row in rows if (row["area"], row["way"]) == ("205", "tighten")]


def _told(alive: Living, **asked: str) -> list[str]:
    return [one["state"] for one in alive.alerts(area="205", **asked) if one["kind"] == "proposal"]


def _sign(alive: Living, state: str) -> Any:
    form = alive.door.get("/doors/sign", params=TO_SIGN).text
    word = re.search(r'name="form_word" value="([^"]+)"', form)
    assert word, form[:400]
    order = {
        "number": "77/QĐ-MAU", "issuer": "UBND tỉnh", "state": state, "since": "2021-01-28T10:00",
        "signed_by": "Chủ tịch", "form_word": word[1],
    }  # fmt: skip
    answer = alive.door.post("/doors/sign", data=TO_SIGN | order)
    alive.settle()
    return answer


def test_a_proposal_is_told_signed_followed_and_over_and_the_morning_stays_as_it_was(alive: Living):
    alive.post("cases", CASE)
    alive.post("contacts", NO_F1)
    (row,) = _proposed(alive)
    before = alive.clock().isoformat()
    assert (row["ordered"], row["to"], row["state"], row["shows"]) == (1, 3, "ct15", 2)
    alive.wait(hours=2)
    assert _told(alive) == ["new"], "told once; another grading is no news"

    assert _sign(alive, "ct19").status_code == 422, "no stricter than what stands"
    assert _proposed(alive) and _told(alive) == ["new"]
    signed = _sign(alive, "ct15")

    assert signed.status_code == 303
    assert "77/QĐ-MAU" in alive.door.get(signed.headers["location"]).text
    area = alive.area("205")
    assert (area["level"], area["order"]["number"], area["suggested"]) == (2, "77/QĐ-MAU", 3)
    assert (_proposed(alive), _told(alive)) == ([], ["closed"])
    assert "77/QĐ-MAU" in alive.door.get("/maps/command").text

    then = alive.door.get("/api/areas/205", params={"as_of": before}).json()
    assert (then["level"], then["order"]) == (3, None)
    assert _proposed(alive, as_of=before)
    assert _told(alive, as_of=before) == ["new"]
