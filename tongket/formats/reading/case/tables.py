"""Tables of a case, from csv files or Excel sheets: rows of text with the line each stands in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tongket.core.text import nfc
from tongket.formats.reading.case.wording import Findings
from tongket.formats.reading.encodings import EncodingRefused, decode

MAX_BYTES = 500_000_000
MAX_ROWS = 5_000_000
_CHUNK = 1 << 20
csv.field_size_limit(1_000_000)


class Unreadable(Exception):
    """The table cannot be read at all; the finding is already written down."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading was read. `rows` gives (line, cells in the order of `header`) once."""

    file: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


def check_size(path: Path, file: str, findings: Findings) -> int:
    """The number of lines of a file, at most about `MAX_ROWS`. Raises Unreadable where it is too much to parse."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        findings.error("too_large", file, size=round(size / 1e6), limit=MAX_BYTES // 10**6)
        raise Unreadable
    if size == 0:
        findings.error("empty_file", file)
        raise Unreadable
    lines = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            lines += chunk.count(b"\n")
    if lines > MAX_ROWS + 1:
        findings.error("too_many_rows", file, line=1, limit=f"{MAX_ROWS:,}")
        raise Unreadable
    return lines


@contextmanager
def open_csv(path: Path, file: str, findings: Findings) -> Iterator[Table]:
    """A csv file as a table. UTF-8 is read as a stream; other codings are told first, where that is certain."""
    with _text(path, file, findings) as stream:
        first = stream.readline()
        delimiter = max(",;\t", key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        names = heading(header, file, findings)
        yield Table(file, names, _csv_rows(csv.reader(stream, delimiter=delimiter, strict=True), names, file, findings))


@contextmanager
def _text(path: Path, file: str, findings: Findings) -> Iterator[io.TextIOBase]:
    if _is_utf8(path):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield stream
        return
    try:
        found = decode(path.read_bytes())
    except EncodingRefused as error:
        findings.error("encoding", file, problem=str(error))
        raise Unreadable from error
    if found.warning:
        findings.warning("encoding", file, problem=found.warning)
    yield io.StringIO(found.text.removeprefix("\ufeff"), newline="")


def _is_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            while chunk := stream.read(_CHUNK):
                if "\0" in chunk:
                    return False
    except UnicodeDecodeError:
        return False
    return True


def heading(cells: list[str], file: str, findings: Findings) -> tuple[str, ...]:
    """The names of the columns, folded to what is expected. Raises Unreadable where there are none."""
    names = tuple(nfc(cell).strip().lower() for cell in cells)
    if not any(names):
        findings.error("empty_file", file)
        raise Unreadable
    for name in {name for name in names if name and names.count(name) > 1}:
        findings.error("double_column", file, 1, column=name)
    return names


def _csv_rows(
    reader: Iterator[list[str]], header: tuple[str, ...], file: str, findings: Findings
) -> Iterator[tuple[int, list[str]]]:
    line = 1
    width = len(header)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            findings.error("bad_csv", file, line + 1, problem=error)
            return
        at, line = line + 1, 1 + reader.line_num  # type: ignore[attr-defined]  # a csv reader, seen as an iterator
        if len(cells) != width:
            if not any(cells):
                continue
            findings.error("columns", file, at, found=len(cells), expected=width)
            continue
        yield at, cells


def cell_text(value: object) -> str:
    """A cell of Excel as text: whole numbers without a point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if at_midnight else value.replace(microsecond=0).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
