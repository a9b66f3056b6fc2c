"""How wide the columns of a table are, and how small its type, so that no figure is broken or cut."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.core.pages.model import Column, Table
from tongket.formats.writing.layout import CELL_PADDING, TABLE_SIZES
from tongket.formats.writing.measure import text_width

LONG_CELL = 1500
"""A row with a longer text may break over pages, or it would run off the paper."""

_LONGEST_WORD = 16
"""A longer word may be broken: addresses have no blanks, and no column can be as wide as they are long."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Type size in points and column widths in points; the widths add up to the width asked for."""

    size: float
    widths: tuple[float, ...]


def grid(table: Table, width: float) -> Grid:
    """The largest type of `TABLE_SIZES` at which no word or figure is broken, and columns by their weights.

    A column is never narrower than its longest word or figure; at the smallest size, if even that
    does not fit, columns shrink in proportion.
    """
    em = [_longest(table, i, column) for i, column in enumerate(table.columns)]
    for size in TABLE_SIZES:
        least = [length * size + 2 * CELL_PADDING + 1 for length in em]
        if sum(least) <= width:
            return Grid(size, _spread([max(column.width, 0.01) for column in table.columns], least, width))
    scale = width / sum(least)
    return Grid(TABLE_SIZES[-1], tuple(one * scale for one in least))


def _longest(table: Table, index: int, column: Column) -> float:
    """Width of the longest unbreakable part of a column, in em; bold, as head and totals are."""
    texts = [column.title, *(row[index].text for row in table.rows)]
    parts = {part for text in texts for part in _parts(text, column.numeric)}
    return max((text_width(part, 1.0, bold=True) for part in parts), default=1.0)


def _parts(text: str, numeric: bool) -> list[str]:
    # A column of figures leaves room for the mark of a footnote.
    words = [text + "00"] if numeric and text[:1].isdigit() else text.split()
    return [word[:_LONGEST_WORD] for word in words]


def _spread(weights: list[float], least: list[float], width: float) -> tuple[float, ...]:
    """Widths in proportion to `weights`, none below `least`, summing to `width`."""
    fixed: set[int] = set()
    while True:
        free = [i for i in range(len(weights)) if i not in fixed]
        room = width - sum(least[i] for i in fixed)
        total = sum(weights[i] for i in free)
        short = {i for i in free if room * weights[i] / total < least[i]}
        if not short:
            return tuple(least[i] if i in fixed else room * weights[i] / total for i in range(len(weights)))
        fixed |= short
