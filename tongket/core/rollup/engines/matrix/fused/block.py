"""The totals of all spans of a plan, as arrays; and as answers, one a span."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.answer import Method, Total
from tongket.core.rollup.batches import ColumnSource
from tongket.core.rollup.engines.matrix.fused.group import Group
from tongket.core.rollup.engines.matrix.fused.plan import Plan
from tongket.core.rollup.model import Indicator, OverTime, OverUnits, State
from tongket.core.units.model import Basis

HAS, BLANK = 1, 2  # bits of `said`
CROWDED = 2**15  # units merged into one place: more than the kernel's counters hold


def suits(indicator: Indicator, plan: Plan) -> bool:
    """Whether the pass can add that indicator up: a sum over units, of flows or of the last stocks."""
    if indicator.formula or indicator.over_units is not OverUnits.SUM or State.REPORTED not in plan.query.reported:
        return False
    if max(int(places.max(initial=0)) for layout in plan.layouts for places in layout.obliged.values()) >= CROWDED:
        return False
    if indicator.over_time is OverTime.LAST:
        return not any(layout.stretched and layout.parts for layout in plan.layouts)
    return indicator.over_time is OverTime.SUM


class Block:
    """Totals of the indicators that the pass suits, for every span of a plan and every unit of its map."""

    def __init__(self, plan: Plan, source: ColumnSource) -> None:
        self.plan, self.source = plan, source
        asked = [indicator for indicator in plan.query.indicators if suits(indicator, plan)]
        self.indicators = tuple(indicator.id for indicator in asked)
        self.number = {name: n for n, name in enumerate(self.indicators)}
        self.decimals = {indicator.id: indicator.decimals for indicator in asked}
        self._last = np.array([i.over_time is OverTime.LAST for i in asked], dtype=np.uint8)
        by_layout: dict[int, list[int]] = {}
        for span, layout in enumerate(plan.layouts):
            by_layout.setdefault(id(layout), []).append(span)
        self.groups = [Group(plan, tuple(spans), self.indicators, self._last) for spans in by_layout.values()]
        self.place = {span: (group, n) for group in self.groups for n, span in enumerate(group.spans)}
        self.read()

    def read(self) -> None:
        """Add everything up, from all values of the source as it is now."""
        for group in self.groups:
            group.read(self.source)

    def refresh(self, period: str, indicators: Iterable[str]) -> None:
        """Take in a correction of a period: only the spans that have it, and those indicators, are added up again."""
        changed = [self.number[name] for name in indicators if name in self.number]
        for group in self.groups:
            if any(step.period == period for step in group.steps) and not group.refresh(self.source, period, changed):
                group.read(self.source)

    def numbers(self, span: int) -> NDArray[np.int64]:
        """The totals of a span, by indicator and unit, in units of 10^-decimals.

        The parts of divided units that are fractions are not in them: see `total`.
        """
        group, n = self.place[span]
        return np.asarray(group.numbers[n])

    def reported(self, span: int) -> NDArray[np.int32]:
        """How many places have reported, by indicator and unit."""
        group, n = self.place[span]
        return np.asarray(group.reported[n])

    def has(self, span: int, name: str) -> bool:
        """Whether the pass has that total: it suits the indicator, and the sum surely fits."""
        if name not in self.number:
            return False
        group, n = self.place[span]
        return bool(group.sure[n, self.number[name]])

    def total(self, span: int, unit: int, name: str) -> Total:
        """One total, with its fractions of divided units, and how it was made."""
        group, n = self.place[span]
        i = self.number[name]
        layout, said = group.layout, group.said[n, i]
        spoken = self._active(group, n, i)
        slots = self.plan.slots_below(layout, unit)
        here = slots[spoken[slots] > 0]
        method, bases = Method.AS_IT_WAS, set[Basis]()
        for slot in here:
            if said[slot] & HAS and (reason := layout.reasons[slot]) is not None:
                method, bases = Method.SUM, bases | {reason}
        heard, extra, unknown = bool(len(here)), Fraction(0), False
        for portion in layout.portions.get(unit, ()):
            if not spoken[portion.slot]:
                continue
            heard = True
            number = int(group.part_numbers[n, i, layout.parts[portion.slot]])
            if not said[portion.slot] & HAS or (portion.part is None and number == 0):
                continue
            bases |= portion.bases
            unknown |= portion.part is None
            if portion.part is None or method is Method.NOT_COMPARABLE:
                method = Method.NOT_COMPARABLE
            elif portion.part != 1:
                method, extra = Method.SHARE, extra + portion.part * number
            elif method is Method.AS_IT_WAS:
                method = Method.SUM
        value = (int(group.numbers[n, i, unit]) + extra) / 10 ** self.decimals[name] if heard and not unknown else None
        return Total(value, *self.counts(span, unit, name), method, tuple(b for b in Basis if b in bases))

    def counts(self, span: int, unit: int, name: str) -> tuple[int, int, int]:
        """Reported, expected, zero by list only."""
        group, n = self.place[span]
        i = self.number[name]
        by_list = int(group.by_list[n, i, unit]) if group.by_list.shape[2] else 0
        return int(group.reported[n, i, unit]), int(group.expected_of(n, i)[unit]), by_list

    def masks(self, span: int, name: str) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """By place (the unit alone, without those below it): expected, reported, reported or zero by list."""
        group, n = self.place[span]
        i = self.number[name]
        by_list = group.by_list[n, i] if group.by_list.shape[2] else np.zeros(len(self.plan.tree.units), dtype=np.int32)
        found = []
        for counts in (group.expected_of(n, i), group.reported[n, i], by_list):
            own = np.array(counts, dtype=np.int64)
            np.subtract.at(own, self.plan.up_to, np.asarray(counts)[self.plan.up_from])
            found.append(own > 0)
        return found[0], found[1], found[1] | found[2]

    def _active(self, group: Group, span: int, indicator: int) -> NDArray[np.uint8]:
        """What the slots said, without those of an older stretch where the newest one counts."""
        said: NDArray[np.uint8] = group.said[span, indicator, :-1]
        if not (group.layout.stretched and self._last[indicator]):
            return said
        of = group.layout
        newest = np.full(len(self.plan.tree.units), -1, dtype=np.int64)
        valued = (said & HAS) > 0
        np.maximum.at(newest, of.slot_place[valued], of.slot_since[valued])
        older = (newest[of.slot_place] >= 0) & (of.slot_since != newest[of.slot_place])
        several = np.array(self._several(of.slot_place[valued], of.slot_since[valued]))
        return np.where(older & np.isin(of.slot_place, several), 0, said).astype(np.uint8)

    @staticmethod
    def _several(places: NDArray[np.int64], since: NDArray[np.int64]) -> list[int]:
        """Places with values from more than one stretch."""
        seen: dict[int, set[int]] = {}
        for place, start in zip(places.tolist(), since.tolist(), strict=True):
            seen.setdefault(place, set()).add(start)
        return [place for place, starts in seen.items() if len(starts) > 1]
