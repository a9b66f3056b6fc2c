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
from tongket.core.rollup.engines.matrix.fused.newest import Active, newest
from tongket.core.rollup.engines.matrix.fused.plan import HAS, Plan
from tongket.core.rollup.model import Indicator, OverTime, OverUnits, State
from tongket.core.units.model import Basis

KEPT = 64  # of what counts of one indicator in one span
CROWDED = 2**15  # units merged into one place: more than the kernel's counters hold


def suits(indicator: Indicator, plan: Plan) -> bool:
    """Whether the pass can add that indicator up: a sum over units, of flows or of the last stocks."""
    if indicator.formula or indicator.over_units is not OverUnits.SUM or State.REPORTED not in plan.query.reported:
        return False
    if max(int(places.max(initial=0)) for layout in plan.layouts for places in layout.obliged.values()) >= CROWDED:
        return False
    return indicator.over_time in (OverTime.SUM, OverTime.LAST)


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
        self._active: dict[tuple[int, int], Active] = {}
        self.read()

    def read(self) -> None:
        """Add everything up, from all values of the source as it is now."""
        self._active.clear()
        for group in self.groups:
            group.read(self.source)

    def refresh(self, period: str, indicators: Iterable[str]) -> None:
        """Take in a correction of a period: only the spans that have it, and those indicators, are added up again."""
        self._active.clear()
        changed = [self.number[name] for name in indicators if name in self.number]
        for group in self.groups:
            if period in group.steps_of and not group.refresh(self.source, period, changed):
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
        layout, said = group.layout, group.tell(n, i)
        active = self.active(span, i)
        spoken, portions = active.said, active.portions
        slots = self.plan.slots_below(layout, unit)
        here = slots[spoken[slots] > 0]
        method, bases = Method.AS_IT_WAS, set[Basis]()
        for slot in here:
            if said[slot] & HAS and (reason := layout.reasons[slot]) is not None:
                method, bases = Method.SUM, bases | {reason}
        heard, extra, unknown = bool(len(here)), Fraction(0), False
        for portion in portions.get(unit, ()):
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
        by_list = int(group.by_list[n, i, unit]) if group.coded[n, i] else 0
        return int(group.reported[n, i, unit]), int(group.expected_of(n, i)[unit]), by_list

    def masks(self, span: int, name: str) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """By place (the unit alone, without those below it): expected, reported, reported or zero by list."""
        group, n = self.place[span]
        i = self.number[name]
        by_list = group.by_list_of(n, i)
        found = []
        for counts in (group.expected_of(n, i), group.reported[n, i], by_list):
            own = np.array(counts, dtype=np.int64)
            np.subtract.at(own, self.plan.up_to, np.asarray(counts)[self.plan.up_from])
            found.append(own > 0)
        return found[0], found[1], found[1] | found[2]

    def active(self, span: int, indicator: int) -> Active:
        """What counts of what was said; kept, since units are asked for one after the other."""
        key = (span, indicator)
        if key not in self._active:
            if len(self._active) >= KEPT:
                self._active.clear()
            group, n = self.place[span]
            said = group.tell(n, indicator)
            weighed = group.layout.stretched and self._last[indicator]
            self._active[key] = (
                newest(self.plan, group.layout, said) if weighed else Active(said, group.layout.portions)
            )
        return self._active[key]
