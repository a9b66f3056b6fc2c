"""What an engine answers: totals that say how they were made, and on demand what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from tongket.core.rollup.age import Age
from tongket.core.rollup.model import State
from tongket.core.units.model import Basis


class Method(StrEnum):
    """How figures of units that have changed came onto the chosen map."""

    AS_IT_WAS = "as-it-was"  # no unit behind it has changed
    SUM = "sum"  # units that merged, or moved whole
    SHARE = "share"  # a part of a divided unit, by a stated basis
    NOT_COMPARABLE = "not comparable"  # a part of a divided unit, and nobody has said how much


@dataclass(frozen=True, slots=True)
class Total:
    """One indicator at one unit of the chosen map, over all periods asked for. None is unknown.

    `value` is exact and not rounded. The counts are units of the chosen map, the unit itself and those below
    it, which had to report: one has reported if one of its parts did, in any period where the last value
    counts, else in every period where it was expected. `zero_by_list` does not overlap with `reported`.
    `bases` are the reasons by which changed units are counted. `age` is set only where it was asked for.
    """

    value: Fraction | None
    reported: int
    expected: int
    zero_by_list: int
    method: Method
    bases: tuple[Basis, ...] = ()
    age: Age | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """A cell that counts in a total: a unit as it was, in one period.

    `fraction` is the part of that unit which lies in the total's unit, None where nobody has said how much.
    For a sum (over time: of all, or the last) value × fraction of all contributions add up to the total.
    """

    unit: str
    period: str
    indicator: str
    fraction: Fraction | None
    value: Fraction
    state: State


@dataclass(frozen=True, slots=True)
class Answer:
    """All totals of a query. `unplaced` are units which had to report and count nowhere on the chosen map."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    unplaced: tuple[str, ...]
    total_of: Callable[[str, str], Total]
    contributions_of: Callable[[str, str], tuple[Contribution, ...]]
    age_of: Callable[[str, str], Age | None]
    _units: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_units", frozenset(self.units))

    def total(self, unit: str, indicator: str) -> Total:
        """The total of a unit of the chosen map; KeyError for one that the query does not have."""
        self._known(unit, indicator)
        return self.total_of(unit, indicator)

    def contributors(self, unit: str, indicator: str) -> tuple[Contribution, ...]:
        """The cells behind that total, by period, then by unit; for a recomputed formula, those of its parts."""
        self._known(unit, indicator)
        return self.contributions_of(unit, indicator)

    def age(self, unit: str, indicator: str) -> Age | None:
        """How old the data behind that total are; None where there is no value behind it."""
        self._known(unit, indicator)
        return self.age_of(unit, indicator)

    def totals(self) -> Iterator[tuple[str, str, Total]]:
        """Every (unit, indicator, total), in the order of the map and of the indicators."""
        for unit in self.units:
            for indicator in self.indicators:
                yield unit, indicator, self.total_of(unit, indicator)

    def _known(self, unit: str, indicator: str) -> None:
        if unit not in self._units:
            raise KeyError(f"no unit '{unit}' on the chosen map")
        if indicator not in self.indicators:
            raise KeyError(f"no indicator '{indicator}' in the query")
