"""Lists that are published whole, again and again: the list of every moment, and none of a broken file."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.domain.events import RevisionRefused
from services.ingest.feeds import FEEDS
from services.ingest.files import BATCH, receive_file, refused_whole
from services.ingest.published_lists import list_rows, publications, refused_since
from services.ingest.revisions import histories
from services.ingest.tables import MemberRow, RecordRow
from services.plumbing.database import OutboxRow
from tests.ingest.made_up import reading_at, write_csv

SITES = FEEDS["exposure-sites"]
COUNTS = FEEDS["ncsc-daily"]
START = datetime(2021, 8, 20, 1, 0, tzinfo=UTC)
HEAD = ("Mã điểm", "Địa điểm", "Từ", "Đến", "Hướng dẫn")


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def publish(database, path: Path, content, moment: datetime, feed=SITES, *, dated: bool = True):
    """Publish a list given as `{number: advice}`, or as raw bytes."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        rows = ((n, f"Chợ {n}", "19/08/2021 08:00", "19/08/2021 09:00", text) for n, text in content.items())
        write_csv(path, (HEAD, *rows))
    return receive_file(
        database, feed, path, name=path.name, reading_of=reading_at, learned_at=moment, dated=dated
    )


def standing(database, moment: datetime, feed=SITES) -> dict[str, str]:
    with database.reading() as tx:
        return {row["site_id"]: row["advice"] for row in list_rows(tx, feed, moment)}


def told(database) -> dict[str, tuple[str, bool]]:
    """By thing what a listener believes that keeps the newest telling: when it was told, and if withdrawn."""
    topic = "phendau.exposure-site-reported.v1"
    newest: dict[str, tuple[datetime, int, bool]] = {}
    with database.reading() as tx:
        bodies = tx.execute(
            select(OutboxRow.seq, OutboxRow.body).where(OutboxRow.topic == topic).order_by(OutboxRow.seq)
        ).all()
    from services.domain.events import ExposureSiteReported

    for seq, body in bodies:
        event = ExposureSiteReported.model_validate_json(body)
        newest[event.ref] = max(
            newest.get(event.ref, (event.learned_at, -1, False)), (event.learned_at, seq, event.withdrawn)
        )
    return {ref.split(":")[-1]: withdrawn for ref, (_, _, withdrawn) in newest.items()}


def test_a_row_that_the_new_list_leaves_out_is_withdrawn_at_its_moment_and_never_deleted(database, tmp_path):
    publish(database, tmp_path / "a.csv", {"A": "một", "B": "hai"}, at(0))
    publish(database, tmp_path / "b.csv", {"B": "hai", "C": "ba"}, at(5))

    assert standing(database, at(4)) == {"A": "một", "B": "hai"}
    assert standing(database, at(5)) == {"B": "hai", "C": "ba"}
    assert standing(database, at(0) - timedelta(seconds=1)) == {}
    assert told(database) == {"A": True, "B": False, "C": False}
    with database.reading() as tx:
        assert tx.execute(select(func.count()).select_from(RecordRow)).scalar_one() == 3


def test_a_row_that_comes_back_as_it_was_is_told_again(database, tmp_path):
    for hour, content in enumerate(({"A": "một", "B": "hai"}, {"B": "hai"}, {"A": "một", "B": "hai"})):
        publish(database, tmp_path / f"{hour}.csv", content, at(hour))

    assert standing(database, at(2)) == {"A": "một", "B": "hai"}
    assert told(database) == {"A": False, "B": False}


def test_the_same_file_again_changes_nothing_but_a_list_that_goes_back_is_a_revision(database, tmp_path):
    one, other = {"A": "một"}, {"A": "một", "B": "hai"}
    publish(database, tmp_path / "a.csv", one, at(0))
    publish(database, tmp_path / "b.csv", other, at(1))

    again = publish(database, tmp_path / "c.csv", one, at(2), dated=False)
    assert (again.duplicate, standing(database, at(3))) == (1, other)

    publish(database, tmp_path / "d.csv", one, at(4))
    publish(database, tmp_path / "e.csv", one, at(4))
    publish(database, tmp_path / "f.csv", one, at(5))

    assert standing(database, at(3)) == other
    assert standing(database, at(4)) == one
    with database.reading() as tx:
        assert len(publications(tx, at(9), [SITES.name])) == 4


