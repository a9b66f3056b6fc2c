"""What anybody may see of the figures of a period: small numbers of persons in a commune are left out.

A count under five in a place where people know each other may point at persons (Luật 91/2025/QH15: what is published
about private persons is masked). Where one commune alone would be left out the next smallest goes with it, else the
total would tell it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tongket.core.forms.consolidated import PeriodFigure, PeriodFigures, Share, UnitBelow
from tongket.core.rollup.combine.rows import COMMUNE
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.small_numbers import LEAST

PERSONS = ("person", "người")


def guarded(found: PeriodFigures) -> PeriodFigures:
    """The figures without small numbers of persons, and without what single units wrote: nobody has gone
    through those words for private persons."""
    return replace(
        found,
        figures=tuple(_figure(figure, found.unit.level) for figure in found.figures),
        below=_below(found),
        narratives=(),
    )


def counts_persons(indicator: Indicator) -> bool:
    """Whether its figures are numbers of persons."""
    return indicator.unit_of_measure.lower() in PERSONS


def is_small(value: Fraction | None) -> bool:
    """Whether a number of persons is one that may point at them."""
    return value is not None and 0 < abs(value) < LEAST


def _figure(figure: PeriodFigure, level: str) -> PeriodFigure:
    if level != COMMUNE or not counts_persons(figure.indicator):
        return figure
    values = (figure.value, figure.in_period, figure.previous, figure.year_before, figure.change,
              figure.change_over_year, figure.year_to_date, figure.year_to_date_before)  # fmt: skip
    if not any(is_small(value) for value in values):
        return figure
    bare = replace(figure, in_period=None, previous=None, year_before=None, year_to_date=None, year_to_date_before=None)
    return replace(bare, value=None, printed=None, hidden=True) if is_small(figure.value) else bare


def _below(found: PeriodFigures) -> tuple[UnitBelow, ...]:
    hidden = {
        figure.key: _hidden(found.below, figure.key) for figure in found.figures if counts_persons(figure.indicator)
    }
    return tuple(replace(unit, cells=_cells(unit, hidden)) for unit in found.below)


def _hidden(units: tuple[UnitBelow, ...], key: str) -> frozenset[str]:
    """The units whose cell is not shown: the small ones, and one more where that would be only one."""
    values = {
        unit.unit.key: value
        for unit in units
        if unit.unit.level == COMMUNE and key in unit.cells and (value := unit.cells[key].value)
    }
    small = {unit for unit, value in values.items() if is_small(value)}
    if len(small) == 1:
        small |= set(sorted(values.keys() - small, key=lambda unit: (abs(values[unit]), unit))[:1])
    return frozenset(small)


def _cells(unit: UnitBelow, hidden: Mapping[str, frozenset[str]]) -> dict[str, Share]:
    return {
        key: replace(share, value=None, printed=None, hidden=True) if unit.unit.key in hidden.get(key, ()) else share
        for key, share in unit.cells.items()
    }
