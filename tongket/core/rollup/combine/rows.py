"""One printed figure of a case, and which of several is taken (rule 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tongket.core.periods.moments import Moment
from tongket.core.rollup.model import Indicator

COUNTRY, PROVINCE, DISTRICT, COMMUNE, OTHER = "country", "province", "district", "commune", "other"
LEVELS = (COUNTRY, PROVINCE, DISTRICT, COMMUNE, OTHER)


class Reading(StrEnum):
    """How the source prints the figure."""

    EXACT = "exact"
    OVER = "over"
    NEARLY = "nearly"
    ABOUT = "about"
    SUM_OF_PARTS = "sum_of_parts"
    SINGLE_CASE = "single_case"
    FLOW_ONE_DAY = "flow_one_day"
    SUSPECT = "as_printed_suspect"


class ListKind(StrEnum):
    """What kind of list the row stands in."""

    TOTAL = "total"
    COMPLETE = "complete"
    PARTIAL = "partial"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Row:
    """One printed figure of one unit at one moment. `value` counts units of 10 to the minus the indicator's decimals.

    `unit` is the key of the unit (None for a body outside the tree, which has only its `name`), `parent` the key of
    the unit whose list the row stands in (None: the country's). `line` is its place in the input.
    """

    line: int
    moment: Moment
    event: str
    level: str
    unit: str | None
    name: str
    parent: str | None
    indicator: str
    value: int
    reading: str
    list: str
    source: str

    @property
    def holder(self) -> str:
        """Who said it: the unit's key; for a body outside the tree its name below its parent."""
        return self.unit or f"other:{self.parent or ''}:{self.name}"

    @property
    def in_complete_list(self) -> bool:
        """Whether the row belongs to a list of all units that have any."""
        return self.list == ListKind.COMPLETE

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Rule 6: complete before other lists, exact before other readings, the earlier row first."""
        return (not self.in_complete_list, self.reading != Reading.EXACT, self.line)


@dataclass(frozen=True, slots=True)
class CaseData:
    """All that a case says: its indicators in their order, its rows, and the words of its title page."""

    name: str
    indicators: Mapping[str, Indicator]
    rows: tuple[Row, ...]
    root: str
    timezone: str
    titles: tuple[tuple[str, str], ...] = ()
    publisher: tuple[tuple[str, str], ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """The events in order of their first row."""
        return tuple(dict.fromkeys(row.event for row in self.rows))

    def moments(self, event: str) -> tuple[Moment, ...]:
        """The moments of an event, oldest first, each as first written."""
        return tuple(sorted(dict.fromkeys(row.moment for row in self.rows if row.event == event)))


def by_rank(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows in the order in which they are believed."""
    found = tuple(rows)
    return found if len(found) < 2 else tuple(sorted(found, key=lambda row: row.rank))
