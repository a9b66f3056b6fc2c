"""How old the data behind a total are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tongket.core.periods.moments import Moment
from tongket.core.rollup import expressions
from tongket.core.rollup.model import OverTime
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import Source

if TYPE_CHECKING:
    from tongket.core.rollup.answer import Contribution


@dataclass(frozen=True, slots=True)
class Age:
    """`oldest` and `newest` are the periods of the oldest and the newest value that counts.

    `behind` is how many periods before the last one asked for the data are: the oldest value where the last one of
    each unit counts (a stock that was looked back for), else the newest, for there the older ones are meant to count
    too. `first_received` and `last_received`: when the returns behind the values came in, where the source knows it.
    """

    oldest: str
    newest: str
    behind: int
    first_received: Moment | None = None
    last_received: Moment | None = None


@runtime_checkable
class Dated(Protocol):
    """A source that also knows when what it has came in."""

    def received(self, period: str) -> Mapping[tuple[str, str], Moment]:
        """(unit, indicator) → when that value of the period was received; it may be known of some alone."""
        ...


Contributors = Callable[[str, str], tuple["Contribution", ...]]


def ages(query: Query, source: Source, contributors: Contributors) -> Callable[[str, str], Age | None]:
    """For a unit and an indicator, how old what counts there is; None where no value does."""
    order = {period: number for number, period in enumerate(query.periods)}
    dated = source if isinstance(source, Dated) else None
    arrived = {period: {} if dated is None else dated.received(period) for period in order}

    def received(one: Contribution) -> Iterator[Moment]:
        """Of a formula that was computed for the unit: of its parts."""
        waiting = [one.indicator]
        while waiting:
            name = waiting.pop()
            if (one.unit, name) in arrived[one.period]:
                yield arrived[one.period][one.unit, name]
            elif name in query.formulas:
                waiting += expressions.names(query.formulas[name])

    def age(unit: str, name: str) -> Age | None:
        found = contributors(unit, name)
        if not found:
            return None
        by_name: dict[str, list[str]] = {}
        for one in found:
            by_name.setdefault(one.indicator, []).append(one.period)
        decisive = [
            (min if query.indicator(part).over_time is OverTime.LAST else max)(periods, key=order.__getitem__)
            for part, periods in by_name.items()
        ]
        periods = sorted({one.period for one in found}, key=order.__getitem__)
        moments = sorted(moment for one in found for moment in received(one))
        behind = len(order) - 1 - min(order[period] for period in decisive)
        return Age(periods[0], periods[-1], behind, *((moments[0], moments[-1]) if moments else ()))

    return age


def joined(some: Iterable[Age | None]) -> Age | None:
    """The age of a figure made of several totals, whose periods are of one length and may be of several years."""
    known = [age for age in some if age is not None]
    if not known:
        return None
    first = [age.first_received for age in known if age.first_received is not None]
    last = [age.last_received for age in known if age.last_received is not None]
    return Age(
        min(age.oldest for age in known),
        max(age.newest for age in known),
        max(age.behind for age in known),
        min(first, default=None),
        max(last, default=None),
    )
