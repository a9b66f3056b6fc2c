"""Whole questions in small tables: a country of two communes, asked by both engines."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tongket.core.periods.periods import Span, parse_period
from tongket.core.rollup.asking import Asked, Figure, Rate, Row, Whole, answer
from tongket.core.rollup.engines import ENGINES, engine
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits, State
from tongket.core.rollup.query import WrongQuery
from tongket.core.rollup.tables import Memory, Said, table_of
from tongket.core.units.model import Edge, Unit
from tongket.core.units.tree import Tree

UNITS = [Unit("n", "", "Nước", "", "country"), Unit("a", "", "A", "xã", "commune"), Unit("b", "", "B", "xã", "commune")]
TREE = Tree(UNITS, [Edge("a", "n"), Edge("b", "n")], [])
Said3 = dict[tuple[str, str, str], Said]  # (period, unit, indicator) → what was said


@pytest.fixture(params=sorted(ENGINES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def source(said: Said3) -> Memory:
    periods = {period for period, _, _ in said}
    return Memory({p: table_of({(u, i): v for (q, u, i), v in said.items() if q == p}) for p in periods})


def indicator(name: str, kind: Kind = Kind.FLOW, **more: object) -> Indicator:
    over_time = OverTime.SUM if kind is Kind.FLOW else OverTime.LAST
    return Indicator(name, {"vi": name}, str(more.pop("unit", "")), kind=kind, over_time=over_time, **more)  # type: ignore[arg-type]


def ask(
    name: str, said: Said3, *asked: Asked, late: frozenset[tuple[str, str, str]] = frozenset(), **whole: object
) -> dict[tuple[str, str, Figure], Row]:
    """By unit, indicator and figure."""
    periods = tuple(parse_period(text) for text in str(whole.pop("periods")).split())
    in_time = source({cell: what for cell, what in said.items() if cell not in late})
    rows = answer(Whole(TREE, asked, periods, **whole), source(said), in_time, engine(name))  # type: ignore[arg-type]
    return {(row.unit, row.indicator, row.figure): row for row in rows}


def test_a_quarter_its_year_to_date_and_the_year_before(name: str) -> None:
    months = {f"2025-{n:02}": n for n in range(1, 7)} | {"2024-04": 2, "2024-05": 2, "2024-06": 1}
    said: Said3 = {(month, "a", "dead"): value for month, value in months.items()}
    figures = (
        Figure.VALUE,
        Figure.YEAR_TO_DATE,
        Figure.PREVIOUS,
        Figure.CHANGE,
        Figure.YEAR_BEFORE,
        Figure.PERCENT_OF_YEAR_BEFORE,
    )
    found = ask(name, said, Asked(indicator("dead")), periods="2025-Q2", figures=figures)
    assert [found["n", "dead", figure].value for figure in figures] == [15, 21, 6, 9, 5, 300]


def test_a_year_before_of_nothing_is_unknown_and_not_infinite(name: str) -> None:
    said: Said3 = {("2025-01", "a", "dead"): 4, ("2024-01", "a", "dead"): 0}
    found = ask(name, said, Asked(indicator("dead")), periods="2025-01", figures=(Figure.PERCENT_OF_YEAR_BEFORE,))
    assert found["n", "dead", Figure.PERCENT_OF_YEAR_BEFORE].value is None


def test_a_cumulative_figure_restarts_with_its_year(name: str) -> None:
    """Xã B is silent in February: what it had said in January still counts."""
    said: Said3 = {
        ("2024-12", "a", "built"): 90,
        ("2025-01", "a", "built"): 5, ("2025-01", "b", "built"): 2,
        ("2025-02", "a", "built"): 9,
    }  # fmt: skip
    asked = Asked(indicator("built", Kind.CUMULATIVE))
    figures = (Figure.VALUE, Figure.IN_PERIOD)
    january = ask(name, said, asked, periods="2025-01", figures=figures)
    february = ask(name, said, asked, periods="2025-02", figures=figures)
    assert [january["n", "built", f].value for f in figures] == [7, 7]
    assert [february["n", "built", f].value for f in figures] == [11, 4]


def test_a_stock_looks_back_as_far_as_it_is_told(name: str) -> None:
    said: Said3 = {("2025-01", "a", "herd"): 30, ("2025-03", "b", "herd"): 4}
    for look_back, value, reported in ((0, 4, 1), (1, 4, 1), (2, 34, 2)):
        asked = Asked(indicator("herd", Kind.STOCK), look_back=look_back)
        row = ask(name, said, asked, periods="2025-03")["n", "herd", Figure.VALUE]
        assert (row.value, row.reported, row.expected) == (value, reported, 2)


def test_targets_add_up_where_every_unit_below_has_one(name: str) -> None:
    said: Said3 = {("2025-01", "a", "built"): 3, ("2025-01", "b", "built"): 1}
    figures = (Figure.TARGET, Figure.PERCENT_OF_TARGET)
    both = {("a", "built", "2025-01"): Fraction(4), ("b", "built", "2025-01"): Fraction(4)}
    found = ask(name, said, Asked(indicator("built")), periods="2025-01", figures=figures, targets=both)
    assert [found["n", "built", f].value for f in figures] == [8, 50]
    one = {("a", "built", "2025-01"): Fraction(4)}
    found = ask(name, said, Asked(indicator("built")), periods="2025-01", figures=figures, targets=one)
    assert [found["n", "built", f].value for f in figures] == [None, None]
    assert found["a", "built", Figure.PERCENT_OF_TARGET].value == 75


def test_categories_add_up_along_each(name: str) -> None:
    """Xã A gives every cell. Xã B prints its total by sex only: its ages are unknown, its total is not."""
    said: Said3 = {
        ("2025-01", "a", "dead;age=old;sex=f"): 1, ("2025-01", "a", "dead;age=old;sex=m"): 2,
        ("2025-01", "a", "dead;age=young;sex=f"): 4, ("2025-01", "a", "dead;age=young;sex=m"): 8,
        ("2025-01", "b", "dead;sex=f"): 16, ("2025-01", "b", "dead;sex=m"): 32,
    }  # fmt: skip
    asked = Asked(indicator("dead"), {"sex": ("f", "m"), "age": ("young", "old")})
    found = {key[1]: row.value for key, row in ask(name, said, asked, periods="2025-01", units=("n",)).items()}
    assert found == {
        "dead": 63, "dead;sex=f": 21, "dead;sex=m": 42, "dead;age=old": 3, "dead;age=young": 12,
        "dead;age=old;sex=f": 1, "dead;age=old;sex=m": 2, "dead;age=young;sex=f": 4, "dead;age=young;sex=m": 8,
    }  # fmt: skip


def test_completeness_and_timeliness_as_figures_and_as_indicators(name: str) -> None:
    """Xã A is in time, Xã B is late; in February only A reports."""
    said: Said3 = {("2025-01", "a", "dead"): 1, ("2025-01", "b", "dead"): 1, ("2025-02", "a", "dead"): 0}
    late = frozenset({("2025-01", "b", "dead")})
    asked = (
        Asked(indicator("dead")),
        Asked(indicator("returns", Kind.FORMULA, over_units=OverUnits.NONE), rate=Rate.COMPLETENESS, of="dead"),
        Asked(indicator("in_time", Kind.FORMULA, over_units=OverUnits.NONE), rate=Rate.TIMELINESS, of="dead"),
    )
    figures = (Figure.VALUE, Figure.COMPLETENESS, Figure.TIMELINESS)
    for month, complete, timely in (("2025-01", 100, 50), ("2025-02", 50, 50)):
        found = ask(name, said, *asked, late=late, periods=month, figures=figures, units=("n",))
        assert found["n", "dead", Figure.COMPLETENESS].value == complete
        assert found["n", "dead", Figure.TIMELINESS].value == timely
        assert found["n", "returns", Figure.VALUE].value == complete
        assert found["n", "in_time", Figure.VALUE].value == timely


def test_a_ratio_of_a_flow_and_an_older_stock(name: str) -> None:
    """Each part has its own periods; the ratio is as complete as the less complete of them."""
    said: Said3 = {("2025-01", "a", "people"): 200, ("2025-01", "b", "people"): 300, ("2025-03", "a", "dead"): 1}
    asked = (
        Asked(indicator("dead", unit="người")),
        Asked(indicator("people", Kind.STOCK, unit="dân"), look_back=12),
        Asked(indicator("rate", Kind.FORMULA, over_units=OverUnits.NONE, formula="dead ÷ people × 1000")),
    )
    row = ask(name, said, *asked, periods="2025-03")["n", "rate", Figure.VALUE]
    assert (row.value, row.reported, row.expected) == (2, 1, 2)


def test_a_division_by_zero_is_unknown(name: str) -> None:
    said: Said3 = {("2025-01", "a", "poor"): 0, ("2025-01", "a", "homes"): 0}
    rate = Asked(indicator("rate", Kind.FORMULA, over_units=OverUnits.NONE, formula="poor ÷ homes"))
    found = ask(name, said, Asked(indicator("poor")), Asked(indicator("homes")), rate, periods="2025-01")
    assert found["n", "rate", Figure.VALUE].value is None


def test_a_period_without_any_return(name: str) -> None:
    row = ask(name, {}, Asked(indicator("dead")), periods="2025-01")["n", "dead", Figure.VALUE]
    assert (row.value, row.reported, row.expected) == (None, 0, 2)


def test_nothing_to_report_counts_and_adds_nothing(name: str) -> None:
    said: Said3 = {("2025-01", "a", "dead"): 2, ("2025-01", "b", "dead"): State.NOTHING_TO_REPORT}
    row = ask(name, said, Asked(indicator("dead")), periods="2025-01")["n", "dead", Figure.VALUE]
    assert (row.value, row.reported, row.expected) == (2, 2, 2)


NONE = OverUnits.NONE
ITSELF = (Asked(indicator("r", Kind.FORMULA, formula="r + 1")),)
EACH_OTHER = (
    Asked(indicator("r", Kind.FORMULA, formula="q + 1", over_units=NONE)),
    Asked(indicator("q", Kind.FORMULA, formula="r × 2", over_units=NONE)),
)
UNLIKE = (
    Asked(indicator("a", unit="người")),
    Asked(indicator("b", unit="km")),
    Asked(indicator("r", Kind.FORMULA, formula="a + b")),
)


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (ITSELF, "the formula of 'r' leads back to itself: r → r"),
        (EACH_OTHER, "the formula of 'r' leads back to itself: r → q → r"),
        (UNLIKE, "the formula of 'r' puts 'km' and 'người' together: different units of measure"),
        (UNLIKE[2:], "the formula of 'r' names 'a', which is not among the indicators"),
        ((Asked(indicator("x"), rate=Rate.TIMELINESS, of="dead"),), "'x' tells of the returns of 'dead', which is not"),
        ((), "no indicator is asked for"),
    ],
)
def test_questions_that_contradict_themselves(asked: tuple[Asked, ...], problem: str) -> None:
    with pytest.raises(WrongQuery, match=problem):
        ask("reference", {}, *asked, periods="2025-01")


def test_what_does_not_fit_an_indicator() -> None:
    with pytest.raises(WrongQuery, match="4 categories; 3 are the most"):
        Asked(indicator("dead"), dict.fromkeys("abcd", ("x",)))
    with pytest.raises(WrongQuery, match="is not a plain sum"):
        Asked(indicator("rain", over_units=OverUnits.MAX), {"sex": ("f", "m")})
    with pytest.raises(WrongQuery, match="looks back, but is no stock"):
        Asked(indicator("dead"), look_back=1)
    with pytest.raises(WrongQuery, match="'2025-01' cannot be made of the values"):
        Whole(TREE, (Asked(indicator("dead")),), (parse_period("2025-01"),), Span.QUARTER)
