"""Every sentence of the pages is there in Vietnamese, no more and no less; every kind has its word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from services.alerts.words import AlertState, Kind
from services.app.portal import translations
from services.app.portal.formats import age_text, moment_text, number_text
from services.app.portal.layers import LAYERS, SHOWN_FIRST
from services.app.portal.rooms import Room
from services.app.portal.wording import (
    ALERT_KINDS,
    ALERT_STATES,
    DOCUMENT_MARKS,
    DUE_KINDS,
    FOLLOW_STATES,
    LIST_KINDS,
    ROOMS,
)
from services.domain.agencies import Agency
from services.domain.events import ListKind
from services.policy.documents import MARKS
from services.policy.places import PlaceKind
from services.tracing.closing import DueKind, FollowState

PORTAL = Path(translations.__file__).parent


def _used() -> Iterator[str]:
    for path in sorted(PORTAL.rglob("*")):
        method = {".html": babel_extract, ".py": "python"}.get(path.suffix)
        if method:
            with path.open("rb") as file:
                yield from (found[1] for found in extract(method, file, keywords={"_": None}))


def test_every_sentence_has_its_vietnamese_and_every_vietnamese_its_sentence():
    with translations.CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="vi")

    translated = {message.id: message.string for message in catalogue if message.id}
    assert set(_used()) == set(translated)
    assert [text for text, vi in translated.items() if not vi] == []
    assert catalogue.obsolete == {}
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


def test_translations_keep_the_places_for_values():
    names = re.compile(r"%\((\w+)\)s")
    for english, vietnamese in translations.vietnamese().items():
        assert sorted(names.findall(english)) == sorted(names.findall(vietnamese))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (ROOMS, Room), (ALERT_STATES, AlertState), (ALERT_KINDS, Kind), (DOCUMENT_MARKS, MARKS),
        (LIST_KINDS, ListKind), (DUE_KINDS, DueKind), (FOLLOW_STATES, FollowState), (LAYERS, PlaceKind),
        (SHOWN_FIRST, Agency),
    ],
)  # fmt: skip
def test_every_word_has_its_name(table, words):
    assert set(table) == set(words)


def test_numbers_and_moments_read_as_people_here_write_them(jurisdiction):
    assert number_text(1204.5, "vi") == "1.204,5"
    assert number_text(1204.5, "en") == "1,204.5"
    assert moment_text("2021-02-08T11:30:00+00:00", jurisdiction.zone, "vi") == "08/02/2021 18:30"


@pytest.mark.parametrize(
    ("hours", "text"),
    [(None, "chưa từng nhận"), (0.2, "dưới 1 giờ"), (5.9, "5 giờ"), (47.9, "47 giờ"), (72.0, "3 ngày")],
)
def test_an_age_is_told_in_hours_then_in_days(hours, text):
    assert age_text(hours, "vi") == text
