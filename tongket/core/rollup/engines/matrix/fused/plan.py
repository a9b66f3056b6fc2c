"""What follows from the question alone: which row of which period counts where, for as many spans as wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.answer import Answer
from tongket.core.rollup.batches import Batch
from tongket.core.rollup.engines.matrix.combine import Frame, run_in
from tongket.core.rollup.engines.matrix.spread import Times, Tree, portions_of
from tongket.core.rollup.fragments import Fragment, fragments, unplaced
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import Source
from tongket.core.units.model import Basis

Ints = NDArray[Any]
LONGEST_RUN = 63  # rows: how many of them were heard is then a number of six bits
HAS, BLANK = 1, 2  # bits of what a slot said: a value; *nothing to report*
_Key = tuple[tuple[int, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Runs:
    """Rows after each other that count at one place, from `start` to `stop`, by place; a divided unit is a place of its
    own, after all units. A place without rows begins and ends at 0; what is left where one has several, or a longer
    run, is in `more_start`, `more_stop` and `more_place`.
    """

    start: Ints
    stop: Ints
    more_start: Ints
    more_stop: Ints
    more_place: Ints


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one kind of batch: the piece of each (the number of pieces where it does not count), its slot."""

    piece: Ints
    slot: Ints
    runs: Runs


@dataclass(frozen=True, slots=True)
class Portion:
    """What of a divided unit (a slot) counts in a unit above or at one of its parts; None is unknown."""

    slot: int
    part: Fraction | None
    bases: frozenset[Basis]


