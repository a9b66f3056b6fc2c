"""Workbooks that hold task tables: every sheet a table, every cell with content a block."""

from __future__ import annotations

import io
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from tongket.core.extraction.model import Kind, Text
from tongket.formats.reading.building import Builder
from tongket.formats.reading.refusals import Refused

MAX_CELLS = 200_000


def read_xlsx(data: bytes) -> Text:
    """The cells of all sheets in order; a row with a single cell is a paragraph (a title, a group)."""
    builder = Builder()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_index(i).to_python(skip_empty_area=True) for i in range(len(book.sheet_names))]
    except (CalamineError, ValueError, OSError):
        raise Refused("damaged") from None
    seen = 0
    for number, rows in enumerate(sheets):
        for r, row in enumerate(rows):
            cells = [(c, said) for c, value in enumerate(row) if (said := _said(value))]
            seen += len(cells)
            if seen > MAX_CELLS:
                raise Refused("limits")
            if len(cells) == 1:
                builder.add(Kind.PARAGRAPH, cells[0][1])
            else:
                for c, said in cells:
                    builder.add(Kind.CELL, said, table=number, row=r, column=c)
    return builder.build()


def _said(value: object) -> str:
    """A cell as printed: whole numbers without a point, dates as official papers write them."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return str(value).strip()
