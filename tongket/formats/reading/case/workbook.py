"""A case typed into Excel: the sheets case, indicators, values, aliases."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from tongket.formats.reading.case.package import Package, package
from tongket.formats.reading.case.tables import MAX_ROWS, Table, Unreadable, cell_text, heading
from tongket.formats.reading.case.wording import Findings

Formula = tuple[int, str, str]  # row, cell, text
MAX_UNPACKED = 1_500_000_000
MAX_ENTRIES = 5_000
_CELL_WITH_FORMULA = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f[ />]([^<]*)')
_SHEET = re.compile(rb'<(?:\w+:)?sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_TARGET = re.compile(rb"<Relationship [^>]*>")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}", re.ASCII)


class Workbook:
    """An Excel file whose sheets are tables; checked before it is parsed."""

    def __init__(self, path: Path, findings: Findings) -> None:
        self.file = str(path)
        self.findings = findings
        self._formulas = self._check(path)
        try:
            self._book = CalamineWorkbook.from_path(str(path))
        except (CalamineError, OSError, ValueError) as error:
            self._broken(error)
        self.naive_times: set[str] = set()

    def _broken(self, error: object) -> None:
        self.findings.error("bad_workbook", self.file, problem=error)
        raise Unreadable

    def _check(self, path: Path) -> dict[str, list[Formula]]:
        """Sizes and DOCTYPEs before parsing; then where formulas stand, by sheet."""
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
                unpacked = sum(entry.file_size for entry in entries)
                if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
                    self.findings.error("too_large", self.file, size=unpacked // 10**6, limit=MAX_UNPACKED // 10**6)
                    raise Unreadable
                return _formulas(archive)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError) as error:
            self._broken(error)
            raise

    def names(self) -> dict[str, str]:
        """Sheets by their folded name."""
        return {name.strip().lower(): name for name in self._book.sheet_names}

    def table(self, name: str, *, required: bool = True) -> Table | None:
        """The sheet as a table. Raises Unreadable where it is required and missing or empty."""
        where = f"{self.file}[{name}]"
        real = self.names().get(name)
        if real is None:
            if required:
                self.findings.error("missing_sheet", self.file, sheet=name)
                raise Unreadable
            return None
        sheet = self._book.get_sheet_by_name(real)
        if sheet.total_height > MAX_ROWS:
            self.findings.error("too_many_rows", where, limit=f"{MAX_ROWS:,}")
            raise Unreadable
        for line, cell, text in self._formulas.get(real, ()):
            self.findings.error("formula", where, line, column=cell, text=text)
        rows = enumerate(sheet.iter_rows(), start=1 + (sheet.start or (0, 0))[0])
        first = next(rows, None)
        if first is None:
            self.findings.error("empty_file", where)
            raise Unreadable
        header = heading([cell_text(cell) for cell in first[1]], where, self.findings)
        return Table(where, header, self._rows(rows))

    def _rows(self, rows: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[str]]]:
        for line, cells in rows:
            texts = [cell_text(cell) for cell in cells]
            if not any(texts):
                continue
            for cell, text in zip(cells, texts, strict=True):
                if not isinstance(cell, str) and _MOMENT.fullmatch(text):
                    self.naive_times.add(text)
            yield line, texts

    def package(self) -> Package:
        """The sheet "case": two columns, a word and its value."""
        table = self.table("case")
        data: dict[str, Any] = {"titles": {}, "publisher": {}}
        words = dict(row[1][:2] for row in table.rows if len(row[1]) > 1) if table else {}
        if table and len(table.header) > 1:
            words.setdefault(table.header[0], table.header[1])
        for key, value in words.items():
            field, _, lang = key.strip().lower().partition("_")
            if field in ("title", "publisher") and lang:
                data["titles" if field == "title" else field][lang] = value
            else:
                data[field] = value
        return package(data, f"{self.file}[case]", self.findings, {})


def _formulas(archive: zipfile.ZipFile) -> dict[str, list[Formula]]:
    """Sheet name -> its formulas; raises ValueError for a DOCTYPE anywhere."""
    found: dict[str, list[Formula]] = {}
    rels = {}
    for tag in _TARGET.findall(archive.read("xl/_rels/workbook.xml.rels")):
        parts = dict(re.findall(rb'(\w+)="([^"]*)"', tag))
        rels[parts.get(b"Id", b"")] = parts.get(b"Target", b"").decode().lstrip("/").removeprefix("xl/")
    for name, rel in _SHEET.findall(archive.read("xl/workbook.xml")):
        with archive.open(f"xl/{rels.get(rel, '')}") as stream:
            found[name.decode()] = list(_scan(stream))
    return found


def _scan(stream: Any) -> Iterator[Formula]:
    tail = b""
    while chunk := stream.read(1 << 20):
        if b"<!DOCTYPE" in chunk:
            raise ValueError("a DOCTYPE is not allowed")
        data = tail + chunk
        last = 0
        for match in _CELL_WITH_FORMULA.finditer(data):
            text = match[3].split(b">")[-1].decode(errors="replace")
            yield int(match[2]), f"{match[1].decode()}{match[2].decode()}", f"={text[:40]}"
            last = match.end()
        tail = data[max(last, len(data) - 4096) :]
