"""Which months (or quarters) stand behind a figure of an indicator."""

from __future__ import annotations

from tongket.core.periods.periods import FIRST_YEAR, Period, Span
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Kind

Base = tuple[Period, ...]


def behind(asked: Asked, period: Period, length: Span) -> Base:
    """The periods of the values' length that the value of an indicator rests on.

    A flow: those of the period. A stock: also those before it, as far as it looks back. A cumulative figure: all
    since the beginning of its year, for the last one known counts.
    """
    own = period.parts(length)
    if asked.indicator.kind is Kind.CUMULATIVE and asked.restarts:
        return to_date(period, length)
    return before(own[0], asked.look_back) + own


def to_date(period: Period, length: Span) -> Base:
    """From the beginning of the year to the end of the period."""
    last = period.parts(length)[-1]
    return tuple(part for part in Period(Span.YEAR, period.year).parts(length) if part.number <= last.number)


def before(period: Period, many: int) -> Base:
    """So many periods before that one, in order of time; none from before the first year there is."""
    found: list[Period] = []
    at = period
    for _ in range(many):
        if (at.year, at.number) == (FIRST_YEAR, 1):
            break
        at = at.previous()
        found.append(at)
    return tuple(reversed(found))
