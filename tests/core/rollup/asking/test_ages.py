"""How old the data behind a figure are, in both engines."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.core.rollup.asking.test_questions import TREE, indicator, name, source
from tongket.core.periods.moments import parse_moment
from tongket.core.periods.periods import parse_period
from tongket.core.rollup.age import Age
from tongket.core.rollup.asking import Asked, Figure, Offset, Rate, Told, Whole, answer
from tongket.core.rollup.engines import engine
from tongket.core.rollup.model import Kind, OverUnits
from tongket.core.rollup.tables import Memory, State

__all__ = ["name"]
HERD = Asked(indicator("herd", Kind.STOCK), look_back=3)
FORMULA = Kind.FORMULA


def moment(day: str) -> object:
    return parse_moment(day, ZoneInfo("Asia/Ho_Chi_Minh"))


def ages(name: str, values: Memory, *asked: Asked, period: str, figures: tuple[Told, ...]) -> dict[object, Age | None]:
    whole = Whole(TREE, asked, (parse_period(period),), figures=figures, ages=True)
    rows = answer(whole, values, values, engine(name))
    return {(row.unit, row.indicator, str(row.figure)): row.age for row in rows}


def test_a_stock_is_as_old_as_the_unit_that_has_been_silent_longest(name: str) -> None:
    """Xã A spoke in January, xã B in March; in April both are looked back for."""
    values = source({("2025-01", "a", "herd"): 30, ("2025-02", "b", "herd"): 3, ("2025-03", "b", "herd"): 4})
    found = ages(name, values, HERD, period="2025-04", figures=(Figure.VALUE,))
    assert found["n", "herd", "value"] == Age("2025-01", "2025-03", behind=3)
    assert found["b", "herd", "value"] == Age("2025-03", "2025-03", behind=1)


def test_a_sum_is_as_old_as_its_newest_month(name: str) -> None:
    """Nothing came in for March: the quarter is one month behind, though January is meant to be in it."""
    values = source({("2025-01", "a", "dead"): 1, ("2025-02", "b", "dead"): 2})
    found = ages(name, values, Asked(indicator("dead")), period="2025-Q1", figures=(Figure.VALUE,))
    assert found["n", "dead", "value"] == Age("2025-01", "2025-02", behind=1)


def test_a_ratio_and_a_change_are_as_old_as_the_older_of_their_two_sides(name: str) -> None:
    values = source({("2025-01", "a", "herd"): 30, ("2025-03", "a", "dead"): 3, ("2025-02", "a", "dead"): 1})
    ratio = Asked(indicator("rate", FORMULA, formula="dead ÷ herd", over_units=OverUnits.NONE))
    figures = (Figure.VALUE, Figure.CHANGE)
    found = ages(name, values, HERD, Asked(indicator("dead")), ratio, period="2025-03", figures=figures)
    assert found["n", "rate", "value"] == Age("2025-01", "2025-03", behind=2)
    assert found["n", "dead", "change"] == Age("2025-02", "2025-03", behind=0)


def test_another_period_has_its_own_age(name: str) -> None:
    values = source({("2025-01", "a", "herd"): 30, ("2025-04", "a", "herd"): 31})
    found = ages(name, values, HERD, period="2025-04", figures=(Offset(-1), Figure.PREVIOUS, Figure.YEAR_BEFORE))
    assert found["a", "herd", "offset-1"] == found["a", "herd", "previous"] == Age("2025-01", "2025-01", behind=2)
    assert found["a", "herd", "year_before"] is None


def test_what_rests_on_no_value_has_no_age(name: str) -> None:
    """Nothing to report is an answer without a value; targets and rates of returns are not made of values."""
    values = source({("2025-01", "a", "dead"): State.NOTHING_TO_REPORT})
    rate = Asked(indicator("returns", FORMULA, over_units=OverUnits.NONE), rate=Rate.COMPLETENESS, of="dead")
    figures = (Figure.VALUE, Figure.COMPLETENESS, Figure.TARGET)
    found = ages(name, values, Asked(indicator("dead")), rate, period="2025-01", figures=figures)
    assert set(found.values()) == {None}


def test_the_moments_at_which_the_counted_returns_came_in(name: str) -> None:
    """Xã A's older return is not behind the figure any more; a sum per unit goes by its parts."""
    said = {("2025-01", "a", "herd"): 30, ("2025-02", "a", "herd"): 31, ("2025-02", "b", "herd"): 4}
    moments = {
        "2025-01": {("a", "herd"): moment("2025-02-02")},
        "2025-02": {("a", "herd"): moment("2025-03-09T08:00"), ("b", "herd"): moment("2025-03-01")},
    }
    values = Memory(source(said).tables, moments)  # type: ignore[arg-type]
    per_unit = Asked(indicator("twice", FORMULA, formula="herd × 2"))
    found = ages(name, values, HERD, per_unit, period="2025-02", figures=(Figure.VALUE,))
    first, last = moment("2025-03-01"), moment("2025-03-09T08:00")
    assert found["n", "herd", "value"] == Age("2025-02", "2025-02", 0, first, last)  # type: ignore[arg-type]
    assert found["n", "twice", "value"] == Age("2025-02", "2025-02", 0, first, last)  # type: ignore[arg-type]
    assert found["a", "herd", "value"] == Age("2025-02", "2025-02", 0, last, last)  # type: ignore[arg-type]
