"""The figures as Excel: a sheet of text, then a sheet for each table. Numbers are numbers; no text is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from tongket.core.pages.model import Block, Cell, Document, Heading, Paragraph, Picture, Table
from tongket.core.pages.tidy import tidy
from tongket.formats.writing import layout
from tongket.formats.writing.measure import line_count, text_width

_WORDS = {"vi": ("Báo cáo", "Chú thích"), "en": ("Report", "Note")}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds."""
_SIZE, _TITLE_SIZE, _NOTE_SIZE = 12, 14, 10
_TEXT_WIDTH = 68
"""Characters a line of the text sheet: narrower than the paper also where another face stands for Calibri."""
_CHARACTER = 5.25
"""Points of a character of column width: 7 pixels of 0.75 points (ECMA-376 part 1, 18.3.1.13)."""
_HIGHEST = 400
"""Excel gives a row up to 409 points."""
_EXACT = 10**15
"""Excel keeps fifteen digits; a longer number stays text, so that no digit is lost."""


def write(document: Document) -> bytes:
    """A workbook: title, text and notes first, then the tables in the order of the paper (sources last).

    The same bytes for the same document. Raises ValueError as `tidy` does.
    """
    ready = tidy(document)
    file = BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    created = datetime.combine(ready.created, time.min, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties(
        {"title": layout.full_title(ready), "author": ready.letterhead.issuer, "created": created},
    )
    looks = _Looks(book)
    words = _WORDS.get(ready.lang, _WORDS["en"])
    titled = list(_titled(ready))
    names = _names([words[0], *(table.name for _title, table in titled)])
    _text_sheet(book.add_worksheet(names[0]), ready, looks, words[1])
    notes = {note.number: layout.plain(note.runs) for note in ready.footnotes}
    sheets = [book.add_worksheet(name) for name in names[1:]]
    for sheet, (title, table) in zip(sheets, titled, strict=True):
        _TableSheet(sheet, table, looks, notes).fill(title)
    if sheets and all(isinstance(block, Table) for block in ready.body):
        sheets[0].activate()  # a list without words: whoever opens it sees the list
    book.close()
    return file.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items(), key=lambda item: item[0]))
        if key not in self._made:
            base = {"font_name": layout.FONT, "font_size": _SIZE, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]


def _titled(document: Document) -> Iterator[tuple[str, Table]]:
    """Each table with the title of its sheet: its caption, else the title of the part that it stands in."""
    for title, blocks in ((document.title, document.body), *((a.title, a.blocks) for a in document.annexes)):
        for block in blocks:
            if isinstance(block, Table):
                yield block.caption or title, block


