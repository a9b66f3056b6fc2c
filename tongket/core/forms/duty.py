"""The standing duty to report, with the fields that Nghị định 09/2019/NĐ-CP asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tongket.core.periods.orders import Order
from tongket.core.periods.periods import Calendar, Period, Span, period_of
from tongket.core.units.model import Unit
from tongket.core.units.tree import Tree


@dataclass(frozen=True, slots=True)
class Reporters:
    """Who reports: the units of those levels at or below one unit, but for some."""

    under: str
    levels: tuple[str, ...]
    excepted: tuple[str, ...] = ()

    def units(self, tree: Tree, day: date) -> tuple[Unit, ...]:
        """Those of the map of that day, level by level in Vietnamese order; none where `under` does not stand."""
        on = tree.on(day)
        if self.under not in on:
            return ()
        return tuple(
            unit
            for level in self.levels
            for unit in on.level(level)
            if unit.key not in self.excepted and (unit.key == self.under or on.is_under(unit.key, self.under))
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What a regime says: what, on which ground, to whom, how, how often, by when, and through whom.

    `orders`: for each level of `reporters` when its units must have reported. `head_approves`: a return goes through
    the head of its unit. `start`: periods that close earlier are not asked for.
    """

    title: str
    basis: str
    recipient: str
    means: str
    span: Span
    calendar: Calendar
    reporters: Reporters
    start: date
    orders: Mapping[str, Order] = field(default_factory=dict)
    content: str = ""
    process: str = ""
    head_approves: bool = True


def asks_for(terms: Terms, period: Period, end: date | None = None) -> bool:
    """Whether the regime asks for that period: one of its length that closes while the regime stands."""
    closes = period.last_day(terms.calendar)
    return period.span is terms.span and terms.start <= closes and (end is None or closes <= end)


def newest_closed(terms: Terms, day: date) -> Period:
    """The newest period that has closed by that day, the day itself included."""
    latest = period_of(day, terms.span, terms.calendar) or Period(terms.span, day.year)
    while latest.last_day(terms.calendar) > day:
        latest = latest.previous()
    return latest


def openable(
    terms: Terms, opened: frozenset[Period], day: date, *, end: date | None = None, most: int = 12
) -> tuple[Period, ...]:
    """Periods that may be opened on that day, the newest first: begun, asked for and not opened yet.

    At most `most` periods back.
    """
    period = newest_closed(terms, day).next()
    begun = [period.moved(-back) for back in range(most)]
    return tuple(
        each
        for each in begun
        if each not in opened and each.first_day(terms.calendar) <= day and asks_for(terms, each, end)
    )


def opening_by_itself(
    terms: Terms, opened: frozenset[Period], day: date, end: date | None = None
) -> tuple[Period, ...]:
    """Periods to open without anybody's asking, in order: all that closed by that day after the newest one opened.

    Of a regime that was never asked for only the newest that closed: nobody is asked for years gone by.
    """
    newest = newest_closed(terms, day)
    first = max(opened).next() if opened else newest
    found = []
    while first <= newest:
        if asks_for(terms, first, end):
            found.append(first)
        first = first.next()
    return tuple(found)
