"""Columns in memory: a source for tests, benchmarks and for those who have arrays already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.batches import Batch, Column, Columns
from tongket.core.rollup.model import State
from tongket.core.rollup.tables import CODES, Table

REPORTED = CODES[State.REPORTED]
_WIDTHS = {np.dtype(np.int32): 4, np.dtype(np.int64): 8}


def digest(units: Sequence[str]) -> str:
    """The same for the same units in the same order."""
    return sha256("\0".join(units).encode()).hexdigest()


def addresses(columns: Sequence[Column | None], rows: int) -> Columns:
    """Where those columns lie. Raises ValueError for a column that does not have that many rows, or a wrong kind, or
    with a value where nothing was reported."""
    found = np.zeros((3, len(columns)), dtype=np.uint64)
    widths, largest = np.zeros(len(columns), dtype=np.uint8), np.zeros(len(columns), dtype=np.float64)
    for number, column in enumerate(columns):
        if column is None:
            continue
        if column.values.dtype not in _WIDTHS or not column.values.flags.c_contiguous:
            raise ValueError(f"a column of {column.values.dtype}: 32 or 64 bits in one piece are needed")
        if (
            len(column.values) != rows
            or (column.valid is not None and len(column.valid) < (rows + 7) // 8)
            or (column.states is not None and len(column.states) != rows)
        ):
            raise ValueError(f"a column of {len(column.values)} rows among columns of {rows}")
        if column.states is None and column.valid is not None and column.values[silent(column.valid, rows)].any():
            raise ValueError("a value stands where nothing was reported: it must be 0")
        widths[number], largest[number] = _WIDTHS[column.values.dtype], column.largest
        for row, array in enumerate((column.values, column.valid, column.states)):
            if array is not None:
                found[row, number] = array.__array_interface__["data"][0]
    return Columns(found[0], found[1], found[2], widths, largest, keep=columns)


def column(values: NDArray[Any], states: NDArray[np.uint8]) -> Column | None:
    """The smallest column that says the same: 32 bits where they hold it, codes only where a bitmap will not do.

    None where nothing was said. Raises OverflowError for a reported value beyond 64 bits.
    """
    reported = states == REPORTED
    if not states.any():
        return None
    # Python's own integers where an object array comes in; the bound of an empty column is 0.
    largest = max((abs(int(v)) for v in (values[reported].max(), values[reported].min())), default=0) \
        if reported.any() else 0  # fmt: skip
    kept = np.where(reported, values, 0).astype(np.int64 if largest > np.iinfo(np.int32).max else np.int32)
    if ((states != 0) & ~reported).any():
        return Column(kept, None, np.ascontiguousarray(states, dtype=np.uint8), largest)
    return Column(kept, None if reported.all() else np.packbits(reported, bitorder="little"), None, largest)


def silent(valid: NDArray[np.uint8], rows: int) -> NDArray[np.bool_]:
    """The rows without a value, of a bitmap."""
    return np.asarray(np.unpackbits(np.asarray(valid), count=rows, bitorder="little") == 0)


def states_of(found: Column, rows: int) -> NDArray[np.uint8]:
    """The code of every row."""
    if found.states is not None:
        return np.asarray(found.states, dtype=np.uint8)
    if found.valid is None:
        return np.full(rows, REPORTED, dtype=np.uint8)
    return np.unpackbits(np.asarray(found.valid), count=rows, bitorder="little") * np.uint8(REPORTED)


def table_of_columns(units: Sequence[str], columns: Mapping[str, Column]) -> Table:
    """The same as rows."""
    values, states = (np.zeros((len(units), len(columns)), dtype=kind) for kind in (np.int64, np.uint8))
    for number, found in enumerate(columns.values()):
        values[:, number], states[:, number] = found.values, states_of(found, len(units))
    return Table(units, tuple(columns), values, states)


@dataclass
class ColumnMemory:
    """A source of arrays: by period the units and their columns by indicator."""

    periods: Mapping[str, tuple[tuple[str, ...], Mapping[str, Column]]]
    _batches: dict[str, Batch] = field(default_factory=dict, repr=False)

    @classmethod
    def of_tables(cls, tables: Mapping[str, Table]) -> ColumnMemory:
        """The same values as columns."""
        found = {}
        for period, table in tables.items():
            shape = (len(table.units), len(table.indicators))
            values = np.array(table.values, dtype=object).reshape(shape)
            states = np.array(table.states, dtype=np.uint8).reshape(shape)
            columns = {name: column(values[:, n], states[:, n]) for n, name in enumerate(table.indicators)}
            found[period] = (tuple(table.units), {name: one for name, one in columns.items() if one is not None})
        return cls(found)

    def table(self, period: str) -> Table:
        """The values of that period as rows."""
        return table_of_columns(*self.periods.get(period, ((), {})))

    def narrow(self, names: tuple[str, ...]) -> ColumnMemory:
        """The same values of those indicators alone."""
        return ColumnMemory(
            {
                period: (units, {name: columns[name] for name in names if name in columns})
                for period, (units, columns) in self.periods.items()
            }
        )

    def batch(self, period: str) -> Batch | None:
        """The values of that period as columns."""
        if period not in self.periods:
            return None
        if period not in self._batches:
            units, columns = self.periods[period]
            known: dict[tuple[str, ...], Columns] = {}

            def columns_of(names: tuple[str, ...]) -> Columns:
                if names not in known:
                    known[names] = addresses([columns.get(name) for name in names], len(units))
                return known[names]

            self._batches[period] = Batch(units, digest(units), columns_of)
        return self._batches[period]

    def __getstate__(self) -> dict[str, object]:
        """Addresses do not travel."""
        return {"periods": self.periods, "_batches": {}}
