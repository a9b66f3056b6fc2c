"""The figures as Excel: a sheet of text, then a sheet for each table. Numbers are numbers; no text is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from tongket.core.pages.model import Block, Cell, Document, Heading, Paragraph, Table
from tongket.core.pages.tidy import tidy
from tongket.formats.writing import layout

_WORDS = {"vi": ("Báo cáo", "Chú thích"), "en": ("Report", "Note")}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds."""
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
    names = _names([words[0], *(table.name for table in _tables(ready))])
    _text_sheet(book.add_worksheet(names[0]), ready, looks, words[1])
    notes = {note.number: layout.plain(note.runs) for note in ready.footnotes}
    for name, table in zip(names[1:], _tables(ready), strict=True):
        _table_sheet(book.add_worksheet(name), table, looks, notes)
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
            base = {"font_name": layout.FONT, "font_size": 12, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]


def _blocks(document: Document) -> Iterator[Block]:
    yield from document.body
    for annex in document.annexes:
        yield from annex.blocks


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in _blocks(document) if isinstance(block, Table))


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
    sheet.set_column(0, 0, 110)
    sheet.set_portrait()
    _page(sheet)
    wrapped = {"text_wrap": True, "valign": "top"}
    for row, (text, look) in enumerate(_text_lines(document, note)):
        sheet.write_string(row, 0, text[:_LONGEST_TEXT], looks(**wrapped, **look))


def _text_lines(document: Document, note: str) -> Iterator[tuple[str, dict[str, object]]]:
    head = document.letterhead
    bold: dict[str, object] = {"bold": True}
    opening: tuple[tuple[str, dict[str, object]], ...] = (
        (head.superior, {}),
        (head.issuer, bold),
        (head.number, {}),
        (head.place_and_date, {"italic": True}),
        (document.kind, {"bold": True, "font_size": 14}),
        (document.title, {"bold": True, "font_size": 14}),
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
        yield f"{note} [{footnote.number}]: {layout.plain(footnote.runs)}", {"font_size": 10}


def _block_lines(blocks: Iterable[Block]) -> Iterator[tuple[str, dict[str, object]]]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text, {"bold": True}
        elif isinstance(block, Paragraph):
            marks = "".join(f"{run.text} [{run.note}]" if run.note else run.text for run in block.runs)
            yield block.bullet + marks, {}


def _table_sheet(sheet: Any, table: Table, looks: _Looks, notes: dict[int, str]) -> None:
    sheet.set_landscape()
    _page(sheet)
    sheet.write_string(0, 0, table.caption or table.name, looks(bold=True, font_size=13))
    top = 2
    head = looks(bold=True, border=1, align="center", text_wrap=True)
    for at, column in enumerate(table.columns):
        sheet.write_string(top, at, column.title[:_LONGEST_TEXT], head)
        sheet.set_column(at, at, _width(table, at))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    row = top
    for number, cells in enumerate(table.rows):
        row += 1
        for at, cell in enumerate(cells):
            _write(sheet, row, at, cell, looks, bold=cell.bold or number < table.total_rows)
    for mark in dict.fromkeys(cell.note for cells in table.rows for cell in cells if cell.note is not None):
        row += 1
        where = ", ".join(
            xlsxwriter.utility.xl_rowcol_to_cell(top + 1 + i, j)
            for i, cells in enumerate(table.rows)
            for j, cell in enumerate(cells)
            if cell.note == mark
        )
        sheet.write_string(row + 1, 0, f"[{mark}] {where}: {notes[mark]}"[:_LONGEST_TEXT], looks(font_size=10))


def _page(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    # Inches: the margins of annex I.
    inch = 25.4
    sheet.set_margins(layout.LEFT / inch, layout.RIGHT / inch, layout.TOP / inch, layout.BOTTOM / inch)


def _write(sheet: Any, row: int, at: int, cell: Cell, looks: _Looks, *, bold: bool) -> None:
    if cell.number is not None and cell.number.is_finite() and abs(cell.number) < _EXACT:
        shape = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        sheet.write_number(row, at, float(cell.number), looks(bold=bold, border=1, num_format=shape))
        return
    look = looks(bold=bold, border=1, text_wrap=True)
    if not cell.text:
        sheet.write_blank(row, at, None, look)
    elif address := layout.safe_link(cell.link):
        sheet.write_url(row, at, address, look, string=cell.text[:_LONGEST_TEXT])
    else:
        sheet.write_string(row, at, cell.text[:_LONGEST_TEXT], look)


def _width(table: Table, at: int) -> float:
    longest = max((len(row[at].text) for row in table.rows), default=0)
    if table.columns[at].numeric:
        return max(8.0, min(longest + 3.0, 24.0))
    return max(8.0, min(longest + 2.0, 60.0))
