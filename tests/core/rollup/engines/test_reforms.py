"""Totals over any chain of reforms, on the map of any day: nothing is lost, nothing counted twice."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.rollup.engines.questions import indicator
from tests.core.units.test_recast_properties import histories
from tongket.core.rollup.answer import Method
from tongket.core.rollup.engines import ENGINES, engine
from tongket.core.rollup.engines.matrix.fused import Block, Plan, answers
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.model import OverTime, OverUnits
from tongket.core.rollup.query import Era, Query
from tongket.core.rollup.tables import Memory, table_of
from tongket.core.units.tree import Tree

FLOW = indicator("cases", OverUnits.SUM, OverTime.SUM)


def question(tree: Tree, days, on, values) -> tuple[Query, Memory]:
    """A period a day of `days`, each by the communes of that day, on the map of `on`."""
    eras, obliged, tables = [], {}, {}
    for number, day in enumerate(days):
        communes = [unit.key for unit in tree.on(day).level("commune")]
        period = f"p{number}"
        eras.append(Era((period,), {key: tree.shares(key, on) for key in communes}))
        obliged[period] = frozenset(communes)
        tables[period] = table_of({(key, "cases"): values(number, key) for key in communes})
    parents = {unit.key: tree.on(on).layer.parents.get(unit.key) for unit in tree.on(on)}
    return Query((FLOW,), tuple(eras), parents, obliged), Memory(tables)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(histories(always_stated=False), st.data())
def test_the_nation_has_all_of_it_on_every_map_there_and_back(history, data) -> None:
    tree, days = history
    said: dict[tuple[int, str], int] = {}

    def value(number: int, key: str) -> int:
        return said.setdefault((number, key), data.draw(st.integers(0, 50)))

    for on in days:
        query, source = question(tree, days, on, value)
        found = [engine(name)(query, source) for name in sorted(ENGINES)]
        found += answers(Block(Plan(query, [query.periods]), ColumnMemory.of_tables(source.tables)))
        for answer in found:
            if not answer.unplaced:
                assert answer.total("r", "cases").value == sum(said.values())
            lowest = [answer.total(unit, "cases") for unit in answer.units if unit != "r"]
            if all(total.method is not Method.NOT_COMPARABLE for total in lowest) and not answer.unplaced:
                assert sum((total.value or Fraction(0) for total in lowest), Fraction(0)) == sum(said.values())


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(histories(always_stated=False), st.data())
def test_a_part_of_unknown_size_is_never_guessed(history, data) -> None:
    """Where a divided unit had any cases and nobody said how much went where, its parts have no figure."""
    tree, days = history
    query, source = question(tree, days[:1], days[-1], lambda number, key: 1)
    answer = engine("matrix")(query, source)
    for era in query.eras:
        for shares in era.shares.values():
            for share in shares:
                if share.fraction is None and share.new not in (None, "r"):
                    total = answer.total(share.new, "cases")
                    assert (total.value, total.method) == (None, Method.NOT_COMPARABLE)