@dataclass
class Layout:
    """Pieces and slots of spans in which the same maps and obligations follow each other.

    A slot is a place for a stretch of time and a reason, or one divided unit (its place is -1). `extra` are the
    units under which a divided unit lies wholly, though none of its places does. `reasons[slot]` is None for
    units that stand on the map as they were.
    """

    units: int  # of the map
    pieces: tuple[Fragment, ...]
    unplaced: tuple[str, ...]
    piece_slot: Ints
    slot_place: Ints
    slot_since: Ints
    reasons: tuple[Basis | None, ...]
    feeds_from: Ints
    feeds_to: Ints
    extra: tuple[tuple[int, int], ...]
    parts: dict[int, int]  # slot of a divided unit → its number among them
    divided: tuple[Fragment, ...]
    portions: dict[int, list[Portion]]  # by unit
    stretched: bool
    obliged: dict[tuple[int, frozenset[str]], Ints]  # pieces that had to report, by place
    piece_of: dict[tuple[int, frozenset[str]], dict[str, int]]
    rows: dict[tuple[int, frozenset[str], str], Rows] = field(default_factory=dict)
    below: dict[int, Ints] = field(default_factory=dict)
    frame: Frame | None = None

    def rows_of(self, key: tuple[int, frozenset[str]], batch: Batch) -> Rows:
        """Which piece each row of a batch is; worked out once for all batches with the same units."""
        known = self.rows.get((*key, batch.units_digest))
        if known is None:
            piece_of, none = self.piece_of[key], len(self.pieces)
            piece = np.array([piece_of.get(unit, none) for unit in batch.units], dtype=np.uint32)
            slot = self.piece_slot[piece]
            known = self.rows[*key, batch.units_digest] = Rows(piece, slot.astype(np.uint32), self._runs(slot))
        return known

    def _runs(self, slot: Ints) -> Runs:
        """Rows that do not count are in none of them; a run that is too long for its count of bits is cut."""
        place_of = np.append(self.slot_place, -1)
        place_of[list(self.parts)] = [self.units + part for part in self.parts.values()]
        place = place_of[slot]
        edges = np.flatnonzero(np.diff(place, prepend=-2, append=-2))
        start, stop = edges[:-1], edges[1:]
        counts = place[start] >= 0
        start, stop = start[counts], stop[counts]
        pieces = -(-(stop - start) // LONGEST_RUN)
        nth = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        start = np.repeat(start, pieces) + LONGEST_RUN * nth
        stop = np.minimum(start + LONGEST_RUN, np.repeat(stop, pieces))
        found, first = np.unique(place[start], return_index=True)
        by_place = np.zeros((2, self.units + len(self.parts)), dtype=np.int64)
        by_place[0, found], by_place[1, found] = start[first], stop[first]
        start, stop = np.delete(start, first), np.delete(stop, first)
        return Runs(by_place[0], by_place[1], start, stop, place[start])


@dataclass(frozen=True, slots=True)
class Step:
    """A period of a span, with the map that was in force and who had to report."""

    period: str
    key: tuple[int, frozenset[str]]


class Plan:
    """A query for several spans of time, each as if it were asked alone. WrongQuery where one asks for more."""

    def __init__(self, query: Query, spans: Sequence[Sequence[str]]) -> None:
        self.query, self.spans = query, tuple(tuple(span) for span in spans)
        self.queries = tuple(query.during(span) for span in self.spans)
        self.tree = Tree(query)
        lowest_first = sorted(range(len(self.tree.units)), key=lambda n: -len(self.tree.lines[n]))
        edges = [(n, self.tree.lines[n][1]) for n in lowest_first if len(self.tree.lines[n]) > 1]
        self.up_from, self.up_to = (np.array(edges, dtype=np.int64).reshape(-1, 2).T).copy()
        # The same by the unit above: units in a row (their numbers follow each other) that lie right below one.
        self.depth = np.array([len(line) for line in self.tree.lines], dtype=np.int64)
        order = np.lexsort((self.up_from, self.up_to, -self.depth[self.up_from]))
        below, above = self.up_from[order], self.up_to[order]
        begins = np.flatnonzero((np.diff(above, prepend=-1) != 0) | (np.diff(below, prepend=-1) != 1))
        ends = np.append(begins, len(below))[1:] - 1
        self.family_from, self.family_to, self.family_head = below[begins], below[ends] + 1, above[begins]
        self.steps: list[list[Step]] = []
        self.layouts: list[Layout] = []
        made: dict[_Key, Layout] = {}
        era_of = {period: number for number, era in enumerate(query.eras) for period in era.periods}
        for asked in self.queries:
            steps = [Step(p, (era_of[p], asked.obliged_in(p))) for p in asked.periods]
            key = tuple(dict.fromkeys(step.key for step in steps))
            if key not in made:
                made[key] = self._layout(asked, steps)
            self.steps.append(steps)
            self.layouts.append(made[key])

    def slots_below(self, layout: Layout, unit: int) -> Ints:
        """The slots of a unit and of all units below it, divided units aside."""
        known = layout.below.get(unit)
        if known is None:
            inside = np.array([unit in line for line in self.tree.lines], dtype=bool)
            known = layout.below[unit] = np.flatnonzero((layout.slot_place >= 0) & inside[layout.slot_place])
        return known

    def portions(self, slot: int, piece: Fragment, times: Times) -> Iterator[tuple[int, Portion]]:
        """The units that a divided unit reaches, with what of it counts there."""
        for row, (part, bases) in portions_of(self.tree, piece, times, divisible=True, alone=False).items():
            reasons = bases if part is not None and part != 1 else {Basis.WHOLE} if part else bases | {Basis.NONE}
            yield row, Portion(slot, part, frozenset(reasons))

    def beside(self, span: int, query: Query, source: Source) -> Answer:
        """The sparse products' answer to a span, for some of its indicators."""
        layout = self.layouts[span]
        layout.frame = layout.frame or Frame(self.tree, layout.pieces)
        return run_in(layout.frame, query, source, self._pieces_in(span))

    def _pieces_in(self, span: int) -> tuple[Fragment, ...]:
        """The pieces of a span's layout, with the periods of that span in which they had to report."""
        layout, periods = self.layouts[span], defaultdict[int, list[str]](list)
        for step in self.steps[span]:
            for number in layout.piece_of[step.key].values():
                periods[number].append(step.period)
        return tuple(replace(piece, periods=tuple(periods[n])) for n, piece in enumerate(layout.pieces))

    def _layout(self, asked: Query, steps: list[Step]) -> Layout:
        first = {step.key: step.period for step in reversed(steps)}
        sample = asked.during(tuple(p for p in asked.periods if p in first.values()))
        pieces = fragments(sample)
        slots = _Slots(self.tree)
        piece_slot = np.array([*(slots.slot(n, piece) for n, piece in enumerate(pieces)), 0], dtype=np.int64)
        piece_slot[-1] = len(slots.place)  # for what does not count
        piece_slot[piece_slot == -1] = len(slots.place)
        feeding = [sorted(feeds) for feeds in slots.feeds]
        divided = tuple(pieces[piece] for piece in slots.parts.values())
        portions: dict[int, list[Portion]] = {}
        for slot, piece in zip(slots.parts, divided, strict=True):
            for row, portion in self.portions(slot, piece, {}):
                portions.setdefault(row, []).append(portion)
        stretched = _stretched(pieces, self.tree)
        obliged, piece_of = {}, {}
        for key, period in first.items():
            present = [(n, piece) for n, piece in enumerate(pieces) if period in piece.periods]
            piece_of[key] = {piece.unit: n for n, piece in present}
            obliged[key] = np.zeros(len(self.tree.units), dtype=np.int64)
            places = [self.tree.number[s.new] for _, piece in present for s in piece.shares if s.new is not None]
            np.add.at(obliged[key], np.array(places, dtype=np.int64), 1)
        return Layout(
            units=len(self.tree.units),
            pieces=pieces,
            unplaced=unplaced(pieces),
            piece_slot=piece_slot,
            slot_place=np.array(slots.place, dtype=np.int64),
            slot_since=np.array(slots.since, dtype=np.int64),
            reasons=tuple(slots.reasons),
            feeds_from=np.cumsum([0, *map(len, feeding)], dtype=np.int64),
            feeds_to=np.array([place for feeds in feeding for place in feeds], dtype=np.int64),
            extra=tuple((row, one.slot) for row, found in portions.items() for one in found if one.part == 1),
            parts={slot: number for number, slot in enumerate(slots.parts)},
            divided=divided,
            portions=portions,
            stretched=stretched,
            obliged=obliged,
            piece_of=piece_of,
        )


class _Slots:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.place: list[int] = []
        self.since: list[int] = []
        self.reasons: list[Basis | None] = []
        self.feeds: list[set[int]] = []
        self.parts: dict[int, int] = {}
        self._known: dict[tuple[int, int, Basis | None], int] = {}

    def slot(self, number: int, piece: Fragment) -> int:
        """The slot of a piece; -1 for one that counts nowhere."""
        placed = [(self.tree.number[share.new], share) for share in piece.shares if share.new is not None]
        if not placed:
            return -1
        if len(piece.shares) > 1:
            self.parts[len(self.place)] = number
            return self._new(-1, piece.since, Basis.NONE, {place for place, _ in placed})
        place, share = placed[0]
        key = (place, piece.since, None if piece.unchanged else share.basis)
        if key not in self._known:
            self._known[key] = self._new(*key, {place})
        return self._known[key]

    def _new(self, place: int, since: int, reason: Basis | None, feeds: set[int]) -> int:
        self.place.append(place)
        self.since.append(since)
        self.reasons.append(reason)
        self.feeds.append(feeds)
        return len(self.place) - 1


def _stretched(pieces: tuple[Fragment, ...], tree: Tree) -> bool:
    """Whether a place is fed by units of before and of after a change."""
    since: dict[int, int] = {}
    for piece in pieces:
        for share in piece.shares:
            if share.new is not None and since.setdefault(tree.number[share.new], piece.since) != piece.since:
                return True
    return False
