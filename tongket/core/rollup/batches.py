"""What the units said, column by column: for sources that keep a nation's figures as arrays or files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from tongket.core.rollup.tables import Table


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator in one period, a row a unit: one-dimensional arrays of NumPy, contiguous, never changed.

    `values` are integers of 32 or 64 bits in units of 10^-decimals, 0 where nothing was reported. `valid` is a bitmap
    as Arrow keeps it (a bit a row, the lowest first): 1 is *reported*, 0 *not reported*; None: all reported. Where
    anything else was said, `states` has a code (a byte, see `tables.CODES`) for each row and `valid` is not looked at.
    `largest` is a bound of every reported value without its sign.
    """

    values: Any
    valid: Any
    states: Any
    largest: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of some indicators lie in memory, an entry an indicator, in the order they were asked for.

    Arrays of addresses (0: there is none), of the bytes of a value (4 or 8), and of the bounds of the values.
    `keep` holds the memory while anybody reads it.
    """

    values_at: Any
    valid_at: Any
    states_at: Any
    widths: Any
    largest: Any
    keep: object


@dataclass(frozen=True, slots=True)
class Batch:
    """One period. `units_digest` is the same for batches whose `units` are the same in the same order.

    Columns that are not asked for are never read.
    """

    units: Sequence[str]
    units_digest: str
    columns_of: Callable[[tuple[str, ...]], Columns]


@runtime_checkable
class ColumnSource(Protocol):
    """A source that can also give its periods as columns."""

    def table(self, period: str) -> Table:
        """The values of that period as rows."""
        ...

    def batch(self, period: str) -> Batch | None:
        """The values of that period as columns; None where nothing was sent."""
        ...

    def narrow(self, names: tuple[str, ...]) -> ColumnSource:
        """The same source; its rows need have no indicators but those."""
        ...
