"""What is counted and how it adds: indicators, their two operators, and the state of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a figure describes."""

    CUMULATIVE = "cumulative"  # since the year or the event began
    STOCK = "stock"  # the state at a moment
    FLOW = "flow"  # what happened in a period
    FORMULA = "formula"  # computed from other indicators


class OverUnits(StrEnum):
    """How values of several units become one."""

    SUM = "sum"
    MAX = "max"
    MIN = "min"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    NONE = "none"


class OverTime(StrEnum):
    """How values of one unit at several moments or periods become one."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"
    NONE = "none"


class State(StrEnum):
    """What a unit said about one cell."""

    REPORTED = "reported"  # zero included
    ZERO_BY_LIST = "zero_by_list"  # a complete list leaves the unit out
    NOTHING_TO_REPORT = "nothing_to_report"  # counts as reported, adds nothing
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure with its unit of measure and its rules of addition.

    `unit_words` and `names` go by language ("vi", "en"). A value is kept as an integer in units
    of 10 to the minus `decimals`. `weight` names the indicator that weighs a weighted mean.
    """

    id: str
    names: Mapping[str, str]
    unit_of_measure: str
    unit_words: Mapping[str, str] = field(default_factory=dict)
    decimals: int = 0
    kind: Kind = Kind.CUMULATIVE
    over_units: OverUnits = OverUnits.SUM
    over_time: OverTime = OverTime.LAST
    formula: str = ""
    note: str = ""
    order: int = 0
    weight: str = ""

    @property
    def recomputed(self) -> bool:
        """Whether it is a formula that is computed anew at each level, from rolled-up parts, and never added."""
        return bool(self.formula) and self.over_units is not OverUnits.SUM

    @property
    def is_share(self) -> bool:
        """Whether it is itself a percentage, of whose changes one tells points and no percentages."""
        return self.unit_of_measure == "%"

    def name(self, lang: str) -> str:
        """The name in that language, else in Vietnamese, else the id."""
        return self.names.get(lang) or self.names.get("vi") or self.id


def cell_key(indicator: str, dimensions: Mapping[str, str] | None = None) -> str:
    """The key of a cell: the indicator, then its dimensions in order of name.

    >>> cell_key("dead", {"sex": "female", "age": "0-5"})
    'dead;age=0-5;sex=female'
    """
    return ";".join([indicator, *(f"{name}={value}" for name, value in sorted((dimensions or {}).items()))])
