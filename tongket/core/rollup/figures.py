"""A figure of a report: one indicator's total with everything that a reader needs to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tongket.core.rollup.model import Indicator, State


@dataclass(frozen=True, slots=True)
class Contributor:
    """A return that counts in a figure, as it was: the values of all contributors add up to the figure.

    `under` is the name of the unit on the chosen map where it is counted (a province for a country's
    figure), None for a body outside the tree. `as_of` is written as in the case. `fraction` is 1
    unless the unit was divided with a stated basis.
    """

    unit: str
    level: str
    under: str | None
    value: Decimal
    as_of: str
    state: State
    reading: str | None
    sources: tuple[str, ...]
    unit_key: str | None = None
    under_key: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A total that somebody else printed for exactly this moment."""

    value: Decimal
    reading: str
    source: str


class NoteKind:
    """What a note is about; the phrasing turns it into a sentence."""

    CONTRADICTION = "contradiction"  # rows set aside for another of the same unit, moment and indicator
    SET_ASIDE = "set_aside"  # rows outside a complete list that prints only the unit's sum, not this part of it
    UNSPLIT = "unsplit"  # units whose printed sum is not split into its parts
    FROM_CHILDREN = "from_children"  # a unit without a value of its own, counted from its districts or communes
    CHILDREN_DIFFER = "children_differ"  # a unit's own value is not the sum of its children
    OUTSIDE = "outside"  # a body outside the tree is counted
    FORMER_UNIT = "former_unit"  # a unit that no longer exists is counted at the one above
    NOT_COMPARABLE = "not_comparable"  # a value that has no place on the chosen map
    NO_LIST = "no_rows"  # nothing below the country was reported
    SUSPECT = "suspect"  # the source's own list contradicts what it printed
    SMALL = "small"  # a small number of persons in a commune, which no source printed
    NEAREST_MAP = "nearest_map"  # the map of that date is not recorded; the nearest one is used


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must know about a figure: kind (see `NoteKind`), the unit, and the details.

    `values` are numbers in the order that the kind asks for:
    contradiction: counted, then every value set aside, with as many readings; set_aside: those alone;
    unsplit: the part not split; children_differ: own, sum of children;
    outside, former_unit, not_comparable, suspect: the value.
    """

    kind: str
    unit: str = ""
    level: str = ""
    as_of: str = ""
    values: tuple[Decimal, ...] = ()
    readings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator at one moment for one unit. None is unknown.

    `difference` = value - published. The counts leave out bodies outside the tree, and do not overlap.
    """

    indicator: Indicator
    value: Decimal | None = None
    previous: Decimal | None = None
    previous_as_of: str | None = None
    published: Published | None = None
    published_all: tuple[Published, ...] = ()
    previous_published: Published | None = None
    units_reported: int = 0
    units_expected: int = 0
    units_zero_by_list: int = 0
    unsplit: Decimal = Decimal(0)
    complete_list: bool = False
    contributors: tuple[Contributor, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def change(self) -> Decimal | None:
        """Value minus the value before."""
        return None if self.value is None or self.previous is None else self.value - self.previous

    @property
    def difference(self) -> Decimal | None:
        """Our total minus the published one."""
        return None if self.value is None or self.published is None else self.value - self.published.value

    @property
    def change_published(self) -> Decimal | None:
        """The published total minus the published one before."""
        if self.published is None or self.previous_published is None:
            return None
        return self.published.value - self.previous_published.value


@dataclass(frozen=True, slots=True)
class Statement:
    """All figures of a case and event at a moment, for one unit on one map: what a report is written from.

    `as_of` is written as in the case; `moment_text` language-neutral ISO local time for phrasing;
    `map` is a date ("2024-09-11") or "as-it-was"; `titles`, `publisher` and `event_titles` go by language.
    """

    case: str
    event: str
    as_of: str
    map: str
    unit: str
    unit_level: str
    figures: tuple[Figure, ...]
    timezone: str
    titles: tuple[tuple[str, str], ...] = ()
    publisher: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    def figure(self, indicator: str) -> Figure:
        """The figure of that indicator; KeyError where the case has none."""
        for figure in self.figures:
            if figure.indicator.id == indicator:
                return figure
        raise KeyError(indicator)
