"""A nation to measure with: the real communes before and after the reform of 2025, and figures from a fixed seed.

Sixty months by 10,035 communes (July 2020 to June 2025) and ten by 3,321 (July 2025 to April 2026), recast to the map
of 30 April 2026. One cell in twenty is a hole; one return in thirty comes late. `scale` is a share of 200 indicators.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup.batches import Column
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits
from tongket.core.rollup.query import Era, Query
from tongket.core.units.model import Share
from tongket.core.units.tree import Tree
from tongket.formats.reading.units import read_units

BEFORE, AFTER, MAP = date(2025, 6, 30), date(2025, 7, 1), date(2026, 4, 30)
INDICATORS, FIRST, MONTHS, REFORMED = 200, (2020, 7), 70, 60
HOLES, LATE, SEED = 0.05, 1 / 30, 20250701


@dataclass
class Nation:
    """The question, and its answers' raw material. `late[month]` marks the units whose return came late."""

    query: Query
    months: tuple[str, ...]
    units: dict[str, tuple[str, ...]]  # by month
    source: ColumnMemory
    late: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    @property
    def quarters(self) -> list[tuple[str, ...]]:
        """Months by quarter; the last may be a part of one."""
        return [self.months[n : n + 3] for n in range(0, len(self.months), 3)]

    @property
    def names(self) -> tuple[str, ...]:
        """The indicators."""
        return tuple(indicator.id for indicator in self.query.indicators)

    def by_deadline(self, month: str) -> tuple[tuple[str, ...], dict[str, Column]]:
        """A month as it stood at the deadline: without the late returns."""
        units, columns = self.source.periods[month]
        in_time = np.packbits(~self.late[month], bitorder="little")
        found = {}
        for name, column in columns.items():
            values = np.where(self.late[month], 0, column.values)
            found[name] = Column(values, column.valid & in_time, None, column.largest)
        return units, found

    @property
    def values(self) -> int:
        """How many cells there are, holes included."""
        return len(self.names) * sum(len(units) for units in self.units.values())


def nation(scale: float = 1.0, months: int = MONTHS) -> Nation:
    """Make one; the same for the same arguments. `months` counts back from April 2026."""
    query, units = question(max(1, round(INDICATORS * scale)), months)
    rng = np.random.default_rng(SEED)
    names = [indicator.id for indicator in query.indicators]
    tops = 10 ** rng.uniform(1, 6, len(names))
    periods, late = {}, {}
    for month, in_month in units.items():
        rows = len(in_month)
        values = rng.integers(0, tops[:, None].astype(np.int32), (len(names), rows), dtype=np.int32)
        valid = rng.random((len(names), rows), dtype=np.float32) >= HOLES
        values[~valid] = 0
        bits = np.packbits(valid, axis=1, bitorder="little")
        columns = {n: Column(values[i], bits[i], None, int(tops[i])) for i, n in enumerate(names)}
        periods[month] = (in_month, columns)
        late[month] = rng.random(rows) < LATE
    return Nation(query, tuple(units), units, ColumnMemory(periods), late)


def question(indicators: int, months: int) -> tuple[Query, dict[str, tuple[str, ...]]]:
    """Sums of flows over all communes, recast to the map of 30 April 2026; and the units of every month."""
    rows = read_units()
    tree = Tree(rows.units, rows.edges, rows.successions, rows.known_from)
    today = tree.on(MAP)
    # In the order of the provinces, as a file would be written: neighbours count in neighbouring places.
    before = sorted((u.key for u in tree.on(BEFORE).level("commune")), key=lambda key: _place(tree.shares(key, MAP)))
    after = sorted((u.key for u in tree.on(AFTER).level("commune")), key=lambda key: _place(tree.shares(key, MAP)))
    names = [f"{(FIRST[0] * 12 + FIRST[1] - 1 + n) // 12}-{(FIRST[1] - 1 + n) % 12 + 1:02}" for n in range(MONTHS)]
    old, new = names[MONTHS - months : REFORMED], names[max(REFORMED, MONTHS - months) :]
    eras = tuple(
        Era(tuple(some), {key: tree.shares(key, MAP) for key in units})
        for some, units in ((old, before), (new, after))
        if some
    )
    obliged = dict.fromkeys(old, frozenset(before)) | dict.fromkeys(new, frozenset(after))
    asked = tuple(_indicator(number) for number in range(indicators))
    parents = {unit.key: today.layer.parents.get(unit.key) for unit in today}
    units = dict.fromkeys(old, tuple(before)) | dict.fromkeys(new, tuple(after))
    return Query(asked, eras, parents, obliged), units


def _indicator(number: int) -> Indicator:
    name = f"i{number:03}"
    return Indicator(name, {"vi": name}, "person", kind=Kind.FLOW, over_units=OverUnits.SUM, over_time=OverTime.SUM)


def _place(shares: tuple[Share, ...]) -> tuple[str, Fraction]:
    return shares[0].new or "", shares[0].fraction or Fraction(0)