def test_a_late_older_list_takes_its_place_and_the_newer_one_goes_on_standing(database, tmp_path):
    publish(database, tmp_path / "a.csv", {"A": "một", "B": "hai"}, at(0))
    publish(database, tmp_path / "c.csv", {"A": "một", "B": "hai"}, at(9))
    publish(database, tmp_path / "b.csv", {"A": "khác", "C": "ba"}, at(5))

    assert standing(database, at(5)) == {"A": "khác", "C": "ba"}
    assert standing(database, at(9)) == {"A": "một", "B": "hai"}
    assert told(database) == {"A": False, "B": False, "C": True}
    with database.reading() as tx:
        history = histories(tx, SITES.name, ["local:A"])["local:A"]
        assert [one.learned_at for one in history] == [at(0), at(5), at(9)]
        assert history[0].fingerprint == history[2].fingerprint != history[1].fingerprint


LISTS = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(["một", "hai", "ba"]), min_size=1),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=LISTS, order=st.randoms(use_true_random=False))
def test_in_whatever_order_lists_arrive_each_moment_shows_what_was_published(
    database, tmp_path, lists, order
):
    fresh(database)
    arrivals = list(enumerate(lists))
    order.shuffle(arrivals)
    for hour, content in arrivals:
        publish(database, tmp_path / "list.csv", content, at(hour))

    for hour, content in enumerate(lists):
        assert standing(database, at(hour)) == content, hour
    present = {ref for ref, withdrawn in told(database).items() if not withdrawn}
    assert present == set(lists[-1])
    with database.reading() as tx:
        newest = {key.split(":")[-1]: h[-1] for key, h in histories(tx, SITES.name, keys()).items()}
        rows = {row.id: row.body for row in tx.execute(select(RecordRow.id, RecordRow.body))}
    for number, advice in lists[-1].items():
        assert f'"advice":"{advice}"' in rows[newest[number].id]


def keys() -> list[str]:
    return [f"local:{letter}" for letter in "ABCD"]


def fresh(database) -> None:
    """An empty database for the next example."""
    from services.plumbing.database import Base

    with database.transaction() as tx:
        for table in Base.metadata.tables.values():
            tx.execute(table.delete())


