"""Columns of a table by name: what must be there, what may be, and cells that hold formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tongket.core.text import nfc
from tongket.formats.reading.case.tables import Table, Unreadable
from tongket.formats.reading.case.wording import Findings

FORMULA_SIGNS = ("=", "@")


class Columns:
    """Finds cells by the name of their column. Raises Unreadable where a required column is missing."""

    def __init__(self, table: Table, required: Sequence[str], optional: Sequence[str], findings: Findings) -> None:
        self.file = table.file
        self.findings = findings
        self.place = {name: index for index, name in enumerate(table.header) if name}
        missing = [name for name in required if name not in self.place]
        for name in missing:
            findings.error("missing_column", table.file, 1, column=name, columns=", ".join(required))
        for name in self.place:
            if name not in required and name not in optional:
                findings.warning("unknown_column", table.file, 1, column=name)
        if missing:
            raise Unreadable
        self.known = [(name, self.place[name]) for name in (*required, *optional) if name in self.place]

    def getter(self, column: str) -> Callable[[list[str]], str]:
        """A function from a row to the text of that column, NFC and trimmed; "" where the column is absent."""
        index = self.place.get(column)
        if index is None:
            return lambda cells: ""

        def get(cells: list[str]) -> str:
            text = cells[index].strip()
            return text if text.isascii() else nfc(text)

        return get

    def formulas(self, line: int, cells: list[str]) -> bool:
        """Whether a cell begins like a formula; each is an error."""
        found = False
        for name, index in self.known:
            if cells[index].lstrip()[:1] in FORMULA_SIGNS and cells[index].strip():
                self.findings.error("formula", self.file, line, column=name, text=cells[index].strip()[:40])
                found = True
        return found
