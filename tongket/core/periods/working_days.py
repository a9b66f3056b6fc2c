"""Working days: weekends, official holidays, and the working Saturdays given in exchange for a day off.

Which days these are is decided anew each year, so they are data; a day that no data covers is not guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


class NotCovered(ValueError):
    """A day for which nobody has said yet whether it is a working day."""

    def __init__(self, day: date, first: date, last: date) -> None:
        self.day = day
        super().__init__(
            f"the working calendar covers {first} to {last}, not {day}; add the holidays of {day.year} to it"
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One day passed over. `count` is the number of the working day, None for a day off and its `reason`.

    A working day in exchange has its reason too; a plain weekend or working day has none.
    """

    day: date
    count: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A date and how it was counted: every day after the start, to the date itself; `calendar` is its version."""

    start: date
    day: date
    steps: tuple[Step, ...]
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days of a country's offices from `first` to `last`.

    `off`: days off beside Saturday and Sunday, with their reasons; `worked`: Saturdays and Sundays that are worked.
    `version` changes with every day that is decided otherwise.
    """

    first: date
    last: date
    off: Mapping[date, str]
    worked: Mapping[date, str]
    version: str = ""

    def is_working_day(self, day: date) -> bool:
        """Whether offices work. Raises NotCovered."""
        if not self.first <= day <= self.last:
            raise NotCovered(day, self.first, self.last)
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def reason(self, day: date) -> str:
        """Why that day is off, or worked although a weekend; empty where only the weekday tells."""
        return self.worked.get(day) or self.off.get(day, "")

    def add(self, start: date, working_days: int) -> Arithmetic:
        """That many working days after `start`, which is not counted itself. Raises NotCovered.

        None to add is the start itself, working day or not. ValueError for less than none.
        """
        if working_days < 0:
            raise ValueError(f"{working_days} working days cannot be added; count from the earlier day")
        steps: list[Step] = []
        day, counted = start, 0
        while counted < working_days:
            day += timedelta(days=1)
            works = self.is_working_day(day)
            counted += works
            steps.append(Step(day, counted if works else None, self.reason(day)))
        return Arithmetic(start, day, tuple(steps), self.version)

    def on_or_after(self, day: date) -> Arithmetic:
        """The day itself if offices work, else the next on which they do (Bộ luật Dân sự 2015, article 148.5)."""
        return Arithmetic(day, day, (), self.version) if self.is_working_day(day) else self.add(day, 1)