LONG = {str(n): "Theo dõi sức khỏe" for n in range(60)}
BROKEN = {
    "rows_vanished": lambda text: "\n".join(text.split("\n")[:31]).encode(),
    "broken_quotes": lambda text: text.encode() + b'"61,Ch',
    "repeated_heading": lambda text: (text + text).encode(),
    "no_heading": lambda text: b"<!DOCTYPE html><html><body>Down for maintenance</body></html>\n",
    "missing_columns": lambda text: text.replace(HEAD[1], "Cột lạ", 1).encode(),
    "unreadable_rows": lambda text: text.replace("19/08/2021", "19//2021").encode(),
    "conflict_markers": lambda text: b"<<<<<<< HEAD\n" + text.encode(),
    "no_rows": lambda text: text.partition("\n")[0].encode() + b"\n",
    "cut_short": lambda text: text.rstrip().rsplit(",", 2)[0].encode(),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_list_is_refused_whole_the_last_good_one_stands_and_operators_are_told(
    database, tmp_path, code
):
    good = tmp_path / "good.csv"
    publish(database, good, LONG, at(0))

    receipt = publish(database, tmp_path / "bad.csv", BROKEN[code](good.read_text("utf-8")), at(3))

    assert refused_whole(receipt) and [problem.code for problem in receipt.problems] == [code]
    assert standing(database, at(4)) == LONG
    with database.reading() as tx:
        assert refused_since(tx) == [SITES.name]
        assert [one.state for one in publications(tx, at(4), [SITES.name])] == ["stands", "refused"]
        assert tx.execute(select(func.count()).select_from(MemberRow)).scalar_one() == len(LONG)
        bodies = tx.execute(
            select(OutboxRow.body).where(OutboxRow.topic == "phendau.revision-refused.v1")
        ).scalars()
        said = [RevisionRefused.model_validate_json(body) for body in bodies]
    assert [(one.code, one.standing_since, one.receipt) for one in said] == [(code, at(0), receipt.id)]

    publish(database, tmp_path / "mended.csv", LONG | {"x": "mới"}, at(5))
    with database.reading() as tx:
        assert refused_since(tx) == []


def test_a_row_that_cannot_be_read_is_refused_and_its_thing_is_not_withdrawn(database, tmp_path):
    publish(database, tmp_path / "a.csv", {"A": "một", "B": "hai", "C": "ba"}, at(0))
    text = (tmp_path / "a.csv").read_text("utf-8").replace("A,Chợ A,19/08/2021 08:00", "A,Chợ A,hôm qua")

    receipt = publish(database, tmp_path / "b.csv", text.encode(), at(1))

    assert (receipt.refused, receipt.duplicate) == (1, 2)
    assert standing(database, at(1)) == {"A": "một", "B": "hai", "C": "ba"}


def test_old_rows_may_leave_a_list_all_at_once(database, tmp_path):
    publish(database, tmp_path / "a.csv", LONG, at(0))

    receipt = publish(database, tmp_path / "b.csv", {"x": "mới"}, at(24 * 20))

    assert not refused_whole(receipt)
    assert standing(database, at(24 * 20)) == {"x": "mới"}


def test_a_list_taken_in_years_later_is_measured_by_its_own_days(database, tmp_path):
    publish(database, tmp_path / "a.csv", LONG, at(50_000))

    assert refused_whole(publish(database, tmp_path / "b.csv", {"x": "mới"}, at(50_001)))


def test_a_list_longer_than_a_batch_that_was_cut_off_goes_on_under_its_moment(
    database, tmp_path, monkeypatch
):
    many = {str(n): "một" for n in range(BATCH + 10)}
    publish(database, tmp_path / "a.csv", {"gone": "một"}, at(0))

    def dies(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("services.ingest.files.complete", dies)
        with pytest.raises(KeyboardInterrupt):
            publish(database, tmp_path / "b.csv", many, at(1), dated=False)
    assert standing(database, at(2)) == {"gone": "một"}, "half a list never stands"

    receipt = publish(database, tmp_path / "b.csv", many, at(7), dated=False)

    assert (receipt.rows, receipt.kept) == (BATCH + 10, BATCH + 10)
    assert standing(database, at(1)) == many


def test_days_that_a_daily_list_leaves_out_are_withdrawn_within_its_own_days_and_provinces(
    database, tmp_path
):
    head = ("date", "gso_code", "confirmed")

    def send(name: str, hour: int, *rows):
        path = write_csv(tmp_path / name, (head, *rows))
        return receive_file(
            database, COUNTS, path, name=name, reading_of=reading_at, learned_at=at(hour), dated=True
        )

    send(
        "a.csv", 0, ("2021-06-01", 22, 5), ("2021-06-02", 22, 6), ("2021-06-03", 22, 7), ("2021-06-02", 30, 8)
    )
    send("b.csv", 1, ("2021-06-01", 22, 5), ("2021-06-03", 22, 9))

    with database.reading() as tx:
        shown = {(row["area"], row["day"]): row["new_cases"] for row in list_rows(tx, COUNTS, at(1))}
        bodies = tx.execute(select(OutboxRow.body).order_by(OutboxRow.seq)).scalars().all()
    assert shown == {("22", "2021-06-01"): 5, ("22", "2021-06-03"): 9, ("30", "2021-06-02"): 8}
    assert any('"day":"2021-06-02","new_cases":0' in body for body in bodies)


# --- the real revisions of New Zealand's list ---------------------------------------------------------------


def as_published(folder: Path) -> dict[str, dict[str, dict[str, str]]]:
    """By commit the list that the replayed changes give: site number to its row."""
    lists: dict[str, dict[str, dict[str, str]]] = {}
    now: dict[str, dict[str, str]] = {}
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["op"] == "remove":
                now.pop(row["event_id"], None)
            else:
                now[row["event_id"]] = row
            lists[row["commit"]] = dict(now)
    return lists


def raw_files(folder: Path) -> list[tuple[Path, datetime, str]]:
    with (folder / "raw" / "MANIFEST.csv").open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["committed_at"])
    return [
        (folder / "raw" / row["file"], datetime.fromisoformat(row["committed_at"]), row["commit"][:12])
        for row in rows
    ]


def same(row: dict[str, object], told: dict[str, str]) -> bool:
    """Do we show what was published, times in UTC and places to the decimetre?"""

    def utc(moment) -> str:
        return (
            "" if moment is None else f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        )

    def degrees(text) -> float | None:
        return None if text in (None, "", "NA") else round(float(text), 6)

    def text(said) -> str:
        return "" if said in (None, "NA") else " ".join(str(said).split())

    return (
        text(row["place"]) == text(told["event_name"])
        and text(row["address"]) == text(told["address"])
        and (utc(row["starts"]), utc(row["ends"])) == (told["start_utc"], told["end_utc"])
        and (row["latitude"], row["longitude"]) == (degrees(told["lat"]), degrees(told["lng"]))
    )


def test_after_each_real_revision_the_list_is_the_one_published_and_the_broken_one_is_refused(
    database, exposure_nz: Path
):
    lists = as_published(exposure_nz)
    refused, compared = [], 0
    moments = []
    for path, moment, commit in raw_files(exposure_nz):
        receipt = publish(database, path_copy(path), path.read_bytes(), moment)
        if refused_whole(receipt):
            refused.append(path.name)
            continue
        moments.append((moment, commit))

    for moment, commit in moments:
        with database.reading() as tx:
            shown = {row["site_id"]: row for row in list_rows(tx, SITES, moment)}
        if commit not in lists:  # the first file has no numbers yet
            assert len(shown) == 1 and None in shown
            continue
        wanted = {number: row for number, row in lists[commit].items() if number.strip()}
        assert set(shown) == set(wanted), commit
        assert [number for number in wanted if not same(shown[number], wanted[number])] == [], commit
        compared += len(wanted)

    assert refused == ["20211008T0832_6d09703f37.csv"]
    assert compared > 5_000


def test_the_real_revisions_in_any_order_give_the_same_lists(database, exposure_nz: Path):
    files = [one for one in raw_files(exposure_nz) if "20211008" not in one[0].name][-6:]
    for path, moment, _ in [*files[::2], *files[1::2]]:
        publish(database, path_copy(path), path.read_bytes(), moment)

    lists = as_published(exposure_nz)
    for _, moment, commit in files:
        assert set(standing(database, moment)) == set(lists[commit])


def test_the_geojson_of_the_list_reads_like_its_csv(exposure_nz: Path):
    from services.ingest.formats import rows_of
    from services.ingest.reading import read_row

    read = [
        read_row(SITES, row, reading_at()) for row in rows_of(exposure_nz / "raw" / "f3c03fd.geojson", SITES)
    ]
    lists = as_published(exposure_nz)["f3c03fd84ceb"]

    assert len(read) >= 90 and all(one.record is not None for one in read)
    for one in read:
        known = lists[one.record.site_id]
        assert one.record.place == " ".join(known["event_name"].split())
        assert f"{one.record.starts.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" == known["start_utc"]
        assert one.record.latitude == pytest.approx(float(known["lat"]), abs=0.001)


def test_half_of_a_real_revision_is_refused(database, exposure_nz: Path, tmp_path: Path):
    path, moment, _ = next(one for one in raw_files(exposure_nz) if "20211018" in one[0].name)
    whole = path.read_bytes()
    publish(database, tmp_path / "whole.csv", whole, moment)
    lines = whole.splitlines(keepends=True)

    receipt = publish(
        database, tmp_path / "half.csv", b"".join(lines[: len(lines) // 2]), moment + timedelta(hours=1)
    )

    assert receipt.problems[0].code == "rows_vanished"
    assert len(standing(database, moment + timedelta(hours=2))) == 468


def path_copy(path: Path) -> Path:
    """Where a test may write: beside nothing of the shared folder."""
    import tempfile

    return Path(tempfile.mkdtemp()) / path.name


def test_no_limits_no_refusal(database, tmp_path):
    publish(database, tmp_path / "a.csv", LONG, at(0))
    path = tmp_path / "b.csv"
    write_csv(path, (HEAD, ("x", "Chợ x", "19/08/2021 08:00", "19/08/2021 09:00", "mới")))
    from services.ingest.limits import NO_LIMITS

    receipt = receive_file(
        database,
        SITES,
        path,
        name="b.csv",
        reading_of=lambda moment: replace(reading_at(moment), limits=NO_LIMITS),
        learned_at=at(1),
        dated=True,
    )

    assert not refused_whole(receipt)
