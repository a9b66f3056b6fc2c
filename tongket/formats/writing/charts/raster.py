"""A chart as PNG, for Word: drawn by typst from the same vectors."""

from __future__ import annotations

from functools import lru_cache

import typst

from tongket.core.pages.chart import Chart
from tongket.formats.writing.charts import svg
from tongket.formats.writing.measure import FONTS

_POINTS_PER_INCH = 200  # sharp in print, and about 30 kB for a chart
_PAGE = (
    b"#set page(width: auto, height: auto, margin: 0pt)\n#set text(fallback: false)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg")'
)


def png(chart: Chart) -> bytes:
    """The chart on white; the same bytes for the same chart."""
    drawn = typst.compile(
        _PAGE, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"svg": svg(chart)},
        format="png", ppi=_POINTS_PER_INCH,
    )  # fmt: skip
    if not isinstance(drawn, bytes):
        raise TypeError("typst gave no picture")
    return drawn


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
