"""The figures of a report as CSV: a line for each contributor, so that a spreadsheet can add them up again."""

from __future__ import annotations

import csv
import io

from tongket.core.rollup.figures import Statement

COLUMNS = (
    *("as_of", "indicator", "name", "unit_of_measure", "unit", "level", "under", "value"),
    *("value_as_of", "state", "reading", "sources"),
)
BOM = "\ufeff"  # without it Excel takes Vietnamese letters for those of the machine's own code page


def figures_csv(statement: Statement, lang: str) -> bytes:
    """UTF-8 with a byte order mark, lines end in CR LF (RFC 4180), numbers with a point.

    Of each indicator first the total (state "total"), then what counts in it, in falling order. A text that a
    spreadsheet would take for a formula is led by an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for figure in statement.figures:
        indicator = figure.indicator
        head = (statement.as_of, indicator.id, safe(indicator.name(lang)), indicator.unit_of_measure)
        if figure.value is not None:
            own = (safe(statement.unit), statement.unit_level, "", f"{figure.value:f}", statement.as_of, "total")
            writer.writerow((*head, *own, "", ""))
        for part in figure.contributors:
            unit = (safe(part.unit), part.level, safe(part.under or ""), f"{part.value:f}", part.as_of)
            writer.writerow((*head, *unit, str(part.state), part.reading or "", " ".join(part.sources)))
    return (BOM + text.getvalue()).encode()


def safe(text: str) -> str:
    """The text, led by an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
