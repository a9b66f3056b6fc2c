"""Plain text and Markdown as blocks: lines joined to paragraphs, table cells between bars, metadata lines dropped.

A hard-wrapped line was broken on purpose where the next word would still have fit on it. That, punctuation and
what the next line begins with tell paragraphs apart; the text itself is not changed.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tongket.core.extraction.model import Block, Kind, Text

_METADATA = re.compile(r"\ufeff?# (?:source|complete):[^\n]*(?:\n|$)")
_MARKS = re.compile(r"[*_`>#\\]+")
_RULE = re.compile(r"[-=_*\s\\|]*")
_BULLET = re.compile(
    r"(?:[-+•●▪–—*] ?(?!\d{4}\b)\S|\([ivx\d]{1,4}\) ?\S|[a-zđ]\) ?\S|\d{1,2}\. ?\D"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.? \D|[IVX]{1,5}\. ?\S)"
)
_MARK_ALONE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ]\)|[IVX]{1,5}\.|[-+•]|Số ?:)")
_ARTICLE = re.compile(
    r"(?:Điều \d|Chương [IVX\d]|Phần (?:thứ|[IVX])|Mục \d|Phụ lục|PHỤ LỤC|Số ?:|V/v|Về việc|Kính gửi|Nơi nhận"
    r"|\[\w{1,4}\] )"
)
_ENDS = (".", ";", ":", "!", "?", "…", "./.")
_LONG_CELL = 700


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    bare: str  # without marks and outer blanks


def plain_text(text: str) -> str:
    """The text that offsets count: NFC, line ends as one character, without the leading metadata lines."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    at = 0
    while match := _METADATA.match(plain, at):
        at = match.end()
    return plain[at:]


def read_plain(text: str) -> Text:
    """The blocks of a plain or Markdown text."""
    plain = plain_text(text)
    blocks: list[Block] = []
    table = -1
    for piece in _pieces(plain):
        if isinstance(piece, list):
            table += 1
            for r, row in enumerate(piece):
                for c, (start, end) in enumerate(row):
                    blocks += [Block(Kind.CELL, a, b, None, table, r, c) for a, b in paragraphs(plain, start, end)]
        else:
            blocks += [Block(_kind(plain, a, b), a, b) for a, b in paragraphs(plain, *piece)]
    return Text(plain, tuple(blocks))


def _kind(plain: str, start: int, end: int) -> Kind:
    return Kind.HEADING if plain.startswith("#", start) else Kind.PARAGRAPH


# paragraphs -----------------------------------------------------------------------------------------------------


def _lines(plain: str, start: int, end: int) -> Iterator[_Line]:
    at = start
    while at < end:
        stop = plain.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield _Line(at, stop, _MARKS.sub("", plain[at:stop]).strip())
        at = stop + 1


