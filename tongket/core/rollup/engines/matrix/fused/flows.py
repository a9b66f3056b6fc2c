"""The pass for what is asked most: flows of 32 bits, all of them reported or not, summed over time and units.

Rows that follow each other mostly count at the same place. So three periods are added side by side, row by row, into
one running total; what a run of rows adds is then a difference of two of its numbers. Each number holds four fields:
the sum above, and below it, in a few bits a period, how many rows were heard. It may run over, for the difference is
right all the same: the sum of a run fits into its field, and its rows are no more than a field of bits can count. No
value is branched on, eight rows are done at once, and nothing is written but the totals. It rests on a promise of
columns: what was not reported is zero (see `batches.Column`).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

from tongket.core.rollup.engines.matrix.fused.kernel import kept, pointer
from tongket.core.rollup.engines.matrix.fused.plan import LONGEST_RUN

PERIODS = 3  # side by side
FIELD = LONGEST_RUN.bit_length()  # bits
ALL = 2**FIELD - 1
AHEAD = 4096  # bytes: a page, for processors do not look ahead into the next one by themselves

_BIT, _BYTE, _INT, _LONG = (ir.IntType(bits) for bits in (1, 8, 32, 64))
_LANES = 8
_LONGS = ir.VectorType(_LONG, _LANES)


def _fixed(numbers: list[int], kind: ir.Type = _LONG) -> ir.Constant:
    return ir.Constant(ir.VectorType(kind, len(numbers)), [ir.Constant(kind, number) for number in numbers])


@intrinsic
def _run_up(typingctx: Any, columns: Any, bitmaps: Any, running: Any) -> Any:
    """Running totals of the rows of three columns, eight at once: `running[n + 1]` holds rows 0 to n. What is left of
    the rows, less than eight, is for the caller. Returns how many rows were done."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        def arrays(number: int) -> list[Any]:
            kind = signature.args[number].dtype
            items = [builder.extract_value(arguments[number], n) for n in range(PERIODS)]
            return [make_array(kind)(context, builder, item) for item in items]  # type: ignore[no-untyped-call]

        def at(pointer_: Any, index: Any, kind: ir.Type) -> Any:
            return builder.bitcast(builder.gep(pointer_, [index]), kind.as_pointer())

        values, bits = arrays(0), arrays(1)
        into = make_array(signature.args[2])(context, builder, arguments[2]).data  # type: ignore[no-untyped-call]
        fetching = ir.FunctionType(ir.VoidType(), [_BYTE.as_pointer(), _INT, _INT, _INT])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [_BYTE.as_pointer()], fetching)
        read, keep, data = ir.Constant(_INT, 0), ir.Constant(_INT, 3), ir.Constant(_INT, 1)
        none, last = ir.Constant(_LONGS, None), _fixed([_LANES - 1] * _LANES, _INT)
        before = cgutils.alloca_once(builder, _LONGS)  # type: ignore[no-untyped-call]
        builder.store(none, before)
        rounds = builder.lshr(builder.extract_value(values[0].shape, 0), ir.Constant(_LONG, _LANES.bit_length() - 1))
        with cgutils.for_range(builder, rounds, intp=_LONG) as loop:
            row = builder.mul(loop.index, ir.Constant(_LONG, _LANES))
            total = none
            for column in values:
                ahead = builder.add(row, ir.Constant(_LONG, AHEAD // 4))
                builder.call(fetch, [at(column.data, ahead, _BYTE), read, keep, data])
                value = builder.load(at(column.data, row, ir.VectorType(_INT, _LANES)), align=4)
                total = builder.add(total, builder.sext(value, _LONGS))
            total = builder.shl(total, _fixed([PERIODS * FIELD] * _LANES))
            for number, bitmap in enumerate(bits):
                heard = builder.bitcast(builder.load(at(bitmap.data, loop.index, _BYTE)), ir.VectorType(_BIT, _LANES))
                total = builder.add(total, builder.select(heard, _fixed([1 << FIELD * number] * _LANES), none))
            for by in (1, 2, 4):  # each of the eight with all before it
                moved = _fixed([max(0, _LANES + lane - by) if lane >= by else 0 for lane in range(_LANES)], _INT)
                total = builder.add(total, builder.shuffle_vector(none, total, moved))
            so_far = builder.load(before)
            place = at(into, builder.add(row, ir.Constant(_LONG, 1)), _LONGS)
            builder.store(builder.add(total, so_far), place, align=8)
            builder.store(builder.add(so_far, builder.shuffle_vector(total, none, last)), before)
        return builder.mul(rounds, ir.Constant(_LONG, _LANES))

    return types.int64(columns, bitmaps, running), build


@intrinsic
def _write(typingctx: Any, source: Any, target: Any) -> Any:
    """Copy an array past the caches, where it would only push out what is still needed. See `_settled`."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = zip(signature.args, arguments, strict=True)
        found = [make_array(kind)(context, builder, one) for kind, one in kinds]  # type: ignore[no-untyped-call]
        from_, to = (builder.bitcast(one.data, _BYTE.as_pointer()) for one in found)
        size = builder.mul(builder.extract_value(found[0].shape, 0), found[0].itemsize)
        line, whole = 64, _LONGS  # bytes of a line of the cache, and one as a vector
        to_line = builder.and_(builder.neg(builder.ptrtoint(to, _LONG)), ir.Constant(_LONG, line - 1))
        head = builder.select(builder.icmp_unsigned("<", to_line, size), to_line, size)
        lines = builder.udiv(builder.sub(size, head), ir.Constant(_LONG, line))
        past = builder.module.add_metadata([ir.Constant(_INT, 1)])
        copy = builder.module.declare_intrinsic("llvm.memcpy", [to.type, from_.type, _LONG])
        builder.call(copy, [to, from_, head, ir.Constant(_BIT, 0)])
        with cgutils.for_range(builder, lines, intp=_LONG) as loop:
            at = builder.add(head, builder.mul(loop.index, ir.Constant(_LONG, line)))
            one = builder.load(builder.bitcast(builder.gep(from_, [at]), whole.as_pointer()), align=1)
            place = builder.bitcast(builder.gep(to, [at]), whole.as_pointer())
            builder.store(one, place, align=line).set_metadata("nontemporal", past)
        done = builder.add(head, builder.mul(lines, ir.Constant(_LONG, line)))
        rest = [builder.gep(to, [done]), builder.gep(from_, [done]), builder.sub(size, done), ir.Constant(_BIT, 0)]
        builder.call(copy, rest)
        return context.get_dummy_value()

    return types.void(source, target), build


@intrinsic
def _settled(typingctx: Any) -> Any:
    """All that `_write` wrote can be read by other threads."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        builder.fence("seq_cst")
        return context.get_dummy_value()

    return types.void(), build


@numba.njit(nogil=True, inline="always")
def _column(step, there, rows, indicator, values_at, valid_at, blank):
    """The values of a step, and its bitmap. `blank`: no values, no bits and all bits, as long as any column."""
    nothing, nobody, everybody = blank
    address, size = values_at[step, indicator] if there else np.uint64(0), (rows + 7) >> 3
    if not address:
        return nothing[:rows], nobody[:size]
    values = numba.carray(pointer(address), (rows,), np.int32)
    if not valid_at[step, indicator]:
        return values, everybody[:size]
    return values, numba.carray(pointer(valid_at[step, indicator]), (size,), np.uint8)


@numba.njit(nogil=True, inline="always")
def _packed(values, bits, row, shift):
    """One row of a column, as `_run_up` packs it."""
    return (np.int64(values[row]) << (PERIODS * FIELD)) + (np.int64(bits[row >> 3] >> (row & 7) & 1) << shift)


@numba.njit(nogil=True, inline="always")
def _heard(packed):
    """Of how many rows; and the periods, a bit each."""
    one, two, three = packed & ALL, packed >> FIELD & ALL, packed >> 2 * FIELD & ALL
    periods = np.uint8(one != 0) | np.uint8(np.uint8(two != 0) << 1) | np.uint8(np.uint8(three != 0) << 2)
    return np.int32(one + two + three), periods


@numba.njit(nogil=True, inline="always")
def _sum(numbers, start, stop):
    total = np.int64(0)
    for number in range(start, stop):
        total += numbers[number]
    return total


@kept
def add_flows(
    tasks,  # [n, 2]: span, indicator
    span_from,  # [spans + 1]: steps of a span; a step is a period in a span
    step_map,  # [steps]: which map of rows
    map_rows,  # [maps]: how many rows
    run_start,
    run_stop,  # [maps, places]: rows; the places are all units, then all divided units. See `plan.Runs`
    more_from,  # [maps + 1]: further runs
    more_start,
    more_stop,
    more_place,
    fed_from,
    fed_to,  # divided units, and the places that they feed
    obliged,  # [maps, units]: 1 where anybody at a place had to report, else 0
    whole_to,
    whole_from,  # the lowest unit under which a divided unit lies wholly, if there is one; and that divided unit
    family_from,
    family_to,
    family_head,  # units in a row, and the unit right above them; the lowest first
    values_at,  # [steps, indicators]: addresses; 0 where there is no column
    valid_at,
    numbers,
    cells,
    reported,  # [spans, indicators, units]
    part_numbers,  # [spans, indicators, divided units]
):
    """Fill the totals of the tasks. Every sum is known beforehand to fit."""
    units, places, most = numbers.shape[2], run_start.shape[1], map_rows.max()
    nothing = np.zeros(most, dtype=np.int32)
    nobody, everybody = np.zeros((most + 7) >> 3, dtype=np.uint8), np.full((most + 7) >> 3, 255, dtype=np.uint8)
    blank = (nothing, nobody, everybody)
    running = np.zeros(most + 1, dtype=np.int64)
    packed, sums = np.zeros(places, dtype=np.int64), np.zeros(places, dtype=np.int64)
    heads, here = np.zeros(places, dtype=np.int32), np.zeros(places, dtype=np.uint8)
    there, missed = np.zeros(units, dtype=np.uint8), np.zeros(units, dtype=np.uint8)
    complete = np.zeros(units, dtype=np.int32)
    for task in range(len(tasks)):
        span, indicator = tasks[task, 0], tasks[task, 1]
        sums[:] = 0
        heads[:] = 0
        there[:] = 0
        missed[:] = 0
        step, stop = span_from[span], span_from[span + 1]
        while step < stop:
            of, many = step_map[step], 1
            while many < PERIODS and step + many < stop and step_map[step + many] == of:
                many += 1
            rows = map_rows[of]
            one, bits = _column(step, True, rows, indicator, values_at, valid_at, blank)
            two, bits_2 = _column(step + 1, many > 1, rows, indicator, values_at, valid_at, blank)
            three, bits_3 = _column(step + 2, many > 2, rows, indicator, values_at, valid_at, blank)
            for row in range(_run_up((one, two, three), (bits, bits_2, bits_3), running), rows):
                running[row + 1] = (
                    running[row]
                    + _packed(one, bits, row, 0)
                    + _packed(two, bits_2, row, FIELD)
                    + _packed(three, bits_3, row, 2 * FIELD)
                )
            starts, stops = run_start[of], run_stop[of]
            for place in range(places):  # apart from what follows, which is done eight at once
                packed[place] = running[stops[place]] - running[starts[place]]
            for place in range(places):
                rows_heard, periods = _heard(packed[place])
                sums[place] += packed[place] >> PERIODS * FIELD
                heads[place] += rows_heard
                here[place] = periods
            for run in range(more_from[of], more_from[of + 1]):
                place, more = more_place[run], running[more_stop[run]] - running[more_start[run]]
                rows_heard, periods = _heard(more)
                sums[place] += more >> PERIODS * FIELD
                heads[place] += rows_heard
                here[place] |= periods
            for fed in range(len(fed_to)):
                here[fed_to[fed]] |= here[fed_from[fed]]
            all_of_them = np.uint8((1 << many) - 1)
            for unit in range(units):
                there[unit] |= obliged[of, unit]
                missed[unit] |= obliged[of, unit] & np.uint8(here[unit] != all_of_them)
            step += many
        for unit in range(units):
            complete[unit] = there[unit] & ~missed[unit]
        for whole in range(len(whole_to)):
            sums[whole_to[whole]] += sums[whole_from[whole]]
            heads[whole_to[whole]] += heads[whole_from[whole]]
        for number in range(len(family_head)):
            head, start, end = family_head[number], family_from[number], family_to[number]
            sums[head] += _sum(sums, start, end)
            heads[head] += np.int32(_sum(heads, start, end))
            complete[head] += np.int32(_sum(complete, start, end))
        part_numbers[span, indicator] = sums[units:]
        _write(sums[:units], numbers[span, indicator])
        _write(heads[:units], cells[span, indicator])
        _write(complete, reported[span, indicator])
    _settled()
