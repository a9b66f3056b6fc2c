"""A chart as SVG: with classes for a page, which colours them by its sheet, or with the colours of paper."""

from __future__ import annotations

from tongket.core.pages.chart import Bars, Chart, OverTime
from tongket.formats.writing.charts.bars import draw_bars
from tongket.formats.writing.charts.ink import PAGE, PAPER, Ink
from tongket.formats.writing.charts.over_time import draw_over_time
from tongket.formats.writing.charts.tiles import draw_tiles

__all__ = ["PAGE", "PAPER", "svg"]


def svg(chart: Chart, ink: Ink = PAPER) -> str:
    """The chart as one `<svg>` element, its summary as its label; the same text for the same chart."""
    if isinstance(chart, OverTime):
        return draw_over_time(chart, ink)
    return draw_bars(chart, ink) if isinstance(chart, Bars) else draw_tiles(chart, ink)
