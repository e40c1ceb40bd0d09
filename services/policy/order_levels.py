"""OrderLevels: the level a competent body's order gives an area, and which states count as locked."""

from collections.abc import Iterable
from functools import partial
from zoneinfo import ZoneInfo

from services.domain.base import Word
from services.domain.levels import Citation, RiskLevel, State
from services.policy.dated import Dated
from services.policy.documents import Documents, citation_in
from services.policy.entries import Entry
from services.policy.versions import dated_page


class StateLevel(Word):
    """One state: its level, whether it counts as locked for the neighbours, and on what ground."""

    state: State
    level: RiskLevel
    locked: bool
    cite: Citation


class OrderLevels(Word):
    """Every state of an order with its level."""

    states: dict[State, StateLevel]

    def level(self, state: State) -> RiskLevel:
        """The level an order of this state gives."""
        return self.states[state].level

    def locks(self, state: State) -> bool:
        """Does an area in this state count as locked for its neighbours?"""
        return self.states[state].locked

    def locked_states(self) -> frozenset[State]:
        """All states that count as locked."""
        return frozenset(state for state in self.states if self.locks(state))


def order_levels_in(page: Entry, *, zone: ZoneInfo, documents: Documents) -> Dated[OrderLevels]:
    """The levels of order_levels.yaml; raises BadLaw, also for a state that is left out."""
    return dated_page(page, "states", partial(_levels, documents=documents), zone=zone, documents=documents)


def _levels(version: Entry, documents: Documents) -> OrderLevels:
    entries = version.entry("states").only(*State)
    states = {State(name): _state(State(name), entry, documents) for name, entry in entries.named()}
    left_out = _names(state for state in State if state not in states)
    if left_out:
        raise entries.wrong(f"thiếu trạng thái: {left_out}", f"states left out: {left_out}")
    return OrderLevels(states=states)


def _state(state: State, entry: Entry, documents: Documents) -> StateLevel:
    entry.only("level", "locked", "cite")
    if entry.whole("level") not in list(RiskLevel):
        raise entry.wrong("'level' phải từ 1 đến 4", "'level' must be 1 to 4")
    if not isinstance(entry.values.get("locked"), bool):
        raise entry.wrong("'locked' phải là true hoặc false", "'locked' must be true or false")
    return StateLevel(
        state=state,
        level=RiskLevel(entry.whole("level")),
        locked=entry.values["locked"],
        cite=citation_in(entry, documents),
    )


def _names(states: Iterable[State]) -> str:
    return ", ".join(states)
