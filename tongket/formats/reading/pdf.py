"""PDF files with text: lines joined to paragraphs, the two columns of the letterhead, ruled tables; no page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from tongket.core.extraction.model import Kind, Text
from tongket.formats.reading.building import Builder
from tongket.formats.reading.checks import MAX_PAGES
from tongket.formats.reading.grid import Band, bands_of
from tongket.formats.reading.plain import paragraphs
from tongket.formats.reading.refusals import Refused
from tongket.formats.reading.scanned import Unruled, unruled
from tongket.formats.reading.words import Line, Word

_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*|Trang \d+(?:/\d+)?", re.IGNORECASE)
_SCAN = 16  # fewer letters a page than this: there is no text, it is a scan
_COLUMN_GAP = 2.0  # gap between words, in heights of a letter, that parts two columns


def read_pdf(data: bytes) -> Text:
    """The blocks of a PDF; raises `Refused` where it is damaged, encrypted, too long, or has no text."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if "password" in str(error).lower() else "damaged") from None
    try:
        if len(document) > MAX_PAGES:
            raise Refused("pages", limit=MAX_PAGES)
        reader = _Reader()
        letters = 0
        for number in range(len(document)):
            page = document[number]
            words = list(_words(page))
            letters += sum(len(word.text) for word in words)
            reader.page(number + 1, words, bands_of(page))
            page.close()
        if letters < _SCAN * max(1, len(document)):
            raise Refused("no-text")
        reader.finish()
    except pypdfium2.PdfiumError:
        raise Refused("damaged") from None
    finally:
        document.close()
    return reader.builder.build()


# words and lines ------------------------------------------------------------------------------------------------


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    """The words of a page in the order of its content."""
    text = page.get_textpage()
    chars: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    for i in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, i))
        left, bottom, right, top = text.get_charbox(i, loose=True)
        parted = chars and (
            left > box[2] + 0.28 * (box[3] - box[1])
            or left < box[2] - 4 * (box[3] - box[1] + 1)
            or abs(bottom - box[1]) > 0.6 * (box[3] - box[1] + 1)
        )
        if chars and (char.isspace() or char == "\x00" or parted):
            yield Word("".join(chars), *box)
            chars = []
        if char.isspace() or char in "\x00\ufffe\x02":
            continue
        if not chars:
            box = [left, bottom, right, top]
        else:
            box = [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
        chars.append(char)
    if chars:
        yield Word("".join(chars), *box)


def _lines(words: list[Word]) -> list[Line]:
    """Words as lines from the top of the page, each parted where columns part."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (-(w.top + w.bottom) / 2, w.left)):
        middle = (word.top + word.bottom) / 2
        if rows and abs(middle - (rows[-1][0].top + rows[-1][0].bottom) / 2) < 0.5 * (word.top - word.bottom):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines: list[Line] = []
    for row in rows:
        row.sort(key=lambda w: w.left)
        segments: list[list[Word]] = [[row[0]]]
        for before, word in pairwise(row):
            if word.left - before.right > _COLUMN_GAP * (word.top - word.bottom):
                segments.append([word])
            else:
                segments[-1].append(word)
        bottom, top = min(w.bottom for w in row), max(w.top for w in row)
        lines.append(Line(tuple(tuple(s) for s in segments), bottom, top))
    return lines


class _Reader:
    """Pages in order; running text is kept until something else comes, so that it joins across pages."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.running: list[tuple[str, int]] = []
        self.table = -1
        self.row = -1
        self.columns: tuple[float, ...] = ()
        self.last: Line | None = None

    def page(self, number: int, words: list[Word], bands: list[Band]) -> None:
        """One page: what lies in ruled bands is a table, the rest runs from top to bottom."""
        inside: dict[int, list[Word]] = {}
        loose: list[Word] = []
        for word in words:
            at = next(
                (i for i, band in enumerate(bands) if band.holds(word.left, word.right, word.bottom, word.top)), -1
            )
            (loose if at < 0 else inside.setdefault(at, [])).append(word)
        lines = _lines(loose)
        if lines and _PAGE_NUMBER.fullmatch(lines[0].text):
            lines = lines[1:]
        if lines and _PAGE_NUMBER.fullmatch(lines[-1].text):
            lines = lines[:-1]
        self.last = None
        margin = min((line.left for line in lines), default=0.0)
        edge = max((line.right for line in lines), default=0.0)
        waiting = sorted(inside, key=lambda i: -bands[i].top)
        at = 0
        while at < len(lines) or waiting:
            if waiting and (at >= len(lines) or bands[waiting[0]].top > lines[at].top):
                self._band(number, bands[waiting[0]], inside[waiting[0]])
                waiting.pop(0)
                continue
            if table := unruled(lines[at:]):
                self._unruled(number, table)
                at += table.size
                continue
            size = _columns(lines[at:], margin, edge)
            if size:
                self._two_columns(number, lines[at : at + size])
                at += size
                continue
            self._running(number, lines[at], margin, edge)
            at += 1

    def _running(self, number: int, line: Line, margin: float, edge: float) -> None:
        last = self.last
        if self.columns:
            self.columns = ()
        height = line.top - line.bottom
        if last is not None and self.running:
            gap = last.bottom - line.top
            indented = line.left > margin + 0.8 * height
            short = last.right < edge - 3 * height
            if gap > 1.3 * height or (indented and (short or last.text.endswith((".", ";", ":")))):
                self.running.append(("", number))
        self.running.append((line.text, number))
        self.last = line

    def _band(self, number: int, band: Band, words: list[Word]) -> None:
        """A row of a ruled table; the table goes on where the rules stand at the same places, also on a new page."""
        if not _alike(self.columns, band.columns):
            self.finish()
            self.table += 1
            self.row = -1
            self.columns = band.columns
        elif self.running:
            self.finish()
        self.row += 1
        for column in range(len(band.columns) - 1):
            cell = [w for w in words if band.columns[column] <= (w.left + w.right) / 2 < band.columns[column + 1]]
            if cell:
                text = "\n".join(line.text for line in _lines(cell))
                for start, end in paragraphs(text, 0, len(text)):
                    said = text[start:end].replace("\n", " ")
                    self.builder.add(Kind.CELL, said, page=number, table=self.table, row=self.row, column=column)

    def _unruled(self, number: int, table: Unruled) -> None:
        """A task table whose rules are no rules of the PDF: on a scan, or drawn as a picture."""
        self.finish()
        self.table += 1
        self.columns = ()
        for r, row in enumerate(table.rows):
            for c, said in enumerate(row):
                if said:
                    self.builder.add(Kind.CELL, said, page=number, table=self.table, row=r, column=c)

    def _two_columns(self, number: int, lines: list[Line]) -> None:
        """Letterhead or foot: the left column, then the right, as two cells."""
        self.finish()
        self.table += 1
        middle = _middle(lines)
        for column in (0, 1):
            rows = [
                " ".join(w.text for s in line.segments for w in s if (s[0].left >= middle) == bool(column))
                for line in lines
            ]
            text = "\n".join(row for row in rows if row)
            for start, end in paragraphs(text, 0, len(text)):
                said = text[start:end].replace("\n", " ")
                self.builder.add(Kind.CELL, said, page=number, table=self.table, row=0, column=column)

    def finish(self) -> None:
        """Ends the running text at hand."""
        text = "\n".join(line for line, _ in self.running)
        pages: list[int] = []
        for line, number in self.running:
            pages += [number] * (len(line) + 1)
        for start, end in paragraphs(text, 0, len(text)):
            self.builder.add(Kind.PARAGRAPH, text[start:end].replace("\n", " "), page=pages[start])
        self.running.clear()
        self.last = None


def _alike(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))


