"""Spans with one layout: where their columns lie, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.batches import Batch, Columns, ColumnSource
from tongket.core.rollup.engines.matrix.columns import SAFE
from tongket.core.rollup.engines.matrix.fused.plan import Layout, Plan, Rows
from tongket.core.rollup.model import State
from tongket.core.rollup.tables import STATES

Ints = NDArray[Any]
_WORTH_A_THREAD = 200_000  # values: starting a thread costs as much as adding up so many


class Group:
    """Totals by span (of this group), indicator and unit: `numbers`, in units of 10^-decimals and without those parts
    of divided units that are fractions; `cells`, the values behind each; `reported`; `expected` and `by_list`,
    which have no columns where no codes were kept. `said` goes by slot, `part_numbers` by divided unit.
    """

    def __init__(self, plan: Plan, spans: tuple[int, ...], indicators: tuple[str, ...], keeps_last: Ints) -> None:
        self.plan, self.spans, self.indicators, self.keeps_last = plan, spans, indicators, keeps_last
        self.layout: Layout = plan.layouts[spans[0]]
        self.steps = [step for span in spans for step in plan.steps[span]]
        self.span_from = np.cumsum([0, *(len(plan.steps[span]) for span in spans)], dtype=np.int64)
        shape = (len(self.steps), len(indicators))
        self.values_at, self.valid_at, self.states_at = (np.zeros(shape, dtype=np.uint64) for _ in range(3))
        self.widths, self.largest = np.zeros(shape, dtype=np.uint8), np.zeros(shape)
        self.keep: dict[tuple[int, str], Columns] = {}
        self.digests = [""] * len(self.steps)
        self.numbers, self.expected = np.empty((0, 0, 0), dtype=np.int64), np.empty((0, 0, 0), dtype=np.int32)
        self._expected: dict[int, Ints] = {}

    def read(self, source: ColumnSource) -> None:
        """Find all columns and add everything up."""
        keys: dict[tuple[Any, ...], int] = {}
        rows: list[Rows] = []
        step_map: list[int] = []
        for number, step in enumerate(self.steps):
            batch = source.batch(step.period) or _NOTHING
            key = (step.key, batch.units_digest)
            if key not in keys:
                keys[key] = len(rows)
                rows.append(self.layout.rows_of(step.key, batch))
            step_map.append(keys[key])
            self._look(number, batch, self.indicators)
        self._fix(step_map, rows, [key[0] for key in keys])
        self._allocate()
        self.fill(range(len(self.indicators)))

    def refresh(self, source: ColumnSource, period: str, changed: Sequence[int]) -> bool:
        """Take in what is new in a period. False where more has changed than values: then everything is read anew."""
        batch = source.batch(period) or _NOTHING
        names = tuple(self.indicators[n] for n in changed)
        touched = []
        for number, step in enumerate(self.steps):
            if step.period == period:
                if batch.units_digest != self.digests[number]:
                    return False
                self._look(number, batch, names)
                touched.append(int(np.searchsorted(self.span_from, number, side="right")) - 1)
        if self.states_at.any() and not self.expected.shape[2]:
            return False
        self.fill(changed, touched)
        return True

    def _look(self, number: int, batch: Batch, names: tuple[str, ...]) -> None:
        self.digests[number] = batch.units_digest
        if batch is _NOTHING or not names:
            return
        found = batch.columns_of(names)
        at = slice(None) if len(names) == len(self.indicators) else [self.indicators.index(name) for name in names]
        self.values_at[number, at], self.valid_at[number, at] = found.values_at, found.valid_at
        self.states_at[number, at], self.widths[number, at] = found.states_at, found.widths
        self.largest[number, at] = found.largest * max(1, len(batch.units))
        self.keep[number, "" if len(names) == len(self.indicators) else "\0".join(names)] = found

    def _fix(self, step_map: list[int], rows: list[Rows], keys: list[Any]) -> None:
        of, none = self.layout, np.zeros(0, dtype=np.uint32)
        extra = np.array(of.extra, dtype=np.int64).reshape(-1, 2)
        counted = [state in self.plan.query.reported and state is not State.NOT_APPLICABLE for state in STATES]
        self.rows = sum(len(rows[number].piece) for number in step_map)
        self.fixed = (
            self.span_from,
            np.array(step_map, dtype=np.int64),
            np.cumsum([0, *(len(r.piece) for r in rows)], dtype=np.int64),
            np.concatenate([none, *(r.piece for r in rows)]),
            np.concatenate([none, *(r.slot for r in rows)]),
            of.piece_slot,
            of.slot_place,
            of.slot_since,
            of.feeds_from,
            of.feeds_to,
            np.array([of.obliged[key] for key in keys], dtype=np.int64).reshape(-1, len(self.plan.tree.units)),
            self.plan.up_from,
            self.plan.up_to,
            np.ascontiguousarray(extra[:, 0]),
            np.ascontiguousarray(extra[:, 1]),
            np.array(list(of.parts), dtype=np.int64),
            self.keeps_last,
            of.stretched,
            np.array(counted, dtype=np.int64),
        )

    def _allocate(self) -> None:
        shape, units = (len(self.spans), len(self.indicators)), len(self.plan.tree.units)
        slots, coded = len(self.layout.slot_place), units if self.states_at.any() else 0
        if self.numbers.shape == (*shape, units) and self.expected.shape[2] == coded:
            return  # the same memory again: new pages cost more than the sums that go into them
        self.numbers = np.empty((*shape, units), dtype=np.int64)
        self.cells, self.reported = (np.empty((*shape, units), dtype=np.int32) for _ in range(2))
        self.expected, self.by_list = (np.empty((*shape, coded), dtype=np.int32) for _ in range(2))
        self.said = np.empty((*shape, slots + 1), dtype=np.uint8)  # the last for rows that do not count
        self.part_numbers = np.empty((*shape, len(self.layout.parts)), dtype=np.int64)

    def fill(self, indicators: Sequence[int], spans: Sequence[int] | None = None) -> None:
        """Add up those indicators of those spans; sums that may be too large for 64 bits are left out."""
        from tongket.core.rollup.engines.matrix.fused.kernel import roll_up, threads  # noqa: PLC0415 (large questions)

        which = range(len(self.spans)) if spans is None else spans
        sure = self.sure
        tasks = np.array([(n, i) for i in indicators for n in which if sure[n, i]], dtype=np.int64).reshape(-1, 2)
        where = (self.values_at, self.widths, self.valid_at, self.states_at)
        results = (self.numbers, self.cells, self.reported, self.expected, self.by_list, self.said, self.part_numbers)

        def work(some: Ints) -> None:
            roll_up(some, *self.fixed, *where, *results)

        values = len(tasks) * self.rows // max(1, len(self.spans))
        many = min(threads(), values // _WORTH_A_THREAD)
        if many <= 1:
            work(tasks)
            return
        with ThreadPoolExecutor(many) as pool:
            list(pool.map(work, np.array_split(tasks, many * 4)))

    @property
    def sure(self) -> NDArray[np.bool_]:
        """By span and indicator: whether no sum can leave the exact range, whatever the values."""
        bounds = np.add.reduceat(np.vstack([self.largest, np.zeros((1, len(self.indicators)))]), self.span_from[:-1])
        return np.asarray(bounds < SAFE)

    def expected_of(self, span: int, indicator: int) -> Ints:
        """How many places had to report that indicator, by unit."""
        if self.expected.shape[2]:
            return np.asarray(self.expected[span, indicator])
        if span not in self._expected:
            there = sum(self.layout.obliged[step.key] for step in self.plan.steps[self.spans[span]])
            self._expected[span] = np.asarray(self.plan.tree.matrix @ (np.asarray(there) > 0).astype(np.int64))
        return self._expected[span]


def _no_columns(names: tuple[str, ...]) -> Columns:
    none = np.zeros(len(names), dtype=np.uint64)
    return Columns(none, none, none, none.astype(np.uint8), none.astype(float), None)


_NOTHING = Batch((), "", _no_columns)
