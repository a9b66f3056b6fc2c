"""The rows of an answer: each figure is one or two totals of an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tongket.core.periods.periods import Period
from tongket.core.rollup import expressions
from tongket.core.rollup.age import Age, joined
from tongket.core.rollup.answer import Method, Total
from tongket.core.rollup.asking.figures import Figure, Told, looked_at
from tongket.core.rollup.asking.model import Asked, Rate, Whole
from tongket.core.rollup.asking.spans import behind, to_date
from tongket.core.rollup.asking.totals import Engine, Totals
from tongket.core.rollup.model import Kind
from tongket.core.rollup.tables import Source
from tongket.core.units.model import Basis

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `value` is exact and None where it is unknown; counts, method and age are as in `Total`."""

    period: str
    unit: str
    indicator: str
    figure: Told
    value: Fraction | None
    reported: int
    expected: int
    zero_by_list: int
    method: Method
    bases: tuple[Basis, ...]
    age: Age | None = None


def answer(whole: Whole, source: Source, in_time: Source, engine: Engine) -> tuple[Row, ...]:
    """Every figure asked for, by period, unit and indicator.

    `in_time` has the same values without those that came late. Raises WrongQuery, ExactRangeExceeded.
    """
    return tuple(row for period in whole.periods for row in _Period(whole, period, source, in_time, engine).rows())


def value(
    whole: Whole, source: Source, in_time: Source, engine: Engine, *, unit: str, name: str, period: Period
) -> Total:
    """The value of one indicator, sub-total or rate at one unit. Raises WrongQuery, ExactRangeExceeded."""
    return _Period(whole, period, source, in_time, engine).value(unit, name, period)


