"""A number of an area opens to its records: the links agree, each reader sees only what is theirs."""

import re
from html import escape, unescape
from typing import Any

import pytest

from services.app.wiring import House

COMMAND, POLICE, HEALTH = "command-token-0001", "police-token-00001", "health-205-token-1"
HERE = "07030"


def links(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="(/areas/[^"]*/records[^"]*)"', page)]


@pytest.mark.parametrize("area", [HERE, "22", "290"])
def test_every_link_of_an_area_opens_and_a_count_is_the_sum_of_its_records(
    filled: House, browse: Any, area: str
) -> None:
    client = browse(filled)
    found = set(links(client.get(f"/areas/{area}").text))

    assert len(found) >= 2
    for link in found:
        told = client.get(f"/api{link}").json()
        assert client.get(link).status_code == 200
        if told["areas"]:  # such a number is made of areas, each with a page of its own
            assert not told["rows"], link
            continue
        assert told["value"] in (None, pytest.approx(told["sum"])), link
        people = 100 if "people_per_100" in link else 1
        listed = sum(row["adds"] for row in told["rows"])
        assert listed == pytest.approx(people * told["sum"] if told["sum"] is not None else told["records"])


def test_each_row_of_the_model_opens_with_its_factors_and_the_law_they_come_from(
    filled: House, browse: Any
) -> None:
    client = browse(filled)
    rows = {one for one in links(client.get(f"/areas/{HERE}").text) if "row=" in one}

    assert rows
    for link in rows:
        told = client.get(f"/api{link}").json()
        page = client.get(link).text
        assert told["says"] and all(escape(sentence) in page for sentence in told["says"])
        assert told["law"]["place"].startswith("unseen.yaml") and "/law" in page
        assert told["rows"] and told["sum"] == pytest.approx(sum(one["adds"] for one in told["rows"]))


def test_a_row_that_the_model_has_not_is_refused(filled: House, browse: Any) -> None:
    client = browse(filled)

    for asked in ({"source": "i3", "row": "nowhere/-"}, {"number": "caught", "row": "x"}, {"row": "x"}):
        assert client.get(f"/api/areas/{HERE}/records", params=asked).status_code == 422


def test_a_number_from_outside_opens_to_the_pages_of_the_areas_it_comes_from(
    filled: House, browse: Any
) -> None:
    client = browse(filled)
    told = client.get(f"/api/areas/{HERE}/records", params={"number": "outside_pressure"}).json()

    assert [one["area"] for one in told["areas"]] == ["290"]
    assert told["value"] == pytest.approx(sum(one["adds"] for one in told["areas"]))
    page = client.get(f"/areas/{HERE}/records", params={"number": "outside_pressure"}).text
    assert 'href="/areas/290"' in page and "Các khu vực làm nên số này" in page


def test_a_reason_says_the_number_that_its_records_add_up_to(filled: House, browse: Any) -> None:
    page = browse(filled).get(f"/areas/{HERE}").text
    said = re.search(r'href="([^"]*number=unknown_source[^"]*)">(\d+) ×', page) or re.search(
        r'href="([^"]*number=unknown_source)">(\d+)<', page
    )

    assert said is not None
    told = browse(filled).get("/api" + unescape(said[1])).json()
    assert (told["sum"], told["records"]) == (float(said[2]), 1)


def test_as_known_then_only_what_was_known_then_is_listed(filled: House, browse: Any) -> None:
    client = browse(filled)
    then = {"number": "outside_case", "as_of": "2021-01-29T08:00"}

    assert client.get(f"/api/areas/{HERE}/records", params=then).json()["rows"] == []
    now = client.get(f"/api/areas/{HERE}/records", params={"number": "outside_case"}).json()
    assert [(row["area"], row["adds"]) for row in now["rows"]] == [("290", 72)]


def test_the_sites_that_tell_less_are_named_beside_the_one_that_counts(filled: House, browse: Any) -> None:
    told = browse(filled).get("/api/areas/22/records", params={"number": "cases_14d", "page": 99}).json()

    assert told["sites"] == {"line_list": 14, "ncsc": 10, "vncdc": 11}
    assert (told["page"], told["pages"]) == (1, 1), "beyond the last page stands the last"
    assert told["sum"] == 14 and {row["kind"] for row in told["rows"]} == {"cases"}


def test_an_office_of_one_district_sees_neither_other_areas_nor_the_place_of_an_incident(
    filled: House, browse: Any
) -> None:
    health, police = browse(filled, HEALTH), browse(filled, POLICE)
    incidents = {"source": "i1"}

    assert health.get(f"/areas/{HERE}/records", params=incidents).status_code == 403
    assert "Mốc 1366" in police.get("/areas/06712/records", params=incidents).text
    outside = health.get("/api/areas/205/records", params={"number": "outside_case"}).json()
    assert outside["rows"] == [] and outside["withheld"] == {"records": 1, "adds": 72}
    assert "không hiện" in health.get("/areas/205/records", params={"number": "outside_case"}).text


@pytest.mark.parametrize(
    "query", ["", "number=cases_14d&source=i1", "number=evil", "source=i5", "number=cite"]
)
def test_what_is_no_list_is_refused_in_a_sentence(filled: House, browse: Any, query: str) -> None:
    answer = browse(filled).get(f"/areas/{HERE}/records?{query}")

    assert answer.status_code == 422
    assert "Traceback" not in answer.text and "source" in answer.text


def test_the_public_and_whoever_has_no_token_see_no_record(filled: House, browse: Any) -> None:
    answer = browse(filled, guarded=True).get(f"/api/areas/{HERE}/records?number=cases_14d")

    assert answer.status_code == 403
