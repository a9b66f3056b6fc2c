"""Units side by side: a bar each, its name before and its figure after it."""

from __future__ import annotations

from tongket.core.pages.chart import Bars
from tongket.formats.writing.charts.ink import Ink, frame, linked, text

_WIDTH, _NAMES, _FIGURES, _STEP, _THICK = 400, 128, 78, 24, 15


def draw_bars(chart: Bars, ink: Ink) -> str:
    """The chart, 400 wide and as high as it has bars."""
    top = max((float(bar.value) for bar in chart.bars), default=0.0) or 1.0
    room = _WIDTH - _NAMES - _FIGURES
    marks: list[str] = []
    for number, bar in enumerate(chart.bars):
        y = number * _STEP
        long = max(float(bar.value), 0.0) / top * room
        marks.append(linked(text(bar.name, _NAMES - 8, y + 16, "name", ink, "end"), bar.link, ink))
        marks.append(f'<rect x="{_NAMES}" y="{y + 4}" width="{max(long, 1):.1f}" height="{_THICK}" {ink.of("bar")}/>')
        marks.append(text(bar.text, _NAMES + long + 6, y + 16, "value", ink))
    return frame(_WIDTH, max(len(chart.bars) * _STEP, _STEP), chart.summary, marks, ink)
