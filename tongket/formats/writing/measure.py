"""How wide a text is when printed: the advances of Tinos, whose metrics are those of Times New Roman.

The layout of Nghị định 30/2020/NĐ-CP asks for rules of exactly the width of a line, or a third to half of it;
Word has no such notion, so the writers measure the line themselves.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_FILES = {
    (False, False): "Tinos-Regular.ttf",
    (True, False): "Tinos-Bold.ttf",
    (False, True): "Tinos-Italic.ttf",
    (True, True): "Tinos-BoldItalic.ttf",
}


@lru_cache(maxsize=4)
def advances(bold: bool = False, italic: bool = False) -> dict[int, float]:
    """Advance of each code point that the font has, in em."""
    data = (FONTS / _FILES[bold, italic]).read_bytes()
    tables = _tables(data)
    (units_per_em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (measured,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    widths = struct.unpack_from(">" + "Hh" * measured, data, tables["hmtx"])[::2]
    return {
        code: widths[min(glyph, measured - 1)] / units_per_em
        for code, glyph in _glyphs(data, tables["cmap"]).items()
        if glyph
    }


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of `text` on one line at `size` points, in points, without kerning (as Word sets it by default)."""
    widths = advances(bold, italic)
    missing = widths[ord("0")]
    return size * sum(widths.get(ord(char), missing) for char in text)


def line_count(text: str, size: float, limit: float, *, bold: bool = False) -> int:
    """Lines that `text` takes within `limit` points; a word longer than a line is broken."""
    count, used = 1, 0.0
    for word in text.split():
        width = text_width(word + " ", size, bold=bold)
        if used and used + width > limit:
            count, used = count + 1, 0.0
        used += width
        if used > limit:
            count, used = count + int(used // limit), used % limit
    return count


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(count))
    return {tag.decode("ascii"): offset for tag, _checksum, offset, _length in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Code point -> glyph, from the Unicode subtable of format 4 (OpenType, table "cmap")."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for i in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * i)
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        if (platform, encoding, kind) == (3, 1, 4):
            return _format4(data, cmap + offset)
    raise ValueError("the font has no Unicode character map")


def _format4(data: bytes, at: int) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    n = double // 2
    ends = struct.unpack_from(f">{n}H", data, at + 14)
    starts = struct.unpack_from(f">{n}H", data, at + 16 + 2 * n)
    deltas = struct.unpack_from(f">{n}H", data, at + 16 + 4 * n)
    offsets_at = at + 16 + 6 * n
    offsets = struct.unpack_from(f">{n}H", data, offsets_at)
    found: dict[int, int] = {}
    for i, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", data, offsets_at + 2 * i + offset + 2 * (code - start))
                if not glyph:
                    continue
            found[code] = (glyph + delta) & 0xFFFF
    return found
