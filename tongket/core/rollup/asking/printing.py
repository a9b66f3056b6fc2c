"""The figures of an answer rounded for print, so that what stands below a unit adds up to what stands at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from tongket.core.rollup.asking.answering import Row
from tongket.core.rollup.asking.figures import PERCENTAGES
from tongket.core.rollup.asking.model import Asked, Whole
from tongket.core.rollup.model import OverUnits
from tongket.core.rollup.rounding import round_children, rounded
from tongket.core.units.map import Map

DECIMALS_OF_A_PERCENTAGE = 1


def printed(whole: Whole, rows: Sequence[Row]) -> tuple[Decimal | None, ...]:
    """The value of each row with the decimals of its indicator, None where it is unknown.

    Rounded once, the highest unit first. Units that add up to the one above them are rounded by largest remainder, so
    that they still do; other figures (means, ratios, sums of which a part is not among the rows) each for itself.
    """
    maps = {str(period): whole.tree.on(whole.on or period.last_day(whole.calendar)) for period in whole.periods}
    asked = whole.asked
    groups: dict[tuple[str, str, str], dict[str, Fraction]] = {}
    for row in rows:
        if row.value is not None:
            groups.setdefault((row.period, row.indicator, str(row.figure)), {})[row.unit] = row.value
    shown = {
        key: _shown(values, maps[key[0]], _decimals(asked[key[1]], key[2]), adds=_adds(asked[key[1]], key[2]))
        for key, values in groups.items()
    }
    return tuple(shown.get((row.period, row.indicator, str(row.figure)), {}).get(row.unit) for row in rows)


def is_percentage(asked: Asked, figure: str) -> bool:
    """Whether a figure is a percentage, whatever its indicator counts."""
    return figure in PERCENTAGES or asked.rate is not None


def _decimals(asked: Asked, figure: str) -> int:
    return DECIMALS_OF_A_PERCENTAGE if is_percentage(asked, figure) else asked.indicator.decimals


def _adds(asked: Asked, figure: str) -> bool:
    indicator = asked.indicator
    return indicator.over_units is OverUnits.SUM and not is_percentage(asked, figure)


def _shown(values: Mapping[str, Fraction], map_: Map, decimals: int, *, adds: bool) -> dict[str, Decimal]:
    """By unit; `values` go from the top down."""
    below: dict[str, list[str]] = {}
    for unit in values if adds else ():
        above = next((each.key for each in map_.ancestors(unit) if each.key in values), None)
        if above is not None:
            below.setdefault(above, []).append(unit)
    shown: dict[str, Decimal] = {}
    for unit, value in values.items():
        shown.setdefault(unit, rounded(value, decimals))
        children = below.get(unit, ())
        parts = [values[child] for child in children]
        if children and sum(parts, Fraction(0)) == value:
            shown.update(zip(children, round_children(value, parts, decimals, printed=shown[unit]), strict=True))
    return shown
