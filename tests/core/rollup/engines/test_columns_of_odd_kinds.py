"""Columns at the edges of what they hold, and large questions whose answers are known."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tests.core.rollup.engines.questions import indicator
from tongket.core.rollup.batches import Column
from tongket.core.rollup.engines import engine, matrix
from tongket.core.rollup.engines.matrix.fused import Block, Plan, answers
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.model import OverTime, OverUnits
from tongket.core.rollup.query import Era, Query
from tongket.core.rollup.tables import ExactRangeExceeded, Memory, Said, State, table_of
from tongket.core.units.model import Basis, Share

FLOW, MONEY = indicator("cases", OverUnits.SUM, OverTime.SUM), indicator("đồng", OverUnits.SUM, OverTime.SUM, 3)


def wide(units: int, depth: int = 1) -> dict[str, str | None]:
    """A root over `units` children, the first of which stands over a chain of that depth."""
    parents: dict[str, str | None] = {"r": None} | {f"u{n}": "r" for n in range(units)}
    above = "u0"
    for level in range(depth):
        parents[f"d{level}"] = above
        above = f"d{level}"
    return parents


def both(query: Query, tables: dict[str, dict[tuple[str, str], Said]]) -> None:
    """The pass and the definition give the same answer; the pass from columns."""
    memory = Memory({period: table_of(cells) for period, cells in tables.items()})
    wanted = engine("reference")(query, memory)
    (found,) = answers(Block(Plan(query, [query.periods]), ColumnMemory.of_tables(memory.tables)))
    for unit, name, total in wanted.totals():
        assert found.total(unit, name) == total


def test_a_unit_with_a_thousand_children_and_a_tree_twelve_levels_deep() -> None:
    parents = wide(1000, 10)
    query = Query((FLOW,), (Era(("p",)),), parents, {"p": frozenset({f"u{n}" for n in range(1, 1000)} | {"d9"})})
    both(query, {"p": {(f"u{n}", "cases"): n for n in range(1, 1000)} | {("d9", "cases"): 7}})


def test_a_thousand_indicators() -> None:
    asked = tuple(indicator(f"i{n}", OverUnits.SUM, OverTime.SUM) for n in range(1000))
    query = Query(asked, (Era(("p",)),), wide(3), {"p": frozenset({"u1", "u2"})})
    both(query, {"p": {("u1", f"i{n}"): n for n in range(0, 1000, 7)} | {("u2", "i999"): 1}})


def test_a_quadrillion_dong_and_a_thousandth() -> None:
    query = Query((MONEY,), (Era(("p",)),), wide(2), {"p": frozenset({"u0", "u1"})})
    source = ColumnMemory.of_tables({"p": table_of({("u0", "đồng"): 10**18, ("u1", "đồng"): 1})})
    (answer,) = answers(Block(Plan(query, [("p",)]), source))
    assert answer.total("r", "đồng").value == 10**15 + Fraction(1, 1000)


def test_a_sum_that_leaves_64_bits_is_refused() -> None:
    query = Query((FLOW,), (Era(("p",)),), wide(2), {"p": frozenset({"u0", "u1"})})
    source = ColumnMemory.of_tables({"p": table_of({("u0", "cases"): 2**62, ("u1", "cases"): 2**62})})
    with pytest.raises(ExactRangeExceeded, match=r"'cases'.*it is refused, not rounded"):
        answers(Block(Plan(query, [("p",)]), source))


def test_every_state_in_a_column() -> None:
    parents = wide(6)
    said: list[Said] = [3, State.ZERO_BY_LIST, State.NOTHING_TO_REPORT, State.NOT_APPLICABLE, State.NOT_REPORTED, 0]
    query = Query((FLOW,), (Era(("p", "q")),), parents, dict.fromkeys("pq", frozenset(parents) - {"r"}))
    both(query, {p: {(f"u{n}", "cases"): said[(n + shift) % 6] for n in range(6)} for shift, p in enumerate("pq")})


def test_a_period_without_a_file_and_one_without_the_column() -> None:
    query = Query((FLOW,), (Era(("p", "q", "z")),), wide(2), dict.fromkeys("pqz", frozenset({"u0", "u1"})))
    both(query, {"p": {("u0", "cases"): 1}, "q": {("u0", "other"): 1}})


def test_a_correction_is_in_every_total_above_at_the_next_request() -> None:
    parents = {"n": None, "t": "n", "x": "t", "y": "t"}
    query = Query((FLOW,), (Era(("p", "q")),), parents, dict.fromkeys("pq", frozenset("xy")))
    tables = {p: table_of({("x", "cases"): 5, ("y", "cases"): 6}) for p in "pq"}
    block = Block(Plan(query, [("p",), ("p", "q")]), ColumnMemory.of_tables(tables))
    corrected = {**tables, "p": table_of({("x", "cases"): State.NOTHING_TO_REPORT, ("y", "cases"): 60})}
    block.source = ColumnMemory.of_tables(corrected)
    block.refresh("p", ["cases"])
    first, second = answers(block)
    assert [first.total(unit, "cases").value for unit in "ntxy"] == [60, 60, 0, 60]
    assert [second.total(unit, "cases").value for unit in "ntxy"] == [71, 71, 5, 66]
    assert second.total("n", "cases").reported == 2


def test_columns_of_unlike_lengths_and_kinds_are_refused() -> None:
    long, short = np.zeros(9, dtype=np.int32), np.zeros(2, dtype=np.int32)
    for column, problem in (
        (Column(short, None, None, 0), "2 rows among columns of 9"),
        (Column(long, np.zeros(1, dtype=np.uint8), None, 0), "9 rows among columns of 9"),
        (Column(long.astype(float), None, None, 0), "a column of float64"),
    ):
        source = ColumnMemory({"p": (tuple(f"u{n}" for n in range(9)), {"cases": column})})
        batch = source.batch("p")
        assert batch is not None
        with pytest.raises(ValueError, match=problem):
            batch.columns_of(("cases",))


def test_large_questions_to_columns_take_the_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer on both sides of the size from which the compiled pass is used."""
    query = Query((FLOW,), (Era(("p",)),), wide(3), {"p": frozenset({"u0", "u1"})})
    source = ColumnMemory.of_tables({"p": table_of({("u0", "cases"): 4, ("u1", "cases"): 5})})
    small = matrix.run(query, source)
    monkeypatch.setattr(matrix, "LARGE", 1)
    assert list(matrix.run(query, source).totals()) == list(small.totals())


