"""What must hold for every whole question."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.rollup.asking.test_questions import TREE, Said3, indicator, source
from tongket.core.periods.periods import parse_period
from tongket.core.rollup.asking import Asked, Figure, Whole, answer
from tongket.core.rollup.engines import ENGINES, engine
from tongket.core.rollup.model import Kind

MONTHS = [f"2025-{number:02}" for number in range(1, 13)]
SAID = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from("ab"), st.sampled_from(["built", "cases", "herd"])),
    st.integers(-5, 40),
    max_size=30,
)
FLOW, STOCK = Asked(indicator("cases")), Asked(indicator("herd", Kind.STOCK), look_back=2)
CUMULATIVE = Asked(indicator("built", Kind.CUMULATIVE))
SLOW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def ask(
    said: Said3, periods: list[str], *figures: Figure, name: str = "matrix"
) -> dict[tuple[str, str, str, Figure], Fraction | None]:
    whole = Whole(TREE, (FLOW, STOCK, CUMULATIVE), tuple(map(parse_period, periods)), figures=figures)
    rows = answer(whole, source(said), source(said), engine(name))
    return {(row.period, row.unit, row.indicator, row.figure): row.value for row in rows}


@SLOW
@given(SAID)
def test_what_the_quarters_added_is_the_cumulative_figure_of_the_year(said: Said3) -> None:
    quarters = [f"2025-Q{number}" for number in range(1, 5)]
    found = ask(said, [*quarters, "2025"], Figure.VALUE, Figure.IN_PERIOD)
    for unit in "nab":
        added = [found[quarter, unit, "built", Figure.IN_PERIOD] for quarter in quarters]
        if None not in added:
            assert sum(added) == found["2025", unit, "built", Figure.VALUE]


@SLOW
@given(SAID)
def test_the_year_to_date_of_a_flow_grows_by_each_month(said: Said3) -> None:
    found = ask(said, MONTHS, Figure.VALUE, Figure.YEAR_TO_DATE)
    for unit in "nab":
        known = Fraction(0)
        for month in MONTHS:
            known += found[month, unit, "cases", Figure.VALUE] or 0
            assert (found[month, unit, "cases", Figure.YEAR_TO_DATE] or 0) == known


@SLOW
@given(SAID, st.sampled_from(["2025-06", "2025-Q3", "2025-H1", "2025"]))
def test_the_engines_answer_alike(said: Said3, period: str) -> None:
    first, *others = (ask(said, [period], *Figure, name=name) for name in sorted(ENGINES))
    assert all(other == first for other in others)


@SLOW
@given(SAID, st.sampled_from(["2025-06", "2025-Q3", "2025"]))
def test_a_change_is_the_value_less_the_previous_one(said: Said3, period: str) -> None:
    found = ask(said, [period], Figure.VALUE, Figure.PREVIOUS, Figure.CHANGE)
    for unit in "nab":
        for name in ("cases", "herd", "built"):
            now, before, change = (found[period, unit, name, f] for f in (Figure.VALUE, Figure.PREVIOUS, Figure.CHANGE))
            assert change == (None if now is None or before is None else now - before)
