"""Answers of a form: what they are, and what follows from them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flow.returns.cycle import CONTENT, RATE
from tongket.core.forms.cells import Cell, answers, cells_as_json, cells_from_json, number_of, totals
from tongket.core.forms.model import FormContent, Rule, RuleKind, WrongForm
from tongket.core.forms.plain import form_as_json, form_from_json
from tongket.core.rollup.model import State


def test_totals_come_while_one_types():
    cells = {"households": Cell(1200), "poor": Cell(90), "trained;sex=female": Cell(7), "trained;sex=male": Cell(5)}
    found = totals(CONTENT, cells)
    assert found["rate"] == Fraction(15, 2)
    assert found["trained"] == 12


def test_a_sum_that_was_printed_stands():
    cells = {"trained": Cell(12), "trained;sex=female": Cell(7)}
    assert "trained" not in totals(CONTENT, cells)


def test_nothing_to_report_is_none_and_not_applicable_is_unknown():
    assert number_of(Cell(state=State.NOTHING_TO_REPORT), RATE) == 0
    assert number_of(Cell(state=State.NOT_APPLICABLE), RATE) is None
    assert number_of(Cell(75), RATE) == Fraction(15, 2)


def test_a_cell_says_one_thing():
    with pytest.raises(ValueError, match="a value, 'nothing to report' or 'not applicable'"):
        Cell(3, State.NOT_APPLICABLE)
    with pytest.raises(ValueError, match="a cell that says nothing is not there"):
        Cell()


def test_words_alone_are_no_answer():
    alone = Cell(comment="chờ số liệu")
    assert not alone.answered and Cell(0).answered
    assert number_of(alone, RATE) is None
    assert answers({"poor": Cell(3), "rate": alone}) == {"poor": Cell(3)}


def test_a_form_is_kept_as_it_was():
    assert form_from_json(form_as_json(CONTENT)) == CONTENT


def test_a_rule_about_what_is_not_asked_is_refused():
    with pytest.raises(WrongForm, match="a rule names 'rich', which the form does not ask"):
        FormContent(CONTENT.sections, (Rule(RuleKind.AT_MOST, "poor", ("rich",)),))


cells_said = st.one_of(
    st.sampled_from(["chờ số liệu", "?"]).map(lambda words: Cell(comment=words)),
    st.integers(-(10**15), 10**15).map(Cell),
    st.sampled_from([State.NOTHING_TO_REPORT, State.NOT_APPLICABLE]).map(lambda state: Cell(state=state)),
)


@given(st.dictionaries(st.sampled_from(list(CONTENT.indicators)), cells_said, max_size=4))
def test_cells_are_kept_as_they_were(cells):
    assert cells_from_json(cells_as_json(cells)) == cells


def test_a_form_of_many_indicators_makes_its_cells_once():
    """A save of a thousand cells asks for them at each one: made anew each time, that took the server half a minute."""
    assert CONTENT.indicators is CONTENT.indicators
    assert list(CONTENT.indicators) == [cell.id for _section, _entry, cell in CONTENT.rows()]
