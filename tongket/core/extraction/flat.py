"""A working copy of the text: one line for each block, marks gone, white space folded; and the way back.

Stages search the working copy with simple patterns. `Flat.back` turns its offsets into those of the plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tongket.core.extraction.model import Block, Text

# Spaces of one character each become blanks at once; then only marks and runs of blanks are left to fold.
_ODD = re.compile(r"[*`|\u200b][*`|\u200b ]*|  [*`|\u200b ]*")
_SPACES = ("\n", "\t", "\xa0", "\r", "\f", "\v", "\u202f", "\u3000", "\u2002", "\u2003", "\u2009")
_TONES = (("uỷ", "ủy"), ("hoá", "hóa"), ("hoà", "hòa"), ("toà", "tòa"), ("thuỷ", "thủy"))
# … where the syllable ends with them: "hoàn", "toàn", "hoài" keep their tone, and replacing is faster than a pattern.
_CLOSED = (("hòan", "hoàn"), ("tòan", "toàn"), ("hòai", "hoài"), ("tòai", "toài"), ("hóan", "hoán"), ("hóai", "hoái"))
_LEADING = re.compile(r"[\s*`|#>\u200b]+")
_TURNED = {"Ð": "Đ", "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u2010": "-", "\xad": "-"}


@dataclass(frozen=True, slots=True)
class Line:
    """A block in the working copy, at `Flat.text[start:end]`."""

    start: int
    end: int
    block: Block


@dataclass(frozen=True, slots=True)
class Flat:
    """The working copy. `text` and `low` (lower case) have the same length."""

    text: str
    low: str
    lines: tuple[Line, ...]
    marks: tuple[int, ...]
    shifts: tuple[int, ...]

    def back(self, at: int) -> int:
        """The offset in the plain text of the character at this offset of the working copy."""
        return at + self.shifts[bisect_right(self.marks, at) - 1] if self.marks else at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A slice of the working copy as a slice of the plain text, without outer blanks."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            here = self.back(start)
            return here, here
        return self.back(start), self.back(end - 1) + 1


def lowered(text: str) -> str:
    """Lower case of the same length, with the newer place of the tone in "uỷ", "hoá": what all matching looks at."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(small := c.lower()) != 1 else small for c in text)
    for older, newer in (*_TONES, *_CLOSED):
        if older in low:
            low = low.replace(older, newer)
    return low


def flatten(text: Text) -> Flat:
    """The working copy of a text; work and memory grow with its length."""
    pieces: list[str] = []
    lines: list[Line] = []
    marks: list[int] = []
    shifts: list[int] = []
    length = 0
    plain = text.plain
    for space in _SPACES:
        if space in plain:
            plain = plain.replace(space, " ")

    def take(start: int, end: int) -> None:
        nonlocal length
        if start < end:
            if not shifts or shifts[-1] != start - length:
                marks.append(length)
                shifts.append(start - length)
            pieces.append(plain[start:end])
            length += end - start

    for block in text.blocks:
        at, end = block.start, block.end
        if lead := _LEADING.match(plain, at, end):
            at = lead.end()
        begin = length
        for odd in _ODD.finditer(plain, at, end):
            parted = odd.start() > at and plain[odd.start() - 1] == " "
            take(at, odd.start() - parted)
            at = odd.end()
            blank = plain.find(" ", odd.start() - parted, at)
            if blank >= 0 and at < end and length > begin:
                marks.append(length)
                shifts.append(blank - length)
                pieces.append(" ")
                length += 1
        take(at, end)
        if length > begin:
            lines.append(Line(begin, length, block))
            marks.append(length)
            shifts.append(end - length)
            pieces.append("\n")
            length += 1
    flat = "".join(pieces)
    for printed, usual in _TURNED.items():
        if printed in flat:
            flat = flat.replace(printed, usual)
    return Flat(flat, lowered(flat), tuple(lines), tuple(marks), tuple(shifts))
