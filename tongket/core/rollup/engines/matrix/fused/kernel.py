"""The pass itself, compiled. It is given addresses of columns, whose lengths `block` has checked before.

One task is an indicator in a span. Rows are added to slots: a slot is a place on the chosen map, for a stretch
of time in which its units stayed the same, and for one reason why they count there; or one divided unit.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numba.core import cgutils, types
from numba.extending import intrinsic

REPORTED, BY_LIST, NOTHING, NOT_APPLICABLE = 1, 2, 3, 4  # codes of tables.CODES, constants for the compiler
HAS, BLANK = 1, 2  # bits of `said`
LISTED = 2  # of `taken`: by a zero by list, while 1 is by a reported value
FIELD = 65535  # sixteen bits: how many rows of a slot were heard in one of four periods


def kept(function: Any) -> Any:
    """Compiled, and kept for the next process where a folder can be written: beside this file, else in the cache of the
    user, else in NUMBA_CACHE_DIR. Where none can, it is compiled in each process anew, which takes seconds."""
    try:
        return numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no folder for it
        return numba.njit(nogil=True)(function)


@intrinsic
def pointer(typingctx: Any, address: Any) -> Any:
    """An address as a pointer."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(address), build


@numba.njit(nogil=True, inline="always")
def _add(values, valid, row_slot, shift, total, heard):
    """Add the reported rows to their slots, without a branch; `heard` counts them in the bits of this period."""
    rows = len(row_slot)
    for byte in range(rows >> 3):
        bits = np.int64(valid[byte])
        first = byte << 3
        for step in range(8):
            bit = (bits >> step) & 1
            slot = row_slot[first + step]
            total[slot] += values[first + step] & -bit
            heard[slot] += bit << shift
    for row in range((rows >> 3) << 3, rows):
        bit = (np.int64(valid[row >> 3]) >> (row & 7)) & 1
        slot = row_slot[row]
        total[slot] += values[row] & -bit
        heard[slot] += bit << shift


@numba.njit(nogil=True, inline="always")
def _add_all(values, row_slot, shift, total, heard):
    for row in range(len(row_slot)):
        total[row_slot[row]] += values[row]
        heard[row_slot[row]] += np.int64(1) << shift


@numba.njit(nogil=True, inline="always")
def _take_last(values, valid, full, row_piece, piece_slot, shift, taken, total, count, heard):
    """Of each unit, the value of this period unless a later one is known; a later zero by list is no report."""
    for row in range(len(row_piece)):
        bit = 1 if full else (valid[row >> 3] >> (row & 7)) & 1
        piece = row_piece[row]
        if bit and not taken[piece]:
            taken[piece] = 1
            slot = piece_slot[piece]
            total[slot] += values[row]
            heard[slot] += np.int64(1) << shift
        elif bit and taken[piece] == LISTED:
            slot = piece_slot[piece]
            heard[slot] += np.int64(1) << shift
            count[slot] -= 1  # for `_flush` counts all that was heard


@numba.njit(nogil=True, inline="always")
def _add_states(values, states, row_piece, piece_slot, last, taken, counted, total, count, said, now):
    """Rows of which more is known than whether they reported. `now`: reported, covered, not applicable, by slot."""
    for row in range(len(row_piece)):
        state = states[row]
        piece = row_piece[row]
        slot = piece_slot[piece]
        if state in (REPORTED, BY_LIST) and not (last and taken[piece]):
            taken[piece] = 1 if state == REPORTED else LISTED
            total[slot] += values[row] if state == REPORTED else 0
            count[slot] += 1
        if state == NOTHING:
            said[slot] |= BLANK
        now[0, slot] += counted[state]
        now[1, slot] += 1 if counted[state] or state == BY_LIST else 0
        now[2, slot] += 1 if state == NOT_APPLICABLE else 0


@numba.njit(nogil=True, inline="always")
def _fold(now, feeds_from, feeds_to, here):
    """From slots to places: a divided unit reports at every place that has a part of it."""
    here[:] = 0
    for slot in range(len(feeds_from) - 1):
        if now[slot]:
            for feed in range(feeds_from[slot], feeds_from[slot + 1]):
                here[feeds_to[feed]] += now[slot]


