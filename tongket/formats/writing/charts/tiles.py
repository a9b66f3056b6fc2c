"""Units where they lie, as equal tiles: short name and figure on each, darker for more."""

from __future__ import annotations

from html import escape

from tongket.core.pages.chart import Tiles
from tongket.formats.writing.charts.ink import Ink, frame, linked, text

_WIDE, _HIGH, _GAP, _LEGEND = 46, 38, 2, 26
_DARK = 4  # from this shade on the words are light


def draw_tiles(chart: Tiles, ink: Ink) -> str:
    """The map with its legend below."""
    columns = 1 + max(tile.column for tile in chart.tiles)
    rows = 1 + max(tile.row for tile in chart.tiles)
    marks: list[str] = []
    for tile in chart.tiles:
        x, y = tile.column * (_WIDE + _GAP) + 1, tile.row * (_HIGH + _GAP) + 1
        role = "tile-none" if tile.shade is None else f"tile-{tile.shade}"
        words = "short-dark" if (tile.shade or 0) >= _DARK else "short"
        mark = (
            f"<g><title>{escape(f'{tile.name}: {tile.text}')}</title>"
            f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" {ink.of(role)}/>'
            f"{text(tile.short, x + _WIDE / 2, y + 16, words, ink, 'middle')}"
            f"{text(tile.text, x + _WIDE / 2, y + 30, words, ink, 'middle')}</g>"
        )
        marks.append(linked(mark, tile.link, ink))
    base = rows * (_HIGH + _GAP)
    width = columns * (_WIDE + _GAP)
    step = width / max(len(chart.steps), 1)
    for number, words in enumerate(chart.steps, start=1):
        left = (number - 1) * step
        marks.append(f'<rect x="{left + 1:.1f}" y="{base + 8}" width="12" height="12" {ink.of(f"tile-{number}")}/>')
        marks.append(text(words, left + 17, base + 18, "label", ink))
    return frame(width, base + _LEGEND, chart.summary, marks, ink)
