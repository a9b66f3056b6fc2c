"""A·R: how much of each unit as it was counts in each unit of the chosen map.

Rows are units of the chosen map, columns are fragments. Nearly all entries are 1 and stand in a matrix of
integers; the parts of divided units are few and stay exact fractions; what is unknown has a matrix of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import sparse

from tongket.core.rollup.fragments import Fragment
from tongket.core.rollup.query import Query
from tongket.core.units.model import Basis

Matrix = Any  # scipy.sparse.csr_array, which has no types
Times = Mapping[tuple[int, int], Fraction | None]  # (place, since) → how much of that stretch counts there
ZERO, ONE = Fraction(0), Fraction(1)


class Tree:
    """The chosen map by number: `lines[n]` are unit n and the units above it; `matrix` is A."""

    def __init__(self, query: Query) -> None:
        self.units = tuple(query.parents)
        self.number = {unit: n for n, unit in enumerate(self.units)}
        self.lines = [[self.number[above] for above in query.line(unit)] for unit in self.units]
        pairs = [(above, n) for n, line in enumerate(self.lines) for above in line]
        self.matrix = ones(pairs, (len(self.units), len(self.units)))


@dataclass(frozen=True, slots=True)
class Spread:
    """A·R for one way of adding: entries that are 1, that are a part, that are unknown.

    Where time is weighed too, `taken` has the share alone of those entries that differ by it. `moved` and
    `partly` go by the share alone. `reasons` tells, by basis, the entries that stand on it; its second key
    is whether the entry is unknown.
    """

    whole: Matrix
    parts: tuple[tuple[int, int, Fraction], ...]
    unknown: Matrix
    taken: Mapping[tuple[int, int], Fraction]
    moved: Matrix
    partly: Matrix
    reasons: Mapping[tuple[Basis, bool], Matrix]


@dataclass
class _Entries:
    whole: list[tuple[int, int]] = field(default_factory=list)
    parts: list[tuple[int, int, Fraction]] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    taken: dict[tuple[int, int], Fraction] = field(default_factory=dict)
    moved: list[tuple[int, int]] = field(default_factory=list)
    partly: list[tuple[int, int]] = field(default_factory=list)
    reasons: dict[tuple[Basis, bool], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


def spread(tree: Tree, pieces: tuple[Fragment, ...], times: Times, *, divisible: bool, alone: bool) -> Spread:
    """A·R. `times` weighs places that have figures from before and after a change; not named is 1.

    `divisible`: a stated share divides the figure; else a divided unit counts only where all of it lies.
    `alone`: every unit has its own figures only (A is the identity).
    """
    entries = _Entries()
    untimed = {key: weight and ONE for key, weight in times.items()}
    for column, piece in enumerate(pieces):
        portions = portions_of(tree, piece, times, divisible=divisible, alone=alone)
        shares = portions if untimed == times else portions_of(tree, piece, untimed, divisible=divisible, alone=alone)
        for row, (portion, bases) in portions.items():
            taken = shares[row][0] if portion is not None else None
            _enter(entries, (row, column), portion, taken)
            _explain(entries, (row, column), piece, taken, bases)
    shape = (len(tree.units), len(pieces))
    return Spread(
        whole=ones(entries.whole, shape),
        parts=tuple(entries.parts),
        unknown=ones(entries.unknown, shape),
        taken=entries.taken,
        moved=ones(entries.moved, shape),
        partly=ones(entries.partly, shape),
        reasons={reason: ones(pairs, shape) for reason, pairs in entries.reasons.items()},
    )


def ones(pairs: list[tuple[int, int]], shape: tuple[int, int]) -> Matrix:
    """A sparse matrix with 1 at those places."""
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_array((np.ones(len(pairs), dtype=np.int64), (rows, columns)), shape=shape)


Portion = tuple[Fraction | None, frozenset[Basis]]  # the part that counts (None: unknown), and the bases inside


def portions_of(tree: Tree, piece: Fragment, times: Times, *, divisible: bool, alone: bool) -> dict[int, Portion]:
    """The units that a fragment reaches, with what of it counts there."""
    placed = [
        (tree.number[s.new], s.fraction if divisible or len(piece.shares) == 1 else None, s.basis)
        for s in piece.shares
        if s.new is not None
    ]
    if len(piece.shares) == 1 and placed and times.get((placed[0][0], piece.since), ONE) == 1:
        place, _, basis = placed[0]
        return dict.fromkeys([place] if alone else tree.lines[place], (ONE, frozenset({basis})))
    known: dict[int, Fraction] = defaultdict(Fraction)
    open_times: dict[int, list[Fraction]] = defaultdict(list)
    bases: dict[int, set[Basis]] = defaultdict(set)
    lost: set[int] = set()
    for place, fraction, basis in placed:
        time = times.get((place, piece.since), ONE)
        for row in [place] if alone else tree.lines[place]:
            if time is None:
                lost.add(row)
            elif fraction is None and time:
                open_times[row].append(time)
            elif fraction is not None:
                known[row] += fraction * time
            if time != 0:
                bases[row].add(basis)
    stated = [s.fraction for s in piece.shares if s.fraction is not None and (divisible or len(piece.shares) == 1)]
    rest, open_shares = ONE - sum(stated, ZERO), len(piece.shares) - len(stated)
    result: dict[int, Portion] = {}
    for row, inside in bases.items():
        portion: Fraction | None = known[row]
        if row in lost:
            portion = None
        elif opened := open_times[row]:
            level = len(opened) == open_shares and len(set(opened)) == 1
            portion = known[row] + rest * opened[0] if level else None
        result[row] = (portion, frozenset(inside))
    return result


def _enter(entries: _Entries, place: tuple[int, int], portion: Fraction | None, taken: Fraction | None) -> None:
    if portion is None:
        entries.unknown.append(place)
    elif portion == 1:
        entries.whole.append(place)
    else:
        entries.parts.append((*place, portion))
        if taken is not None and taken != portion:
            entries.taken[place] = taken


def _explain(
    entries: _Entries, place: tuple[int, int], piece: Fragment, taken: Fraction | None, bases: frozenset[Basis]
) -> None:
    if taken is None:
        bases |= {Basis.NONE}
    elif taken != 1:
        entries.partly.append(place)
    elif piece.unchanged:
        return
    else:
        entries.moved.append(place)
        bases = bases if len(piece.shares) == 1 else frozenset({Basis.WHOLE})
    for basis in bases:
        entries.reasons[basis, taken is None].append(place)
