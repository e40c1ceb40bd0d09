"""What effort is worth: held against the model itself, built again with the effort made."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.risk.unseen.community import stopped
from services.risk.unseen.draws import Share
from services.risk.unseen.model import Outlook
from services.risk.unseen.quarantined import adherence, prevented
from services.risk.unseen.volumes import TOLD
from services.risk.unseen.worth import Effort, caught_more, found_by_tests, kept_more, worth
from tests.risk.unseen.parts import FEW, border, of, seen, sites, streams

SURE = 1e9


def chance(found: Outlook) -> float:
    return float(np.mean(1 - np.exp(-7 * found.all_seeds)))


def test_a_patrol_is_worth_what_a_higher_catch_chance_takes_away() -> None:
    """The same people try to come in: with a higher chance more are caught, and fewer missed."""
    effect, catch = 0.05, 0.4
    now = seen(border=border(catch=Share(of(catch), of(SURE)), smoothing=0.0, through=of(0.0)))
    tried = 20 / catch
    then_catch = catch + (1 - catch) * effect
    more_caught = border(
        catch=Share(of(then_catch), of(SURE)),
        caught=type(now.inputs.border.caught)(of(tried * then_catch)),
        smoothing=0.0,
        through=of(0.0),
    )
    effort = Effort("patrol", now.lines["i1"], caught_more(effect, FEW.draws, 1))
    found = worth(effort, now)

    assert found[0].chance == pytest.approx(chance(now) - chance(seen(border=more_caught)), rel=1e-3)
    assert found[0].entrants > found[0].chance > 0


def test_a_bed_check_is_worth_what_higher_adherence_takes_away() -> None:
    effect, kept = 0.1, 0.8
    sure = {"kept": of(0.0), "broken": of(0.0)}
    now = seen(sites=sites(adherence=Share(of(kept), of(SURE)), **sure))
    then = seen(sites=sites(adherence=Share(of(kept + (1 - kept) * effect), of(SURE)), **sure))
    part = kept_more(effect, adherence(now.inputs.sites, FEW)[TOLD], prevented(now.inputs.sites, FEW)[TOLD])
    found = worth(Effort("bed check", now.lines["i2"], part), now)

    assert found[0].chance == pytest.approx(chance(now) - chance(then), rel=1e-3)
    assert found[0].area == 1


def test_forty_tests_at_a_gate_are_worth_those_they_find() -> None:
    people, finds, share_stopped = np.array([900 / 14 + 100 / 14]), 0.7, 0.3
    nobody = {"turned_back": of(0.0), "let_in": of(0.0)}
    now = seen(streams=streams(stopped=Share(of(share_stopped), of(SURE)), **nobody))
    reached = 40 / people[0] * finds
    more = share_stopped + (1 - share_stopped) * reached
    then = seen(streams=streams(stopped=Share(of(more), of(SURE)), **nobody))
    effort = Effort("tests", now.lines["i3"], found_by_tests(40.0, people, finds, FEW.draws))

    assert worth(effort, now)[0].chance == pytest.approx(chance(now) - chance(then), rel=1e-3)
    assert stopped(then.inputs.streams, FEW)[TOLD].mean() == pytest.approx(more, rel=1e-3)


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=20)
def test_more_effort_is_never_worth_less(one: float, other: float) -> None:
    now = seen()
    little, much = (
        worth(Effort("patrol", now.lines["i1"], caught_more(x, FEW.draws, 1)), now)[0]
        for x in sorted((one, other))
    )

    assert 0 <= little.chance <= much.chance
    assert little.entrants <= much.entrants


def test_no_tests_where_nobody_comes_and_all_are_found_at_most_once() -> None:
    found = found_by_tests(40.0, np.array([0.0, 10.0, 80.0]), 0.8, 2)

    assert found[:, 0].tolist() == [0.0, 0.8, 0.4]


def test_an_effect_above_one_is_refused() -> None:
    with pytest.raises(BadRecord):
        caught_more(1.5, 3, 1)