def _columns(lines: list[Line], margin: float, edge: float) -> int:
    """How many lines from here stand in two columns, one beside the other."""
    if not lines or len(lines[0].segments) != 2:
        return 0
    middle = lines[0].segments[1][0].left
    left_end = lines[0].segments[0][-1].right
    size = 0
    last = 0
    for line in lines:
        if size and lines[size - 1].bottom - line.top > 3.5 * (line.top - line.bottom):
            break
        if len(line.segments) == 2:
            a, b = line.segments
            if b[0].left < left_end - 12 and a[-1].right > middle:
                break
            middle = min(middle, b[0].left) if b[0].left > left_end else middle
            left_end = max(left_end, a[-1].right) if a[-1].right < middle else left_end
            size += 1
            last = size
        elif _centred(line, margin, edge):
            break
        elif len(line.segments) == 1 and (line.right < middle - 2 or line.left > left_end + 2):
            size += 1
            if line.left > left_end + 2 or line.text.startswith(("-", "+")):
                last = size
        else:
            break
    return last if last >= 2 or (last == 1 and lines[0].left > margin - 1 and edge - lines[0].right < 60) else 0


def _centred(line: Line, margin: float, edge: float) -> bool:
    """Whether a line alone stands in the middle of the page, as a kind or a title does."""
    return len(line.segments) == 1 and abs((line.left + line.right) / 2 - (margin + edge) / 2) < 0.06 * (edge - margin)


def _middle(lines: list[Line]) -> float:
    """A place between the columns: left of every right segment that stands beside a left one."""
    return min(line.segments[1][0].left for line in lines if len(line.segments) == 2) - 1
