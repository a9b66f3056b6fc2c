"""Deadlines of periodic reports.

By default a number of working days after the cut-off, fixed for each level, at least one so that the reporter
has time (Nghị định 09/2019/NĐ-CP, article 8); a document may order a date of its own instead.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tongket.core.periods.periods import Calendar, Period
from tongket.core.periods.working_days import Arithmetic, WorkingCalendar


@dataclass(frozen=True, slots=True)
class AfterCutOff:
    """So many working days after the cut-off."""

    working_days: int

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise ValueError("a reporter has at least one working day after the cut-off (09/2019/NĐ-CP, article 8)")


@dataclass(frozen=True, slots=True)
class OnDate:
    """The first such date after the cut-off: the 15th of every month, or with `month` 15 November every year.

    A day that a month does not have is its last; a date on a day off moves to the next working day.
    """

    day: int
    month: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31 or not (self.month is None or 1 <= self.month <= 12):
            raise ValueError(f"there is no day {self.day}" + (f" in month {self.month}" if self.month else ""))


Rule = AfterCutOff | OnDate


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which a report of a period is in time, and how it was reckoned from the cut-off."""

    period: Period
    cut_off: date
    day: date
    arithmetic: Arithmetic


def deadline(period: Period, rule: Rule, calendar: Calendar, working: WorkingCalendar) -> Deadline:
    """When the reports of a period are due: a working day after the cut-off. Raises NotCovered."""
    cut_off = period.last_day(calendar)
    if isinstance(rule, AfterCutOff):
        arithmetic = working.add(cut_off, rule.working_days)
    else:
        arithmetic = working.on_or_after(_next_date(cut_off, rule))
    return Deadline(period, cut_off, arithmetic.day, arithmetic)


def _next_date(after: date, rule: OnDate) -> date:
    year, month = after.year, after.month
    while True:
        if rule.month in (None, month):
            day = date(year, month, min(rule.day, monthrange(year, month)[1]))
            if day > after:
                return day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
