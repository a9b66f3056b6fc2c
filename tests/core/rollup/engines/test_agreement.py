"""The engines give the same answer to any question; and the questions leave nothing out."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.core.rollup.engines.questions import Question, indicator, questions
from tongket.core.rollup.answer import Method
from tongket.core.rollup.engines import ENGINES, engine
from tongket.core.rollup.fragments import fragments
from tongket.core.rollup.model import OverTime, OverUnits, State
from tongket.core.units.model import Basis

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def assert_same(question: Question) -> None:
    wanted = engine("reference")(question.query, question.source)
    for name in sorted(set(ENGINES) - {"reference"}):
        given_answer = engine(name)(question.query, question.source)
        assert (given_answer.units, given_answer.indicators) == (wanted.units, wanted.indicators)
        assert given_answer.unplaced == wanted.unplaced
        for unit, one, total in wanted.totals():
            assert given_answer.total(unit, one) == total, (name, unit, one)
            assert type(given_answer.total(unit, one).value) is type(total.value), (name, unit, one)
            assert given_answer.contributors(unit, one) == wanted.contributors(unit, one), (name, unit, one)
            assert given_answer.age(unit, one) == wanted.age(unit, one), (name, unit, one)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(questions())
def test_engines_agree(question: Question) -> None:
    assert_same(question)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None, suppress_health_check=SLOW)
@given(questions())
def test_engines_agree_on_many_thousands(question: Question) -> None:
    assert_same(question)


def test_the_questions_cover_every_operator_state_and_method() -> None:
    """Fails when the generator stops reaching something that the engines must agree on."""
    seen: Counter[object] = Counter()

    @settings(
        max_examples=160,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=SLOW,
    )
    @given(questions())
    def look(question: Question) -> None:
        query = question.query
        answer = engine("reference")(query, question.source)
        changed = Counter(
            share.new for f in {(p.since, s) for p in fragments(query) for s in p.shares} for share in [f[1]]
        )
        seen["units that changed within the time asked for"] += any(n > 1 for place, n in changed.items() if place)
        seen["several periods"] += len(query.periods) > 1
        seen["unplaced"] += bool(answer.unplaced)
        seen["a tree five deep"] += max(len(query.line(unit)) for unit in query.parents) == 5
        for unit, one, total in answer.totals():
            asked = query.indicator(one)
            if asked.recomputed:
                seen["recomputed", total.value is not None] += 1
            elif asked.formula:
                seen["summed formula", asked.over_time, total.value is not None] += 1
            else:
                seen[asked.over_units, asked.over_time, total.value is not None, len(query.eras) > 1] += 1
            seen[total.method] += 1
            seen.update(total.bases)
            seen.update(contribution.state for contribution in answer.contributors(unit, one))
            seen["zero by list apart"] += bool(total.zero_by_list)
            seen["not all have reported"] += total.reported < total.expected
        for table in question.source.tables.values():
            seen.update(("state", code) for row in table.states for code in row)

    look()
    wanted: list[object] = [
        (over_units, over_time, True, several)
        for over_units in OverUnits
        for over_time in OverTime
        for several in (False, True)
        if not (several and over_time is OverTime.NONE)  # there nothing adds up over time
    ]
    wanted += [("summed formula", over_time, True) for over_time in OverTime]
    wanted += [("state", code) for code in range(len(State))]
    wanted += [*Method, *Basis, State.REPORTED, State.ZERO_BY_LIST, ("recomputed", True), ("recomputed", False)]
    wanted += ["units that changed within the time asked for", "several periods", "unplaced", "a tree five deep"]
    wanted += ["zero by list apart", "not all have reported"]
    missing = [what for what in wanted if not seen[what]]
    assert not missing, missing


SUMS = tuple(indicator(over_time.value, OverUnits.SUM, over_time) for over_time in OverTime)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(questions(SUMS, leaves=True), st.sampled_from(sorted(ENGINES)))
def test_the_lowest_units_add_up_to_the_highest(question: Question, name: str) -> None:
    parents, answer = question.query.parents, engine(name)(question.query, question.source)
    lowest = [unit for unit in parents if unit not in parents.values()]
    for one in answer.indicators:
        below = [answer.total(unit, one) for unit in lowest]
        above = [answer.total(unit, one) for unit, parent in parents.items() if parent is None]
        if all(total.method is not Method.NOT_COMPARABLE for total in below):
            assert sum((t.value or 0 for t in above), Fraction(0)) == sum((t.value or 0 for t in below), Fraction(0))
        assert sum(t.expected for t in above) == sum(t.expected for t in below)
        assert sum(t.reported for t in above) == sum(t.reported for t in below)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(questions(SUMS), st.sampled_from(sorted(ENGINES)))
def test_the_contributors_of_a_sum_add_up_to_it(question: Question, name: str) -> None:
    answer = engine(name)(question.query, question.source)
    for unit, one, total in answer.totals():
        if one in (OverTime.SUM, OverTime.LAST) and total.value is not None:
            parts = answer.contributors(unit, one)
            assert sum((c.fraction * c.value for c in parts if c.fraction is not None), Fraction(0)) == total.value


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(questions((indicator("cases", OverUnits.SUM, OverTime.SUM),)), st.sampled_from(sorted(ENGINES)))
def test_recast_leaves_the_sum_of_everything_unchanged(question: Question, name: str) -> None:
    """All that the obliged units reported is under the roots, but for units without a place on the map."""
    query, answer = question.query, engine(name)(question.query, question.source)
    roots = [answer.total(unit, "cases").value for unit, above in query.parents.items() if above is None]
    if answer.unplaced or len(roots) > 1:
        return
    said = Fraction(0)
    for period, table in question.source.tables.items():
        for row, unit in enumerate(table.units):
            if unit in query.obliged_in(period) and table.states[row][0] == 1:
                said += table.values[row][0]
    assert (roots[0] or 0) == said
