"""Be Vietnam Pro (OFL) -> the woff2 files of tongket/web/static/web/fonts: Latin with Vietnamese, and tabular digits.

uv run --group build python scripts/build_fonts.py

The family has no tabular figures, and figures of a table must stand under figures: "Tongket Figures" holds its ten
digits on one common width (a font of its own name, as the licence asks of changed fonts).
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_be_vietnam_pro
from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path(fontpkg_be_vietnam_pro.__file__).parent
TARGET = Path(__file__).resolve().parents[1] / "tongket/web/static/web/fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x300, 0x301, 0x303, 0x306, 0x309, 0x31B, 0x323),
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *(0x2020, 0x2021, 0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AB, 0x2212),
]
DIGITS = [*range(0x30, 0x3A)]
WIDTH = 690  # of 1000: room for the widest digit
FIGURES = "Tongket Figures"


def cut(font: TTFont, codes: list[int], features: list[str]) -> TTFont:
    """The font with those letters only."""
    options = subset.Options(layout_features=features, flavor="woff2", name_IDs=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def tabular(font: TTFont) -> TTFont:
    """Its digits, each in the middle of the common width."""
    cut(font, DIGITS, [])
    for code in DIGITS:
        name = font.getBestCmap()[code]
        width, left = font["hmtx"][name]
        shift = (WIDTH - width) // 2
        glyph = font["glyf"][name]
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (WIDTH, left + shift)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = FIGURES.replace(" ", "") if record.nameID == 6 else FIGURES
    return font


def main() -> None:
    """Write the files and the licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        path = SOURCE / f"files/BeVietnamPro-{style}.ttf"
        letters = cut(TTFont(path, recalcTimestamp=False), LETTERS, ["kern", "mark", "mkmk", "liga", "ccmp", "locl"])
        letters.save(TARGET / f"be-vietnam-pro-{weight}.woff2")
        tabular(TTFont(path, recalcTimestamp=False)).save(TARGET / f"figures-{weight}.woff2")
    (TARGET / "OFL.txt").write_bytes((SOURCE / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
