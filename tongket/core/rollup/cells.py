"""One cell: what a unit said for one indicator and period, a formula that is summed over units included."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tongket.core.rollup import expressions
from tongket.core.rollup.model import OverUnits, State
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import LARGEST, STATES, ExactRangeExceeded, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """What was said. `value` is in the unit of measure, and known where it was reported or is zero by list."""

    state: State
    value: Fraction | None = None


ABSENT = Cell(State.NOT_REPORTED)
_VALUED = frozenset({State.REPORTED, State.ZERO_BY_LIST})


class Cells:
    """The cells of one period.

    A formula with `over_units = sum` has its cell as printed; where nothing was printed it is computed from
    the parts that the same unit gave for the same period.
    """

    def __init__(self, query: Query, table: Table) -> None:
        self._query = query
        self._table = table
        self._row = {unit: number for number, unit in enumerate(table.units)}
        self._column = {name: number for number, name in enumerate(table.indicators)}
        self._indicator = {indicator.id: indicator for indicator in query.indicators}

    def cell(self, unit: str, name: str) -> Cell:
        """The cell of an indicator of the query. Raises ExactRangeExceeded for a value beyond 64 bits."""
        indicator = self._indicator[name]
        if not indicator.formula:
            return self.printed(unit, name)
        printed = ABSENT if indicator.recomputed else self.printed(unit, name)
        return self._computed(unit, name) if printed.state is State.NOT_REPORTED else printed

    def printed(self, unit: str, name: str) -> Cell:
        """The cell as the unit sent it."""
        row, column = self._row.get(unit), self._column.get(name)
        if row is None or column is None:
            return ABSENT
        state = STATES[int(self._table.states[row][column])]
        if state is not State.REPORTED:
            return Cell(state, Fraction(0) if state is State.ZERO_BY_LIST else None)
        value = int(self._table.values[row][column])
        if abs(value) > LARGEST:
            raise ExactRangeExceeded(name, f"the value of '{unit}'")
        return Cell(state, Fraction(value, 10 ** self._indicator[name].decimals))

    def _computed(self, unit: str, name: str) -> Cell:
        node = self._query.formulas[name]
        parts = {part: self.cell(unit, part) for part in expressions.names(node)}
        states = {cell.state for cell in parts.values()}
        if len(states) == 1 and states <= {State.NOTHING_TO_REPORT, State.NOT_APPLICABLE}:
            return Cell(states.pop())
        value = expressions.evaluate(node, lambda part: self._part(part, parts[part]))
        if value is None:
            return ABSENT
        by_list = bool(states) and states <= {State.ZERO_BY_LIST} and value == 0
        return Cell(State.ZERO_BY_LIST if by_list else State.REPORTED, value)

    def _part(self, name: str, cell: Cell) -> Fraction | None:
        """*Nothing to report* adds nothing to a sum; elsewhere it leaves the part unknown."""
        if cell.state is State.NOTHING_TO_REPORT and self._indicator[name].over_units is OverUnits.SUM:
            return Fraction(0)
        return cell.value if cell.state in _VALUED else None