def paragraphs(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a stretch stand. A blank line parts two, unless a sentence runs on across it."""
    lines = list(_lines(plain, start, end))
    widths = sorted(line.end - line.start for line in lines if line.bare)
    width = widths[int(len(widths) * 0.9)] if widths else 0
    first: _Line | None = None
    last: _Line | None = None
    blank = False
    for line in lines:
        if not line.bare or _RULE.fullmatch(line.bare):
            blank = True
            continue
        if first is not None and last is not None and _parted(last, line, width, blank, last is first):
            yield first.start, last.end
            first = None
        first = first or line
        last = line
        blank = False
    if first is not None and last is not None:
        yield first.start, last.end


def _parted(last: _Line, line: _Line, width: int, blank: bool, opening: bool) -> bool:
    """Whether a new paragraph begins with this line."""
    if _MARK_ALONE.fullmatch(last.bare):
        return False
    small = line.bare[0].islower() and not _BULLET.match(line.bare)
    done = last.bare.endswith(_ENDS)
    if blank:
        return done or not small or last.bare.isupper()
    if last.bare.isupper() != line.bare.isupper() and (done or len(last.bare) > 3) and _capitals_end(last, line):
        return True
    fits = last.end - last.start + len(line.bare.split(" ", 1)[0]) + 1 <= width
    if _BULLET.match(line.bare) or _ARTICLE.match(line.bare):
        return done or fits or last.bare.isupper() or last.bare.endswith(",")
    short = not opening and not last.bare.isupper() and last.end - last.start < width // 2
    return fits and (done or short) and not small


def _capitals_end(last: _Line, line: _Line) -> bool:
    """Whether a run of capitals (a kind, a title, an office) ends or begins between the two lines."""
    caps, other = (last, line) if last.bare.isupper() else (line, last)
    letters = sum(c.isalpha() for c in caps.bare)
    if letters < 4 or not any(c.isalpha() for c in other.bare):
        return False
    return caps is last or last.bare.endswith(_ENDS) or line.bare.split(" ")[0] in {"KT.", "TM.", "TL."}


# tables ---------------------------------------------------------------------------------------------------------

_Span = tuple[int, int]


def _pieces(plain: str) -> Iterator[_Span | list[list[_Span]]]:
    """Stretches of running text, and tables as rows of cells, in order."""
    bars = [m.start(1) for m in re.finditer(r"^[ \t]*(\|)[ \t]*$", plain, re.MULTILINE)]
    piped = [(m.start(), m.end()) for m in re.finditer(r"^[ \t]*\|(?:[^|\n]*\|){2,}[ \t]*$", plain, re.MULTILINE)]
    if bars:
        yield from _barred(plain, bars)
    elif piped:
        yield from _piped(plain, piped)
    else:
        yield 0, len(plain)


def _piped(plain: str, lines: list[_Span]) -> Iterator[_Span | list[list[_Span]]]:
    """Tables of one line a row: "| a | b |"."""
    at = 0
    rows: list[list[_Span]] = []
    for start, end in lines:
        if plain[at:start].strip():
            if rows:
                yield rows
                rows = []
            yield at, start
        at = end
        if _RULE.fullmatch(plain[start:end].replace(":", "")):
            continue
        stops = [i for i in range(start, end) if plain[i] == "|"]
        rows.append([(a + 1, b) for a, b in itertools.pairwise(stops)])
    if rows:
        yield rows
    yield at, len(plain)


def _barred(plain: str, bars: list[int]) -> Iterator[_Span | list[list[_Span]]]:
    """Tables whose cells stand between lines that hold a bar alone; two bars in a row part two rows."""
    stops = [-1, *bars, len(plain)]
    spans = [(a + 1, b) for a, b in itertools.pairwise(stops)]
    rows: list[list[_Span]] = []
    row: list[_Span] = []
    columns = 0
    if _outside(plain, spans[0]):
        yield spans[0]
        spans = spans[1:]
        opened = True
    else:
        opened = not plain[slice(*spans[0])].strip()
        spans = spans[1:] if opened else spans
    for i, span in enumerate(spans):
        gap = not plain[span[0] : span[1]].strip("\n ")
        if gap and row:  # the row is closed; another may open
            rows.append(row)
            columns = max(columns, len(row)) if len(rows) > 1 else len(row)
            row = []
            continue
        if gap:
            continue
        full = bool(row) and bool(rows) and len(row) >= columns
        if _outside(plain, span) or full or i == len(spans) - 1:
            if row:
                rows.append(row)
                row = []
            if rows:
                yield rows
                rows, columns = [], 0
            yield span
            continue
        row.append(span)
    if row:
        rows.append(row)
    if rows:
        yield rows


def _outside(plain: str, span: _Span) -> bool:
    """Whether the text between two bars is no cell: it is long, and more than a list of bodies or recipients."""
    text = plain[span[0] : span[1]].strip()
    if len(text) < 60:
        return False
    bare = _MARKS.sub("", text).lstrip()
    if bare.startswith(("Nơi nhận", "Nơi nhận", "- Như", "Kính gửi")):
        return False
    return (len(text) > _LONG_CELL and text.count("\n") > 8) or bool(
        re.match(r"\[\w{1,4}\]|_{4,}|PHỤ LỤC|Phụ lục|DANH\s", bare)
    )
