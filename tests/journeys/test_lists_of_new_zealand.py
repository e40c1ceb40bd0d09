"""New Zealand's list, revision by revision in no order: the lists are what its own history gives."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from services.app.cli.site_lists import site_revisions
from services.domain.events import ExposureSiteReported
from services.plumbing.database import Database
from services.tracing.exposures import Visit, Window
from services.tracing.revisions import Asked, Revision, match_as_known
from tests.ingest.made_up import reading_at
from tests.tracing.site_stream import Found, Record, Stream, site

LATER = datetime.fromisoformat("2021-12-01T00:00:00+13:00")
REVISIONS, EACH = 7, 7
"""Every so many files, and a visit at every so many sites: what a test has time for."""


def test_lists_of_all_revisions_in_no_order_are_what_matching_the_last_of_them_gives(
    exposure_nz: Path, database: Database
):
    files = sorted(exposure_nz.glob("raw/2*.csv"))
    chosen = files[:: max(1, len(files) // REVISIONS)]
    revisions, _ = site_revisions([f"exposure-sites:{path}" for path in chosen], reading_at(LATER))
    revisions = sorted((_plain(one) for one in revisions), key=lambda one: one.published_at or LATER)
    windows = {window.site_id: window for one in revisions for window in one.windows}
    visits = [_visit(number, one) for number, one in enumerate(list(windows.values())[::EACH])]
    stream = Stream(database, workers=2)
    records = stream.keep(*(Record(v.visit_id, v.visit_id, 1, v.visit_id, LATER, (v,)) for v in visits))
    waiting = [*_tellings(revisions), records]
    random.Random(2021).shuffle(waiting)
    for number in range(0, len(waiting), 40):
        stream.hear(*waiting[number : number + 40], worker=number // 40 % 2)

    expected: Found = {}
    for one in match_as_known([Asked(visit, LATER) for visit in visits], revisions):
        expected.setdefault(one.site_id, {})[one.visit_id] = round(one.score, 9)
    assert len(expected) > 20 and stream.found() == expected


def _plain(one: Revision) -> Revision:
    """Without the publisher's number as a sign of the place: no visit of the house has one."""
    plain = tuple(window._replace(place=window.place._replace(code=None)) for window in one.windows)
    return Revision(one.publisher, one.published_at, plain)


def _visit(number: int, window: Window) -> Visit:
    """At the place and time of a site, half an hour later."""
    late = timedelta(minutes=30 if number % 2 else -30)
    return Visit(f"p{number}", window.place, window.start + late, window.end + late)


def _tellings(revisions: list[Revision]) -> list[ExposureSiteReported]:
    """What the house tells of each publication: what is new, what has changed, what is gone."""
    found: list[ExposureSiteReported] = []
    before: dict[str, Window] = {}
    for one in revisions:
        now = {window.site_id: window for window in one.windows}
        assert one.published_at
        for window in (window for name, window in now.items() if before.get(name) != window):
            found.append(_told(window, one.published_at, gone=False))
        for name in before.keys() - now.keys():
            found.append(_told(before[name], one.published_at, gone=True))
        before = now
    return found


def _told(window: Window, published_at: datetime, *, gone: bool) -> ExposureSiteReported:
    times = (window.start, window.end)
    return site(window.site_id, published_at, window.place, *times, withdrawn=gone, exposure_type=window.kind)
