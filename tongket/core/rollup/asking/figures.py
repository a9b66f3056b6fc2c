"""What may be told of an indicator at a unit, and which period it looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tongket.core.periods.periods import Period

_OFFSET = re.compile(r"offset(?P<periods>[+-][1-9]\d{0,3})", re.ASCII)


class Figure(StrEnum):
    """What may be told of an indicator at a unit, for a period."""

    VALUE = "value"
    IN_PERIOD = "in_period"  # of a cumulative figure: what the period itself added
    YEAR_TO_DATE = "year_to_date"  # from the beginning of the year to the end of the period
    PREVIOUS = "previous"  # the value of the period before
    CHANGE = "change"  # value less previous
    YEAR_BEFORE = "year_before"  # the value of the same period a year before
    YEAR_TO_DATE_BEFORE = "year_to_date_before"
    PERCENT_OF_YEAR_BEFORE = "percent_of_year_before"
    TARGET = "target"
    PERCENT_OF_TARGET = "percent_of_target"
    COMPLETENESS = "completeness"  # percent of the units that had to report which did
    TIMELINESS = "timeliness"  # percent of them which did so in time


PERCENTAGES = frozenset(
    {Figure.PERCENT_OF_TARGET, Figure.PERCENT_OF_YEAR_BEFORE, Figure.COMPLETENESS, Figure.TIMELINESS}
)


@dataclass(frozen=True, slots=True)
class Offset:
    """The value so many periods after the one asked for; before it where `periods` is negative.

    >>> str(Offset(-4)), str(Offset(1))
    ('offset-4', 'offset+1')
    """

    periods: int

    def __str__(self) -> str:
        return f"offset{self.periods:+d}"


Told = Figure | Offset


def told(text: str) -> Told:
    """Read "value" or "offset-4". Raises ValueError with what there is."""
    if match := _OFFSET.fullmatch(text):
        return Offset(int(match["periods"]))
    try:
        return Figure(text)
    except ValueError:
        raise ValueError(
            f"there are: {', '.join(Figure)}, and offset-2 or offset+1 for the value so many periods before or after"
        ) from None


def looked_at(told: Told, period: Period) -> Period:
    """The other period that a figure needs; the one asked for where it needs no other. Raises WrongPeriod."""
    if isinstance(told, Offset):
        return period.moved(told.periods)
    if told in (Figure.PREVIOUS, Figure.CHANGE, Figure.IN_PERIOD):
        return period.previous()
    if told in (Figure.YEAR_BEFORE, Figure.PERCENT_OF_YEAR_BEFORE, Figure.YEAR_TO_DATE_BEFORE):
        return period.same_period_last_year()
    return period
