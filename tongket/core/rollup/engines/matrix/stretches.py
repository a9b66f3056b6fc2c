"""Places that have figures from before and after a change: how much of each stretch of time counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.engines.matrix.columns import Column
from tongket.core.rollup.engines.matrix.spread import Tree
from tongket.core.rollup.fragments import Fragment
from tongket.core.rollup.model import Indicator, OverTime, OverUnits

ONE, ZERO = Fraction(1), Fraction(0)
_ALL_COUNT = {(OverUnits.SUM, OverTime.SUM), (OverUnits.MAX, OverTime.MAX), (OverUnits.MIN, OverTime.MIN)}


class Stretches:
    """`pairs` are (place, since) at the places which changed within the time asked for."""

    def __init__(self, tree: Tree, pieces: tuple[Fragment, ...]) -> None:
        self.feeding: dict[tuple[int, int], list[tuple[int, Fraction | None]]] = defaultdict(list)
        for number, piece in enumerate(pieces):
            for share in piece.shares:
                if share.new is not None:
                    self.feeding[tree.number[share.new], piece.since].append((number, share.fraction))
        stretches = Counter(place for place, _ in self.feeding)
        self.pairs = sorted(key for key in self.feeding if stretches[key[0]] > 1)
        self.merged = [key for key, pieces_there in self.feeding.items() if len(pieces_there) > 1]

    def times(
        self, indicator: Indicator, column: Column, periods: NDArray[np.int64]
    ) -> dict[tuple[int, int], Fraction | None]:
        """How much of a stretch counts at a place; not named is 1, None is unknown. `periods` go by pair."""
        by_place: dict[int, list[int]] = defaultdict(list)
        for number, (place, since) in enumerate(self.pairs):
            if any(column.has[piece] for piece, _ in self.feeding[place, since]):
                by_place[place].append(number)
        result: dict[tuple[int, int], Fraction | None] = {}
        for numbers in by_place.values():
            if len(numbers) > 1:
                weights = self._weights(indicator, column, numbers, periods)
                result |= {self.pairs[n]: w for n, w in zip(numbers, weights, strict=True) if w != 1}
        if indicator.over_units is OverUnits.NONE:
            result |= {key: None for key in self.merged if result.get(key, ONE) != 0}
        return result

    def _weights(
        self, indicator: Indicator, column: Column, numbers: list[int], periods: NDArray[np.int64]
    ) -> Sequence[Fraction | None]:
        """One weight for each of a place's stretches, which are in order of time."""
        over = (indicator.over_units, indicator.over_time)
        if indicator.over_time is OverTime.LAST:
            return [ZERO] * (len(numbers) - 1) + [ONE]
        if over in _ALL_COUNT:
            return [ONE] * len(numbers)
        if over == (OverUnits.SUM, OverTime.MEAN):
            whole = int(periods[numbers].sum())
            return [Fraction(int(periods[n]), whole) for n in numbers]
        sums = [self._sum(column, n) for n in numbers] if indicator.over_units is OverUnits.SUM else [None]
        known = [value for value in sums if value is not None]
        if len(known) < len(numbers):
            return [None] * len(numbers)
        best = max(known) if indicator.over_time is OverTime.MAX else min(known)
        chosen = max(n for n, value in zip(numbers, known, strict=True) if value == best)
        return [ONE if n == chosen else ZERO for n in numbers]

    def _sum(self, column: Column, number: int) -> Fraction | None:
        """What a place had in one stretch; None where a part of it is unknown."""
        total = ZERO
        for piece, fraction in self.feeding[self.pairs[number]]:
            if column.has[piece] and (value := column.value(piece)):
                if fraction is None:
                    return None
                total += fraction * value
        return total
