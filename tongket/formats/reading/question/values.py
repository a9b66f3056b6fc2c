"""The values: a CSV file with a row a cell, read into a table for each period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from tongket.core.periods.moments import Moment, WrongMoment, parse_moment
from tongket.core.periods.periods import Calendar, Period, Span, WrongPeriod, parse_period
from tongket.core.rollup.model import Indicator, State
from tongket.core.rollup.tables import LARGEST, Memory, Said, table_of
from tongket.core.units.tree import Tree
from tongket.formats.reading.units.table import Table

_NUMBER = re.compile(r"[-−]?\d+(?:\.(?P<decimals>\d+))?", re.ASCII)
MOST_DIGITS = 100  # far beyond what can be added; Python itself stops at some thousands
_STATES = {state.value: state for state in State if state is not State.REPORTED}
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # of a moment that names none
_YES, _NO = ("1", "yes", "late"), ("", "0", "no")


@dataclass
class Values:
    """What was said, by period; `late` are the cells that came after the deadline, `received` says when some came."""

    said: dict[str, dict[tuple[str, str], Said]] = field(default_factory=dict)
    late: set[tuple[str, str, str]] = field(default_factory=set)
    received: dict[str, dict[tuple[str, str], Moment]] = field(default_factory=dict)

    def source(self, *, in_time: bool = False) -> Memory:
        """A source with all of it, or with what came in time."""
        return Memory(
            {
                period: table_of(
                    {cell: what for cell, what in cells.items() if not in_time or (period, *cell) not in self.late}
                )
                for period, cells in self.said.items()
            },
            self.received,
        )


class ValueReading:
    """Reads the table row by row; every problem goes to the table's findings."""

    def __init__(
        self, table: Table, tree: Tree, cells: Mapping[str, Indicator], length: Span, calendar: Calendar
    ) -> None:
        self.table, self.tree, self.cells, self.length, self.calendar = table, tree, cells, length, calendar
        self._days: dict[str, date | None] = {}

    def values(self) -> Values:
        """All cells."""
        found = Values()
        for line, row in self.table.rows:
            period, cell = row["period"], self.cells.get(row["indicator"])
            day = self._day(line, period)
            known = self.table.key(line, row["indicator"], self.cells, "the indicator", "in the question")
            there = self._unit(line, row["unit"], period, day)
            if not known or not there or day is None or cell is None:
                continue
            said = self._said(line, row["value"], cell)
            key = (row["unit"], row["indicator"])
            if key in found.said.setdefault(period, {}):
                self.table.error(line, f"the value of '{key[0]}' for '{key[1]}' in {period} stands twice")
            elif said is not None:
                found.said[period][key] = said
                if self._late(line, row["late"]):
                    found.late.add((period, *key))
                if moment := self._received(line, row["received"]):
                    found.received.setdefault(period, {})[key] = moment
        return found

    def targets(self) -> dict[tuple[str, str, str], Fraction]:
        """(unit, indicator, period) → what was to be reached; the periods may be of any length."""
        found: dict[tuple[str, str, str], Fraction] = {}
        for line, row in self.table.rows:
            cell = self.cells.get(row["indicator"])
            try:
                period = str(parse_period(row["period"]))
            except WrongPeriod as error:
                self.table.error(line, str(error))
                continue
            known = self.table.key(line, row["indicator"], self.cells, "the indicator", "in the question")
            if self.table.key(line, row["unit"], self._keys, "the unit") and known and cell is not None:
                said = self._said(line, row["value"], cell)
                key = (row["unit"], row["indicator"], period)
                if key in found:
                    self.table.error(line, f"the target of '{key[0]}' for '{key[1]}' in {period} stands twice")
                elif isinstance(said, int):
                    found[key] = Fraction(said, 10**cell.decimals)
        return found

    @property
    def _keys(self) -> Mapping[str, object]:
        return {unit.key: unit for unit in self.tree.units}

    def _day(self, line: int, text: str) -> date | None:
        """The last day of a period of the right length."""
        if text not in self._days:
            self._days[text] = self._last_day(line, text)
        return self._days[text]

    def _last_day(self, line: int, text: str) -> date | None:
        try:
            period: Period = parse_period(text)
        except WrongPeriod as error:
            self.table.error(line, str(error))
            return None
        if period.span is not self.length or str(period) != text:
            self.table.error(line, f"'{text}' is a {period.span}; the values are by {self.length}")
            return None
        return period.last_day(self.calendar)

    def _unit(self, line: int, unit: str, period: str, day: date | None) -> bool:
        if unit not in self.tree:
            return self.table.key(line, unit, self._keys, "the unit")
        if day is not None and unit not in self.tree.on(day):
            self.table.error(line, f"'{unit}' did not stand in {period}, on {day}")
            return False
        return True

    def _said(self, line: int, text: str, cell: Indicator) -> Said | None:
        """A number in units of 10^-decimals, or a state; None for an empty cell and for what cannot be read."""
        if not text or text in _STATES:
            return _STATES.get(text)
        match = _NUMBER.fullmatch(text)
        if match is None:
            states = ", ".join(sorted(_STATES))
            self.table.error(line, f"'{text}' is no number (1234.5) and none of {states}")
            return None
        if len(text) > MOST_DIGITS:
            self.table.error(line, f"'{text[:20]}…' has {len(text)} characters; a number has at most {MOST_DIGITS}")
            return None
        if len((match["decimals"] or "").rstrip("0")) > cell.decimals:
            self.table.error(line, f"'{text}' has more decimals than the {cell.decimals} of '{cell.id}'")
            return None
        value = Fraction(text.replace("−", "-")) * 10**cell.decimals
        if abs(value) > LARGEST:
            self.table.error(line, f"'{text}' is larger than can be added exactly")
            return None
        return int(value)

    def _received(self, line: int, text: str) -> Moment | None:
        try:
            return parse_moment(text, ZONE) if text else None
        except WrongMoment as error:
            self.table.error(line, f"'received': {error}")
            return None

    def _late(self, line: int, text: str) -> bool:
        if text.lower() not in (*_YES, *_NO):
            self.table.error(line, f"'late' is '{text}'; write 1 or leave it empty")
        return text.lower() in _YES
