"""V: what each unit as it was said, added up over time while the periods pass by once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.cells import Cells
from tongket.core.rollup.engines.matrix.columns import Column, Mask, fitted, over_counts
from tongket.core.rollup.engines.matrix.spread import Matrix, Tree, ones
from tongket.core.rollup.fragments import Fragment
from tongket.core.rollup.model import Indicator, OverTime, State
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import CODES, LARGEST, ExactRangeExceeded, Source, Table

REPORTED, BY_LIST = CODES[State.REPORTED], CODES[State.ZERO_BY_LIST]
_ADDS = (OverTime.SUM, OverTime.MEAN)
_EXTREMES = {OverTime.MAX: max, OverTime.MIN: min}


@dataclass
class Gathered:
    """`columns[i]`: counted indicator i over time, a row a fragment. The masks go by place and indicator.

    `stretches[n, i]`: periods with a figure in pair n of a place and a stretch of time.
    """

    columns: list[Column]
    expected: Mask
    reported: Mask
    by_list: Mask
    stretches: NDArray[np.int64]


@dataclass
class _Masks:
    """Completeness over time: seen in any period, missed in any."""

    expected: Mask
    seen: dict[str, Mask] = field(default_factory=dict)
    missed: dict[str, Mask] = field(default_factory=dict)

    def add(self, name: str, expected: Mask, now: Mask) -> None:
        self.seen[name] = self.seen.get(name, np.zeros_like(now)) | now
        self.missed[name] = self.missed.get(name, np.zeros_like(now)) | (expected & ~now)

    def enough(self, name: str, any_will_do: Mask) -> Mask:
        seen = self.seen.get(name, np.zeros_like(self.expected))
        missed = self.missed.get(name, np.zeros_like(self.expected))
        return self.expected & np.where(any_will_do, seen, ~missed)


class Gather:
    """One pass over the periods; memory does not grow with their number, but for formulas summed over units."""

    def __init__(
        self,
        query: Query,
        tree: Tree,
        pieces: tuple[Fragment, ...],
        counted: Sequence[Indicator],
        pairs: Sequence[tuple[int, int]],
    ) -> None:
        self.query, self.pieces, self.counted = query, pieces, counted
        shares = [(tree.number[s.new], n, p.since) for n, p in enumerate(pieces) for s in p.shares if s.new is not None]
        self.places = ones([(place, n) for place, n, _ in shares], (len(tree.units), len(pieces)))
        pair = {key: number for number, key in enumerate(pairs)}
        self.pairs = ones(
            [(pair[place, since], n) for place, n, since in shares if (place, since) in pair], (len(pairs), len(pieces))
        )
        self.plain = [n for n, indicator in enumerate(counted) if not indicator.formula]
        self.formulas = [n for n, indicator in enumerate(counted) if indicator.formula]
        shape = (len(pieces), len(counted))
        self.count, self.total, self.last, self.high, self.low = (np.zeros(shape, dtype=np.int64) for _ in range(5))
        self.magnitude = np.zeros(shape, dtype=np.uint64)
        self.blank = np.zeros(shape, dtype=bool)
        self.said: dict[tuple[int, int], list[Fraction]] = {}
        self.masks = _Masks(np.zeros((len(tree.units), len(counted)), dtype=bool))
        self.stretches = np.zeros((len(pairs), len(counted)), dtype=np.int64)

    def run(self, source: Source) -> Gathered:
        """Read every period once."""
        for period in self.query.periods:
            active = np.array([n for n, piece in enumerate(self.pieces) if period in piece.periods], dtype=np.int64)
            if len(active):
                self._period(active, source.table(period))
        any_will_do = np.array([i.over_time is OverTime.LAST for i in self.counted], dtype=bool)
        reported = self.masks.enough("reported", any_will_do)
        covered = self.masks.enough("covered", any_will_do)
        return Gathered(
            columns=[self._column(n) for n in range(len(self.counted))],
            expected=self.masks.expected,
            reported=reported,
            by_list=covered & ~reported,
            stretches=self.stretches,
        )

    def _period(self, active: NDArray[np.int64], table: Table) -> None:
        states, values = self._aligned(active, table)
        self._formulas(active, states, Cells(self.query, table))
        valued = (states == REPORTED) | (states == BY_LIST)
        self.blank[active] |= states == CODES[State.NOTHING_TO_REPORT]
        self._add(active, valued, values)
        self.stretches += self.pairs[:, active] @ valued.astype(np.int64) > 0
        self._complete(self.places[:, active], states)

    def _aligned(self, active: NDArray[np.int64], table: Table) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """States and values of the active fragments and counted indicators; absent is *not reported*."""
        row = {unit: number for number, unit in enumerate(table.units)}
        column = {name: number for number, name in enumerate(table.indicators)}
        here = [(n, row[self.pieces[a].unit]) for n, a in enumerate(active) if self.pieces[a].unit in row]
        asked = [(n, column[i.id]) for n, i in enumerate(self.counted) if i.id in column]
        states = np.zeros((len(active), len(self.counted)), dtype=np.uint8)
        values = np.zeros((len(active), len(self.counted)), dtype=np.int64)
        if here and asked:
            to = np.ix_([n for n, _ in here], [n for n, _ in asked])
            of = np.ix_([r for _, r in here], [c for _, c in asked])
            states[to] = np.asarray(table.states)[of]
            given = np.where(states[to] == REPORTED, np.asarray(table.values)[of], 0)
            self._in_range(given, [self.counted[n] for n, _ in asked])
            values[to] = given.astype(np.int64)
        return states, values

    @staticmethod
    def _in_range(given: NDArray[Any], indicators: list[Indicator]) -> None:
        outside = np.argwhere((given > LARGEST) | (given < -LARGEST))
        if len(outside):
            raise ExactRangeExceeded(indicators[outside[0][1]].id, "a value")

    def _formulas(self, active: NDArray[np.int64], states: NDArray[np.uint8], cells: Cells) -> None:
        """The cells of formulas that are summed over units, computed unit by unit with exact fractions."""
        for column in self.formulas:
            for row, piece in enumerate(active):
                cell = cells.cell(self.pieces[piece].unit, self.counted[column].id)
                states[row, column] = CODES[cell.state]
                if cell.value is not None:
                    self.said.setdefault((int(piece), column), []).append(cell.value)

    def _add(self, active: NDArray[np.int64], valued: Mask, values: NDArray[np.int64]) -> None:
        first = valued & (self.count[active] == 0)
        self.count[active] += valued
        self.last[active] = np.where(valued, values, self.last[active])
        self.high[active] = np.where(first | (valued & (values > self.high[active])), values, self.high[active])
        self.low[active] = np.where(first | (valued & (values < self.low[active])), values, self.low[active])
        adds = np.array([n in self.plain and i.over_time in _ADDS for n, i in enumerate(self.counted)], dtype=bool)
        # Each step is at most the largest number plus the largest number, which unsigned 64 bits hold.
        self.magnitude[active] += np.where(adds, np.abs(values), 0).astype(np.uint64)
        if len(beyond := np.argwhere(self.magnitude[active] > LARGEST)):
            row, column = beyond[0]
            raise ExactRangeExceeded(self.counted[column].id, f"'{self.pieces[active[row]].unit}' over time")
        self.total[active] += np.where(adds, values, 0)

    def _complete(self, places: Matrix, states: NDArray[np.uint8]) -> None:
        counted = np.isin(states, [CODES[s] for s in self.query.reported if s is not State.NOT_APPLICABLE])
        by_list = states == BY_LIST
        expected, reported, listed = (
            places @ mask.astype(np.int64) > 0 for mask in (states != CODES[State.NOT_APPLICABLE], counted, by_list)
        )
        self.masks.expected |= expected
        self.masks.add("reported", expected, reported)
        self.masks.add("covered", expected, reported | listed)

    def _column(self, number: int) -> Column:
        indicator = self.counted[number]
        count, scale = self.count[:, number], 10**indicator.decimals
        has, blank = count > 0, self.blank[:, number] & (count == 0)
        if indicator.over_time is OverTime.NONE and len(self.query.periods) > 1:
            return Column(np.zeros_like(has), blank, np.zeros_like(count))
        if indicator.formula:
            return fitted([self._folded(n, number) for n in range(len(self.pieces))], blank)
        if indicator.over_time is OverTime.MEAN:
            return over_counts(self.total[:, number], count, blank, scale)
        kept = {OverTime.SUM: self.total, OverTime.MAX: self.high, OverTime.MIN: self.low}
        return Column(has, blank, kept.get(indicator.over_time, self.last)[:, number], scale)

    def _folded(self, piece: int, number: int) -> Fraction | None:
        """A formula's values of one fragment, over time."""
        indicator, values = self.counted[number], self.said.get((piece, number), [])
        if not values:
            return None
        if indicator.over_time in _EXTREMES:
            return _EXTREMES[indicator.over_time](values)
        if indicator.over_time not in _ADDS:
            return values[-1]
        if sum(map(abs, values), Fraction(0)) * 10**indicator.decimals > LARGEST:
            raise ExactRangeExceeded(indicator.id, f"'{self.pieces[piece].unit}' over time")
        total = sum(values, Fraction(0))
        return total / len(values) if indicator.over_time is OverTime.MEAN else total
