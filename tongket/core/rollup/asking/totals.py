"""Totals of whatever spans are needed, on one map: one roll-up a span, each made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tongket.core.rollup.answer import Answer, Contribution, Total
from tongket.core.rollup.asking.model import Whole
from tongket.core.rollup.asking.spans import Base
from tongket.core.rollup.query import Era, Query, WrongQuery
from tongket.core.rollup.tables import Source
from tongket.core.units.map import Map

Engine = Callable[[Query, Source], Answer]


class Totals:
    """The totals of a question on the map of `day`."""

    def __init__(self, whole: Whole, day: date, source: Source, engine: Engine) -> None:
        self.whole, self.day, self.source, self.engine = whole, day, source, engine
        self.map = whole.tree.on(day)
        self.length = whole.length
        self.indicators = tuple(
            cell for asked in whole.indicators if not asked.rate for cell in asked.cells() if not cell.recomputed
        )
        self._answers: dict[Base, Answer] = {}

    def total(self, unit: str, name: str, span: Base) -> Total:
        """The total of an indicator that is counted, over those periods."""
        answer = self.answer(span)
        total = answer.total(unit, name)
        return replace(total, age=answer.age(unit, name)) if self.whole.ages else total

    def contributors(self, unit: str, name: str, span: Base) -> tuple[Contribution, ...]:
        """The cells behind it."""
        return self.answer(span).contributors(unit, name)

    def answer(self, span: Base) -> Answer:
        """The roll-up of those periods."""
        if span not in self._answers:
            self._answers[span] = self.engine(self.query(span), self.source)
        return self._answers[span]

    def query(self, span: Base) -> Query:
        """Those periods, each with the map of its last day; one era for each map."""
        tree, whole = self.whole.tree, self.whole
        eras: list[tuple[object, list[str], dict[str, date]]] = []
        obliged: dict[str, frozenset[str]] = {}
        for period in span:
            then = tree.on(period.last_day(whole.calendar))
            obliged[str(period)] = self._owed(str(period), then)
            if not eras or eras[-1][0] is not then.layer:
                eras.append((then.layer, [], {}))
            eras[-1][1].append(str(period))
        made = tuple(
            Era(
                tuple(periods),
                {
                    unit: tree.shares(unit, self.day)
                    for unit in sorted(_together(obliged, periods))
                    if unit not in self.map
                },
            )
            for _, periods, _ in eras
        )
        parents = {unit.key: self.map.layer.parents.get(unit.key) for unit in self.map}
        if not parents:
            raise WrongQuery(f"no unit stands on {self.day}")
        return Query(self.indicators, made, parents, obliged, self.whole.reported)

    def _owed(self, period: str, then: Map) -> frozenset[str]:
        """The units that had to report for a period of which that was the map."""
        whole = self.whole
        if whole.owed:
            return whole.owed.get(period, frozenset())
        levels = whole.obliged or tuple(level for level in whole.tree.levels if then.count(level))[-1:]
        return frozenset(unit.key for level in levels for unit in then.of_level(level))


def _together(obliged: Mapping[str, frozenset[str]], periods: Sequence[str]) -> frozenset[str]:
    return frozenset[str]().union(*(obliged[period] for period in periods))
