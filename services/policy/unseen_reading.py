"""Reads unseen.yaml: the model of the four sources, and the prevalence abroad."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from services.domain.base import Word
from services.domain.levels import State
from services.policy.documents import Documents
from services.policy.entries import Entry
from services.policy.quantities import amount, checked, inner_share, positive, rare, share
from services.policy.unseen import (
    HIDDEN_SOURCES,
    MILLION,
    SIGNS,
    Believed,
    CommunityLaw,
    EachDay,
    GoodsLaw,
    GrowthLaw,
    HiddenLaw,
    IllegalEntryLaw,
    PrevalenceLaw,
    QuarantineLaw,
    UnseenBook,
    UnseenLaw,
)
from services.policy.versions import dated_in

Made = TypeVar("Made", bound=Word)
Read = Callable[[Entry, str], Any]


def unseen_in(page: Entry, *, zone: ZoneInfo, documents: Documents) -> UnseenBook:
    """The book of unseen.yaml; raises BadLaw."""
    page.only("description", "owner", "review_by", "model", "prevalence")
    dated = partial(dated_in, content="values", zone=zone, documents=documents)
    return UnseenBook(
        model=dated(page.entry("model"), read=lambda version: _model(version, "values")),
        prevalence=dated(page.entry("prevalence"), read=lambda version: _prevalence(version, "values")),
    )


def _made(kind: type[Made], fields: Mapping[str, Read], entry: Entry, key: str) -> Made:
    inner = entry.entry(key).only(*fields)
    return kind(**{name: read(inner, name) for name, read in fields.items()})


def _each_day(entry: Entry, key: str) -> EachDay:
    found = _made(EachDay, {"usual": amount, "conceivable": amount}, entry, key)
    if found.conceivable < found.usual:
        raise entry.entry(key).wrong(
            "'conceivable' không được nhỏ hơn 'usual'", "'conceivable' may not be below 'usual'"
        )
    return found


def _states(entry: Entry, key: str) -> dict[State, float]:
    inner = entry.entry(key).only(*State)
    left_out = [state.value for state in State if state not in inner.values]
    if left_out:
        raise inner.wrong(
            f"thiếu trạng thái: {', '.join(left_out)}", f"states left out: {', '.join(left_out)}"
        )
    return {state: amount(inner, state.value) for state in State}


def _countries(entry: Entry, key: str) -> dict[str, float]:
    inner = entry.entry(key)
    at_most = partial(
        checked, fits=lambda n: 0 <= n <= MILLION, vi="từ 0 đến 1.000.000", en="from 0 to 1,000,000"
    )
    return {country: at_most(inner, country) for country in inner.values}


def _each(names: tuple[str, ...], read: Read) -> Read:
    """One entry a name; none may be left out."""

    def found(entry: Entry, key: str) -> dict[str, Any]:
        inner = entry.entry(key).only(*names)
        left_out = [name for name in names if name not in inner.values]
        if left_out:
            raise inner.wrong(f"thiếu: {', '.join(left_out)}", f"left out: {', '.join(left_out)}")
        return {name: read(inner, name) for name in names}

    return found


def _of(kind: type[Made], **fields: Read) -> Read:
    return partial(_made, kind, fields)


_believed = _of(Believed, mean=share, strength=positive)
_prevalence = _of(PrevalenceLaw, shape=positive, otherwise=amount, per_million=_countries)
_model = _of(
    UnseenLaw,
    horizon_days=positive,
    illegal_entry=_of(IllegalEntryLaw, smoothing=amount, tip_off=share, stays=_believed, patrol=share),
    quarantine=_of(
        QuarantineLaw,
        central=_believed,
        home=_believed,
        seen=amount,
        breach=amount,
        entrants=_each_day,
        check=share,
        lab_positive=amount,
        lab_negative=amount,
        lab_unheard=positive,
    ),
    community=_of(
        CommunityLaw,
        known=_believed,
        infectious_days=positive,
        background=share,
        conceivable=share,
        district_population=positive,
        untraced=_believed,
        stopped=_believed,
        passage=amount,
        here_shape=positive,
        here_conceivable_per_100k=amount,
        arrivals=_each_day,
        tests=amount,
        test_finds=share,
        trace=amount,
    ),
    goods=_of(
        GoodsLaw,
        crew=amount,
        undeclared=share,
        left_declared=_believed,
        contact=share,
        contact_shape=positive,
        handlers=amount,
        dirty=_believed,
        touches=amount,
        by_surface=rare,
        lots=_each_day,
        tests=amount,
    ),
    growth=_of(GrowthLaw, r=_states, otherwise=amount, r_shape=positive, k=positive, k_shape=positive),
    hidden=_of(
        HiddenLaw,
        shape=positive,
        rare=inner_share,
        near=share,
        anywhere=positive,
        each=_each(HIDDEN_SOURCES, amount),
        signs=_each(SIGNS, amount),
        conceivable=_each(SIGNS, amount),
    ),
)
