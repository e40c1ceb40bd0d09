"""Parameters: dated numbers of the law and of ours that the rooms ask for by name."""

from datetime import datetime
from functools import partial
from math import isfinite
from zoneinfo import ZoneInfo

from services.domain.base import Sentence, Word
from services.domain.errors import NotFound
from services.policy.dated import Dated
from services.policy.documents import Documents
from services.policy.entries import Entry
from services.policy.versions import dated_in, sentence_in

ParameterValue = float | str | tuple[float, ...]


class Parameter(Word):
    """One named value through time. `unit` says what the number counts: day, km, hour, person…"""

    name: str
    unit: str
    label: Sentence
    values: Dated[ParameterValue]


class Parameters(Word):
    """All parameters of a jurisdiction."""

    named: dict[str, Parameter]

    def number(self, name: str, moment: datetime) -> float:
        """A number at a moment; raises NotFound (no such parameter), NotInForce, TypeError (not a number)."""
        value = self._value(name, moment)
        if not isinstance(value, float):
            raise TypeError(f"parameter '{name}' is not a number")
        return value

    def numbers(self, name: str, moment: datetime) -> tuple[float, ...]:
        """A list of numbers at a moment (test days); raises NotFound, NotInForce, TypeError."""
        value = self._value(name, moment)
        if not isinstance(value, tuple):
            raise TypeError(f"parameter '{name}' is not a list of numbers")
        return value

    def text(self, name: str, moment: datetime) -> str:
        """A word at a moment; raises NotFound, NotInForce, TypeError."""
        value = self._value(name, moment)
        if not isinstance(value, str):
            raise TypeError(f"parameter '{name}' is not a text")
        return value

    def _value(self, name: str, moment: datetime) -> ParameterValue:
        if name not in self.named:
            raise NotFound(
                vi=f"parameters.yaml không có tham số '{name}'.",
                en=f"parameters.yaml has no parameter '{name}'.",
                field="parameter",
                code="unknown_parameter",
            )
        return self.named[name].values.on(moment).value


def parameters_in(page: Entry, *, zone: ZoneInfo, documents: Documents) -> Parameters:
    """The parameters of parameters.yaml; raises BadLaw."""
    page.only("description", "parameters")
    read = partial(_parameter, zone=zone, documents=documents)
    return Parameters(named={name: read(name, entry) for name, entry in page.entry("parameters").named()})


def undated_number(parameters: Parameters, name: str, page: Entry) -> float:
    """A number that has one version only, for what is built once at start; raises BadLaw when it is dated."""
    versions = parameters.named[name].values.versions if name in parameters.named else ()
    if len(versions) != 1 or not isinstance(versions[0].value, float):
        raise page.wrong(
            f"'{name}' phải có đúng một phiên bản bằng số: danh mục khu vực chỉ lập một lần",
            f"'{name}' must have exactly one version, a number: the register of areas is built once",
        )
    return versions[0].value


def _parameter(name: str, entry: Entry, zone: ZoneInfo, documents: Documents) -> Parameter:
    entry.only("unit", "title", "note", "versions")
    return Parameter(
        name=name,
        unit=entry.text("unit"),
        label=sentence_in(entry, "title"),
        values=dated_in(entry, "value", _value_in, zone=zone, documents=documents),
    )


def _value_in(version: Entry) -> ParameterValue:
    value = version.values["value"]
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(type(item) in (int, float) and isfinite(item) for item in value):
        return tuple(float(item) for item in value)
    return version.number("value")
