"""Ruled tables on a PDF page: rules are gathered into bands (rows), each with the places of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import pypdfium2
from pypdfium2 import raw

_THIN = 2.5  # points: anything thinner is a rule
_NEAR = 3.0
_MOST = 5_000  # rules on a page; more is a drawing


@dataclass(frozen=True, slots=True)
class Band:
    """A row between two rules; `columns` are the places of its upright rules, from left to right."""

    bottom: float
    top: float
    columns: tuple[float, ...]

    def holds(self, left: float, right: float, bottom: float, top: float) -> bool:
        """Whether the middle of a box lies in the band."""
        return (
            self.bottom <= (bottom + top) / 2 <= self.top and self.columns[0] <= (left + right) / 2 <= self.columns[-1]
        )


def bands_of(page: pypdfium2.PdfPage) -> list[Band]:
    """The rows of all ruled tables with two columns or more, from the top."""
    flat: list[tuple[float, float, float]] = []  # y, left, right
    upright: list[tuple[float, float, float]] = []  # x, bottom, top
    for left, bottom, right, top in _rules(page):
        if top - bottom <= _THIN < right - left:
            flat.append(((top + bottom) / 2, left, right))
        elif right - left <= _THIN < top - bottom:
            upright.append(((left + right) / 2, bottom, top))
        elif right - left > _THIN and top - bottom > _THIN:
            flat += [(bottom, left, right), (top, left, right)]
            upright += [(left, bottom, top), (right, bottom, top)]
    if len(upright) < 3 or len(flat) < 2:
        return []
    levels = _merged(sorted(y for y, _, _ in flat))
    bands: list[Band] = []
    for low, high in pairwise(levels):
        middle = (low + high) / 2
        columns = _merged(sorted(x for x, bottom, top in upright if bottom - _NEAR <= middle <= top + _NEAR))
        if len(columns) >= 3 and high - low > 6:
            bands.append(Band(low, high, tuple(columns)))
    return sorted(bands, key=lambda band: -band.top)


def _rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    for item in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3), _MOST):
        yield item.get_bounds()


def _merged(places: list[float]) -> list[float]:
    """Places nearer than a rule's thickness count once."""
    merged: list[float] = []
    for place in places:
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return merged
