"""IndicatorText: what each indicator is called and how it is said as a reason, in both languages."""

from collections.abc import Mapping
from typing import Literal, get_args

from services.domain.base import Sentence, Word
from services.domain.errors import NotFound
from services.policy.entries import Entry
from services.policy.versions import sentence_in

Unit = Literal["count", "share", "score", "rate", "yes_no"]
"""count: whole things; share: 0 to 1, said in percent; score: 0 to 100; rate: one decimal; yes_no: 1 or 0."""


class IndicatorText(Word):
    """The sentences of one indicator. `{value}` in `says` is replaced by the number as people write it."""

    name: str
    unit: Unit
    label: Sentence
    """The name of the number, for tables: `số F1 chưa truy vết`."""
    says: Sentence
    zero: Sentence | None = None
    """What is said instead when the number is 0."""
    unknown: Sentence
    """What is said when the number is not reported."""
    neighbours_at: int | None = None
    """It counts neighbours shown at this level or above: only rows of a lower level may use it."""


IndicatorTexts = Mapping[str, IndicatorText]


def reason_text(name: str, value: float | None, indicators: IndicatorTexts) -> Sentence:
    """The reason an indicator gives, ready to show; raises NotFound for a name without text."""
    text = indicators.get(name)
    if text is None:
        raise NotFound(
            vi=f"indicators.yaml không có chỉ số '{name}'.",
            en=f"indicators.yaml has no text for '{name}'.",
            field="indicator",
            code="unknown_indicator",
        )
    if value is None:
        return text.unknown
    if value == 0 and text.zero is not None:
        return text.zero
    return Sentence(
        vi=text.says.vi.replace("{value}", number_text(value, text.unit, comma=True)),
        en=text.says.en.replace("{value}", number_text(value, text.unit, comma=False)),
    )


def number_text(value: float, unit: Unit, *, comma: bool) -> str:
    """A number as people write it: `37,5 %` or `37.5%`, `1.204` or `1,204` (`comma`: the decimal mark)."""
    scaled = value * 100 if unit == "share" else value
    decimals = 0 if unit in ("count", "score", "yes_no") else 1
    text = f"{round(scaled, decimals):,.{decimals}f}".removesuffix(".0")
    if comma:
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text}%" if unit == "share" else text


def indicators_in(page: Entry) -> dict[str, IndicatorText]:
    """The indicators of indicators.yaml; raises BadLaw."""
    page.only("description", "indicators")
    return {name: _indicator(name, entry) for name, entry in page.entry("indicators").named()}


def _indicator(name: str, entry: Entry) -> IndicatorText:
    entry.only("unit", "label", "says", "zero", "unknown", "neighbours_at")
    return IndicatorText(
        name=name,
        unit=_unit(entry),
        label=sentence_in(entry, "label"),
        says=sentence_in(entry, "says"),
        zero=sentence_in(entry, "zero") if entry.has("zero") else None,
        unknown=sentence_in(entry, "unknown"),
        neighbours_at=entry.whole("neighbours_at") if entry.has("neighbours_at") else None,
    )


def _unit(entry: Entry) -> Unit:
    units: tuple[Unit, ...] = get_args(Unit)
    for unit in units:
        if unit == entry.text("unit"):
            return unit
    known = ", ".join(units)
    raise entry.wrong(f"'unit' phải là một trong: {known}", f"'unit' must be one of: {known}")
