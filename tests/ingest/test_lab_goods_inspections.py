"""Laboratory results with pools, goods and inspections: what counts, what is doubtful, what is untold."""

from typing import Any

import pytest
from sqlalchemy import select

from services.domain.events import ConsignmentsCounted, InspectionsCounted, LabResultsCounted
from services.domain.records import LabMethod, SampleResult
from services.ingest.feeds import FEEDS
from services.ingest.pools import found_positive, open_pools
from services.ingest.reading import Row, read_row
from services.ingest.receipts import receive_records
from services.plumbing.cloudevents import topic_of
from services.plumbing.database import OutboxRow
from tests.ingest.made_up import reading_at, sample_rows

LAB, GOODS, VISITS = FEEDS["lab-results"], FEEDS["consignments"], FEEDS["place-inspections"]
TUBE: dict[str, Any] = {
    "sample": "M-1", "taken_at": "2021-08-19 08:00", "received_at": "2021-08-19 09:00",
    "resulted_at": "2021-08-19 18:00", "method": "RT-PCR", "result": "âm tính", "area": "205",
}  # fmt: skip
LOT: dict[str, Any] = {
    "lot": "L-1", "arrived_at": "2021-08-19 06:00", "gate": "Chốt cầu Bạch Đằng", "area": "206",
    "origin": "Trung Quốc", "disinfected": "có", "sampled": "có",
}  # fmt: skip
VISIT: dict[str, Any] = {
    "place": "Chợ mẫu", "place_type": "chợ", "area": "205", "inspected_at": "2021-08-19 08:00", "masks": "có",
}  # fmt: skip


def read(feed, row: dict[str, Any], **other: Any):
    return read_row(feed, Row(2, row | other), reading_at())


def codes(feed, row: dict[str, Any], **other: Any) -> list[str]:
    return [fault.code for fault in read(feed, row, **other).faults]


def counts(database, feed, kind, *rows: dict[str, Any]) -> list[Any]:
    with database.transaction() as tx:
        for row in rows:
            receive_records(tx, feed, [row], reading_at())
        topic = OutboxRow.topic == topic_of(kind)
        bodies = tx.execute(select(OutboxRow.body).where(topic).order_by(OutboxRow.seq)).scalars().all()
    return [count for body in bodies for count in kind.model_validate_json(body).counts]


def added(found: list[Any], *names: str) -> tuple[int, ...]:
    return tuple(sum(getattr(one, name) for one in found) for name in names)


def test_a_positive_pool_opens_its_members_and_each_one_s_own_answer_closes_it(database):
    pool = TUBE | {"sample": "G-1", "members": "M-1, M-2; M-3", "pool_size": 3, "result": "dương tính"}
    alone = [TUBE | {"pool": "G-1"}, TUBE | {"sample": "M-2", "pool": "G-1", "result": "dương"}]
    records = [read(LAB, row).record for row in (pool, *alone)]

    assert records[0].opens_members and records[0].people == 3
    assert [one.waiting for one in open_pools(records[:1])] == [("M-1", "M-2", "M-3")]
    assert [one.waiting for one in open_pools(records)] == [("M-3",)]
    assert found_positive(records, "G-1") == ["M-2"]
    last = read(LAB, TUBE, sample="M-3", pool="G-1", result="chờ", resulted_at="").record
    assert open_pools([*records, last]), "pending closes nothing"
    assert open_pools([*records, last.model_copy(update={"result": SampleResult.NEGATIVE})]) == []

    told = counts(database, LAB, LabResultsCounted, pool, *alone)
    assert added(told, "samples", "people", "positive", "positive_pools", "to_retest", "retested") == (
        3, 5, 1, 1, 3, 2,
    )  # fmt: skip


def test_a_pool_that_lists_nobody_counts_its_people():
    pool = read(LAB, TUBE, sample="G-2", pool_size=5, result="dương tính").record
    alone = read(LAB, TUBE, pool="G-2").record

    assert [(one.waiting, one.unlisted) for one in open_pools([pool, alone])] == [((), 4)]


def test_a_correction_of_a_result_takes_back_what_was_counted(database):
    told = counts(database, LAB, LabResultsCounted, TUBE | {"result": "dương tính"}, TUBE)

    assert added(told, "samples", "positive") == (1, 0)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("24,5", [(None, 24.5)]),
        ("N: 24,5; ORF1ab: 25.1", [("N", 24.5), ("ORF1AB", 25.1)]),
        ("Ct=31", [(None, 31.0)]),
        ("E 20, N 21,5", [("E", 20.0), ("N", 21.5)]),
        ("24,5/25,1", [(None, 24.5), (None, 25.1)]),
    ],
)
def test_ct_values_with_decimal_commas(written: str, found: list[tuple[str | None, float]]):
    one = read(LAB, TUBE, ct=written, result="dương tính").record

    assert [(ct.gene, ct.cycle) for ct in one.ct] == found


