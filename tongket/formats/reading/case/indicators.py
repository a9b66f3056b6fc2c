"""indicators.csv: what is counted in a case."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from tongket.core.rollup.combine.formulas import formula_faults
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits
from tongket.formats.reading.case.columns import Columns
from tongket.formats.reading.case.tables import Table
from tongket.formats.reading.case.wording import Findings

REQUIRED = ("indicator", "name_vi", "unit_of_measure", "decimals", "kind", "over_units", "over_time")
OPTIONAL = ("order", "name_en", "unit_vi", "unit_en", "formula", "note", "weight")
T = TypeVar("T", bound=StrEnum)
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def read_indicators(table: Table, findings: Findings) -> dict[str, Indicator]:
    """The indicators in the order of their column `order`, else of their rows."""
    before = findings.errors
    columns = Columns(table, REQUIRED, OPTIONAL, findings)
    get = {name: columns.getter(name) for name in (*REQUIRED, *OPTIONAL)}
    found: dict[str, tuple[int, Indicator]] = {}
    for line, cells in table.rows:
        row = {name: getter(cells) for name, getter in get.items()}
        if columns.formulas(line, cells):
            continue
        indicator = _indicator(row, line, table.file, findings)
        if indicator is None:
            continue
        if indicator.id in found:
            findings.error("double_indicator", table.file, line, indicator=indicator.id, first=found[indicator.id][0])
        found.setdefault(indicator.id, (line, indicator))
    if not found and findings.errors == before:
        findings.error("no_indicators", table.file)
    indicators = {i: indicator for i, (_, indicator) in sorted(found.items(), key=lambda x: (x[1][1].order, x[1][0]))}
    _check(indicators, {i: line for i, (line, _) in found.items()}, table.file, findings)
    return indicators


def _indicator(row: dict[str, str], line: int, file: str, findings: Findings) -> Indicator | None:
    before = findings.errors
    if not _ID.fullmatch(row["indicator"]):
        findings.error("bad_name", file, line, name=row["indicator"])
    if not row["name_vi"]:
        findings.error("empty", file, line, column="name_vi")
    decimals = row["decimals"] or "0"
    if not (decimals.isascii() and decimals.isdigit() and int(decimals) <= 9):
        findings.error("bad_decimals", file, line, text=row["decimals"])
        decimals = "0"
    kind = _choice(Kind, row, "kind", line, file, findings)
    over_units = _choice(OverUnits, row, "over_units", line, file, findings)
    over_time = _choice(OverTime, row, "over_time", line, file, findings)
    if findings.errors > before or kind is None or over_units is None or over_time is None:
        return None
    order = row["order"]
    return Indicator(
        id=row["indicator"],
        names={lang: row[f"name_{lang}"] for lang in ("vi", "en") if row[f"name_{lang}"]},
        unit_of_measure=row["unit_of_measure"],
        unit_words={lang: row[f"unit_{lang}"] for lang in ("vi", "en") if row[f"unit_{lang}"]},
        decimals=int(decimals),
        kind=kind,
        over_units=over_units,
        over_time=over_time,
        formula=row["formula"],
        note=row["note"],
        order=int(order) if order.isascii() and order.isdigit() else line,
        weight=row["weight"],
    )


def _choice(choices: type[T], row: dict[str, str], column: str, line: int, file: str, findings: Findings) -> T | None:
    try:
        return choices(row[column])
    except ValueError:
        findings.error("choice", file, line, text=row[column], column=column, choices=", ".join(choices))
        return None


def _check(indicators: dict[str, Indicator], lines: dict[str, int], file: str, findings: Findings) -> None:
    """Formulas must name indicators of the case, and none may lead back to itself."""
    for indicator in indicators.values():
        if indicator.kind is Kind.FORMULA and not indicator.formula:
            findings.error("empty", file, lines[indicator.id], column="formula")
    for broken, problem in formula_faults(indicators):
        findings.error("bad_formula", file, lines[broken], problem=problem)
