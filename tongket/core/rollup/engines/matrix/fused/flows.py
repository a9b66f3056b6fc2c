"""The pass for what is asked most: flows of 32 bits, all of them reported or not, summed over time and units.

Rows that follow each other mostly count at the same place. So three periods are added side by side, row by row, into
one running total; what a run of rows adds is then a difference of two of its numbers, and how many of its rows were
heard a count of bits. No value is branched on, and nothing is written but the totals. It rests on a promise of columns:
what was not reported is zero (see `batches.Column`).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

from tongket.core.rollup.engines.matrix.fused.kernel import kept, pointer


@intrinsic
def _bits_set(typingctx: Any, word: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), build


@intrinsic
def _word_at(typingctx: Any, bytes_: Any, offset: Any) -> Any:
    """The 64 bits of a byte array that begin at that byte, the lowest first; all eight bytes must be in it."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = make_array(signature.args[0])(context, builder, arguments[0])  # type: ignore[no-untyped-call]
        place = builder.gep(array.data, [arguments[1]])
        word = builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()))
        word.align = 1
        return word

    return types.uint64(bytes_, types.uint64), build


@numba.njit(nogil=True, inline="always")
def _columns(step, there, row_count, indicator, values_at, valid_at, nothing, bits):
    """The values of a step, and its bitmap copied to where a word may be read beyond its end."""
    address = values_at[step, indicator] if there else np.uint64(0)
    size = (row_count + 7) >> 3
    if not address:
        bits[:size] = 0
        return nothing[:row_count]
    if valid_at[step, indicator]:
        bits[:size] = numba.carray(pointer(valid_at[step, indicator]), (size,), np.uint8)
    else:
        bits[:size] = 255
    return numba.carray(pointer(address), (row_count,), np.int32)


@kept
def add_flows(
    tasks,  # [n, 2]: span, indicator
    span_from,  # [spans + 1]: steps of a span; a step is a period in a span
    step_map,  # [steps]: which map of rows
    map_rows,  # [maps]: how many rows
    runs_from,  # [maps + 1]
    run_start,
    run_stop,  # [runs]: rows; a run is not longer than LONGEST_RUN
    run_place,
    alone_from,  # [maps + 1]: rows of divided units
    alone_row,
    alone_part,  # the number of the divided unit
    feeds_from,  # [divided units + 1]
    feeds_to,  # places that a divided unit feeds
    obliged,  # [maps, units]: 1 where anybody at a place had to report, else 0
    family_from,  # [families + 1]
    family_head,  # the unit above, the lowest first
    family,  # units right below it
    extra_row,
    extra_part,  # divided units that lie wholly under a unit: added there beside the tree
    values_at,  # [steps, indicators]: addresses; 0 where there is no column
    valid_at,
    numbers,
    cells,
    reported,  # [spans, indicators, units]
    part_numbers,  # [spans, indicators, divided units]
):
    """Fill the totals of the tasks. Every sum is known beforehand to fit."""
    units, parts = numbers.shape[2], part_numbers.shape[2]
    most = map_rows.max()
    running = np.zeros(most + 1, dtype=np.int64)
    nothing = np.zeros(most, dtype=np.int32)
    bits = np.zeros((3, ((most + 7) >> 3) + 8), dtype=np.uint8)
    here = np.zeros(units, dtype=np.uint8)  # a bit for each of three periods
    there, missed = np.zeros(units, dtype=np.uint8), np.zeros(units, dtype=np.uint8)
    part_count = np.zeros(parts, dtype=np.int64)
    seven, three, word = np.uint64(7), np.uint64(3), np.uint64(64)
    for task in range(len(tasks)):
        span, indicator = tasks[task, 0], tasks[task, 1]
        sums, heads, complete = numbers[span, indicator], cells[span, indicator], reported[span, indicator]
        part_sums = part_numbers[span, indicator]
        sums[:] = 0
        heads[:] = 0
        part_sums[:] = 0
        part_count[:] = 0
        there[:] = 0
        missed[:] = 0
        step, stop = span_from[span], span_from[span + 1]
        while step < stop:
            of, many = step_map[step], 1
            while many < 3 and step + many < stop and step_map[step + many] == of:
                many += 1
            rows = map_rows[of]
            first = _columns(step, True, rows, indicator, values_at, valid_at, nothing, bits[0])
            second = _columns(step + 1, many > 1, rows, indicator, values_at, valid_at, nothing, bits[1])
            third = _columns(step + 2, many > 2, rows, indicator, values_at, valid_at, nothing, bits[2])
            total = np.int64(0)
            for row in range(rows):
                total += np.int64(first[row]) + np.int64(second[row]) + np.int64(third[row])
                running[row + 1] = total
            here[:] = 0
            for run in range(runs_from[of], runs_from[of + 1]):
                start, end, place = np.uint64(run_start[run]), np.uint64(run_stop[run]), run_place[run]
                byte, down, up = start >> three, start & seven, word - (end - start)
                one = (_word_at(bits[0], byte) >> down) << up
                two = (_word_at(bits[1], byte) >> down) << up
                last = (_word_at(bits[2], byte) >> down) << up
                sums[place] += running[end] - running[start]
                heads[place] += _bits_set(one) + _bits_set(two) + _bits_set(last)
                heard = np.uint8(one != 0) | np.uint8(np.uint8(two != 0) << 1) | np.uint8(np.uint8(last != 0) << 2)
                here[place] |= heard
            for each in range(alone_from[of], alone_from[of + 1]):
                row, part = alone_row[each], alone_part[each]
                byte, down_by = row >> 3, row & 7
                said = (bits[0, byte] >> down_by & 1, bits[1, byte] >> down_by & 1, bits[2, byte] >> down_by & 1)
                part_sums[part] += running[row + 1] - running[row]
                part_count[part] += said[0] + said[1] + said[2]
                for feed in range(feeds_from[part], feeds_from[part + 1]):
                    here[feeds_to[feed]] |= np.uint8(said[0] | said[1] << 1 | said[2] << 2)
            all_of_them = np.uint8((1 << many) - 1)
            for unit in range(units):
                there[unit] |= obliged[of, unit]
                missed[unit] |= obliged[of, unit] & np.uint8(here[unit] != all_of_them)
            step += many
        for unit in range(units):
            complete[unit] = there[unit] & ~missed[unit]
        for number in range(len(family_head)):
            value, values, whole = np.int64(0), np.int64(0), np.int64(0)
            for member in range(family_from[number], family_from[number + 1]):
                below = family[member]
                value += sums[below]
                values += heads[below]
                whole += complete[below]
            sums[family_head[number]] += value
            heads[family_head[number]] += values
            complete[family_head[number]] += whole
        for extra in range(len(extra_row)):
            sums[extra_row[extra]] += part_sums[extra_part[extra]]
            heads[extra_row[extra]] += part_count[extra_part[extra]]
