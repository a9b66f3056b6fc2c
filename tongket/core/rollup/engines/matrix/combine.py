"""A·R·V: the totals, their counts, and how they were made."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup import expressions
from tongket.core.rollup.age import ages
from tongket.core.rollup.answer import Answer, Contribution, Method, Total
from tongket.core.rollup.cells import Cells
from tongket.core.rollup.engines.matrix.columns import SAFE, Column, Mask, Totals, exact, times
from tongket.core.rollup.engines.matrix.gather import Gather
from tongket.core.rollup.engines.matrix.spread import Matrix, Spread, Spreads, Times, Tree
from tongket.core.rollup.engines.matrix.stretches import Stretches
from tongket.core.rollup.fragments import Fragment, fragments, unplaced
from tongket.core.rollup.model import Indicator, OverTime, OverUnits
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import LARGEST, ExactRangeExceeded, Source
from tongket.core.units.model import Basis

_METHODS = tuple(Method)


class Frame:
    """What follows from the maps alone, whatever was said: shared by all spans of time in which they are the same."""

    def __init__(self, tree: Tree, pieces: tuple[Fragment, ...]) -> None:
        self.tree, self.pieces = tree, pieces
        self.stretches, self.spreads = Stretches(tree, pieces), Spreads(tree, pieces)


def run(query: Query, source: Source) -> Answer:
    """Answer the query. Raises ExactRangeExceeded where a sum leaves 64 bits."""
    return run_in(Frame(Tree(query), fragments(query)), query, source)


def run_in(frame: Frame, query: Query, source: Source, pieces: tuple[Fragment, ...] | None = None) -> Answer:
    """Answer the query in a frame that was made before; `pieces` are those of the frame with the query's periods."""
    roll_up = _RollUp(frame, query, source, frame.pieces if pieces is None else pieces)
    return Answer(
        units=tuple(query.parents),
        indicators=tuple(i.id for i in query.indicators),
        unplaced=unplaced(roll_up.pieces),
        total_of=roll_up.total,
        contributions_of=roll_up.contributions,
        age_of=ages(query, source, roll_up.contributions),
    )


class _RollUp:
    def __init__(self, frame: Frame, query: Query, source: Source, pieces: tuple[Fragment, ...]) -> None:
        self.query, self.source, self.tree, self.pieces = query, source, frame.tree, pieces
        self.stretches, self.spreads = frame.stretches, frame.spreads
        self.counted = [i for i in query.indicators if not i.recomputed]
        self.column = {indicator.id: number for number, indicator in enumerate(self.counted)}
        gather = Gather(query, self.tree, self.pieces, self.counted, self.stretches.pairs)
        self.gathered = gather.run(source)
        self.made = {indicator.id: _Made(self, indicator) for indicator in self.counted}
        self._cells: dict[str, Cells] = {}

    def spread(self, indicator: Indicator, weights: Times) -> Spread:
        """A·R for that way of adding."""
        divisible = indicator.over_units in (OverUnits.SUM, OverUnits.WEIGHTED_MEAN)
        return self.spreads.of(weights, divisible=divisible, alone=indicator.over_units is OverUnits.NONE)

    def total(self, unit: str, name: str) -> Total:
        row, indicator = self.tree.number[unit], self.query.indicator(name)
        reported, expected, by_list = (int(counts[row]) for counts in self.counts[name])
        if not indicator.recomputed:
            made = self.made[name]
            return Total(made.totals.value(row), reported, expected, by_list, made.method(row), made.bases(row))
        node = self.query.formulas[name]
        parts = {part: self.total(unit, part) for part in expressions.names(node)}
        method = max((part.method for part in parts.values()), key=_METHODS.index, default=Method.AS_IT_WAS)
        bases = {basis for part in parts.values() for basis in part.bases}
        value = expressions.evaluate(node, lambda part: parts[part].value)
        return Total(
            None if method is Method.NOT_COMPARABLE else value,
            reported,
            expected,
            by_list,
            method,
            tuple(basis for basis in Basis if basis in bases),
        )

    @cached_property
    def counts(self) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
        """By indicator: reported, expected and zero by list, a row a unit: A times the masks of the places."""
        masks: dict[str, tuple[Mask, Mask, Mask]] = {}
        for name, number in self.column.items():
            of = self.gathered
            masks[name] = (of.expected[:, number], of.reported[:, number], (of.reported | of.by_list)[:, number])
        for name in expressions.in_order(self.query.formulas):
            if name not in masks:
                masks[name] = self._mask_of_parts([masks[p] for p in expressions.names(self.query.formulas[name])])
        return {
            name: (self._below(reported), self._below(expected), self._below(covered & ~reported))
            for name, (expected, reported, covered) in masks.items()
        }

    def _below(self, mask: Mask) -> NDArray[np.int64]:
        return np.asarray(self.tree.matrix @ mask.astype(np.int64))

    def _mask_of_parts(self, parts: list[tuple[Mask, Mask, Mask]]) -> tuple[Mask, Mask, Mask]:
        """A recomputed formula is there where all of its parts are that were expected."""
        nowhere = np.zeros(len(self.tree.units), dtype=bool)
        expected, reported, covered = nowhere, ~nowhere, ~nowhere
        for of_expected, of_reported, of_covered in parts:
            expected = expected | of_expected
            reported = reported & (of_reported | ~of_expected)
            covered = covered & (of_covered | ~of_expected)
        return expected, reported & expected, covered & expected

    def contributions(self, unit: str, name: str) -> tuple[Contribution, ...]:
        indicator = self.query.indicator(name)
        if indicator.recomputed:
            parts = expressions.names(self.query.formulas[name])
            return tuple(c for part in parts for c in self.contributions(unit, part))
        found = []
        made = self.made[name]
        for column, fraction in made.row(self.tree.number[unit]):
            piece = self.pieces[column]
            cells = [(period, self._cells_of(period).cell(piece.unit, name)) for period in piece.periods]
            known = [(period, cell.state, cell.value) for period, cell in cells if cell.value is not None]
            for period, state, value in known[-1:] if indicator.over_time is OverTime.LAST else known:
                found.append(Contribution(piece.unit, period, name, fraction, value, state))
        order = self.query.periods.index
        return tuple(sorted(found, key=lambda c: (order(c.period), c.unit)))

    def _cells_of(self, period: str) -> Cells:
        if period not in self._cells:
            self._cells[period] = Cells(self.query, self.source.table(period))
        return self._cells[period]