def test_what_is_doubtful_in_a_result():
    assert codes(LAB, TUBE) == []
    assert codes(LAB, TUBE, ct="60") == ["not_a_ct"]
    assert codes(LAB, TUBE, received_at="2021-08-18 09:00") == ["out_of_order"]
    assert codes(LAB, TUBE, resulted_at="") == ["result_and_moment_differ"]
    assert codes(LAB, TUBE, ct="24,5") == ["ct_of_a_negative"]
    assert codes(LAB, TUBE, members="A B", pool_size=3) == ["pool_size_differs"]
    assert codes(LAB, TUBE, pool_size=21) == ["pool_too_large"]
    assert read(LAB, TUBE, method="test nhanh").record.method is LabMethod.ANTIGEN
    assert read(LAB, TUBE, result="", resulted_at="").record.result is SampleResult.PENDING


def test_a_sample_code_that_is_a_person_s_number_is_hidden_in_every_place():
    one = read(LAB, TUBE, sample="030190001234", pool="G-1").record
    pool = read(LAB, TUBE, sample="G-1", members="030190001234,M-2").record

    assert one.sample == pool.members[0] and "030190001234" not in one.model_dump_json()


def test_goods_are_counted_by_gate_area_origin_and_route_and_what_nobody_told_is_untold(database):
    told = counts(
        database,
        GOODS,
        ConsignmentsCounted,
        LOT
        | {"route": "Trung Quốc → Chí Linh → Đông Triều", "temperature": "-18,5 °C", "surface_result": "+"},
        LOT | {"lot": "L-2", "disinfected": "không", "sampled": "", "crew_declared": "không"},
        LOT | {"lot": "L-3", "surface_result": "dương tính", "sampled": ""},
    )

    assert added(told, "lots", "cold", "not_disinfected", "not_sampled", "untold") == (2, 0, 1, 0, 1)
    assert added(told, "crew_undeclared", "positive") == (1, 1)
    assert {(one.origin, one.area) for one in told} == {("CN", "206")}


@pytest.mark.parametrize(
    ("origin", "code"),
    [("Trung Quốc", "CN"), ("China", "CN"), ("Hải Dương", "30"), ("Chí Linh, Hải Dương", "290"),
     ("Quảng Châu, Trung Quốc", "CN"), ("Nhật Bản", "JP"), ("Xứ Mơ", None)],
)  # fmt: skip
def test_an_origin_is_a_country_or_an_area(origin: str, code: str | None):
    found = read(GOODS, LOT, origin=origin)

    assert found.record.origin == code
    assert [fault.code for fault in found.faults] == ([] if code else ["unknown_origin"])


def test_the_cold_chain_and_its_degrees():
    assert read(GOODS, LOT, temperature="-18,5 °C").record.is_cold
    assert read(GOODS, LOT, temperature="0 °F").record.celsius == -17.8
    assert not read(GOODS, LOT, cold_chain="không", temperature="-18").record.is_cold
    assert codes(GOODS, LOT, cold_chain="có", temperature="25") == ["not_cold"]
    assert codes(GOODS, LOT, temperature="lạnh") == ["not_a_temperature"]
    assert codes(GOODS, LOT, sampled="không", surface_result="âm tính") == ["result_without_sample"]
    route = read(GOODS, LOT, route="Trung Quốc → Chí Linh → Xứ Mơ → Trung Quốc").record
    assert route.through == ("CN", "290")


def test_an_inspection_is_one_of_seven_types_with_its_five_items(database):
    failed = VISIT | {"masks": "không", "distance": "không", "breaches": 2, "measures": "Phạt", "score": 40}
    told = counts(
        database,
        VISITS,
        InspectionsCounted,
        failed | {"reinspect_on": "26/08/2021"},
        VISIT | {"place": "Chợ hai"},
    )

    assert added(told, "inspections", "failed_items", "breaches", "to_reinspect") == (2, 2, 2, 1)
    assert codes(VISITS, VISIT, place_type="quán bar") == ["not_in_list"]
    assert codes(VISITS, VISIT, score=101) == ["above_100"]
    assert codes(VISITS, VISIT, masks="không") == ["no_measure"]
    assert codes(VISITS, VISIT, reinspect_on="2021-08-01") == ["reinspection_before"]
    for name in ("co_so_y_te", "truong_hoc", "khu_cong_nghiep", "nha_may_xi_nghiep", "cho", "sieu_thi",
                 "noi_tap_trung_dong_nguoi"):  # fmt: skip
        assert read(VISITS, VISIT, place_type=name).record.place_type.value == name


@pytest.mark.parametrize("feed", [LAB, GOODS, VISITS], ids=lambda feed: feed.name)
def test_samples_are_without_doubt(feed):
    assert [read(feed, dict(row)).faults for row in sample_rows(feed)] == [()] * len(sample_rows(feed))
