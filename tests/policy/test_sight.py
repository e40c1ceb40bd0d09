"""Who may see what: nothing that is not granted, nothing outside one's areas, nobody else's workers."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.agencies import Agency
from services.domain.viewers import COMMAND, PUBLIC, Viewer
from services.policy.reader import Jurisdiction
from services.policy.sight import Sight, Subject, may_see, shown_count, subject_in

HERE = ("07090", "205", "22")
COMPANY = Viewer(agency=Agency.ENTERPRISE, enterprise="than-vang-danh")
PUBLIC_KINDS = {
    Sight.AREA_LEVEL, Sight.LEVELS_LAYER, Sight.GATES_LAYER, Sight.CHECKPOINTS_LAYER, Sight.HOSPITALS_LAYER,
}  # fmt: skip


def here(kind: Sight) -> Subject:
    return Subject(kind=kind, path=HERE)


@pytest.mark.parametrize("kind", Sight)
def test_the_public_sees_levels_and_public_places_and_nothing_else(kind: Sight) -> None:
    assert may_see(PUBLIC, here(kind)) is (kind in PUBLIC_KINDS)


@pytest.mark.parametrize("agency", Agency)
def test_only_police_and_health_see_names(agency: Agency) -> None:
    assert may_see(Viewer(agency=agency), here(Sight.PEOPLE)) is (agency in (Agency.POLICE, Agency.HEALTH))


@pytest.mark.parametrize(
    ("kind", "agencies"),
    [
        (Sight.PLACES, {Agency.COMMAND, Agency.POLICE, Agency.HEALTH}),
        (Sight.JUDGE, {Agency.COMMAND, Agency.HEALTH}),
        (Sight.REHEARSE, {Agency.COMMAND}),
    ],
)
def test_places_are_for_who_inspects_them_and_judging_for_who_answers(
    kind: Sight, agencies: set[Agency]
) -> None:
    assert {agency for agency in Agency if may_see(Viewer(agency=agency), here(kind))} == agencies
    assert not may_see(Viewer(agency=Agency.HEALTH, areas=frozenset({"193"})), here(kind))


def test_an_enterprise_sees_its_own_workers_and_no_others() -> None:
    own = Subject(kind=Sight.PEOPLE, path=HERE, enterprise="than-vang-danh")

    assert may_see(COMPANY, own)
    assert not may_see(COMPANY, own.model_copy(update={"enterprise": "than-quang-hanh"}))
    assert not may_see(COMPANY, here(Sight.PEOPLE))
    assert not may_see(Viewer(agency=Agency.ENTERPRISE), here(Sight.PEOPLE))


def test_a_district_viewer_sees_its_communes_and_no_other_district(jurisdiction: Jurisdiction) -> None:
    police = Viewer(agency=Agency.POLICE, areas=frozenset({"205"}))

    assert may_see(police, subject_in(jurisdiction.areas, Sight.PEOPLE, "07090"))
    assert not may_see(police, subject_in(jurisdiction.areas, Sight.PEOPLE, "203"))
    assert not may_see(police, subject_in(jurisdiction.areas, Sight.PEOPLE, "22"))
    assert not may_see(police, subject_in(jurisdiction.areas, Sight.PEOPLE, None))


def test_an_alert_is_for_its_agency_for_whom_it_was_handed_to_and_for_command() -> None:
    alert = Subject(kind=Sight.ALERT, path=HERE, agency=Agency.POLICE, holder=Agency.BORDER)

    seen_by = {agency for agency in Agency if may_see(Viewer(agency=agency), alert)}

    assert seen_by == {Agency.COMMAND, Agency.POLICE, Agency.BORDER}


def test_a_receipt_is_for_its_sender() -> None:
    receipt = Subject(kind=Sight.RECEIPT, agency=Agency.HEALTH)
    company_receipt = Subject(kind=Sight.RECEIPT, agency=Agency.ENTERPRISE, enterprise="than-vang-danh")

    assert may_see(Viewer(agency=Agency.HEALTH), receipt)
    assert may_see(COMMAND, receipt)
    assert not may_see(Viewer(agency=Agency.POLICE), receipt)
    assert may_see(COMPANY, company_receipt)
    assert not may_see(PUBLIC, Subject(kind=Sight.RECEIPT, agency=Agency.PUBLIC))


@given(st.sampled_from(Agency), st.sampled_from(Sight), st.frozensets(st.sampled_from(["205", "203", "22"])))
def test_being_bound_to_areas_never_shows_more(agency: Agency, kind: Sight, areas: frozenset[str]) -> None:
    bound, free = Viewer(agency=agency, areas=areas), Viewer(agency=agency)
    for owner, holder in itertools.product((None, *Agency), repeat=2):
        subject = Subject(kind=kind, path=HERE, agency=owner, holder=holder)
        assert may_see(free, subject) or not may_see(bound, subject)


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0"), (1, "dưới 5"), (4, "dưới 5"), (5, "5"), (1234, "1.234")]
)
def test_small_counts_are_blurred_for_the_public(count: int, told: str) -> None:
    assert shown_count(PUBLIC, count).vi == told
    assert shown_count(COMMAND, count).vi == f"{count:,}".replace(",", ".")


def test_a_count_nobody_reported_is_not_zero() -> None:
    assert shown_count(COMMAND, None).vi == "chưa có báo cáo"