class _Made:
    """One counted indicator, rolled up."""

    def __init__(self, roll_up: _RollUp, indicator: Indicator) -> None:
        self.indicator, self.tree, self.pieces = indicator, roll_up.tree, roll_up.pieces
        self.column = roll_up.gathered.columns[roll_up.column[indicator.id]]
        weights = roll_up.stretches.times(
            indicator, self.column, roll_up.gathered.stretches[:, roll_up.column[indicator.id]]
        )
        self.spread = roll_up.spread(indicator, weights)
        self.weight = None
        if indicator.over_units is OverUnits.WEIGHTED_MEAN:
            self.weight = roll_up.gathered.columns[roll_up.column[indicator.weight]]
        self.open = self._matters(self.spread.unknown)
        self.totals = self._totals()

    @property
    def doubtful(self) -> Mask:
        """The fragments that make a total unknown where their part of it is unknown."""
        if self.indicator.over_units is OverUnits.SUM:
            return self.column.nonzero
        return self.column.has & self.weight.nonzero if self.weight else self.column.has

    def _matters(self, unknown: Matrix) -> Mask:
        return np.asarray(unknown @ self.doubtful.astype(np.int64) > 0)

    def _totals(self) -> Totals:
        if self.weight:
            upper, lower = times(self.column, self.weight), self.weight
            lower = Column(upper.has, upper.blank, lower.numbers, lower.scale)
            return self._sum(upper, refuse=False).over(self._sum(lower, refuse=False))
        if self.indicator.over_units is OverUnits.SUM:
            return self._sum(self.column, refuse=True)
        if self.indicator.over_units is OverUnits.MEAN:
            total = self._sum(self.column, refuse=True)
            counts = self.spread.whole @ self.column.has.astype(np.int64)
            return Totals(total.has & (counts > 0), total.numbers, total.denominators * np.maximum(counts, 1))
        extreme = np.minimum if self.indicator.over_units is OverUnits.MIN else np.maximum
        numbers, has = _by_row(self.spread.whole, self.column.has, self.column.numbers, extreme)
        return Totals(has & ~self.open, numbers, _all(self.column.scale, len(has)))

    def _sum(self, column: Column, *, refuse: bool) -> Totals:
        """The product A·R·v; in 64-bit integers where these surely hold it, else in Python's own."""
        size = np.where(column.has, np.abs(column.numbers), 0).astype(float)
        parts = self.spread.parts
        largest = self.spread.whole @ size
        bounds = np.abs(parts.numerators).astype(float) * size[parts.columns]
        np.add.at(largest, parts.rows, bounds / parts.denominator)
        if column.numbers.dtype == np.int64 and largest.max(initial=0) < SAFE:
            numbers = self.spread.whole @ np.where(column.has, column.numbers, 0)
        else:
            numbers, _ = _by_row(self.spread.whole, column.has, column.numbers.astype(object), np.add)
            if refuse:
                self._refuse(column)
        has, scale = self._spoken(column) & ~self.open, _all(column.scale, len(numbers))
        if not len(parts.rows):
            return Totals(has, numbers, scale)
        fits = column.numbers.dtype == parts.numerators.dtype == np.int64 and bounds.sum() < SAFE
        kind = np.int64 if fits else object
        known = column.has[parts.columns]
        extra = np.zeros(len(numbers), dtype=kind)
        products = parts.numerators[known].astype(kind) * column.numbers[parts.columns[known]].astype(kind)
        np.add.at(extra, parts.rows[known], products)
        return Totals(has, numbers, scale, extra, parts.denominator * column.scale)

    def _spoken(self, column: Column) -> Mask:
        """Where anything was said: *nothing to report* alone is a sum of zero, and no mean."""
        said = column.has | column.blank if self.indicator.over_units is OverUnits.SUM else column.has
        of = self.spread
        heard = (of.whole + of.unknown) @ said.astype(np.int64) > 0
        heard[of.parts.rows[said[of.parts.columns]]] = True
        return np.asarray(heard)

    def _refuse(self, column: Column) -> None:
        absolute = np.abs(column.numbers.astype(object))
        sizes, _ = _by_row(self.spread.whole, column.has, absolute, np.add)
        for row, piece, part in self.spread.parts.entries():
            sizes[row] += part * absolute[piece] if column.has[piece] else 0
        for row in map(int, np.flatnonzero(~self.open)):
            if exact(sizes, row) / column.scale * 10**self.indicator.decimals > LARGEST:
                raise ExactRangeExceeded(self.indicator.id, f"'{self.tree.units[row]}' over units")

    def method(self, row: int) -> Method:
        """How the total of that row came onto the chosen map."""
        return _METHODS[int(self._methods[row])]

    @cached_property
    def _methods(self) -> NDArray[np.int64]:
        has = self.column.has.astype(np.int64)
        moved, partly = self.spread.moved @ has > 0, self.spread.partly @ has > 0
        return np.asarray(np.select([self.open, partly, moved], [3, 2, 1], 0))

    def bases(self, row: int) -> tuple[Basis, ...]:
        """The reasons by which changed units count there."""
        return tuple(basis for basis in Basis if basis in self._bases and self._bases[basis][row])

    @cached_property
    def _bases(self) -> dict[Basis, Mask]:
        found: dict[Basis, Mask] = {}
        for (basis, unknown), matrix in self.spread.reasons.items():
            heard = matrix @ (self.doubtful if unknown else self.column.has).astype(np.int64) > 0
            found[basis] = found.get(basis, np.zeros_like(heard)) | heard
        return found

    def row(self, row: int) -> list[tuple[int, Fraction | None]]:
        """A row of A·R: the fragments that have a figure there, with the part of each."""
        found: list[tuple[int, Fraction | None]] = [(int(c), Fraction(1)) for c in _columns(self.spread.whole, row)]
        parts = self.spread.parts
        for n in map(int, np.flatnonzero(parts.rows == row)):
            piece, part = int(parts.columns[n]), Fraction(int(parts.numerators[n]), parts.denominator)
            found.append((piece, self.spread.taken.get((row, piece), part)))
        found += [(int(c), None) for c in _columns(self.spread.unknown, row)]
        return [(piece, part) for piece, part in found if self.column.has[piece]]


def _columns(matrix: Matrix, row: int) -> NDArray[Any]:
    return np.asarray(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]])


def _all(number: int, length: int) -> NDArray[Any]:
    return np.full(length, number, dtype=np.int64 if number < SAFE else object)


def _by_row(matrix: Matrix, keep: Mask, values: NDArray[Any], by: Callable[..., Any]) -> tuple[NDArray[Any], Mask]:
    """One number a row out of the values at its entries: their sum, largest or smallest; and where there is any."""
    kept = keep[matrix.indices]
    ends = np.concatenate([[0], np.cumsum(kept)])[matrix.indptr]
    has = ends[1:] > ends[:-1]
    result = np.zeros(len(has), dtype=values.dtype)
    if has.any():
        result[has] = by.reduceat(values[matrix.indices[kept]], ends[:-1][has])  # type: ignore[attr-defined]
    return result, has
