"""Reporting periods: month, quarter, half-year, nine months, year, and when their figures close.

Two calendars. By law periodic reports close their figures in the middle of a month (Nghị định 09/2019/NĐ-CP,
article 12); statistical reports keep calendar months. Both follow from one thing: the first and the last
month of a period. The legal period runs from the 15th of the month before the first to the 14th of the last.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2999
_TEXT = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)|(?P<month>0[1-9]|1[0-2])))?", re.ASCII
)
_ROMAN = ("I", "II", "III", "IV")
_ORDINALS = ("first", "second", "third", "fourth")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Calendar(StrEnum):
    """Which days belong to a period."""

    LEGAL = "legal"  # periodic reports: from the 15th to the 14th
    STATISTICAL = "statistical"  # statistical reports: calendar months


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Its length in months."""
        return _LENGTH[self]

    @property
    def in_a_year(self) -> int:
        """How many there are in a year; of nine months only the first."""
        return 1 if self is Span.NINE_MONTHS else 12 // self.months


_LENGTH = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.NINE_MONTHS: 9, Span.YEAR: 12}


class WrongPeriod(ValueError):
    """A text or a number that is no period; the message shows the right form."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The `number`th (from 1) period of that length in a year.

    Periods of one length are ordered by time.
    """

    span: Span
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise WrongPeriod(f"the year {self.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if not 1 <= self.number <= self.span.in_a_year:
            raise WrongPeriod(f"a year has no {self.span.value} number {self.number}")

    def __str__(self) -> str:
        ending = {
            Span.MONTH: f"-{self.number:02}",
            Span.QUARTER: f"-Q{self.number}",
            Span.HALF_YEAR: f"-H{self.number}",
            Span.NINE_MONTHS: "-9M",
            Span.YEAR: "",
        }
        return f"{self.year:04}{ending[self.span]}"

    @property
    def first_month(self) -> int:
        """The month in which it begins by the calendar."""
        return (self.number - 1) * self.span.months + 1

    @property
    def last_month(self) -> int:
        """The month in which it ends, by either calendar."""
        return self.first_month + self.span.months - 1

    def first_day(self, calendar: Calendar) -> date:
        """The first day whose figures belong to it."""
        start = date(self.year, self.first_month, 1)
        return start if calendar is Calendar.STATISTICAL else (start - timedelta(days=1)).replace(day=15)

    def last_day(self, calendar: Calendar) -> date:
        """The cut-off: the last day whose figures belong to it."""
        if calendar is Calendar.LEGAL:
            return date(self.year, self.last_month, 14)
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    def contains(self, day: date, calendar: Calendar) -> bool:
        """Whether the figures of that day belong to it."""
        return self.first_day(calendar) <= day <= self.last_day(calendar)

    def next(self) -> Period:
        """The one after, of the same length; for nine months those of the next year."""
        return self.moved(1)

    def previous(self) -> Period:
        """The one before, of the same length; for nine months those of the year before."""
        return self.moved(-1)

    def moved(self, by: int) -> Period:
        """The one so many after it, of the same length; before it where `by` is negative. Raises WrongPeriod."""
        year, order = divmod(self.year * self.span.in_a_year + self.number - 1 + by, self.span.in_a_year)
        return Period(self.span, year, order + 1)

    def same_period_last_year(self) -> Period:
        """The period that "cùng kỳ năm trước" means."""
        return Period(self.span, self.year - 1, self.number)

    def parts(self, span: Span = Span.MONTH) -> tuple[Period, ...]:
        """The shorter periods that make it up, in order: the three months of a quarter.

        >>> [str(part) for part in parse_period("2025-9M").parts(Span.QUARTER)]
        ['2025-Q1', '2025-Q2', '2025-Q3']
        """
        if span is Span.NINE_MONTHS or self.span.months % span.months:
            raise WrongPeriod(f"a {self.span.value} is not made of whole periods of the length '{span.value}'")
        before = (self.first_month - 1) // span.months
        return tuple(Period(span, self.year, before + n + 1) for n in range(self.span.months // span.months))

    def name(self, lang: str) -> str:
        """The name as a report writes it.

        >>> parse_period("2025-Q3").name("vi"), parse_period("2025-H1").name("en")
        ('quý III năm 2025', 'first half of 2025')
        """
        order = self.number - 1
        if lang == "vi":
            names = {
                Span.MONTH: f"tháng {self.number} năm {self.year}",
                Span.QUARTER: f"quý {_ROMAN[order % 4]} năm {self.year}",
                Span.HALF_YEAR: f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}",
                Span.NINE_MONTHS: f"9 tháng đầu năm {self.year}",
                Span.YEAR: f"năm {self.year}",
            }
        else:
            names = {
                Span.MONTH: f"{_MONTHS[order]} {self.year}",
                Span.QUARTER: f"{_ORDINALS[order % 4]} quarter of {self.year}",
                Span.HALF_YEAR: f"{_ORDINALS[order % 4]} half of {self.year}",
                Span.NINE_MONTHS: f"first nine months of {self.year}",
                Span.YEAR: str(self.year),
            }
        return names[self.span]


def parse_period(text: str) -> Period:
    """Read "2025-09", "2025-Q3", "2025-H1", "2025-9M" or "2025". Raises WrongPeriod."""
    match = _TEXT.fullmatch(text.strip())
    if match is None:
        raise WrongPeriod(
            f"'{text}' is not a period; write 2025-09 (month), 2025-Q3 (quarter), 2025-H1 (half-year), "
            "2025-9M (nine months) or 2025 (year)"
        )
    year = int(match["year"])
    for span, group in ((Span.MONTH, "month"), (Span.QUARTER, "quarter"), (Span.HALF_YEAR, "half")):
        if match[group]:
            return Period(span, year, int(match[group]))
    return Period(Span.NINE_MONTHS if match["nine"] else Span.YEAR, year)


def period_of(day: date, span: Span, calendar: Calendar) -> Period | None:
    """The period of that length which holds the day; None for a day after the nine months of its year.

    >>> str(period_of(date(2025, 12, 20), Span.QUARTER, Calendar.LEGAL))
    '2026-Q1'
    """
    late = calendar is Calendar.LEGAL and day.day > 14
    year, month = (day.year + 1, 1) if late and day.month == 12 else (day.year, day.month + late)
    number = 1 if span is Span.NINE_MONTHS else (month - 1) // span.months + 1
    period = Period(span, year, number)
    return period if period.contains(day, calendar) else None
