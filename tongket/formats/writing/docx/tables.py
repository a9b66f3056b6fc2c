"""Tables of figures: repeated head, rows kept whole, figures right aligned, alternative text."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.core.pages.model import Cell, Table
from tongket.formats.writing.docx.notes import NoteMarks
from tongket.formats.writing.docx.runs import Links, linked
from tongket.formats.writing.docx.xml import Element, paragraph, run, twips, w
from tongket.formats.writing.grid import LONG_CELL, Grid, grid


def table(data: Table, width: float, links: Links, notes: NoteMarks) -> list[Element]:
    """The caption, where there is one, and the table, `width` points wide."""
    setter = _Setter(data, grid(data, width), links, notes)
    caption = [paragraph("Caption", run(data.caption))] if data.caption else []
    return [*caption, setter.table()]


@dataclass(frozen=True, slots=True)
class _Setter:
    data: Table
    grid: Grid
    links: Links
    notes: NoteMarks

    def table(self) -> Element:
        sizes = [twips(one) for one in self.grid.widths]
        properties = w(
            "tblPr",
            w("tblStyle", val="TableGrid"),
            w("tblW", w=sum(sizes), type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            w("tblCaption", val=self.data.caption) if self.data.caption else None,
            w("tblDescription", val=self.data.summary) if self.data.summary else None,
        )
        columns = w("tblGrid", *(w("gridCol", w=size) for size in sizes))
        rows = (self.row(row, total=number < self.data.total_rows) for number, row in enumerate(self.data.rows))
        return w("tbl", properties, columns, self.head(), *rows)

    def head(self) -> Element:
        titles = (run(column.title, size=self.grid.size) for column in self.data.columns)
        cells = (self.cell(at, paragraph("TableHead", title)) for at, title in enumerate(titles))
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)

    def row(self, row: tuple[Cell, ...], *, total: bool) -> Element:
        cells: list[Element] = []
        for at, cell in enumerate(row):
            content = linked(cell.text, cell.link, self.links, bold=cell.bold or total, size=self.grid.size)
            if cell.note is not None:
                content.extend(self.notes.mark(cell.note, self.grid.size))
            style = "TableFigure" if self.data.columns[at].numeric else "TableText"
            cells.append(self.cell(at, paragraph(style, *content)))
        whole = all(len(cell.text) <= LONG_CELL for cell in row)
        return w("tr", w("trPr", w("cantSplit")) if whole else None, *cells)

    def cell(self, at: int, content: Element) -> Element:
        size = w("tcW", w=twips(self.grid.widths[at]), type="dxa")
        return w("tc", w("tcPr", size, w("vAlign", val="center")), content)
