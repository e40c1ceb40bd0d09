"""F0 as the province tells them: one by one, the source settled some days later; evenings without any."""

from collections.abc import Iterator

from services.app.demo.cases import zero_row
from services.app.demo.delivery import Row
from services.app.year.epidemic.told import Case, Story
from services.domain.records import FoundIn, SourceKnown

BULLETIN, SETTLED = 18, 17


def case_rows(story: Story, day: int) -> Iterator[Row]:
    """Corrections first, then the bulletin, then the districts that tell "none today"."""
    settled = story.parameters.part("found")["source_settled"]
    for case in story.by_day.get(day - settled, ()):
        final = _settled(story, case)
        if final is not _first(story, case, final):
            yield _row(story, case, final)
    today = story.by_day.get(day, ())
    for case in today:
        yield _row(story, case, _first(story, case, _settled(story, case)))
    touched = {story.district(case.one.area) for case in today}
    for area in story.stage.areas.children(story.stage.province):
        if area.code not in touched:
            yield zero_row(area.code, story.at(day, BULLETIN))


def _row(story: Story, case: Case, source: SourceKnown) -> Row:
    hour = 6 + int(story.stage.dice("hour", case.code).random() * 10)
    return case.person | {
        "code": case.code,
        "area": case.one.area,
        "confirmed_at": story.at(case.resulted, hour).isoformat(),
        "count": "1",
        "source": source,
        "found_in": _found_in(story, case),
        "chain": story.chain(case),
        "note": "kịch bản",
    }


def _found_in(story: Story, case: Case) -> FoundIn:
    if case.one.traced:
        return FoundIn.QUARANTINE
    held = [one for one in story.course.decrees if one.area == case.one.area and one.told < case.resulted]
    return FoundIn.LOCKED_AREA if any(one.until > case.resulted for one in held) else FoundIn.COMMUNITY


def _settled(story: Story, case: Case) -> SourceKnown:
    """What is told for good: is it known who infected it, or of a first case whence it came?"""
    found = story.parameters.part("found")
    if case.one.infector is None:
        asked = story.stage.dice("source", case.code).random()
        return SourceKnown.KNOWN if asked < found["source_found"] else SourceKnown.UNKNOWN
    known = story.infector(case, case.known + found["source_settled"])
    return SourceKnown.KNOWN if known else SourceKnown.UNKNOWN


def _first(story: Story, case: Case, final: SourceKnown) -> SourceKnown:
    if case.one.traced or story.infector(case, case.known):
        return SourceKnown.KNOWN
    asked = story.stage.dice("asked first", case.code).random()
    early = case.one.infector is None and asked < story.parameters.part("found")["asked_first"]
    return final if early else SourceKnown.NOT_YET
