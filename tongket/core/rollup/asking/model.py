"""What may be asked: which indicators, periods, units and figures, on which map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import product
from math import prod

from tongket.core.periods.periods import Calendar, Period, Span, WrongPeriod
from tongket.core.rollup import expressions
from tongket.core.rollup.asking.figures import Figure, Told, looked_at
from tongket.core.rollup.expressions import nodes
from tongket.core.rollup.model import Indicator, Kind, OverUnits, State, cell_key
from tongket.core.rollup.query import SAID, WrongQuery
from tongket.core.units.tree import Tree

MOST_CATEGORIES = 3
MOST_CELLS = 10_000  # of one indicator, its sub-totals among them


class Rate(StrEnum):
    """An indicator that tells how the returns of another one came in, in percent."""

    COMPLETENESS = "completeness"
    TIMELINESS = "timeliness"


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator with what it needs beyond its operators.

    `categories` name up to three dimensions with their values: the cells are keyed by them, and totals are made
    along each. `look_back`: how many periods before the one asked for the last stock may be from. `restarts`: a
    cumulative figure begins anew each year, else it runs on. `rate` and `of`: it tells of the returns of another.
    """

    indicator: Indicator
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    look_back: int = 0
    restarts: bool = True
    rate: Rate | None = None
    of: str = ""

    def __post_init__(self) -> None:
        name = self.indicator.id
        if len(self.categories) > MOST_CATEGORIES:
            raise WrongQuery(f"'{name}' has {len(self.categories)} categories; {MOST_CATEGORIES} are the most")
        many = prod(len(values) + 1 for values in self.categories.values())
        if many > MOST_CELLS:
            raise WrongQuery(f"'{name}' would have {many} cells; {MOST_CELLS} are the most")
        if self.categories and (self.indicator.over_units is not OverUnits.SUM or self.indicator.formula):
            raise WrongQuery(f"'{name}' has categories, but is not a plain sum: they would not add up")
        if self.look_back and self.indicator.kind is not Kind.STOCK:
            raise WrongQuery(f"'{name}' looks back, but is no stock")

    def cells(self) -> tuple[Indicator, ...]:
        """The indicator, its sub-totals along each category and its cells.

        A sub-total is what was printed; where nothing was, the sum along the first category that adds up.
        """
        kinds = [(None, *values) for values in self.categories.values()]
        names = list(self.categories)
        found = []
        for chosen in product(*kinds):
            fixed = {name: value for name, value in zip(names, chosen, strict=True) if value is not None}
            open_ = [name for name in names if name not in fixed]
            sums = [
                " + ".join(f"[{cell_key(self.indicator.id, fixed | {name: value})}]" for value in self.categories[name])
                for name in open_
            ]
            formula = f"first({', '.join(sums)})" if len(sums) > 1 else "".join(sums)
            found.append(_cell(self.indicator, cell_key(self.indicator.id, fixed), formula or self.indicator.formula))
        return tuple(found)


