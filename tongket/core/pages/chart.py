"""Charts as plain values, before any format: one specification for the page, Word and PDF.

Every text is in the document's language and printed as given. A chart never stands without its table and its
`summary`, the alternative text that tells what it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Drawn(StrEnum):
    """How values over time are joined."""

    STEPS = "steps"  # a cumulative figure: it holds until the next report
    LINE = "line"  # a stock: the state at each moment, between them unknown


@dataclass(frozen=True, slots=True)
class Point:
    """A value at `x`, from 0 at the left to 1 at the right. `text` is the value as printed, `when` its moment."""

    x: float
    value: Decimal
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over time, oldest point first."""

    name: str
    drawn: Drawn
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark below the time axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class OverTime:
    """Figures of one measure over time. `breaks` are stretches of the axis that stand for a long silence.

    `grid` are the marks of the value axis, lowest first, as printed; `at` is the `x` of the moment that is shown.
    """

    summary: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    grid: tuple[tuple[Decimal, str], ...]
    breaks: tuple[tuple[float, float], ...] = ()
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit side by side with others; `link` leads to its page, "" where there is none."""

    name: str
    value: Decimal
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Units in falling order."""

    summary: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit on a map of equal tiles, counted from the top left.

    `shade` goes from 0 (nothing) to 5; None is unknown.
    """

    name: str
    short: str
    column: int
    row: int
    text: str
    shade: int | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Units where they lie, each as large as any other: the place is seen, the area does not mislead.

    `steps` are the shades in words, from 1 upwards ("1–9").
    """

    summary: str
    tiles: tuple[Tile, ...]
    steps: tuple[str, ...]


Chart = OverTime | Bars | Tiles