@numba.njit(nogil=True, inline="always")
def _flush(heard, count, slot_place, feeds_from, feeds_to, here):
    """Up to four periods from slots to places: a field of `here` is not zero where anything was heard."""
    here[:] = 0
    for slot in range(len(slot_place)):
        fields = heard[slot]
        heard[slot] = 0
        count[slot] += (fields & FIELD) + ((fields >> 16) & FIELD) + ((fields >> 32) & FIELD) + (fields >> 48)
        place = slot_place[slot]
        if place >= 0:
            here[place] |= fields
        else:
            for feed in range(feeds_from[slot], feeds_from[slot + 1]):
                here[feeds_to[feed]] |= fields
    heard[len(slot_place)] = 0


@kept
def roll_up(
    tasks,  # [n, 2]: span, indicator
    span_from,  # [spans + 1]: steps of a span; a step is a period in a span
    step_map,  # [steps]: which map of rows
    map_from,  # [maps + 1]: rows of a map
    row_piece,  # [rows]: the piece, the last one for rows that do not count
    row_slot,  # [rows]: its slot
    piece_slot,  # [pieces]
    slot_place,  # [slots]: the place, -1 for a divided unit
    slot_since,  # [slots]
    feeds_from,  # [slots + 1]
    feeds_to,  # places that a slot feeds
    obliged,  # [maps, units]: how many pieces of a place had to report
    up_from,
    up_to,  # units and those above them, the lowest first
    extra_row,
    extra_slot,  # divided units that lie wholly under a unit: added there beside the tree
    part_slot,  # the slots of divided units
    keeps_last,  # [indicators]
    stretched,  # whether a place may have several stretches of time
    counted,  # [5]: the states that count as reported
    values_at,  # [steps, indicators]: addresses; 0 where there is no column
    widths,
    valid_at,
    states_at,
    numbers,
    cells,
    reported,  # [spans, indicators, units]
    expected,
    by_list,  # the same, or empty where no column has states
    said,  # [spans, indicators, slots + 1]: the last for rows that do not count
    part_numbers,  # [spans, indicators, divided units]
):
    """Fill the totals of the tasks. Every sum is known beforehand to fit."""
    units, slots, pieces = numbers.shape[2], len(slot_place), len(piece_slot)
    total = np.zeros(slots + 1, dtype=np.int64)
    count = np.zeros(slots + 1, dtype=np.int64)
    heard = np.zeros(slots + 1, dtype=np.int64)  # four periods side by side, sixteen bits each
    now = np.zeros((3, slots + 1), dtype=np.int64)
    here = np.zeros((3, units), dtype=np.int64)
    taken = np.zeros(pieces, dtype=np.uint8)
    flags = np.zeros((5, units), dtype=np.uint8)  # expected, reported once, missed once, covered once, uncovered once
    newest = np.zeros(units, dtype=np.int64)
    for task in range(len(tasks)):
        span, indicator = tasks[task, 0], tasks[task, 1]
        last = keeps_last[indicator]
        total[:] = 0
        count[:] = 0
        heard[:] = 0
        flags[:] = 0
        taken[:] = 0
        taken[pieces - 1] = 1
        marks = said[span, indicator]
        marks[:] = 0
        steps = span_from[span + 1] - span_from[span]
        mixed = False
        for number in range(steps):
            mixed |= states_at[span_from[span] + number, indicator] != 0
        shift = np.int64(0)
        for number in range(steps):
            step = span_from[span + 1] - 1 - number if last else span_from[span] + number
            of = step_map[step]
            start, stop = map_from[of], map_from[of + 1]
            address, valid_address = values_at[step, indicator], valid_at[step, indicator]
            states_address, rows = states_at[step, indicator], stop - start
            stateful = states_address != 0
            if stateful:
                now[:] = 0
            if address:
                valid = numba.carray(pointer(valid_address), ((rows + 7) >> 3,), np.uint8)
                if widths[step, indicator] == 4:
                    narrow = numba.carray(pointer(address), (rows,), np.int32)
                    if stateful:
                        states = numba.carray(pointer(states_address), (rows,), np.uint8)
                        _add_states(narrow, states, row_piece[start:stop], piece_slot, last, taken, counted,
                                    total, count, marks, now)  # fmt: skip
                    elif last:
                        _take_last(narrow, valid, valid_address == 0, row_piece[start:stop], piece_slot, shift,
                                   taken, total, count, heard)  # fmt: skip
                    elif valid_address:
                        _add(narrow, valid, row_slot[start:stop], shift, total, heard)
                    else:
                        _add_all(narrow, row_slot[start:stop], shift, total, heard)
                else:
                    wide = numba.carray(pointer(address), (rows,), np.int64)
                    if stateful:
                        states = numba.carray(pointer(states_address), (rows,), np.uint8)
                        _add_states(wide, states, row_piece[start:stop], piece_slot, last, taken, counted,
                                    total, count, marks, now)  # fmt: skip
                    elif last:
                        _take_last(wide, valid, valid_address == 0, row_piece[start:stop], piece_slot, shift,
                                   taken, total, count, heard)  # fmt: skip
                    elif valid_address:
                        _add(wide, valid, row_slot[start:stop], shift, total, heard)
                    else:
                        _add_all(wide, row_slot[start:stop], shift, total, heard)
            if stateful:
                _fold(now[0, :slots], feeds_from, feeds_to, here[0])
                _fold(now[1, :slots], feeds_from, feeds_to, here[1])
                _fold(now[2, :slots], feeds_from, feeds_to, here[2])
                for unit in range(units):
                    if obliged[of, unit] > here[2, unit]:
                        flags[0, unit] = 1
                        flags[1 if here[0, unit] else 2, unit] = 1
                        flags[3 if here[1, unit] else 4, unit] = 1
            elif shift == 48 or number + 1 == steps or mixed:
                _flush(heard, count, slot_place, feeds_from, feeds_to, here[0])
                for back in range((shift >> 4) + 1):
                    of_back = step_map[step + back if last else step - back]
                    for unit in range(units):
                        there = obliged[of_back, unit] > 0
                        found = ((here[0, unit] >> (shift - (back << 4))) & FIELD) != 0
                        flags[0, unit] |= there
                        flags[1, unit] |= there & found
                        flags[2, unit] |= there & ~found
                        flags[3, unit] |= there & found
                        flags[4, unit] |= there & ~found
                shift = -16
            shift = 0 if stateful else shift + 16
        if stretched and last:
            newest[:] = -1
            for slot in range(slots):
                if count[slot]:
                    for feed in range(feeds_from[slot], feeds_from[slot + 1]):
                        newest[feeds_to[feed]] = max(newest[feeds_to[feed]], slot_since[slot])
        sums, heads, complete = numbers[span, indicator], cells[span, indicator], reported[span, indicator]
        sums[:] = 0
        heads[:] = 0
        for slot in range(slots):
            if count[slot]:
                marks[slot] |= HAS
            place = slot_place[slot]
            if place >= 0 and not (stretched and last and slot_since[slot] != newest[place]):
                sums[place] += total[slot]
                heads[place] += count[slot]
        for unit in range(units):
            whole = flags[1, unit] if last else 1 - flags[2, unit]
            complete[unit] = flags[0, unit] & whole
        for edge in range(len(up_from)):
            sums[up_to[edge]] += sums[up_from[edge]]
            heads[up_to[edge]] += heads[up_from[edge]]
            complete[up_to[edge]] += complete[up_from[edge]]
        for part in range(len(part_slot)):
            part_numbers[span, indicator, part] = total[part_slot[part]]
        for extra in range(len(extra_row)):
            slot = extra_slot[extra]
            counts = True  # unless a part of it lies where newer figures count
            if stretched and last:
                for feed in range(feeds_from[slot], feeds_from[slot + 1]):
                    counts &= newest[feeds_to[feed]] == slot_since[slot]
            if counts:
                sums[extra_row[extra]] += total[slot]
                heads[extra_row[extra]] += count[slot]
        if expected.shape[2]:
            there, listed = expected[span, indicator], by_list[span, indicator]
            for unit in range(units):
                whole = flags[1, unit] if last else 1 - flags[2, unit]
                covered = flags[3, unit] if last else 1 - flags[4, unit]
                there[unit] = flags[0, unit]
                listed[unit] = flags[0, unit] & covered & (1 - whole)
            for edge in range(len(up_from)):
                there[up_to[edge]] += there[up_from[edge]]
                listed[up_to[edge]] += listed[up_from[edge]]


def threads() -> int:
    """How many cores this process may use."""
    return int(numba.get_num_threads())
