"""A case from disk: everything is checked, and every fault is told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tongket.core.messages import InputRejected, Message
from tongket.core.rollup.collector import paused
from tongket.core.rollup.combine.rows import COUNTRY, CaseData, Row
from tongket.core.rollup.model import Indicator
from tongket.core.units.names import Alias, NameBook
from tongket.formats.reading.case.columns import Columns
from tongket.formats.reading.case.indicators import read_indicators
from tongket.formats.reading.case.package import FILE, Package, read_package
from tongket.formats.reading.case.tables import Table, Unreadable, check_size, open_csv
from tongket.formats.reading.case.values import Progress, read_values
from tongket.formats.reading.case.wording import Findings
from tongket.formats.reading.case.workbook import Workbook

BookOf = Callable[[str, tuple[Alias, ...]], NameBook | None]  # country, aliases of the case -> names of its units


@dataclass(frozen=True, slots=True)
class CaseInput:
    """A sound case: its data, the country it is of, the digest of its bytes, and what a person should know."""

    data: CaseData
    country: str
    digest: str
    warnings: tuple[Message, ...]


def digest(path: Path) -> str:
    """SHA-256 over the names and bytes of a case's files; equal bytes, equal digest. Raises InputRejected."""
    findings = Findings()
    files = [path] if path.is_file() else []
    if path.is_dir():
        with suppress(Unreadable):
            package = read_package(path, findings)
            files = [path / FILE, *sorted(path / part for part in package.paths.values() if (path / part).is_file())]
    if not files:
        if not findings.errors:
            findings.error("no_folder", str(path))
        raise InputRejected(findings.all())
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.name}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                found.update(chunk)
    return found.hexdigest()


@paused()
def read_case(path: Path, book_of: BookOf, progress: Progress = lambda line: None) -> CaseInput:
    """Read a case folder or workbook.

    `book_of` gives the names of a country's units by its code ("VN") with the case's own aliases, None where the
    units are not loaded; `progress` is told the line reached now and then. Raises InputRejected with every fault;
    nothing is taken then.
    """
    findings = Findings()
    data: tuple[Package, CaseData] | None = None
    with suppress(Unreadable):
        if path.is_dir():
            data = _folder(path, book_of, progress, findings)
        elif path.is_file() and path.suffix.lower() == ".xlsx":
            check_size(path, str(path), findings)
            data = _workbook(path, book_of, progress, findings)
        else:
            findings.error("not_a_case" if path.exists() else "no_folder", str(path))
    if data is None or findings.errors:
        raise InputRejected(findings.all())
    package, case = data
    return CaseInput(case, package.country, digest(path), findings.all())


def _folder(path: Path, book_of: BookOf, progress: Progress, findings: Findings) -> tuple[Package, CaseData]:
    package = read_package(path, findings)
    for name in ("indicators", "values"):
        if not (path / package.paths[name]).is_file():
            findings.error("missing_file", str(path / package.paths[name]))

    def file(name: str) -> tuple[Path, str]:
        found = path / package.paths[name]
        if not found.is_file() or not found.resolve().is_relative_to(path.resolve()):
            raise Unreadable
        check_size(found, str(found), findings)
        return found, str(found)

    with open_csv(*file("indicators"), findings) as table:
        indicators = read_indicators(table, findings)
    aliases: tuple[Alias, ...] = ()
    if (path / package.paths["aliases"]).is_file():
        with open_csv(*file("aliases"), findings) as table:
            aliases = _aliases(table, findings)
    with open_csv(*file("values"), findings) as table:
        book = _book(package, str(path / FILE), aliases, book_of, findings)
        rows = read_values(table, indicators, book, package.zone, findings, progress=progress)
    return package, _case(package, book, indicators, rows)


def _workbook(path: Path, book_of: BookOf, progress: Progress, findings: Findings) -> tuple[Package, CaseData]:
    book = Workbook(path, findings)
    package = book.package()
    tables = {name: book.table(name) for name in ("indicators", "values")}
    indicator_table, value_table = tables["indicators"], tables["values"]
    if indicator_table is None or value_table is None:
        raise Unreadable
    indicators = read_indicators(indicator_table, findings)
    alias_table = book.table("aliases", required=False)
    aliases = _aliases(alias_table, findings) if alias_table else ()
    names = _book(package, book.file, aliases, book_of, findings)
    rows = read_values(
        value_table, indicators, names, package.zone, findings, progress=progress, naive_times=book.naive_times
    )
    if book.naive_times:
        findings.warning("excel_moment", value_table.file, text=min(book.naive_times), zone=package.timezone)
    return package, _case(package, names, indicators, rows)


def _case(package: Package, book: NameBook, indicators: dict[str, Indicator], rows: tuple[Row, ...]) -> CaseData:
    root = next(unit.key for unit in book.tree.units if unit.level == COUNTRY)
    return CaseData(package.name, indicators, rows, root, package.timezone, package.titles, package.publisher)


def _book(package: Package, file: str, aliases: tuple[Alias, ...], book_of: BookOf, findings: Findings) -> NameBook:
    book = book_of(package.country, aliases)
    if book is None:
        findings.error("no_units", file, country=package.country)
        raise Unreadable
    return book


def _aliases(table: Table, findings: Findings) -> tuple[Alias, ...]:
    columns = Columns(table, ("spelling", "unit"), ("parent",), findings)
    get = [columns.getter(name) for name in ("spelling", "unit", "parent")]
    found = []
    for line, cells in table.rows:
        spelling, unit, parent = (getter(cells) for getter in get)
        for column, text in (("spelling", spelling), ("unit", unit)):
            if not text:
                findings.error("empty", table.file, line, column=column)
        found.append(Alias(spelling, unit, parent))
    return tuple(alias for alias in found if alias.spelling and alias.unit)