def test_a_period_that_is_taken_away_counts_no_more() -> None:
    query = Query((FLOW,), (Era(("p", "q")),), wide(2), dict.fromkeys("pq", frozenset({"u0", "u1"})))
    tables = {p: table_of({("u0", "cases"): 4, ("u1", "cases"): 5}) for p in "pq"}
    block = Block(Plan(query, [("p", "q")]), ColumnMemory.of_tables(tables))
    block.source = ColumnMemory.of_tables({"q": tables["q"]})
    block.refresh("p", ["cases"])
    (found,) = answers(block)
    assert (found.total("r", "cases").value, found.total("r", "cases").reported) == (9, 0)


def test_a_value_where_nothing_was_reported_is_refused() -> None:
    """The pass adds such values up without looking whether they were reported, so they must be zero."""
    column = Column(np.array([4, 5], dtype=np.int32), np.array([0b01], dtype=np.uint8), None, 5)
    batch = ColumnMemory({"p": (("u0", "u1"), {"cases": column})}).batch("p")
    assert batch is not None
    with pytest.raises(ValueError, match="a value stands where nothing was reported: it must be 0"):
        batch.columns_of(("cases",))


def test_runs_of_any_length_and_order_over_one_to_seven_periods() -> None:
    """200 units under one, in an order in which neighbours seldom count together, some silent in some periods."""
    parents = {"r": None} | {f"d{n}": "r" for n in range(3)} | {f"u{n}": f"d{n % 3}" for n in range(200)}
    periods = tuple(f"p{n}" for n in range(7))
    merged = {f"u{n}": (Share(f"u{n}", f"d{n // 90}", Fraction(1), Basis.WHOLE),) for n in range(180)}
    parents = {unit: above for unit, above in parents.items() if unit not in merged}
    obliged = dict.fromkeys(periods, frozenset({*merged, *(f"u{n}" for n in range(180, 200))}))
    query = Query((FLOW,), (Era(periods, merged),), parents, obliged)
    tables = {
        period: table_of({(f"u{n}", "cases"): n - 50 for n in range(200) if (n * 7 + number) % 11})
        for number, period in enumerate(periods)
    }
    spans = [periods[: n + 1] for n in range(7)]
    memory = Memory(tables)
    for span, found in zip(spans, answers(Block(Plan(query, spans), ColumnMemory.of_tables(tables))), strict=True):
        wanted = engine("reference")(query.during(span), memory)
        for unit, name, total in wanted.totals():
            assert found.total(unit, name) == total, (unit, span)


def test_a_stock_that_was_reported_and_later_is_zero_by_list() -> None:
    """One month has numbers alone, the next a list: the unit has reported, and its last value is the list's zero."""
    stock = indicator("stock", OverUnits.SUM, OverTime.LAST)
    query = Query((stock,), (Era(("p", "q")),), wide(2), dict.fromkeys("pq", frozenset({"u0", "u1"})))
    both(query, {"p": {("u0", "stock"): 4, ("u1", "stock"): 5}, "q": {("u0", "stock"): State.ZERO_BY_LIST}})
