"""A·R: how much of each unit as it was counts in each unit of the chosen map.

Rows are units of the chosen map, columns are fragments. Nearly all entries are 1 and stand in a matrix of
integers; the parts of divided units are few and stay exact fractions; what is unknown has a matrix of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tongket.core.rollup.fragments import Fragment
from tongket.core.rollup.query import Query
from tongket.core.units.model import Basis

Matrix = Any  # scipy.sparse.csr_array, which has no types
Times = Mapping[tuple[int, int], Fraction | None]  # (place, since) → how much of that stretch counts there
ZERO, ONE = Fraction(0), Fraction(1)
KEPT = 8  # matrices: those weighed by time are as many as indicators, and seldom asked for again
LONG = 2**31  # numerators beyond this are kept as Python's own numbers


class Tree:
    """The chosen map by number: `lines[n]` are unit n and the units above it; `matrix` is A."""

    def __init__(self, query: Query) -> None:
        self.units = tuple(query.parents)
        self.number = {unit: n for n, unit in enumerate(self.units)}
        self.lines = [[self.number[above] for above in query.line(unit)] for unit in self.units]
        pairs = [(above, n) for n, line in enumerate(self.lines) for above in line]
        self.matrix = ones(pairs, (len(self.units), len(self.units)))


Pairs = NDArray[np.int64]  # [n, 2]: row, column


@dataclass(frozen=True, slots=True)
class Parts:
    """Entries that are neither 0 nor 1: numerators over one denominator, Python's own numbers where those are long."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    numerators: NDArray[Any]
    denominator: int

    @classmethod
    def of(cls, parts: Sequence[tuple[int, int, Fraction]]) -> Parts:
        """From (row, column, part)."""
        pairs = _array([(row, column) for row, column, _ in parts])
        return cls.at(pairs, [part for _, _, part in parts])

    @classmethod
    def at(cls, pairs: Pairs, parts: Sequence[Fraction]) -> Parts:
        """A part for each pair."""
        common = lcm(*{part.denominator for part in parts})
        numerators = [part.numerator * (common // part.denominator) for part in parts]
        return cls(pairs[:, 0], pairs[:, 1], _short(numerators), common)

    def only(self, stays: NDArray[np.bool_]) -> Parts:
        """Those in columns that stay."""
        kept = stays[self.columns]
        return Parts(self.rows[kept], self.columns[kept], self.numerators[kept], self.denominator)

    def and_(self, other: Parts) -> Parts:
        """Both, over one denominator."""
        common = lcm(self.denominator, other.denominator)
        numerators = [
            number * (common // some.denominator) for some in (self, other) for number in some.numerators.tolist()
        ]
        rows = np.concatenate([self.rows, other.rows])
        return Parts(rows, np.concatenate([self.columns, other.columns]), _short(numerators), common)

    def entries(self) -> Iterator[tuple[int, int, Fraction]]:
        """(row, column, part) of each."""
        columns = zip(self.rows.tolist(), self.columns.tolist(), self.numerators.tolist(), strict=True)
        for row, column, number in columns:
            yield row, column, Fraction(number, self.denominator)


@dataclass(frozen=True, slots=True)
class Spread:
    """A·R for one way of adding: entries that are 1, that are a part, that are unknown.

    Where time is weighed too, `taken` has the share alone of those entries that differ by it. `moved` and
    `partly` go by the share alone. `reasons` tells, by basis, the entries that stand on it; its second key
    is whether the entry is unknown.
    """

    whole: Matrix
    parts: Parts
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


class Spreads:
    """A·R in every way of adding that is asked for. `times` weighs places that have figures from before and after a
    change; not named is 1. What time does not weigh is worked out once for all of them.
    """

    def __init__(self, tree: Tree, pieces: tuple[Fragment, ...]) -> None:
        self.tree, self.pieces = tree, pieces
        self._feeding: dict[tuple[int, int], list[int]] = defaultdict(list)
        for column, piece in enumerate(pieces):
            for share in piece.shares:
                if share.new is not None:
                    self._feeding[tree.number[share.new], piece.since].append(column)
        self._timeless: dict[tuple[bool, bool], _Arrays] = {}
        self._known: dict[tuple[bool, bool, frozenset[tuple[tuple[int, int], Fraction | None]]], Spread] = {}

    def of(self, times: Times, *, divisible: bool, alone: bool) -> Spread:
        """`divisible`: a stated share divides the figure; else a divided unit counts only where all of it lies.

        `alone`: every unit has its own figures only (A is the identity).
        """
        key = (divisible, alone, frozenset(times.items()))
        if key not in self._known:
            way = (divisible, alone)
            if way not in self._timeless:
                self._timeless[way] = self._unweighed(way)
            arrays = self._weighed(self._timeless[way], times, way)
            if len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[key] = arrays.spread((len(self.tree.units), len(self.pieces)))
        return self._known[key]

    def _unweighed(self, way: tuple[bool, bool]) -> _Arrays:
        """Pieces with one place count whole there, and above it: a product of matrices."""
        single = [n for n, piece in enumerate(self.pieces) if len(piece.shares) == 1 and piece.shares[0].new]
        places = [self.tree.number[self.pieces[n].shares[0].new or ""] for n in single]
        columns, rows = np.array(single, dtype=np.int64), np.array(places, dtype=np.int64)
        if not way[1]:
            above = self.tree.matrix.tocsc()[:, rows].tocoo()
            rows, columns = above.row.astype(np.int64), columns[above.col]
        whole = np.stack([rows, columns], axis=1)
        moved = [n for n in single if not self.pieces[n].unchanged]
        reasons = {
            (basis, False): _within([n for n in moved if self.pieces[n].shares[0].basis is basis], whole)
            for basis in {self.pieces[n].shares[0].basis for n in moved}
        }
        none = _array([])
        arrays = _Arrays(whole, Parts.of([]), none, {}, _within(moved, whole), none, reasons)
        others = [n for n, piece in enumerate(self.pieces) if len(piece.shares) > 1]
        return arrays.replaced(others, self._entries(others, {}, way), len(self.pieces))

    def _weighed(self, arrays: _Arrays, times: Times, way: tuple[bool, bool]) -> _Arrays:
        """Nearly all weighed pieces count whole at one place: they drop out or become a part, together."""
        dropped, parts, lost, others = set[int](), dict[int, Fraction](), dict[int, Basis](), set[int]()
        for place, time in times.items():
            for column in self._feeding.get(place, ()):
                if len(self.pieces[column].shares) > 1:
                    others.add(column)
                elif time is None:
                    lost[column] = self.pieces[column].shares[0].basis
                elif time:
                    parts[column] = time
                else:
                    dropped.add(column)
        width, rest = len(self.pieces), sorted(others)
        arrays = arrays.without(dropped, width) if dropped else arrays
        arrays = arrays.parted(parts, width) if parts else arrays
        arrays = arrays.lost(lost, width) if lost else arrays
        return arrays.replaced(rest, self._entries(rest, times, way), width) if rest else arrays

    def _entries(self, columns: Iterable[int], times: Times, way: tuple[bool, bool]) -> _Entries:
        entries = _Entries()
        untimed = {key: weight and ONE for key, weight in times.items()}
        for column in columns:
            piece = self.pieces[column]
            portions = portions_of(self.tree, piece, times, divisible=way[0], alone=way[1])
            if not portions:
                continue
            shares = portions
            if untimed != times:
                shares = portions_of(self.tree, piece, untimed, divisible=way[0], alone=way[1])
            for row, (portion, bases) in portions.items():
                taken = shares[row][0] if portion is not None else None
                _enter(entries, (row, column), portion, taken)
                _explain(entries, (row, column), piece, taken, bases)
        return entries


@dataclass(frozen=True, slots=True)
class _Arrays:
    """Entries as arrays, which are put together faster than lists."""

    whole: Pairs
    parts: Parts
    unknown: Pairs
    taken: Mapping[tuple[int, int], Fraction]
    moved: Pairs
    partly: Pairs
    reasons: Mapping[tuple[Basis, bool], Pairs]

    @classmethod
    def of(cls, entries: _Entries) -> _Arrays:
        return cls(
            _array(entries.whole),
            Parts.of(entries.parts),
            _array(entries.unknown),
            entries.taken,
            _array(entries.moved),
            _array(entries.partly),
            {reason: _array(pairs) for reason, pairs in entries.reasons.items()},
        )

    def without(self, columns: Collection[int], width: int) -> _Arrays:
        """The entries in all other columns."""
        return self._only(_outside(columns, width))

    def parted(self, parts: Mapping[int, Fraction], width: int) -> _Arrays:
        """With a part of some columns that were whole; 1 leaves them so."""
        parts = {column: part for column, part in parts.items() if part != ONE}
        whole = _outside(parts, width)[self.whole[:, 1]]
        changed = self.whole[~whole]
        times = Parts.at(changed, [parts[column] for column in changed[:, 1].tolist()])
        taken = {**self.taken, **dict.fromkeys(map(tuple, changed.tolist()), ONE)}
        return replace(self, whole=self.whole[whole], parts=self.parts.and_(times), taken=taken)

    def lost(self, bases: Mapping[int, Basis], width: int) -> _Arrays:
        """Without knowing what of some columns counts that were whole."""
        left = self.without(bases, width)
        changed = self.whole[~_outside(bases, width)[self.whole[:, 1]]]
        of = np.array([bases[column].value for column in changed[:, 1].tolist()], dtype=str)
        reasons = {(basis, True): changed[of == basis.value] for basis in set(bases.values())}
        reasons[Basis.NONE, True] = changed
        return replace(
            left,
            unknown=np.concatenate([left.unknown, changed]),
            reasons=_together(left.reasons, reasons),
        )

    def replaced(self, columns: list[int], entries: _Entries, width: int) -> _Arrays:
        """With other entries in those columns."""
        left, new = self.without(columns, width), _Arrays.of(entries)
        return _Arrays(
            np.concatenate([left.whole, new.whole]),
            left.parts.and_(new.parts),
            np.concatenate([left.unknown, new.unknown]),
            {**left.taken, **new.taken},
            np.concatenate([left.moved, new.moved]),
            np.concatenate([left.partly, new.partly]),
            _together(left.reasons, new.reasons),
        )

    def _only(self, stays: NDArray[np.bool_]) -> _Arrays:
        """The entries in columns that stay."""

        def pairs(mine: Pairs) -> Pairs:
            return mine[stays[mine[:, 1]]]

        return _Arrays(
            pairs(self.whole),
            self.parts.only(stays),
            pairs(self.unknown),
            {key: taken for key, taken in self.taken.items() if stays[key[1]]},
            pairs(self.moved),
            pairs(self.partly),
            {reason: pairs(some) for reason, some in self.reasons.items()},
        )

    def spread(self, shape: tuple[int, int]) -> Spread:
        return Spread(
            whole=ones(self.whole, shape),
            parts=self.parts,
            unknown=ones(self.unknown, shape),
            taken=self.taken,
            moved=ones(self.moved, shape),
            partly=ones(self.partly, shape),
            reasons={reason: ones(pairs, shape) for reason, pairs in self.reasons.items()},
        )


def _outside(columns: Collection[int], width: int) -> NDArray[np.bool_]:
    outside = np.ones(width, dtype=bool)
    outside[list(columns)] = False
    return outside


def _within(columns: Sequence[int], pairs: Pairs) -> Pairs:
    return pairs[np.isin(pairs[:, 1], columns)]


def _together(
    some: Mapping[tuple[Basis, bool], Pairs], others: Mapping[tuple[Basis, bool], Pairs]
) -> dict[tuple[Basis, bool], Pairs]:
    none = _array([])
    return {reason: np.concatenate([some.get(reason, none), others.get(reason, none)]) for reason in {*some, *others}}


def _short(numbers: list[int]) -> NDArray[Any]:
    return np.array(numbers, dtype=object if max(map(abs, numbers), default=0) >= LONG else np.int64)


def _array(pairs: Sequence[tuple[int, int]]) -> Pairs:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def ones(pairs: Sequence[tuple[int, int]] | Pairs, shape: tuple[int, int]) -> Matrix:
    """A sparse matrix with 1 at those places."""
    rows, columns = np.asarray(pairs, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)


Portion = tuple[Fraction | None, frozenset[Basis]]  # the part that counts (None: unknown), and the bases inside


def portions_of(tree: Tree, piece: Fragment, times: Times, *, divisible: bool, alone: bool) -> dict[int, Portion]:
    """The units that a fragment reaches, with what of it counts there."""
    placed = [
        (tree.number[s.new], s.fraction if divisible or len(piece.shares) == 1 else None, s.basis)
        for s in piece.shares
        if s.new is not None
    ]
    weights = {times.get((place, piece.since), ONE) for place, _, _ in placed}
    if weights <= {ZERO}:
        return {}
    if len(piece.shares) == 1 and weights == {ONE}:
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
