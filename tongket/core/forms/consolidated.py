"""The figures of a period consolidated from the returns that count, with who returned and what they wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tongket.core.forms.model import FormContent, Narrative, Part
from tongket.core.periods.periods import Calendar, Period
from tongket.core.rollup.answer import Method
from tongket.core.rollup.model import Indicator, OverTime, OverUnits
from tongket.core.text import sort_key
from tongket.core.units.model import Basis, Unit

PERCENT = 100
# Where more or less than this part of the units reported, sums of two periods are not told as a change.
MOST_APART = Fraction(1, 10)


class Standing(StrEnum):
    """How the return of a unit stands, as the committee sees it."""

    IN_TIME = "in_time"  # it counts, and came in time
    LATE = "late"  # it counts, and came late
    WAITING = "waiting"  # filed, and not accepted yet: it does not count
    MISSING = "missing"  # nothing was filed


@dataclass(frozen=True, slots=True)
class Returned:
    """What one unit that had to report returned. `number` is that of the revision that counts, 0 for none.

    `obligation` is where the return itself is found. `received`: when the first revision came.
    """

    unit: Unit
    standing: Standing
    obligation: int
    due: datetime
    number: int = 0
    received: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether its figures are in the totals."""
        return self.standing in (Standing.IN_TIME, Standing.LATE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every unit that had to report, in Vietnamese order."""

    returns: tuple[Returned, ...] = ()

    @classmethod
    def of(cls, returns: Iterable[Returned]) -> Coverage:
        """In order."""
        return cls(tuple(sorted(returns, key=lambda one: (sort_key(one.unit.name), one.unit.key))))

    @property
    def expected(self) -> int:
        """How many units had to report."""
        return len(self.returns)

    @property
    def reported(self) -> int:
        """How many returns count."""
        return sum(one.counts for one in self.returns)

    def standing(self, *kinds: Standing) -> tuple[Returned, ...]:
        """Those that stand so."""
        return tuple(one for one in self.returns if one.standing in kinds)


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """One cell of the form, totalled for the unit. Values are exact and in the unit of measure; None is unknown.

    `printed` is `value` rounded so that the units below add up to it. The counts are units that had to report for the
    period itself: those that answered, of them the late, those with nothing to report, those to which it does not
    apply. `older`: units of which an older value counts, since they sent none for this period.
    """

    indicator: Indicator
    value: Fraction | None = None
    printed: Decimal | None = None
    in_period: Fraction | None = None
    previous: Fraction | None = None
    year_before: Fraction | None = None
    year_to_date: Fraction | None = None
    year_to_date_before: Fraction | None = None
    reported: int = 0
    expected: int = 0
    late: int = 0
    nothing: int = 0
    not_applicable: int = 0
    older: int = 0
    previous_reported: int = 0
    previous_expected: int = 0
    year_before_reported: int = 0
    year_before_expected: int = 0
    method: Method = Method.AS_IT_WAS
    bases: tuple[Basis, ...] = ()
    hidden: bool = False

    @property
    def key(self) -> str:
        """The key of the cell."""
        return self.indicator.id

    @property
    def change(self) -> Fraction | None:
        """Against the period before."""
        return None if self.value is None or self.previous is None else self.value - self.previous

    @property
    def change_over_year(self) -> Fraction | None:
        """Against the same period of the year before."""
        return None if self.value is None or self.year_before is None else self.value - self.year_before

    @property
    def percent_of_previous(self) -> Fraction | None:
        """Of the period before; None where that was 0 or less, or is unknown."""
        return _percent(self.value, self.previous)

    @property
    def percent_of_year_before(self) -> Fraction | None:
        """Of the same period of the year before."""
        return _percent(self.value, self.year_before)

    @property
    def adds_up_in_a_year(self) -> bool:
        """Whether the total since the beginning of the year says more than the value."""
        indicator = self.indicator
        return indicator.over_time is OverTime.SUM and not indicator.recomputed and self.year_to_date is not None

    @property
    def unlike(self) -> bool:
        """Whether the period before was reported by another part of the units: the change is also one of reporting."""
        return self.previous is not None and bool(self._gap(self.previous_reported, self.previous_expected))

    @property
    def comparable(self) -> bool:
        """Whether a change against the period before tells of the matter, and not of who has reported."""
        return self._near(self.previous_reported, self.previous_expected)

    @property
    def comparable_over_year(self) -> bool:
        """The same against the year before."""
        return self._near(self.year_before_reported, self.year_before_expected)

    def _near(self, reported: int, expected: int) -> bool:
        """A figure that is no sum does not grow with the number of units; an older value stands for who is missing."""
        if self.indicator.over_units is not OverUnits.SUM or self.older:
            return True
        return self._gap(reported, expected) <= MOST_APART

    def _gap(self, reported: int, expected: int) -> Fraction:
        """How far the parts of the units that reported are apart, of all of them."""
        if not self.expected or not expected:
            return Fraction(0)
        return abs(Fraction(self.reported, self.expected) - Fraction(reported, expected))


@dataclass(frozen=True, slots=True)
class Share:
    """What a unit right below has of one cell. `hidden`: too small a number of persons to be shown."""

    value: Fraction | None = None
    printed: Decimal | None = None
    reported: int = 0
    expected: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class UnitBelow:
    """A unit right below, with its cells by key; `returned` where it had to report itself."""

    unit: Unit
    cells: Mapping[str, Share]
    returned: Returned | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One text, and the units that wrote it, in Vietnamese order."""

    text: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What units wrote under one narrative of the form."""

    narrative: Narrative
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Everything that a period came to at a unit, on the map of `map_day`."""

    content: FormContent
    period: Period
    calendar: Calendar
    unit: Unit
    map_day: date
    cut_off: date
    figures: tuple[PeriodFigure, ...]
    below: tuple[UnitBelow, ...]
    coverage: Coverage
    narratives: tuple[Told, ...] = ()
    edited: Mapping[str, str] = field(default_factory=dict)

    def figure(self, key: str) -> PeriodFigure:
        """The figure of a cell; KeyError where the form does not ask it."""
        for figure in self.figures:
            if figure.key == key:
                return figure
        raise KeyError(key)

    def told(self, part: Part) -> tuple[Told, ...]:
        """What was written for one part of the report."""
        return tuple(told for told in self.narratives if told.narrative.part is part and told.words)


def gathered(content: FormContent, written: Iterable[tuple[Unit, Mapping[str, str]]]) -> tuple[Told, ...]:
    """Narratives of many units: the same text once, with all who wrote it; in the order of the form."""
    by_key: dict[str, dict[str, list[Unit]]] = {}
    for unit, texts in sorted(written, key=lambda one: (sort_key(one[0].name), one[0].key)):
        for key, text in texts.items():
            if text.strip():
                by_key.setdefault(key, {}).setdefault(text.strip(), []).append(unit)
    return tuple(
        Told(each, tuple(Words(text, tuple(units)) for text, units in by_key.get(each.key, {}).items()))
        for each in content.narratives
    )


def _percent(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return one / other * PERCENT if one is not None and other is not None and other > 0 else None
