"""Figures over time: steps for what adds up, dots on a line for the state at each moment."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from tongket.core.pages.chart import Drawn, Line, OverTime
from tongket.formats.writing.charts.ink import Ink, frame, path, text

_WIDTH, _LEFT, _RIGHT, _TOP, _HIGH, _BELOW, _LEGEND = 720, 56, 16, 12, 230, 26, 20
_SAMPLE, _LETTER, _BETWEEN, _AT_END = (
    34,
    7.0,
    22,
    0.95,
)  # of the legend: a piece of line, a letter about, the room to the next name


def draw_over_time(chart: OverTime, ink: Ink) -> str:
    """The chart, 720 wide."""
    marks, legend = _legend(chart, ink)
    base = legend + _TOP + _HIGH
    top = float(chart.grid[-1][0]) or 1.0

    def across(x: float) -> float:
        return _LEFT + x * (_WIDTH - _LEFT - _RIGHT)

    def up(value: Decimal) -> float:
        return base - float(value) / top * _HIGH

    for value, words in chart.grid:
        marks.append(path(f"M{_LEFT} {up(value):.1f}H{_WIDTH - _RIGHT}", "grid" if value else "axis", ink))
        marks.append(text(words, _LEFT - 6, up(value) + 4, "label", ink, "end"))
    for start, end in chart.breaks:
        middle = across((start + end) / 2)
        marks.append(path(f"M{middle - 5:.1f} {base + 5}l4 -10m2 10l4 -10", "axis", ink))
    for tick in chart.ticks:
        marks.append(path(f"M{across(tick.x):.1f} {base}v5", "axis", ink))
        marks.append(text(tick.text, across(tick.x), base + 19, "label", ink, "end" if tick.x > _AT_END else "middle"))
    if chart.at is not None:
        marks.append(path(f"M{across(chart.at):.1f} {legend + _TOP}V{base}", "now", ink))
    for number, line in reversed(list(enumerate(chart.lines))):
        places = [(across(point.x), up(point.value)) for point in line.points]
        marks.append(path(_joined(line, places), f"line-{number}", ink))
        for (x, y), point in zip(places, line.points, strict=True):
            size = 3 if line.drawn == Drawn.LINE else 2.2
            told = escape(f"{line.name}, {point.when}: {point.text}")
            marks.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {ink.of(f"dot-{number}")}><title>{told}</title></circle>'
            )
    return frame(_WIDTH, base + _BELOW, chart.summary, marks, ink)


def _joined(line: Line, places: list[tuple[float, float]]) -> str:
    """The way through the points."""
    (x, y), *rest = places
    moves = [f"M{x:.1f} {y:.1f}"]
    for x, y in rest:
        moves.append(f"H{x:.1f}V{y:.1f}" if line.drawn == Drawn.STEPS else f"L{x:.1f} {y:.1f}")
    return "".join(moves)


def _legend(chart: OverTime, ink: Ink) -> tuple[list[str], int]:
    """A sample of each line with its name, in as many rows as they need: told by dashes too, not by colour alone."""
    marks: list[str] = []
    x, row = float(_LEFT), 0
    for number, line in enumerate(chart.lines):
        long = _SAMPLE + _LETTER * len(line.name)
        if x > _LEFT and x + long > _WIDTH:
            x, row = float(_LEFT), row + 1
        marks.append(path(f"M{x:.1f} {row * _LEGEND + 10}h28", f"line-{number}", ink))
        marks.append(text(line.name, x + _SAMPLE, row * _LEGEND + 14, "name", ink))
        x += long + _BETWEEN
    return marks, (row + 1) * _LEGEND
