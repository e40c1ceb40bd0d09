"""Templates to answers: one environment a language, the filters pages use, the headers that guard them."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import Any

import jinja2
from fastapi.responses import HTMLResponse

from services.app.portal import formats
from services.app.portal.asking import Asked
from services.app.portal.naming import person_label, person_path
from services.app.portal.rooms import rooms_of
from services.app.portal.translations import translated
from services.app.portal.wording import (
    ALERT_KINDS,
    ALERT_STATES,
    DEEDS,
    DOCUMENT_MARKS,
    DUE_KINDS,
    FOLLOW_STATES,
    LIST_KINDS,
    ROOMS,
)
from services.domain.agencies import Agency
from services.domain.base import Language, Sentence
from services.domain.labels import AGENCIES, LEVELS, OUTCOMES, SOURCES, TIERS

PAGE_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Pages load nothing from elsewhere, stand in nobody's frame, and are not kept by shared machines."""


def show(asked: Asked, template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    """A page for this reader."""
    shared = {"asked": asked, "link": asked.link, "navigation": rooms_of(asked.viewer)}
    text = environment(asked.language).get_template(template).render(shared | values)
    return HTMLResponse(text, status, headers=HEADERS)


@cache
def environment(language: Language) -> jinja2.Environment:
    """Templates in one language: autoescaped, and strict about names, so that a slip shows in a test."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("services.app.portal"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The extension adds this method when it is loaded; its class does not declare it.
    made.install_gettext_callables(  # type: ignore[attr-defined]  # see above
        partial(translated, language), partial(_either, language), newstyle=True
    )
    made.globals |= {"language": language, "person_path": person_path, **_words()}
    made.filters |= _filters(language)
    return made


def _filters(language: Language) -> Mapping[str, Any]:
    return {
        "moment": jinja2.pass_context(partial(_moment, language)),
        "day": partial(_day, language),
        "number": partial(_number, language),
        "age": partial(_age, language),
        "person": person_label,
        "said": partial(_said, language),
        "few": partial(formats.few_text, language=language),
        "chance": partial(formats.chance_text, language=language),
    }


def _words() -> Mapping[str, Any]:
    return {
        "LEVELS": LEVELS,
        "SOURCES": SOURCES,
        "TIERS": {tier.value: name for tier, name in TIERS.items()},
        "AGENCIES": {agency.value: name for agency, name in AGENCIES.items() if agency is not Agency.PUBLIC},
        "outcomes": [(outcome.value, name) for outcome, name in OUTCOMES.items()],
        "ROOMS": ROOMS,
        "ALERT_STATES": ALERT_STATES,
        "ALERT_KINDS": ALERT_KINDS,
        "LIST_KINDS": {kind.value: name for kind, name in LIST_KINDS.items()},
        "DUE_KINDS": {kind.value: name for kind, name in DUE_KINDS.items()},
        "DEEDS": {f"{kind}:{outcome}": name for (kind, outcome), name in DEEDS.items()},
        "FOLLOW_STATES": {state.value: name for state, name in FOLLOW_STATES.items()},
        "DOCUMENT_MARKS": DOCUMENT_MARKS,
    }


def _either(language: Language, one: str, many: str, number: int) -> str:
    return translated(language, one if number == 1 else many)


def _moment(language: Language, context: jinja2.runtime.Context, moment: datetime | str | None) -> str:
    return formats.moment_text(moment, context["asked"].zone, language)


def _day(language: Language, day: date | str | None) -> str:
    return formats.day_text(day, language)


def _number(language: Language, number: float | None) -> str:
    return formats.number_text(number, language)


def _age(language: Language, hours: float | None) -> str:
    return formats.age_text(hours, language)


def _said(language: Language, sentence: Sentence) -> str:
    return sentence.said_in(language)
