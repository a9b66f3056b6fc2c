"""Columns of exact figures: integers over one denominator, Python's own numbers where 64 bits are too few."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[Any]  # int64, or objects (int or Fraction) where those do not fit
SAFE = 2**62  # estimated in floating point, so with a factor of two to spare


def exact(numbers: Numbers, row: int) -> Fraction:
    """A number of an array as Python's own: a Fraction of NumPy integers would overflow."""
    return Fraction(numbers.item(row))


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator's figures: numbers ÷ scale where `has`. `blank`: reported, with nothing to add."""

    has: Mask
    blank: Mask
    numbers: Numbers
    scale: int = 1

    def value(self, row: int) -> Fraction:
        """The exact figure of a row that has one."""
        return exact(self.numbers, row) / self.scale

    @property
    def nonzero(self) -> Mask:
        """Where there is a figure other than zero."""
        nonzero: Mask = np.asarray(self.numbers != 0, dtype=bool)
        return np.logical_and(self.has, nonzero)


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of the chosen map: numbers ÷ denominators, and extra ÷ extra_scale from parts of divided units."""

    has: Mask
    numbers: Numbers
    denominators: Numbers
    extra: Numbers | None = None
    extra_scale: int = 1

    def value(self, row: int) -> Fraction | None:
        """The exact total, or None."""
        if not self.has[row]:
            return None
        value = exact(self.numbers, row) / exact(self.denominators, row)
        return value if self.extra is None else value + exact(self.extra, row) / self.extra_scale

    def over(self, other: Totals) -> Totals:
        """The ratio, where both are known and the other is not zero."""
        upper, under = self._one_number()
        lower, below = other._one_number()
        has = self.has & other.has & np.asarray(lower != 0, dtype=bool)
        return Totals(has, upper * below, under * np.where(has, lower, 1))

    def _one_number(self) -> tuple[Numbers, Numbers]:
        numbers, denominators = self.numbers.astype(object), self.denominators.astype(object)
        if self.extra is None:
            return numbers, denominators
        return numbers * self.extra_scale + self.extra.astype(object) * denominators, denominators * self.extra_scale


def fitted(values: list[Fraction | None], blank: Mask) -> Column:
    """A column of any fractions, brought to one denominator where 64 bits hold it."""
    has = np.array([value is not None for value in values], dtype=bool)
    known = [Fraction(0) if value is None else value for value in values]
    scale = lcm(*{value.denominator for value in known})
    if max((abs(value) for value in known), default=Fraction(0)) * scale < SAFE:
        return Column(has, blank, np.array([int(value * scale) for value in known], dtype=np.int64), scale)
    return Column(has, blank, np.array([*known, None], dtype=object)[:-1])


def over_counts(total: NDArray[np.int64], count: NDArray[np.int64], blank: Mask, scale: int) -> Column:
    """The column total ÷ count ÷ scale, where there is a count."""
    has = count > 0
    common = lcm(*{int(c) for c in count[has]})
    largest = max((abs(int(t)) for t in total), default=0)
    if largest * common < SAFE:
        return Column(has, blank, total * (common // np.where(has, count, common)), scale * common)
    values = [Fraction(int(t), int(c) * scale) if c else None for t, c in zip(total, count, strict=True)]
    return fitted(values, blank)


def times(left: Column, right: Column) -> Column:
    """The product, where both have a figure; never a number too large."""
    has = left.has & right.has
    product = left.numbers.astype(object) * right.numbers.astype(object)
    scale = left.scale * right.scale
    largest = max((abs(number) for number in product[has]), default=0)
    if all(isinstance(number, int) for number in product) and largest < SAFE:
        product = np.where(has, product, 0).astype(np.int64)
    return Column(has, np.zeros_like(has), product, scale)
