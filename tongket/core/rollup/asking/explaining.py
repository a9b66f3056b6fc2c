"""How a figure came about, step by step: what was added, and by which acts units came where they count."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tongket.core.periods.periods import Period
from tongket.core.rollup import expressions
from tongket.core.rollup.age import Age
from tongket.core.rollup.answer import Contribution, Method, Total
from tongket.core.rollup.asking.answering import value
from tongket.core.rollup.asking.model import Whole
from tongket.core.rollup.asking.spans import behind
from tongket.core.rollup.asking.totals import Engine, Totals
from tongket.core.rollup.printing import plain
from tongket.core.rollup.query import WrongQuery
from tongket.core.rollup.tables import Source
from tongket.core.units.model import Basis, Succession

_HOW = {
    Method.AS_IT_WAS: "no unit behind it has changed",
    Method.SUM: "units that changed came over whole",
    Method.SHARE: "parts of divided units are counted by the stated share",
    Method.NOT_COMPARABLE: "a unit was divided and nobody has said how much went where: there is no figure",
}


def explain(
    whole: Whole, source: Source, engine: Engine, *, in_time: Source, unit: str, name: str, period: Period
) -> Iterator[str]:
    """Lines that tell how the value of an indicator at a unit was made.

    Raises WrongQuery for one that was not asked for, and ExactRangeExceeded.
    """
    totals = Totals(whole, whole.on or period.last_day(whole.calendar), source, engine)
    if name not in whole.asked:
        raise WrongQuery(f"there is no indicator '{name}'; there are: {', '.join(whole.asked)}")
    if unit not in totals.map:
        raise WrongQuery(f"no unit '{unit}' stands on the map of {totals.day}")

    def found(part: str) -> Total:
        return value(whole, source, in_time, engine, unit=unit, name=part, period=period)

    yield from _Telling(totals, unit, period, found).lines(name, "")


class _Telling:
    def __init__(self, totals: Totals, unit: str, period: Period, found: Callable[[str], Total]) -> None:
        self.totals, self.unit, self.period, self.found = totals, unit, period, found
        self.tree = totals.whole.tree
        self.cells = {cell.id: cell for asked in totals.whole.indicators for cell in asked.cells()}

    def lines(self, name: str, indent: str) -> Iterator[str]:
        asked = self.totals.whole.asked[name]
        if asked.rate:
            total = self.found(name)
            yield indent + self._head(name, total, "%")
            yield f"{indent}  {asked.rate} of the returns of '{asked.of}': {total.reported} of {total.expected} units"
            return
        if (cell := self.cells[name]).recomputed:
            yield indent + self._head(name, self.found(name), cell.unit_of_measure)
            yield f"{indent}  = {cell.formula}, computed from these totals:"
            for part in expressions.names(expressions.parse(cell.formula)):
                yield from self.lines(part, indent + "  ")
            return
        span = behind(asked, self.period, self.totals.length)
        total = self.totals.total(self.unit, name, span)
        yield indent + self._head(name, total, asked.indicator.unit_of_measure)
        many = str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}"
        over = f"over time {asked.indicator.over_time}, over units {asked.indicator.over_units}"
        yield f"{indent}  from the values of {many}; {over}; on the map of {self.totals.day}"
        by_list = f", {total.zero_by_list} more zero by a complete list" if total.zero_by_list else ""
        yield f"{indent}  {total.reported} of {total.expected} units have reported{by_list}"
        bases = f" ({', '.join(total.bases)})" if total.bases else ""
        yield f"{indent}  {total.method}: {_HOW[total.method]}{bases}"
        if age := self.totals.answer(span).age(self.unit, name):
            yield from _old(age, indent)
        for contribution in self.totals.contributors(self.unit, name, span):
            yield from self._contribution(contribution, asked.indicator.decimals, indent + "  ")

    def _head(self, name: str, total: Total, measure: str) -> str:
        decimals = self.totals.whole.asked[name].indicator.decimals
        what = "unknown" if total.value is None else f"{plain(total.value, decimals)} {measure}".rstrip()
        return f"{name}, {self.tree.unit(self.unit).full_name}, {self.period}: {what}"

    def _contribution(self, one: Contribution, decimals: int, indent: str) -> Iterator[str]:
        value, unit = plain(one.value, decimals), self.tree.unit(one.unit)
        part = "× ?" if one.fraction is None else "" if one.fraction == 1 else f"× {one.fraction}"
        counted = "" if one.fraction in (None, 1) else f" = {plain(one.value * (one.fraction or 0), decimals)}"
        yield f"{indent}{one.period}  {unit.full_name}: {' '.join(filter(None, (value, part)))}{counted}"
        for step in self.tree.way(one.unit, self.totals.map):
            yield f"{indent}    {self._step(step)}"

    def _step(self, step: Succession) -> str:
        how = (
            f"in part, nobody has said how much ({Basis.NONE})"
            if step.fraction is None
            else "whole"
            if step.fraction == 1
            else f"{step.fraction} by {step.basis}"
        )
        act = f", {step.act}" if step.act else ""
        old, new = self.tree.unit(step.old).full_name, self.tree.unit(step.new).full_name
        return f"{step.day}  {old} → {new}: {how}{act}"


def _old(age: Age, indent: str) -> Iterator[str]:
    if age.behind:
        periods = "period" if age.behind == 1 else "periods"
        yield f"{indent}  values from {age.oldest} to {age.newest}: {age.behind} {periods} behind"
    if age.last_received:
        yield f"{indent}  received from {age.first_received} to {age.last_received}"
