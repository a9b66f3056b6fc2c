"""What a unit holds of an indicator: its newest value, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tongket.core.periods.moments import Moment
from tongket.core.rollup.combine.lists import CompleteList
from tongket.core.rollup.combine.rows import Row
from tongket.core.rollup.model import State
from tongket.core.rollup.rounding import rounded


@dataclass(frozen=True, slots=True)
class Holding:
    """A unit's value of one indicator. `value` None: the unit spoke of it, but the figure is not known.

    `rows` are the printed figures it rests on, `aside` those that say otherwise, `unsplit` the part of a
    printed sum that its parts do not explain.
    """

    value: int | Fraction | None
    moment: Moment
    rows: tuple[Row, ...] = ()
    zero_by_list: bool = False
    sources: tuple[str, ...] = ()
    aside: tuple[Row, ...] = ()
    unsplit: int | Fraction = 0

    @classmethod
    def unknown(cls, moment: Moment, aside: tuple[Row, ...] = ()) -> Holding:
        """The unit spoke, but not of this; or only in rows set aside."""
        return cls(value=None, moment=moment, aside=aside)

    @property
    def state(self) -> State:
        """What the unit said, in the words of a cell."""
        if self.value is None:
            return State.NOT_REPORTED
        return State.ZERO_BY_LIST if self.zero_by_list else State.REPORTED

    @property
    def reading(self) -> str | None:
        """The one reading of its rows; None for a zero by list, "sum_of_parts" where they were read differently."""
        readings = dict.fromkeys(row.reading for row in self.rows)
        if len(readings) > 1:
            return next((r for r in readings if r != "exact"), None)
        return next(iter(readings), None)


def printed(rows: tuple[Row, ...], aside: tuple[Row, ...] = ()) -> Holding:
    """The holding of printed rows, best first: the first counts, the others are set aside."""
    first = rows[0]
    return Holding(first.value, first.moment, (first,), sources=(first.source,), aside=rows[1:] + aside)


def zero_by_list(list_: CompleteList, moment: Moment, aside: tuple[Row, ...] = ()) -> Holding:
    """The holding of a unit that a complete list leaves out."""
    return Holding(0, moment, zero_by_list=True, sources=list_.sources, aside=aside)


def decimal(scaled: int | Fraction, decimals: int) -> Decimal:
    """A count of units of 10 to the minus `decimals` as a number, rounded once where it is a fraction."""
    return rounded(Fraction(scaled) / 10**decimals, decimals)
