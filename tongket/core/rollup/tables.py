"""What the units said: one table a period, a row a unit, a column an indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tongket.core.periods.moments import Moment
from tongket.core.rollup.model import State

# A state is kept in a byte; the codes are part of the stored columns and never change.
CODES: Mapping[State, int] = {
    State.NOT_REPORTED: 0,
    State.REPORTED: 1,
    State.ZERO_BY_LIST: 2,
    State.NOTHING_TO_REPORT: 3,
    State.NOT_APPLICABLE: 4,
}
STATES: tuple[State, ...] = tuple(sorted(CODES, key=CODES.__getitem__))
LARGEST = 2**63 - 1


class ExactRangeExceeded(OverflowError):
    """A sum or a value too large to be exact in 64 bits: refused, not rounded."""

    def __init__(self, indicator: str, where: str) -> None:
        super().__init__(f"'{indicator}', {where}: more than 64 bits hold exactly; it is refused, not rounded")


class Grid(Protocol):
    """Rows of integers: lists of lists, or a two-dimensional array of an engine's own kind."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Table:
    """One period. `values[r][c]` is an integer in units of 10^-decimals of indicator c; `states[r][c]` a code.

    A value counts where its state is *reported*; elsewhere it is not looked at. A unit or indicator that is
    left out is *not reported*. Each unit stands once.
    """

    units: Sequence[str]
    indicators: Sequence[str]
    values: Grid
    states: Grid

    def __post_init__(self) -> None:
        if len(set(self.units)) < len(self.units) or len(set(self.indicators)) < len(self.indicators):
            raise ValueError("a unit or an indicator stands twice in one table")


class Source(Protocol):
    """Where an engine gets its values: from memory, the database, or files."""

    def table(self, period: str) -> Table:
        """The values of that period; an empty table where nothing was sent."""
        ...


Said = int | State  # an integer is a reported value


def table_of(cells: Mapping[tuple[str, str], Said]) -> Table:
    """A table from (unit, indicator) → an integer, or the state of a cell without one.

    >>> table_of({("Lào Cai", "dead"): 53, ("Yên Bái", "dead"): State.ZERO_BY_LIST}).states
    [[1], [2]]
    """
    units = list(dict.fromkeys(unit for unit, _ in cells))
    indicators = list(dict.fromkeys(indicator for _, indicator in cells))
    values = [[0] * len(indicators) for _ in units]
    states = [[CODES[State.NOT_REPORTED]] * len(indicators) for _ in units]
    row, column = {u: n for n, u in enumerate(units)}, {i: n for n, i in enumerate(indicators)}
    for (unit, indicator), said in cells.items():
        if isinstance(said, State):
            states[row[unit]][column[indicator]] = CODES[said]
        else:
            states[row[unit]][column[indicator]] = CODES[State.REPORTED]
            values[row[unit]][column[indicator]] = said
    return Table(units, indicators, values, states)


def table_of_rows(rows: Mapping[str, Mapping[str, Said]]) -> Table:
    """The same from unit → indicator → what was said."""
    indicators = list(dict.fromkeys(indicator for row in rows.values() for indicator in row))
    absent = CODES[State.NOT_REPORTED]
    values, states = [], []
    for row in rows.values():
        said = [row.get(name) for name in indicators]
        values.append([0 if one is None or isinstance(one, State) else one for one in said])
        states.append([absent if one is None else CODES[one] if isinstance(one, State) else 1 for one in said])
    return Table(list(rows), indicators, values, states)


@dataclass(frozen=True, slots=True)
class Memory:
    """A source that holds its tables; and by period, unit and indicator when a value came in, where that is known."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    moments: Mapping[str, Mapping[tuple[str, str], Moment]] = field(default_factory=dict)

    def table(self, period: str) -> Table:
        """The table of that period, or an empty one."""
        return self.tables.get(period) or Table((), (), (), ())

    def received(self, period: str) -> Mapping[tuple[str, str], Moment]:
        """When the values of that period came in."""
        return self.moments.get(period, {})
