"""The one pass over columns gives the answers of the definition, in as many spans as are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.rollup.engines.questions import Question, indicator, questions
from tongket.core.rollup.answer import Answer
from tongket.core.rollup.engines import reference
from tongket.core.rollup.engines.matrix.fused import Block, Plan, answers
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.model import OverTime, OverUnits
from tongket.core.rollup.tables import Memory

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
SUMS = (
    indicator("flow", OverUnits.SUM, OverTime.SUM, 1),
    indicator("stock", OverUnits.SUM, OverTime.LAST),
    indicator("rate", OverUnits.NONE, OverTime.LAST, formula="flow ÷ stock"),
    indicator("high", OverUnits.MAX, OverTime.MAX),
    indicator("both", OverUnits.SUM, OverTime.SUM, formula="flow + stock"),
    indicator("middle", OverUnits.MEAN, OverTime.MEAN),
    indicator("spread", OverUnits.SUM, OverTime.MEAN),
    indicator("weighed", OverUnits.WEIGHTED_MEAN, OverTime.LAST, weight="stock"),
)


def assert_same(given_answer: Answer, wanted: Answer) -> None:
    assert given_answer.unplaced == wanted.unplaced
    for unit, one, total in wanted.totals():
        assert given_answer.total(unit, one) == total, (unit, one)
        assert type(given_answer.total(unit, one).value) is type(total.value)
        assert given_answer.contributors(unit, one) == wanted.contributors(unit, one), (unit, one)
        assert given_answer.age(unit, one) == wanted.age(unit, one), (unit, one)


def check(question: Question, data: st.DataObject) -> None:
    """All periods together, and up to three spans of some of them."""
    query, periods = question.query, question.query.periods
    spans = [periods, *data.draw(st.lists(st.lists(st.sampled_from(periods), min_size=1, unique=True), max_size=3))]
    block = Block(Plan(query, spans), ColumnMemory.of_tables(question.source.tables))
    for _ in range(2):
        for span, found in zip(spans, answers(block), strict=True):
            assert_same(found, reference.run(query.during(span), question.source))
        block.read()  # once more, into the same memory


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(questions(SUMS), st.data())
def test_the_pass_agrees_with_the_definition_in_every_span(question: Question, data: st.DataObject) -> None:
    check(question, data)


def numbers_alone(question: Question) -> Question:
    """The same with holes where anything but a number was said: what most forms are."""
    tables = {}
    for period, table in question.source.tables.items():
        states = [[state if state == 1 else 0 for state in row] for row in table.states]
        tables[period] = replace(table, states=states)
    return replace(question, source=Memory(tables))


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(questions(SUMS[:2]), st.data())
def test_the_pass_agrees_where_nothing_but_numbers_was_sent(question: Question, data: st.DataObject) -> None:
    check(numbers_alone(question), data)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None, suppress_health_check=SLOW)
@given(questions(SUMS[:2]), st.data())
def test_the_pass_agrees_on_numbers_in_many_thousands(question: Question, data: st.DataObject) -> None:
    check(numbers_alone(question), data)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None, suppress_health_check=SLOW)
@given(questions(SUMS), st.data())
def test_the_pass_agrees_in_many_thousands(question: Question, data: st.DataObject) -> None:
    check(question, data)
