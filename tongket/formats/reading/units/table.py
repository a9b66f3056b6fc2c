"""One CSV table of a folder, with the line of every row and every finding kept."""

from __future__ import annotations

import csv
import difflib
import io
import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from tongket.core.messages import Message
from tongket.formats.reading.encodings import EncodingRefused, decode

MOST_BYTES = 200_000_000  # of one table, unpacked: no administration comes near
MOST_MESSAGES = 1_000  # a person reads no more, and a wrong file of a million rows must not fill the memory


@dataclass
class Findings:
    """Everything that is wrong with a folder."""

    messages: list[Message] = field(default_factory=list)

    def add(self, file: str, line: int, text: str, near: Iterable[str] = ()) -> None:
        """Keep an error; after a thousand only the count would grow."""
        if len(self.messages) < MOST_MESSAGES:
            self.messages.append(Message(file, line, text, near=tuple(near)))


class TooLarge(Exception):
    """A table is larger than any administration needs."""


def is_there(file: Path) -> bool:
    """Whether there is such a file; also asked of names that no file can have, being too long."""
    try:
        return file.is_file()
    except OSError:
        return False


def read_bytes(file: Path) -> bytes:
    """The content of a table, unpacked where its name ends in .xz, within a bound."""
    with file.open("rb") as opened:
        raw = opened.read(MOST_BYTES + 1)
    if file.suffix == ".xz":
        raw = lzma.LZMADecompressor().decompress(raw, MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise TooLarge
    return raw


class Table:
    """Rows of a CSV file as dictionaries with their line numbers; problems go to the findings."""

    def __init__(self, file: Path, columns: tuple[str, ...], optional: tuple[str, ...], findings: Findings) -> None:
        self.name, self.findings = file.name.removesuffix(".xz"), findings
        self.text = self._text(file)
        self.rows: list[tuple[int, Mapping[str, str]]] = list(self._rows(columns, optional)) if self.text else []

    def _text(self, file: Path) -> str:
        try:
            text = decode(read_bytes(file)).text
        except (EncodingRefused, lzma.LZMAError, OSError) as error:
            self.error(0, str(error))
            return ""
        except TooLarge:
            self.error(0, f"the table is larger than {MOST_BYTES // 1_000_000} MB")
            return ""
        if not text.strip():
            self.error(0, "the file is empty")
        return text

    def _rows(self, columns: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
        reader = csv.reader(io.StringIO(self.text))
        header = [name.strip().lower() for name in next(reader, [])]
        missing = [name for name in columns if name not in header]
        if missing:
            self.error(1, f"the column {', '.join(missing)} is missing; needed: {', '.join(columns)}")
            return
        wanted = [(name, header.index(name)) for name in (*columns, *optional) if name in header]
        absent = {name: "" for name in optional if name not in header}
        try:
            for cells in reader:
                if len(cells) == len(header):
                    yield reader.line_num, {name: cells[at].strip() for name, at in wanted} | absent
                elif any(cell.strip() for cell in cells):
                    self.error(reader.line_num, f"{len(cells)} cells where the header has {len(header)}")
        except csv.Error as error:
            self.error(reader.line_num, f"not a CSV table: {error}")

    def error(self, line: int, text: str, near: Iterable[str] = ()) -> None:
        """Keep what is wrong with a line of this table."""
        self.findings.add(self.name, line, text, near)

    def check_lengths(self, longest: Mapping[str, int]) -> None:
        """No cell is longer than the database keeps."""
        for line, row in self.rows:
            for column, cell in row.items():
                if len(cell) > longest.get(column, len(cell)):
                    self.error(line, f"the column {column} has {len(cell)} characters; at most {longest[column]}")

    def day(self, line: int, row: Mapping[str, str], column: str) -> date | None:
        """A date of a row, None where the cell is empty or wrong."""
        cell = row[column]
        if not cell:
            return None
        found = _iso(cell)
        if found is None:
            self.error(line, f"“{cell}” in the column {column} is no date; write it like 2025-07-01")
        return found

    def days(self, line: int, row: Mapping[str, str]) -> tuple[date | None, date | None]:
        """`start` and `end` of a row, in this order."""
        start, end = self.day(line, row, "start"), self.day(line, row, "end")
        if start and end and end < start:
            self.error(line, f"it ends on {end}, before it starts on {start}")
        return start, end

    def key(self, line: int, key: str, known: Mapping[str, object], what: str, where: str = "in units.csv") -> bool:
        """Whether a key names a known unit; says so where it does not, unless no unit could be read at all.

        `where` are those that are known.
        """
        if key in known or not known:
            return bool(known)
        near = difflib.get_close_matches(key, known, 3) if len(self.findings.messages) < MOST_MESSAGES else ()
        self.error(line, f"{what} “{key}” is not {where}", near)
        return False


@lru_cache(maxsize=10_000)
def _iso(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if len(cell) == 10 else None
    except ValueError:
        return None
