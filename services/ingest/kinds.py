"""What may stand in a cell, parser by parser, as JSON Schema: the list that contracts are made from.

A schema promises: what it accepts is read, but for what only a calendar or the register can tell
(30 February, an area, a country). Readers are kinder than their schema: `docs/feeds.md` tells how.
"""

from collections.abc import Mapping
from typing import Any

from services.ingest import cells, countries, day_spans, list_times, measures, people, places, site_ids, times
from services.ingest.columns import Column, Parse
from services.ingest.feeds import contacts, lab_results, milestones
from services.ingest.feeds.visits import LONGEST_PLACE, MOST, visits

Schema = dict[str, Any]

_ISO_DAY = r"(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DAY = rf"({_ISO_DAY}|(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/(19|20|21)[0-9][0-9])"
_CLOCK = r"([01][0-9]|2[0-3])(:|h)[0-5][0-9]"
_SECONDS = r"(:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?"
_TWELVE = r"(0?[1-9]|1[0-2]):[0-5][0-9] (SA|CH|am|pm)"
_ISO = rf"{_ISO_DAY}[T ]([01][0-9]|2[0-3]):[0-5][0-9]{_SECONDS}"
_WHERE: Schema = {
    "type": "string",
    "minLength": 1,
    "description": "GSO code as text (leading zeros), or the name in Vietnamese.",
    "x-code-list": "/api/areas",
}
_COUNTRY: Schema = {"type": "string", "description": "Name, or two capital letters (ISO 3166-1)."}
_WORDS: Schema = {"type": "string"}
_NOTHING_SAID: Schema = {"pattern": r"^\s*([Nn][Uu][Ll][Ll]|#?[Nn]/[Aa])?\s*$"}
"""What is read as an empty cell."""
_CYCLE = "[1-4][0-9]([.,][0-9]{1,2})?"
_MARK: Schema = {"type": "string", "pattern": r"^[0-9A-Za-zĐđ .()/-]+$"}

DAY: Schema = {"type": "string", "pattern": f"^{_DAY}$", "examples": ["2021-01-28", "28/01/2021"]}
MOMENT: Schema = {
    "type": "string",
    "pattern": rf"^({_ISO}|{_DAY}( ({_CLOCK}|{_TWELVE}))?)$",
    "description": "ISO 8601, or day first; without an offset it is local time.",
    "examples": ["2021-01-28T14:30:00+07:00", "28/01/2021 14:30"],
}
_VISIT: Schema = {
    "type": "object",
    "properties": {
        "place": {"type": "string", "maxLength": LONGEST_PLACE},
        "area": {"type": "string", "maxLength": LONGEST_PLACE, "description": _WHERE["description"]},
        "from": DAY,
        "to": DAY,
    },
    "required": ["place"],
}

KINDS: Mapping[Parse, Schema] = {
    cells.text: _WORDS,
    cells.code: _WORDS,
    cells.whole_number: {
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": cells.MAX_COUNT,
        "pattern": r"^[0-9]{1,7}$",
    },
    cells.year: {
        "type": ["integer", "string"],
        "minimum": 1800,
        "maximum": 2099,
        "pattern": r"^(1[89]|20)[0-9][0-9]$",
    },
    cells.yes_or_no: {"enum": [True, False, *cells.YES_NO_WORDS]},
    cells.degrees: {
        "type": ["number", "string"],
        "minimum": 0,
        "maximum": 99,
        "pattern": r"^[0-9]{1,2}([.,][0-9]{1,4})?$",
    },
    milestones.level_of: {"enum": [*range(6), *(f"{f}{n}" for f in ("", "F") for n in range(6))]},
    milestones.known_person: {"type": "string", "pattern": "^p[0-9a-f]{24}$"},
    contacts.contact_level: {"enum": [*range(1, 6), *(f"{f}{n}" for f in ("", "F") for n in range(1, 6))]},
    countries.country: _COUNTRY,
    day_spans.days_told: {
        "type": "string",
        "pattern": f"^{_DAY}( [–-] {_DAY})?$",
        "description": "A day, or the first and the last.",
    },
    lab_results.members: {
        "type": "string",
        "pattern": r"^[0-9A-Za-z-]{1,40}([,;] ?[0-9A-Za-z-]{1,40}){0,40}$",
        "description": "Sample codes, separated by commas.",
    },
    list_times.known_day: DAY,
    list_times.known_text: _WORDS,
    list_times.known_moment: MOMENT,
    list_times.known_degrees: {
        "type": ["number", "string"],
        "minimum": -180,
        "maximum": 180,
        "pattern": r"^-?[0-9]{1,2}(\.[0-9]{1,12})?$|^-?1[0-7][0-9](\.[0-9]{1,12})?$",
    },
    measures.celsius: {
        "type": ["number", "string"],
        "minimum": -90,
        "maximum": 60,
        "pattern": r"^-?[0-5]?[0-9]([.,][0-9]{1,2})?( ?°C)?$",
    },
    measures.share: {
        "type": ["number", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": r"^(0([.,][0-9]{1,6})?|1|(100|[1-9]?[0-9]([.,][0-9]{1,4})?) ?%)$",
    },
    measures.share_or_answer: {
        "type": ["number", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": r"^(0([.,][0-9]{1,6})?|1|(100|[1-9]?[0-9]([.,][0-9]{1,4})?) ?%|có|không)$",
    },
    measures.cycles: {
        "type": ["number", "string"],
        "minimum": 5,
        "maximum": 50,
        "pattern": rf"^([A-Z][A-Z0-9]{{0,8}}: )?{_CYCLE}(; [A-Z][A-Z0-9]{{0,8}}: {_CYCLE}){{0,5}}$",
    },
    people.id_number: _MARK,
    people.phone: {"type": "string", "pattern": r"^\+?[0-9 .()-]+$"},
    people.plate: _MARK,
    places.area: _WHERE,
    places.province: _WHERE,
    places.place_named: {
        "type": "string",
        "description": "Id or name of a gate, post or site of the law's list.",
    },
    site_ids.site_id: _WORDS,
    times.day: DAY,
    times.clock_or_moment: {
        "type": "string",
        "pattern": rf"^({_ISO}|{_DAY}( ({_CLOCK}|{_TWELVE}))?|{_CLOCK})$",
        "description": "As a moment; the hour alone where the row has its day beside it.",
        "examples": ["2021-01-28T14:30:00+07:00", "14:30"],
    },
    times.moment: MOMENT,
    visits: {
        "anyOf": [
            {"type": "array", "maxItems": MOST, "items": _VISIT},
            {"type": "string", "description": "`place|area|from|to`, joined by `;`."},
        ]
    },
}
"""Every parser that a column of ours has; choices bring their own words."""


def schema_of(column: Column) -> Schema:
    """What may stand in a cell of this column; a parser that nobody described takes any text."""
    words = getattr(column.parse, "words", None)
    kind = {"enum": list(words)} if words else KINDS.get(column.parse, _WORDS)
    told = {"title": f"{column.title.vi} / {column.title.en}", **kind}
    if kind.get("type") == "string" or "string" in kind.get("type", ()):
        told["maxLength"] = column.longest
    if column.demanded and told.get("type") == "string":
        told["minLength"] = 1
        told["not"] = _NOTHING_SAID
    return told | ({"x-personal": True} if column.personal else {})