class _Period:
    def __init__(self, whole: Whole, period: Period, source: Source, in_time: Source, engine: Engine) -> None:
        self.whole, self.period = whole, period
        self.totals = Totals(whole, whole.on or period.last_day(whole.calendar), source, engine)
        self.in_time = Totals(whole, self.totals.day, in_time, engine)
        self.asked = whole.asked
        self.make: dict[Told, Callable[[str, str], Total]] = {
            Figure.VALUE: lambda unit, name: self.value(unit, name, self.period),
            Figure.IN_PERIOD: self.in_period,
            Figure.YEAR_TO_DATE: lambda unit, name: self.to_date(unit, name, self.period),
            Figure.CHANGE: lambda unit, name: _two(
                self.value(unit, name, self.period), self.compared(Figure.CHANGE)(unit, name), lambda a, b: a - b
            ),
            Figure.YEAR_TO_DATE_BEFORE: lambda unit, name: self.to_date(
                unit, name, self.period.same_period_last_year()
            ),
            Figure.PERCENT_OF_YEAR_BEFORE: lambda unit, name: _two(
                self.value(unit, name, self.period), self.compared(Figure.YEAR_BEFORE)(unit, name), _percent
            ),
            Figure.TARGET: self.target,
            Figure.PERCENT_OF_TARGET: lambda unit, name: _two(
                self.value(unit, name, self.period), self.target(unit, name), _percent
            ),
            Figure.COMPLETENESS: lambda unit, name: self.rate(unit, name, Rate.COMPLETENESS, self.period),
            Figure.TIMELINESS: lambda unit, name: self.rate(unit, name, Rate.TIMELINESS, self.period),
        }

    def rows(self) -> Iterator[Row]:
        for unit in self.units():
            for name in self.asked:
                for figure in self.whole.figures:
                    if figure is Figure.IN_PERIOD and self.asked[name].indicator.kind is not Kind.CUMULATIVE:
                        continue
                    total = self.told(figure, unit, name)
                    yield Row(
                        str(self.period), unit, name, figure, total.value, total.reported, total.expected,
                        total.zero_by_list, total.method, total.bases, total.age,
                    )  # fmt: skip

    def told(self, figure: Told, unit: str, name: str) -> Total:
        """What a figure tells."""
        make = self.make.get(figure) or self.compared(figure)
        return make(unit, name)

    def units(self) -> Sequence[str]:
        """The units asked for, from the top down, in Vietnamese order."""
        map_ = self.totals.map
        found = [map_.root, *map_.descendants(map_.root.key)]
        return [
            unit.key
            for unit in found
            if (not self.whole.units or unit.key in self.whole.units)
            and (not self.whole.levels or unit.level in self.whole.levels)
        ]

    def value(self, unit: str, name: str, period: Period) -> Total:
        asked = self.asked[name]
        if asked.rate:
            return self.rate(unit, asked.of, asked.rate, period)
        if asked.indicator.recomputed:
            return self.recomputed(unit, asked, lambda part: self.value(unit, part, period))
        return self.totals.total(unit, name, behind(asked, period, self.totals.length))

    def to_date(self, unit: str, name: str, period: Period) -> Total:
        asked = self.asked[name]
        if asked.indicator.recomputed:
            return self.recomputed(unit, asked, lambda part: self.to_date(unit, part, period))
        if asked.indicator.kind is Kind.CUMULATIVE or asked.rate:
            return self.value(unit, name, period)
        return self.totals.total(unit, name, to_date(period, self.totals.length))

    def in_period(self, unit: str, name: str) -> Total:
        """What the period added to a cumulative figure: all of it where the figure began anew with the period."""
        now = self.value(unit, name, self.period)
        if self.asked[name].restarts and self.period.first_month == 1:
            return now
        return _two(now, self.compared(Figure.IN_PERIOD)(unit, name), lambda a, b: a - b)

    def compared(self, figure: Told) -> Callable[[str, str], Total]:
        period = looked_at(figure, self.period)
        return lambda unit, name: self.value(unit, name, period)

    def recomputed(self, unit: str, asked: Asked, part_of: Callable[[str], Total]) -> Total:
        """A ratio from its parts at this level; as complete as the least complete of them."""
        node = expressions.parse(asked.indicator.formula)
        parts = {name: part_of(name) for name in expressions.names(node)}
        method = max((part.method for part in parts.values()), key=list(Method).index, default=Method.AS_IT_WAS)
        bases = {basis for part in parts.values() for basis in part.bases}
        value = expressions.evaluate(node, lambda name: parts[name].value)
        least = min(parts.values(), key=lambda part: Fraction(part.reported, part.expected or 1), default=_NOTHING)
        known = None if method is Method.NOT_COMPARABLE else value
        age = joined(part.age for part in parts.values())
        return replace(least, value=known, method=method, bases=tuple(b for b in Basis if b in bases), age=age)

    def target(self, unit: str, name: str) -> Total:
        return replace(_NOTHING, value=self._target(unit, name))

    def _target(self, unit: str, name: str) -> Fraction | None:
        """What was set for the unit; else the sum over the units below, where each has one."""
        stated = self.whole.targets.get((unit, name, str(self.period)))
        if stated is not None:
            return stated
        below = [self._target(child.key, name) for child in self.totals.map.children(unit)]
        known = [target for target in below if target is not None]
        return sum(known, Fraction(0)) if known and len(known) == len(below) else None

    def rate(self, unit: str, name: str, rate: Rate, period: Period) -> Total:
        """Percent of the units that had to report in the period itself; unknown where none had to."""
        all_ = self.returns(self.totals, unit, name, period)
        found = all_ if rate is Rate.COMPLETENESS else self.returns(self.in_time, unit, name, period)
        value = Fraction(found.reported * PERCENT, all_.expected) if all_.expected else None
        return replace(all_, value=value, reported=found.reported, method=Method.AS_IT_WAS, bases=(), age=None)

    def returns(self, totals: Totals, unit: str, name: str, period: Period) -> Total:
        """What came in for the period itself, without looking back."""
        asked = self.asked[name]
        if asked.rate:
            return self.returns(totals, unit, asked.of, period)
        if asked.indicator.recomputed:
            return self.recomputed(unit, asked, lambda part: self.returns(totals, unit, part, period))
        return totals.total(unit, name, period.parts(totals.length))


_NOTHING = Total(None, 0, 0, 0, Method.AS_IT_WAS)


def _percent(one: Fraction, other: Fraction) -> Fraction | None:
    return one / other * PERCENT if other else None


def _two(one: Total, other: Total, make: Callable[[Fraction, Fraction], Fraction | None]) -> Total:
    """A figure of two totals: unknown where one is; the counts are those of the first, the method the weaker one."""
    value = make(one.value, other.value) if one.value is not None and other.value is not None else None
    bases = {*one.bases, *other.bases}
    method = max(one.method, other.method, key=list(Method).index)
    age = joined((one.age, other.age))
    return replace(one, value=value, method=method, bases=tuple(b for b in Basis if b in bases), age=age)
