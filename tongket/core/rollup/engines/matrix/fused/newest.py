"""Places that changed within a span, where the last value counts: of each only the newest stretch that has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.engines.matrix.fused.plan import HAS, Layout, Plan, Portion
from tongket.core.rollup.engines.matrix.spread import ZERO


@dataclass(frozen=True, slots=True)
class Active:
    """What slots said, 0 for those that do not count; and what of divided units counts where, by unit."""

    said: NDArray[np.uint8]
    portions: Mapping[int, Sequence[Portion]]


def newest(plan: Plan, layout: Layout, said: NDArray[np.uint8]) -> Active:
    """Without the stretches for which a newer one of the same place has values, whole or in part."""
    fed = np.repeat(np.arange(len(layout.slot_place)), np.diff(layout.feeds_from))  # the slot of each feed
    valued = (said[fed] & HAS) > 0
    places, since = layout.feeds_to, layout.slot_since[fed]
    last = np.full(len(plan.tree.units), -1, dtype=np.int64)
    np.maximum.at(last, places[valued], since[valued])
    older = valued & (since != last[places])
    pairs = set(zip(places[older].tolist(), since[older].tolist(), strict=True))
    out = np.array([pair in pairs for pair in zip(places.tolist(), since.tolist(), strict=True)], dtype=bool)
    kept = said.copy()
    whole = layout.slot_place[fed] >= 0
    kept[fed[out & whole]] = 0
    weighed = set(fed[out & ~whole].tolist())
    portions: dict[int, list[Portion]] = {
        row: left
        for row, found in layout.portions.items()
        if (left := [portion for portion in found if portion.slot not in weighed])
    }
    times = dict.fromkeys(pairs, ZERO)
    for slot in sorted(weighed):
        for row, portion in plan.portions(slot, layout.divided[layout.parts[slot]], times):
            portions.setdefault(row, []).append(portion)
    return Active(kept, portions)