def _names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes: up to 31 characters, some forbidden, no two alike in any case, "History" reserved."""
    made: list[str] = []
    taken = {"", "history"}
    for name in wanted:
        base = _FORBIDDEN.sub(" ", name).strip(" '")[:31].strip(" '") or "Sheet"
        unique, number = base, 2
        while unique.casefold() in taken:
            ending = f" {number}"
            unique, number = base[: 31 - len(ending)] + ending, number + 1
        taken.add(unique.casefold())
        made.append(unique)
    return made


def _text_sheet(sheet: Any, document: Document, looks: _Looks, note: str) -> None:
    sheet.set_column(0, 0, _TEXT_WIDTH)
    sheet.set_portrait()
    _page(sheet)
    wrapped = {"text_wrap": True, "valign": "top"}
    for row, (text, look) in enumerate(_text_lines(document, note)):
        size = look.get("font_size", _SIZE)
        sheet.set_row(row, _height([(text, _TEXT_WIDTH)], float(str(size)), bold="bold" in look))
        sheet.write_string(row, 0, text[:_LONGEST_TEXT], looks(**wrapped, **look))


def _text_lines(document: Document, note: str) -> Iterator[tuple[str, dict[str, object]]]:
    head = document.letterhead
    bold: dict[str, object] = {"bold": True}
    opening: tuple[tuple[str, dict[str, object]], ...] = (
        (head.superior, {}),
        (head.issuer, bold),
        (head.number, {}),
        (head.place_and_date, {"italic": True}),
        (document.kind, {"bold": True, "font_size": _TITLE_SIZE}),
        (document.title, {"bold": True, "font_size": _TITLE_SIZE}),
    )
    for line, look in opening:
        if line.strip():
            yield line, look
    for basis in layout.basis_lines(document.bases):
        yield basis, {"italic": True}
    yield from _block_lines(document.body)
    for line in layout.signature_lines(document.signature.lines):
        yield line, bold
    if document.signature.name:
        yield document.signature.name, bold
    for annex in document.annexes:
        for line in (annex.label, annex.title):
            yield line, bold
        yield annex.attached_to, {"italic": True}
        yield from _block_lines(annex.blocks)
    for footnote in document.footnotes:
        yield f"{note} [{footnote.number}]: {layout.plain(footnote.runs)}", {"font_size": _NOTE_SIZE}


def _block_lines(blocks: Iterable[Block]) -> Iterator[tuple[str, dict[str, object]]]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text, {"bold": True}
        elif isinstance(block, Paragraph):
            marks = "".join(f"{run.text} [{run.note}]" if run.note else run.text for run in block.runs)
            yield block.bullet + marks, {}
        elif isinstance(block, Picture):
            yield block.chart.summary, {}


class _TableSheet:
    """A sheet: title, head, rows, then the notes that its cells refer to."""

    top = 2

    def __init__(self, sheet: Any, table: Table, looks: _Looks, notes: dict[int, str]) -> None:
        self.sheet, self.table, self.looks, self.notes = sheet, table, looks, notes
        self.widths = [_width(table, at) for at in range(len(table.columns))]

    def fill(self, title: str) -> None:
        self.sheet.set_landscape()
        _page(self.sheet)
        self.sheet.write_string(0, 0, title[:_LONGEST_TEXT], self.looks(bold=True, font_size=_TITLE_SIZE))
        self.head()
        for number, cells in enumerate(self.table.rows):
            self.row(self.top + 1 + number, cells, total=number < self.table.total_rows)
        marks = dict.fromkeys(cell.note for cells in self.table.rows for cell in cells if cell.note is not None)
        for row, mark in enumerate(marks, start=self.top + 2 + len(self.table.rows)):
            text = f"[{mark}] {self.where(mark)}: {self.notes[mark]}"
            self.sheet.write_string(row, 0, text[:_LONGEST_TEXT], self.looks(font_size=_NOTE_SIZE))

    def head(self) -> None:
        look = self.looks(bold=True, border=1, align="center", text_wrap=True)
        for at, (column, width) in enumerate(zip(self.table.columns, self.widths, strict=True)):
            self.sheet.write_string(self.top, at, column.title[:_LONGEST_TEXT], look)
            self.sheet.set_column(at, at, width)
        titles = ((column.title, width) for column, width in zip(self.table.columns, self.widths, strict=True))
        self.sheet.set_row(self.top, _height(titles, _SIZE, bold=True))
        self.sheet.freeze_panes(self.top + 1, 0)
        self.sheet.repeat_rows(self.top)

    def row(self, row: int, cells: tuple[Cell, ...], *, total: bool) -> None:
        texts = ((cell.text, width) for cell, width in zip(cells, self.widths, strict=True) if cell.number is None)
        self.sheet.set_row(row, _height(texts, _SIZE, bold=total))
        for at, cell in enumerate(cells):
            align = "right" if self.table.columns[at].numeric else "left"
            _write(self.sheet, row, at, cell, self.looks, {"bold": cell.bold or total, "border": 1, "align": align})

    def where(self, mark: int) -> str:
        """The cells that refer to a note: "E4, E9"."""
        return ", ".join(
            xl_rowcol_to_cell(self.top + 1 + row, at)
            for row, cells in enumerate(self.table.rows)
            for at, cell in enumerate(cells)
            if cell.note == mark
        )


def _height(texts: Iterable[tuple[str, float]], size: float, *, bold: bool = False) -> float:
    """Height in points of a row of wrapped (text, column width): not every program finds it by itself."""
    lines = max((line_count(text, size, _CHARACTER * width - 4, bold=bold) for text, width in texts), default=1)
    return min(lines * size * 1.25 + 4, _HIGHEST)


def _page(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    # Inches: the margins of annex I.
    inch = 25.4
    sheet.set_margins(layout.LEFT / inch, layout.RIGHT / inch, layout.TOP / inch, layout.BOTTOM / inch)


def _write(sheet: Any, row: int, at: int, cell: Cell, looks: _Looks, look: dict[str, object]) -> None:
    if cell.number is not None and cell.number.is_finite() and abs(cell.number) < _EXACT:
        shape = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        sheet.write_number(row, at, float(cell.number), looks(**look, num_format=shape))
    elif not cell.text:
        sheet.write_blank(row, at, None, looks(**look))
    elif address := layout.safe_link(cell.link):
        linked = looks(**look, text_wrap=True, underline=1)
        sheet.write_url(row, at, address, linked, string=cell.text[:_LONGEST_TEXT])
    else:
        sheet.write_string(row, at, cell.text[:_LONGEST_TEXT], looks(**look, text_wrap=True))


def _width(table: Table, at: int) -> float:
    """Width of a column in Excel's characters: its longest text on one line, within reason."""
    longest = max((text_width(row[at].text[:200], _SIZE, bold=True) for row in table.rows), default=0.0)
    return round(max(9.0, min(longest / _CHARACTER + 2, 24.0 if table.columns[at].numeric else 60.0)), 1)
