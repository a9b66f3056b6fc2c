"""Task tables without rules of their own, as recognition leaves them: told by a head that begins with "TT".

Words stand in the column whose head begins at or left of them; a number in the first column begins a row. Upright
rules are often recognised as bars between words: they part columns and are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tongket.formats.reading.words import Line, Word

_COUNT = re.compile(r"(?:s?tt|số tt)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,5})[.)]?")
_BAR = re.compile(r"[|¦!\[\]]+")
_SLACK = 8.0  # points by which a cell may begin left of its head
_LEAST = 4  # columns of a task table


@dataclass(frozen=True, slots=True)
class Unruled:
    """The rows of such a table, its head first, and how many lines it takes."""

    rows: tuple[tuple[str, ...], ...]
    size: int


def unruled(lines: Sequence[Line]) -> Unruled | None:
    """The table that begins at the first of these lines; None where none does."""
    if not lines:
        return None
    heads = _parts(lines[0])
    if len(heads) < _LEAST or not _COUNT.fullmatch(" ".join(word.text for word in heads[0])):
        return None
    lefts = [part[0].left for part in heads]
    rows: list[list[list[str]]] = [[[] for _ in lefts]]
    size = 0
    for line in lines:
        cells: list[list[str]] = [[] for _ in lefts]
        for word in (word for part in _parts(line) for word in part):
            column = max((i for i, left in enumerate(lefts) if left <= word.left + _SLACK), default=0)
            cells[column].append(word.text)
        first = " ".join(cells[0])
        if size and first and not _NUMBER.fullmatch(first):
            break
        if size and first:
            rows.append([[] for _ in lefts])
        for cell, words in zip(rows[-1], cells, strict=True):
            cell.extend(words)
        size += 1
    if len(rows) < 2:
        return None
    return Unruled(tuple(tuple(" ".join(cell) for cell in row) for row in rows), size)


def _parts(line: Line) -> list[list[Word]]:
    """The words of a line, parted at gaps and at bars."""
    parts: list[list[Word]] = []
    for segment in line.segments:
        parts.append([])
        for word in segment:
            if _BAR.fullmatch(word.text):
                parts.append([])
            else:
                parts[-1].append(word)
    return [part for part in parts if part]
