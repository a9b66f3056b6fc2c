"""Any number of periods back or forward."""

from __future__ import annotations

import pytest

from tests.core.rollup.asking.test_questions import Said3, ask, indicator, name
from tongket.core.rollup.asking import Asked, Figure, Offset, Rate
from tongket.core.rollup.asking.figures import told
from tongket.core.rollup.model import Kind, OverUnits
from tongket.core.rollup.query import WrongQuery

__all__ = ["name"]
MONTHS: Said3 = {(f"2025-{n:02}", "a", "dead"): n for n in range(1, 13)}


def test_months_back_and_forward(name: str) -> None:
    figures = (Offset(-4), Offset(-1), Figure.PREVIOUS, Figure.VALUE, Offset(2))
    found = ask(name, MONTHS, Asked(indicator("dead")), periods="2025-06", figures=figures)
    assert [found["n", "dead", figure].value for figure in figures] == [2, 5, 5, 6, 8]  # type: ignore[index]


def test_an_offset_counts_periods_of_the_length_asked_for(name: str) -> None:
    """Two quarters before the fourth is the second; four before the first is that of the year before."""
    found = ask(name, MONTHS, Asked(indicator("dead")), periods="2025-Q4", figures=(Offset(-2),))
    assert found["n", "dead", Offset(-2)].value == 4 + 5 + 6  # type: ignore[index]
    found = ask(name, MONTHS, Asked(indicator("dead")), periods="2026-Q1", figures=(Offset(-4), Figure.YEAR_BEFORE))
    values = {row.value for row in found.values()}
    assert values == {6, None}  # the nation and A; B said nothing


def test_a_formula_and_a_rate_of_returns_at_an_offset(name: str) -> None:
    """In March both communes report, in April only A: each period has its own completeness."""
    said: Said3 = {("2025-03", "a", "dead"): 1, ("2025-03", "b", "dead"): 3, ("2025-04", "a", "dead"): 8}
    none = OverUnits.NONE
    asked = (
        Asked(indicator("dead")),
        Asked(indicator("half", Kind.FORMULA, formula="dead ÷ 2", over_units=none)),
        Asked(indicator("returns", Kind.FORMULA, over_units=none), rate=Rate.COMPLETENESS, of="dead"),
    )
    found = ask(name, said, *asked, periods="2025-04", figures=(Figure.VALUE, Offset(-1), Figure.CHANGE))
    told_ = {(one, str(figure)): row.value for (unit, one, figure), row in found.items() if unit == "n"}
    assert (told_["half", "value"], told_["half", "offset-1"]) == (4, 2)
    assert (told_["returns", "value"], told_["returns", "offset-1"], told_["returns", "change"]) == (50, 100, -50)


def test_offsets_as_they_are_written() -> None:
    assert told("offset-12") == Offset(-12)
    assert told("offset+1") == Offset(1)
    assert told("year_before") is Figure.YEAR_BEFORE
    for wrong in ("offset", "offset2", "offset-0", "offset+01", "last year"):
        with pytest.raises(ValueError, match=r"there are: value, in_period, .* and offset-2 or offset\+1"):
            told(wrong)


def test_an_offset_out_of_all_time_is_refused() -> None:
    with pytest.raises(WrongQuery, match=r"'offset-9999' of 2025-06: the year 1192 is not between 1900 and 2999"):
        ask("reference", {}, Asked(indicator("dead")), periods="2025-06", figures=(Offset(-9999),))
