"""What the second definition of the rules speaks of: rows, cells, and parts of a total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

DEAD, MISSING, BOTH = "dead", "missing", "dead_missing"
TRIO = (DEAD, MISSING, BOTH)
NO_TOTAL = "dead_injured_missing"


@dataclass(frozen=True)
class Row:
    """A line of values.csv, its unit found: `unit` is a key of the tree, or the printed name of a body outside it."""

    number: int
    as_of: str
    instant: datetime
    day: date
    event: str
    level: str
    unit: str
    parent: str  # key of the province printed beside it; "" where none is
    indicator: str
    value: Decimal
    reading: str
    list: str
    source: str

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Rule 6."""
        return (self.list != "complete", self.reading != "exact", self.number)


@dataclass(frozen=True)
class Cell:
    """What one unit says of one indicator; `state` is reported or zero_by_list, `value` None where it is unknown."""

    value: Decimal | None
    rows: tuple[Row, ...]
    moments: tuple[datetime, ...]
    state: str = "reported"


@dataclass(frozen=True)
class Part:
    """A contributor: one unit as it was, with its cell, and what of its sum is not split."""

    unit: str
    level: str
    cell: Cell
    unsplit: Decimal = Decimal(0)
    parent: str = ""  # of a body outside the tree: the unit in whose list it stands


def add(values: Iterable[Decimal | None]) -> Decimal | None:
    """The known values added; None where none is known."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
