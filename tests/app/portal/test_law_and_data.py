"""The law page lays out what the renderer wrote; the data page counts what came in."""

from markupsafe import Markup

from services.app.portal.freshness import kind_of
from services.app.portal.lawbook import chapters, marked
from services.domain.records import CaseReport, WorkerReturn
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.policy.rendering import render_law

PAGE = """# Trang

Lời đầu.

## Mức

Chung.

### A: từ 1

| x | y |
| --- | --- |
| **1** | `<b>` |

### B: từ 2

Như trước.

### C: từ 3
"""


def test_a_version_in_force_is_open_and_so_is_the_one_it_refers_back_to():
    (levels,) = chapters(PAGE, frozenset({"B"}))

    assert [(part.title, part.valid, part.shown) for part in levels.parts[1:]] == [
        ("A: từ 1", False, True),
        ("B: từ 2", True, True),
        ("C: từ 3", False, False),
    ]


def test_tables_and_marks_are_kept_and_markup_is_not_run():
    (levels,) = chapters(PAGE, frozenset())

    table = levels.parts[1].blocks[0]
    assert table.heads == ["x", "y"]
    assert table.rows == [[Markup("<strong>1</strong>"), Markup("<code>&lt;b&gt;</code>")]]
    assert marked("*a* <script>") == "<em>a</em> &lt;script&gt;"


def test_nothing_of_the_whole_law_is_lost(jurisdiction):
    text = render_law(jurisdiction)

    found = chapters(text, frozenset())

    rows = sum(len(block.rows) for chapter in found for part in chapter.parts for block in part.blocks)
    written = [line for line in text.splitlines() if line.startswith("|")]
    rules = [line for line in written if line.startswith("| ---")]
    assert rows == len(written) - 2 * len(rules)


def test_the_law_page_names_what_was_in_force_then(filled, browse):
    text = browse(filled).get("/law", params={"as_of": "2021-01-25T00:00"}).text

    assert "<td>2020</td>" in text


def test_a_receipt_is_listed_and_opened_with_its_problems(working, browse):
    feed = FEEDS["orders"]
    with working.database.transaction() as tx:
        receipt = receive_records(tx, feed, [{"number": "QĐ 9", "state": "không có"}], working.reading())
    client = browse(working)

    listed = client.get("/data").text
    opened = client.get(f"/receipts/{receipt.id}").text
    table = client.get(f"/receipts/{receipt.id}/problems.csv").text

    assert f"/receipts/{receipt.id}" in listed
    assert all(problem.message_vi.split("'")[0] in opened for problem in receipt.problems)
    assert len(table.splitlines()) == 1 + len(receipt.problems)


def test_a_receipt_of_another_agency_is_not_opened(working, browse):
    with working.database.transaction() as tx:
        receipt = receive_records(tx, FEEDS["border-incidents"], [{"place": "?"}], working.reading())
    senders = FEEDS["border-incidents"].senders

    answer = browse(working, "health-205-token-1").get(f"/receipts/{receipt.id}")

    assert "health" not in senders
    assert answer.status_code == 403


def test_an_unknown_receipt_is_a_404(house, browse):
    assert browse(house).get("/receipts/none").status_code == 404


def test_the_data_page_tells_age_lag_and_silence(filled, browse):
    text = browse(filled).get("/data").text

    assert "ncsc" in text
    assert "vncdc" in text
    assert "chưa từng nhận" in text


def test_kinds_are_named_as_in_the_jurisdiction(jurisdiction):
    told = {kind_of(feed.record) for feed in FEEDS.values()}

    assert kind_of(CaseReport) == "case_report"
    assert kind_of(WorkerReturn) == "worker_return"
    assert {feed.kind for feed in jurisdiction.feeds} <= told
