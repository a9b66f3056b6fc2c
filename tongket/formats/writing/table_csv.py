"""One table as CSV, as a spreadsheet opens it."""

from __future__ import annotations

import csv
import io

from tongket.core.pages.model import Table
from tongket.core.pages.tidy import clean_text
from tongket.formats.writing.figures_csv import BOM, safe


def table_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, lines end in CR LF (RFC 4180); the head, then the rows.

    Numbers have a point; a text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe(clean_text(column.title)) for column in table.columns])
    for row in table.rows:
        writer.writerow([safe(clean_text(c.text)) if c.number is None else f"{c.number:f}" for c in row])
    return (BOM + text.getvalue()).encode()
