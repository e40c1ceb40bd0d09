"""A place turns red or is locked: who declared it, also last week, is handed over as one list."""

from typing import Any

from services.app.schedule import run_all_once
from services.tracing.list_views import lists_of, members_of
from tests.journeys.serving import Living

ORDER = {
    "number": "102/QĐ-MAU", "issuer": "UBND tỉnh Mẫu", "state": "phong_toa", "area": "290",
    "since": "2021-01-28T12:00",
}  # fmt: skip


def declared(number: int, place: str, until: str, **more: Any) -> dict[str, Any]:
    return {
        "declaration_id": f"MAU-R{number}", "declared_at": "2021-01-28T08:00",
        "full_name": f"NGƯỜI MẪU {number}",
        "birth_year": "1990", "sex": "Nữ", "nationality": "Việt Nam", "addr_province": "22",
        "addr_district": "205", "addr_commune": "07090", "addr_detail": "Thôn Mẫu",
        "phone": f"09123456{number:02}", "places_14d": f"Chợ mẫu|{place}|2021-01-18|{until}",
        "any_symptom": "không", "exp_case": "không", "exp_country": "không", "exp_ill": "không",
    } | more  # fmt: skip


def standing(alive: Living) -> dict[str, list[tuple[str | None, str]]]:
    """List to where its people are found and why."""
    with alive.house.database.reading() as tx:
        return {
            one.ref: [(m.member.area, m.member.why.vi) for m in members_of(tx, one.id)]
            for one in lists_of(tx)
        }


def test_a_locked_place_hands_over_one_list_that_grows_and_ends_with_the_order(alive: Living) -> None:
    alive.post("resident-declarations", [declared(1, "290", "2021-01-25"), declared(2, "205", "2021-01-25")])
    assert standing(alive) == {}

    alive.post("orders", ORDER)
    ((place, why),) = standing(alive)["290/order"]
    assert place == "07090"
    assert "khai đã ở đây đến 25/01/2021" in why
    assert "102/QĐ-MAU" in why

    alive.post("resident-declarations", declared(3, "290", "2021-01-27"))
    assert len(standing(alive)["290/order"]) == 2

    alive.post("orders", ORDER | {"until": "2021-02-05T12:00"})
    alive.wait(days=7)
    assert len(standing(alive)["290/order"]) == 2
    alive.wait(days=2)
    run_all_once(alive.house)
    assert standing(alive) == {}


def test_a_place_that_turns_red_by_its_numbers_and_hides_infection_has_a_list_for_each(alive: Living) -> None:
    alive.post("resident-declarations", declared(1, "290", "2021-01-25"))

    alive.post(
        "cases",
        {
            "code": "MAU-1",
            "area": "290",
            "confirmed_at": "2021-01-27T20:00",
            "count": 72,
            "source": "chưa rõ",
        },
    )

    assert {"290/pressure"} <= set(standing(alive)) <= {"290/pressure", "290/level"}
    assert "72 F0 chưa rõ nguồn lây" in standing(alive)["290/pressure"][0][1]
