"""Where a figure comes from, as values: the cells behind it, and the reforms by which units came where they count."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tongket.core.periods.periods import Period
from tongket.core.rollup import expressions
from tongket.core.rollup.answer import Contribution, Total
from tongket.core.rollup.asking.model import Whole
from tongket.core.rollup.asking.spans import behind
from tongket.core.rollup.asking.totals import Engine, Totals
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.tables import Source
from tongket.core.units.model import Succession


@dataclass(frozen=True, slots=True)
class Behind:
    """One cell that counts, and the reforms between its unit and the map, oldest first."""

    cell: Contribution
    steps: tuple[Succession, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """How one total was made: of the cells in `behind`, or of other totals by the indicator's formula (`parts`)."""

    indicator: Indicator
    periods: tuple[Period, ...]
    total: Total | None
    behind: tuple[Behind, ...] = ()
    parts: tuple[Origin, ...] = ()


def origin(whole: Whole, source: Source, engine: Engine, unit: str, name: str) -> Origin:
    """Of the value of an indicator at a unit, for the one period asked for. KeyError for what was not asked."""
    period = whole.periods[0]
    totals = Totals(whole, whole.on or period.last_day(whole.calendar), source, engine)
    return _origin(totals, period, unit, name)


def recast(found: Origin) -> bool:
    """Whether any unit behind it has changed."""
    return any(one.steps or one.cell.fraction != Fraction(1) for one in found.behind) or any(map(recast, found.parts))


def _origin(totals: Totals, period: Period, unit: str, name: str) -> Origin:
    asked = totals.whole.asked[name]
    indicator = next(cell for cell in asked.cells() if cell.id == name)
    if indicator.recomputed:
        names = expressions.names(expressions.parse(indicator.formula))
        return Origin(indicator, (period,), None, parts=tuple(_origin(totals, period, unit, part) for part in names))
    span = behind(asked, period, totals.length)
    cells = totals.contributors(unit, name, span)
    ways = (Behind(one, totals.whole.tree.way(one.unit, totals.map)) for one in cells)
    return Origin(indicator, span, totals.total(unit, name, span), tuple(ways))
