"""Spans with one layout: where their columns lie, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
_OBLIGED, _KEEPS_LAST = 10, 16  # where they stand among the arguments of `roll_up`
_WORTH_A_THREAD = 200_000  # values: starting a thread costs as much as adding up so many


class Group:
    """Totals by span (of this group), indicator and unit: `numbers`, in units of 10^-decimals and without those parts
    of divided units that are fractions; `cells`, the values behind each; `reported`; `expected` and `by_list`,
    which have no columns where no codes were kept. `said` goes by slot (see `tell`), `part_numbers` by divided unit.
    """

    def __init__(self, plan: Plan, spans: tuple[int, ...], indicators: tuple[str, ...], keeps_last: Ints) -> None:
        self.plan, self.spans, self.indicators, self.keeps_last = plan, spans, indicators, keeps_last
        self.layout: Layout = plan.layouts[spans[0]]
        self.steps = [step for span in spans for step in plan.steps[span]]
        self.span_from = np.cumsum([0, *(len(plan.steps[span]) for span in spans)], dtype=np.int64)
        self.span_of = [n for n, span in enumerate(spans) for _ in plan.steps[span]]
        self.steps_of: dict[str, list[int]] = {}
        for number, step in enumerate(self.steps):
            self.steps_of.setdefault(step.period, []).append(number)
        self.number = {name: n for n, name in enumerate(indicators)}
        shape = (len(self.steps), len(indicators))
        self.values_at, self.valid_at, self.states_at = (np.zeros(shape, dtype=np.uint64) for _ in range(3))
        self.widths, self.largest = np.zeros(shape, dtype=np.uint8), np.zeros(shape)
        self.sure, self.plain = (np.zeros((len(spans), len(indicators)), dtype=bool) for _ in range(2))
        self.keep: dict[tuple[int, str], Columns] = {}
        self.digests: list[str] = []  # of the units of each step, as they were read last
        self.numbers, self.expected = np.empty((0, 0, 0), dtype=np.int64), np.empty((0, 0, 0), dtype=np.int32)
        self._expected: dict[int, Ints] = {}

    def read(self, source: ColumnSource) -> None:
        """Find all columns and add everything up."""
        for address in (self.values_at, self.valid_at, self.states_at):
            address[:] = 0
        self.keep.clear()
        batches = [source.batch(step.period) or _NOTHING for step in self.steps]
        for number, batch in enumerate(batches):
            self._look(number, batch, self.indicators)
        digests = [batch.units_digest for batch in batches]
        if digests != self.digests:
            self._fix(batches)
            self.digests = digests
        self._allocate()
        self.fill(range(len(self.indicators)))

    def refresh(self, source: ColumnSource, period: str, changed: Sequence[int]) -> bool:
        """Take in what is new in a period. False where more has changed than values: then everything is read anew."""
        batch = source.batch(period) or _NOTHING
        names = tuple(self.indicators[n] for n in changed)
        touched = []
        for number in self.steps_of[period]:
            if batch.units_digest != self.digests[number]:
                return False
            self._look(number, batch, names)
            if not self.expected.shape[2] and self.states_at[number, changed].any():
                return False
            touched.append(self.span_of[number])
        self.fill(changed, touched)
        return True

    def _look(self, number: int, batch: Batch, names: tuple[str, ...]) -> None:
        if batch is _NOTHING or not names:
            return
        found = batch.columns_of(names)
        at = _at([self.number[name] for name in names], len(self.indicators))
        self.values_at[number, at], self.valid_at[number, at] = found.values_at, found.valid_at
        self.states_at[number, at], self.widths[number, at] = found.states_at, found.widths
        self.largest[number, at] = found.largest * max(1, len(batch.units))
        self.keep[number, "" if len(names) == len(self.indicators) else "\0".join(names)] = found

    def _fix(self, batches: Sequence[Batch]) -> None:
        """What the kernels are told beside the columns: it follows from the units of the batches."""
        keys: dict[tuple[Any, ...], int] = {}
        rows: list[Rows] = []
        step_map: list[int] = []
        for step, batch in zip(self.steps, batches, strict=True):
            key = (step.key, batch.units_digest)
            if key not in keys:
                keys[key] = len(rows)
                rows.append(self.layout.rows_of(step.key, batch))
            step_map.append(keys[key])
        of, none, units = self.layout, np.zeros(0, dtype=np.uint32), self.layout.units
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
            np.array([of.obliged[key] for key, _ in keys], dtype=np.int64).reshape(-1, units),
            self.plan.up_from,
            self.plan.up_to,
            np.ascontiguousarray(extra[:, 0]),
            np.ascontiguousarray(extra[:, 1]),
            np.array(list(of.parts), dtype=np.int64),
            self.keeps_last,
            of.stretched,
            np.array(counted, dtype=np.int64),
        )
        runs = [each.runs for each in rows]
        shape = (len(rows), units + len(of.parts))
        feeds = [
            (units + number, feed)
            for slot, number in of.parts.items()
            for feed in of.feeds_to[of.feeds_from[slot] : of.feeds_from[slot + 1]].tolist()
        ]
        fed = np.array(feeds, dtype=np.int64).reshape(-1, 2)
        wholly = np.array(self._wholly_under(), dtype=np.int64).reshape(-1, 2)
        self.flows = (
            self.span_from,
            self.fixed[1],
            np.array([len(each.piece) for each in rows], dtype=np.int64),
            np.array([each.start for each in runs], dtype=np.uint32).reshape(shape),
            np.array([each.stop for each in runs], dtype=np.uint32).reshape(shape),
            np.cumsum([0, *(len(each.more_start) for each in runs)], dtype=np.int64),
            np.concatenate([none, *(each.more_start for each in runs)]).astype(np.uint32),
            np.concatenate([none, *(each.more_stop for each in runs)]).astype(np.uint32),
            np.concatenate([none, *(each.more_place for each in runs)]).astype(np.uint32),
            *(np.ascontiguousarray(fed[:, n], dtype=np.uint32) for n in range(2)),
            (np.asarray(self.fixed[_OBLIGED]) > 0).astype(np.uint8),
            *(np.ascontiguousarray(wholly[:, n], dtype=np.uint32) for n in range(2)),
            self.plan.family_from.astype(np.uint32),
            self.plan.family_to.astype(np.uint32),
            self.plan.family_head.astype(np.uint32),
        )

    def _wholly_under(self) -> list[tuple[int, int]]:
        """The lowest unit that has all of a divided unit, and the place of the divided unit. All units above that one
        have all of it too: it reaches them with what is added up the tree."""
        lowest: dict[int, int] = {}
        for row, slot in self.layout.extra:
            if slot not in lowest or self.plan.depth[row] > self.plan.depth[lowest[slot]]:
                lowest[slot] = row
        return [(row, self.layout.units + self.layout.parts[slot]) for slot, row in lowest.items()]

    def _allocate(self) -> None:
        shape, units = (len(self.spans), len(self.indicators)), len(self.plan.tree.units)
        slots, coded = len(self.layout.slot_place), units if self.states_at.any() else 0
        if self.numbers.shape == (*shape, units) and self.expected.shape[2] == coded:
            return  # the same memory again: new pages cost more than the sums that go into them
        self.numbers = np.empty((*shape, units), dtype=np.int64)
        self.cells, self.reported = (np.empty((*shape, units), dtype=np.int32) for _ in range(2))
        self.expected, self.by_list = (np.empty((*shape, coded), dtype=np.int32) for _ in range(2))
        self.told, self.coded = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        self.said = np.empty((*shape, slots + 1), dtype=np.uint8)  # the last for rows that do not count
        self.part_numbers = np.empty((*shape, len(self.layout.parts)), dtype=np.int64)

    def fill(self, indicators: Sequence[int], spans: Sequence[int] | None = None) -> None:
        """Add up those indicators of those spans; sums that may be too large for 64 bits are left out."""
        add_flows, roll_up = _compiled()
        which = range(len(self.spans)) if spans is None else spans
        self._judge(indicators, which)
        # By span: columns that follow each other in memory are read one after the other.
        everything = spans is None and len(indicators) == len(self.indicators)
        found = np.argwhere(self.sure) if everything else [(n, i) for n in which for i in indicators if self.sure[n, i]]
        tasks = np.array(found, dtype=np.int64).reshape(-1, 2)
        at = (tasks[:, 0], tasks[:, 1])
        slow = ~self.plain[at]
        self.told[at], self.coded[at] = slow, slow & bool(self.expected.shape[2])
        where = (self.values_at, self.valid_at)
        results = (self.numbers, self.cells, self.reported)
        if slow.any():
            columns, more = self._columns(), (self.expected, self.by_list, self.said, self.part_numbers)
            self._shared(tasks[slow], lambda some: roll_up(some, *self.fixed, *columns, *results, *more))
            tasks = tasks[~slow]
        self._shared(tasks, lambda some: add_flows(some, *self.flows, *where, *results, self.part_numbers))

    def tell(self, span: int, indicator: int) -> Ints:
        """What each slot said: `add_flows` does not write it down, for few ask."""
        said = self.said[span : span + 1, indicator : indicator + 1]
        if not self.told[span, indicator]:
            units = len(self.plan.tree.units)
            sums = (np.empty((1, 1, units), dtype=kind) for kind in (np.int64, np.int32, np.int32))
            counts = (np.empty((1, 1, 0), dtype=np.int32) for _ in range(2))
            parts = np.empty((1, 1, len(self.layout.parts)), dtype=np.int64)
            fixed = list(self.fixed)
            fixed[0], fixed[_KEEPS_LAST] = self.span_from[span : span + 2], self.keeps_last[indicator : indicator + 1]
            columns = self._columns(indicator)
            _compiled()[1](np.zeros((1, 2), dtype=np.int64), *fixed, *columns, *sums, *counts, said, parts)
            self.told[span, indicator] = True
        return np.asarray(said[0, 0, :-1])

    def _columns(self, only: int | None = None) -> tuple[Ints, ...]:
        """Where the columns lie: of all indicators, or of one."""
        all_ = (self.values_at, self.widths, self.valid_at, self.states_at)
        return all_ if only is None else tuple(np.ascontiguousarray(each[:, only : only + 1]) for each in all_)

    def _shared(self, tasks: Ints, work: Callable[[Ints], None]) -> None:
        """By as many threads as the work is worth."""
        if not len(tasks):
            return
        from tongket.core.rollup.engines.matrix.fused.kernel import threads  # noqa: PLC0415 (large questions)

        values = len(tasks) * self.rows // max(1, len(self.spans))
        many = min(threads(), values // _WORTH_A_THREAD)
        if many <= 1:
            work(tasks)
            return
        with ThreadPoolExecutor(many) as pool:
            list(pool.map(work, np.array_split(tasks, many * 4)))

    def _judge(self, indicators: Sequence[int], spans: Iterable[int]) -> None:
        """Which sums surely stay in the exact range, whatever the values; and which of them `add_flows` can do: flows
        in 32 bits, reported or not and no more. By span and indicator."""
        some = _at(indicators, len(self.indicators))
        for span in spans:
            steps = slice(self.span_from[span], self.span_from[span + 1])
            self.sure[span, some] = self.largest[steps, some].sum(axis=0) < SAFE
            odd = (self.states_at[steps, some] != 0) | (self.widths[steps, some] > 4)
            self.plain[span, some] = ~odd.any(axis=0) & (self.keeps_last[some] == 0)

    def by_list_of(self, span: int, indicator: int) -> Ints:
        """How many places are zero by list only, by unit."""
        if self.coded[span, indicator]:
            return np.asarray(self.by_list[span, indicator])
        return np.zeros(len(self.plan.tree.units), dtype=np.int32)

    def expected_of(self, span: int, indicator: int) -> Ints:
        """How many places had to report that indicator, by unit."""
        if self.coded[span, indicator]:
            return np.asarray(self.expected[span, indicator])
        if span not in self._expected:
            there = sum(self.layout.obliged[step.key] for step in self.plan.steps[self.spans[span]])
            self._expected[span] = np.asarray(self.plan.tree.matrix @ (np.asarray(there) > 0).astype(np.int64))
        return self._expected[span]


def _at(numbers: Sequence[int], all_: int) -> slice | list[int]:
    """Those of so many: a slice where it can be one, for that is quicker."""
    if len(numbers) == all_:
        return slice(None)
    return slice(numbers[0], numbers[0] + 1) if len(numbers) == 1 else list(numbers)


def _compiled() -> tuple[Any, Any]:
    """`add_flows` and `roll_up`, imported for large questions alone."""
    from tongket.core.rollup.engines.matrix.fused.flows import add_flows  # noqa: PLC0415
    from tongket.core.rollup.engines.matrix.fused.kernel import roll_up  # noqa: PLC0415

    return add_flows, roll_up


def _no_columns(names: tuple[str, ...]) -> Columns:
    none = np.zeros(len(names), dtype=np.uint64)
    return Columns(none, none, none, none.astype(np.uint8), none.astype(float), None)


_NOTHING = Batch((), "", _no_columns)
