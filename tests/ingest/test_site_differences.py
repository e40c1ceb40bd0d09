"""Two lists of exposure sites reconciled."""

from services.ingest.feeds import FEEDS
from services.ingest.reading import Row, read_row
from services.ingest.site_differences import site_differences
from tests.ingest.made_up import reading_at

SITES = FEEDS["exposure-sites"]


def site(place: str, start: str = "08:00", end: str = "09:00", **more: str):
    row = {"place": place, "start": f"19/08/2021 {start}", "end": f"19/08/2021 {end}"} | more
    return read_row(SITES, Row(2, row), reading_at()).record


def test_the_same_place_at_overlapping_times_is_one_site_and_what_differs_is_named():
    ours = [site("Chợ Mẫu"), site("Quán Mẫu"), site("Bến Mẫu")]
    others = [
        site("chợ mẫu", start="08:30", source="khác"),
        site("Quán Mẫu", start="09:00", end="10:00", source="khác"),
        site("Bến Mẫu", source="khác"),
    ]

    found = [(one.why, one.site, one.fields) for one in site_differences(ours, others)]

    assert found == [
        ("differs", "Chợ Mẫu", ("place", "starts")),
        ("only_a", "Quán Mẫu", ()),
        ("only_b", "Quán Mẫu", ()),
    ]


def test_a_list_agrees_with_itself_and_numbers_go_before_names():
    one = site("Chợ Mẫu", site_id="A1", source="s")

    assert site_differences([one], [one]) == []
    assert [d.why for d in site_differences([one], [site("Chợ Mẫu", site_id="A2", source="s")])] == [
        "only_a",
        "only_b",
    ]