def _cell(of: Indicator, key: str, formula: str) -> Indicator:
    kind = Kind.FORMULA if formula and not of.formula else of.kind
    return Indicator(
        key, of.names, of.unit_of_measure, of.unit_words, of.decimals, kind,
        of.over_units, of.over_time, formula, of.note, of.order, of.weight,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole question. Raises WrongQuery where it contradicts itself.

    `length` is that of the periods of the values. `on` is the day of the map, None for that of the last day
    of each period. `levels` and `units` narrow the rows; empty means all. `obliged` are the levels whose
    units had to report; `owed`, by period, says so unit by unit in their place, and a period that it leaves out is owed
    by nobody. `targets`: (unit, indicator, period) → target. `ages`: every figure says how old its data are.
    """

    tree: Tree
    indicators: tuple[Asked, ...]
    periods: tuple[Period, ...]
    length: Span = Span.MONTH
    figures: tuple[Told, ...] = (Figure.VALUE,)
    on: date | None = None
    calendar: Calendar = Calendar.STATISTICAL
    units: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    obliged: tuple[str, ...] = ()
    reported: frozenset[State] = SAID
    targets: Mapping[tuple[str, str, str], Fraction] = field(default_factory=dict)
    ages: bool = False
    owed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.periods:
            raise WrongQuery("no period is asked for")
        if not self.indicators:
            raise WrongQuery("no indicator is asked for")
        for period in self.periods:
            try:
                period.parts(self.length)
            except WrongPeriod as error:
                raise WrongQuery(f"'{period}' cannot be made of the values: {error}") from None
            for figure in self.figures:
                try:
                    looked_at(figure, period)
                except WrongPeriod as error:
                    raise WrongQuery(f"'{figure}' of {period}: {error}") from None
        names = {asked.indicator.id for asked in self.indicators}
        for asked in self.indicators:
            if asked.rate and asked.of not in names:
                raise WrongQuery(f"'{asked.indicator.id}' tells of the returns of '{asked.of}', which is not there")
        _check_formulas({cell.id: cell.formula for asked in self.indicators for cell in asked.cells()})
        measures = {cell.id: cell.unit_of_measure for asked in self.indicators for cell in asked.cells()}
        for asked in self.indicators:
            if asked.indicator.formula:
                _measure(asked.indicator.id, expressions.parse(asked.indicator.formula), measures)

    @property
    def asked(self) -> dict[str, Asked]:
        """By the key of every indicator, sub-total and cell, what was asked for."""
        return {cell.id: asked for asked in self.indicators for cell in asked.cells()}


def _check_formulas(formulas: Mapping[str, str]) -> None:
    """Raises WrongQuery for a formula that names what is not there, or itself."""
    parsed = {name: expressions.parse(formula) for name, formula in formulas.items() if formula}
    for name, node in parsed.items():
        if missing := [part for part in expressions.names(node) if part not in formulas]:
            raise WrongQuery(f"the formula of '{name}' names '{missing[0]}', which is not among the indicators")
    try:
        expressions.in_order(parsed)
    except ValueError as error:
        raise WrongQuery(str(error)) from None


def _measure(name: str, node: expressions.Node, measures: Mapping[str, str]) -> str | None:
    """The unit of measure of a node; None where it has none, or one of its own (a product, a ratio).

    Raises WrongQuery where figures with different units of measure are added or compared.
    """
    match node:
        case nodes.Name(indicator):
            return measures.get(indicator) or None
        case nodes.Sum(terms):
            parts = [term for _, term in terms]
        case nodes.Extreme(_, values) | nodes.First(values):
            parts = list(values)
        case nodes.Choice(condition, then, otherwise):
            _check_measures(name, condition, measures)
            parts = [then, otherwise]
        case nodes.Product(factors):
            for _, factor in factors:
                _measure(name, factor, measures)
            return None
        case _:
            return None
    return _one_measure(name, parts, measures)


def _one_measure(name: str, parts: Sequence[expressions.Node], measures: Mapping[str, str]) -> str | None:
    found = {measure for part in parts if (measure := _measure(name, part, measures))}
    if len(found) > 1:
        one, other = sorted(found)[:2]
        raise WrongQuery(f"the formula of '{name}' puts '{one}' and '{other}' together: different units of measure")
    return found.pop() if found else None


def _check_measures(name: str, condition: nodes.Condition, measures: Mapping[str, str]) -> None:
    """Raises WrongQuery where a condition compares figures with different units of measure."""
    match condition:
        case nodes.Compare(_, left, right):
            _one_measure(name, (left, right), measures)
        case nodes.Logic(_, conditions):
            for each in conditions:
                _check_measures(name, each, measures)
        case nodes.Not(inner):
            _check_measures(name, inner, measures)
        case nodes.Known(value):
            _measure(name, value, measures)
