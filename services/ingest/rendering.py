"""Feeds as a page for people who send to us: docs/feeds.md is made here."""

from services.ingest.columns import Column
from services.ingest.feed import Feed
from services.ingest.feeds import FEEDS

HEAD = """# Feeds: what we read, and how

Made by `services.ingest.rendering.feeds_page`; a test fails when it is not current.

Every feed is read from every door: `phendau ingest FEED FILE`, `POST /api/intake/FEED` (JSON),
`POST /api/intake/FEED/file` (upload), `inbox/FEED/` (watched folder), topic `phendau.intake.FEED`.

- **Headings** match in Vietnamese or English, with or without diacritics, in any order; `*` is required.
  Columns we do not know are kept sealed and otherwise left alone.
- **Files**: CSV and TSV (`,` `;` tab `|`), XLSX (the heading may stand lower or be merged over two rows),
  JSON (one record or a list), JSON Lines. A formula counts with the value it last showed.
- **Encodings**: UTF-8, UTF-16 (also without its mark), Windows-1258, and files typed in TCVN3 or VNI when
  that makes Vietnamese of nearly all their words; what is not certain is refused whole. TCVN3 or VNI letters
  *inside* Unicode (a workbook with old fonts) are refused with advice: convert it, for example with UniKey.
- **Dates**: `2021-01-28`, `28/01/2021` (day first), `28/01/2021 14:30`, `28/01/2021 02:30 CH`,
  `14h30 28/01/2021`, `2h30 chiều 28/01/2021`; also the day number of a spreadsheet (`44224`). Without an
  offset the time is local.
- **Areas**: GSO code (a dropped zero is put back) or name (`P. Hà Khánh, TP Hạ Long`); a name that several
  areas bear is refused.
- **Identity of a row** decides what a second row means: the same content is a duplicate, other content a
  correction. Corrections are added; nothing is overwritten (decision 0014).
- **Personal columns** (marked) are sealed at rest and appear in no event, log or problem.
- **Receipt**: every row is kept, kept with a warning, duplicate, refused or parked; the numbers add up
  (decision 0013). It lists the first 1,000 problems.
- **Error file**: `GET /api/receipts/ID/errors.csv` or `phendau receipt ID --errors FILE.xlsx` gives the
  refused rows as they were sent, in the sheet's own order, with row, field and reason behind them. Mend it
  and send it as it is. It names people: only its sender takes it, and every taking is noted.
"""

IDENTITY = {
    "vncdc-daily": "province and day. A file speaks of its provinces from its first day to its last:\n"
    "a day it leaves out is withdrawn.",
    "ncsc-daily": "province and day; withdrawn as above.",
    "orders": "document number, area, part of the area.",
    "cases": "the code. A report of none (`count` 0) needs no code.",
    "contacts": "chain, area, level. A count with an older `reported_at` changes nothing now.",
    "declarations": "the declaration code; without one, person and moment.\n"
    "`places_14d` is a JSON list of `{place, area, from, to}`, or `place|area|from|to` joined by `;`.",
    "worker-returns": "enterprise and worker. A new date or a result corrects the same return.",
    "exposure-sites": "the list it stands in and the publisher's number (15 characters of a Salesforce\n"
    "number); without a number, place and start. A file is the whole list of its publisher:\n"
    "what it leaves out is withdrawn. Headings of New Zealand's list mean times in Pacific/Auckland.",
    "vehicles": "list, vehicle, first day and cases; of cases without numbers also the seat. A file is the\n"
    "whole list of its publisher. What could not be read for sure is a warning, and the row keeps its words.",
    "lab-results": "the sample code and the method. A pool lists its members or says how many people are in\n"
    "it; each member's own row names it. A positive pool opens its members until each is tested alone.",
    "consignments": "lot, gate and moment. What nobody told (disinfected? sampled?) is not no.",
    "place-inspections": "the number of the visit; without one, place and moment.",
    "case-buildings": "list, district, building and cases. A file is the whole list of its publisher.",
    "judgements": "area, what is judged and `since`. Another value, or `until`, corrects it. `author` is an\n"
    "office and is shown; `value` is a share (`35%`, `0,35`) for how far it may spread, else yes or no.",
    "area-facts": "area, day, and which columns are filled in: beds and doses may come from two offices.\n"
    "An empty cell tells nothing; what was told before stands.",
    "area-activity": "area, day, and which columns are filled in: labour and tourism may come from two\n"
    "offices. An empty cell tells nothing, 0 is a count. It decides no level; it is the cost of a measure.",
    "border-incidents": "the incident number. A tip-off without a number of people sends 0.",
    "checkpoint-scans": "post, moment, and the declaration; without one the person, then the plate.\n"
    "A post is named by its code in the list of places (`C01`) or its name; `rule` is A1 to A12.",
    "entry-declarations": "the declaration code; without one, person and moment.\n"
    "`places_14d` also takes countries, by name or ISO letters: `Nhà máy|Trung Quốc|2021-01-02|2021-01-15`.",
    "resident-declarations": "the declaration code; without one, person and moment.",
    "contact-persons": "person and case (without one, chain), and `contact_of` where it is told. A new\n"
    "level or result corrects the link. `contact_of` names the one before by paper, pseudonym or case code.",
    "milestones": "person, place and arrival. Another end, or `mistaken`, corrects it.\n"
    "Public places of an F0 become exposure sites; those of others are visits. `person` takes a pseudonym\n"
    "of this house instead of a name. Of a home `place` says `Nhà riêng`; the rest goes to `home_address`,\n"
    "which is sealed.",
    "shared-stays": "person, what is shared and arrival. Another end, or `mistaken`, corrects it.\n"
    "`room`, `shift`, `group` and `table` stand under their own headings, or in `unit`, with `kind` where\n"
    "the cell does not tell it (`Phòng 12`, `Ca A`). All that a row tells of is one thing to share: a table\n"
    "of a shift. An hour alone belongs to `day`; an end that is not after it is the next morning. An\n"
    "enterprise speaks for itself only, and names itself in `place`.",
    "legal-entries": "the entry number; without one, person and moment.",
    "quarantine-checkins": "person and the moment of coming in. One row a stay: send it again, with the same "
    "`since`, when it ends.\nAn empty `place` is quarantine at home.",
    "bed-checks": "place and moment, and the person when the row names one.\n"
    "A place sends either one row of counts or one row a person for a roll call: both would count twice.",
}


def feeds_page() -> str:
    """The whole page, in Markdown."""
    return HEAD + "".join(_section(feed) for feed in FEEDS.values())


def _section(feed: Feed) -> str:
    rows = "".join(_line(column) for column in feed.columns)
    return (
        f"\n## {feed.name}\n\n{feed.title.vi} / {feed.title.en}.\n"
        f"Identity of a row: {IDENTITY[feed.name]}\n\n"
        f"| column | what it is | also | personal |\n|---|---|---|---|\n{rows}\n"
        f"```csv\n{feed.sample}```\n"
    )


def _line(column: Column) -> str:
    star = " *" if column.required else ""
    personal = "yes" if column.personal else ""
    also = ", ".join(column.aliases)
    return f"| `{column.name}`{star} | {column.title.vi} / {column.title.en} | {also} | {personal} |\n"
