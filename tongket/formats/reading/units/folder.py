"""The folder: units.csv, edges.csv, successions.csv and acts.csv, plain or packed (.xz).

The shipped units of Viet Nam have this shape, and so does any other country or body that a user brings:

| table | columns | |
| --- | --- | --- |
| units.csv | key, code, name, kind, level, start, end, act | `key` is ours and never used again; dates may be empty |
| edges.csv (or parents.csv) | unit, parent, start, end | who stood under whom, both days included |
| successions.csv | old, new, day, fraction, basis, act | may be absent; no fraction: divided, nobody said how |
| acts.csv | number, day, effect, about, source | may be absent |
| aliases.csv | spelling, unit, parent, level | may be absent |
| about.json | root, known_from | may be absent: the root is the unit without a parent |
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tongket.core.messages import InputRejected
from tongket.core.units.model import Act, Edge, Succession, Unit
from tongket.core.units.names import Alias
from tongket.formats.reading.units.checks import check_successions, check_tree, fraction_and_basis
from tongket.formats.reading.units.table import Findings, Table, is_there

LONGEST = {"key": 100, "code": 40, "name": 200, "kind": 60, "level": 60, "act": 100, "number": 100, "spelling": 200}
SHIPPED = Path(__file__).resolve().parents[3] / "data" / "vietnam"


@dataclass(frozen=True, slots=True)
class UnitRows:
    """A whole administration with its history. `digest` tells the same content again."""

    root: str
    known_from: date | None
    units: tuple[Unit, ...]
    edges: tuple[Edge, ...]
    successions: tuple[Succession, ...]
    acts: tuple[Act, ...]
    aliases: tuple[Alias, ...]
    digest: str


def read_units(folder: Path = SHIPPED) -> UnitRows:
    """Everything in the folder, or InputRejected with every error found: nothing is taken by half."""
    reading = _Reading(folder)
    rows = reading.rows()
    if reading.findings.messages:
        raise InputRejected(tuple(sorted(reading.findings.messages, key=lambda each: (each.file, each.line))))
    return rows


class _Reading:
    def __init__(self, folder: Path) -> None:
        self.folder, self.findings = folder, Findings()
        self.digest = hashlib.sha256()

    def rows(self) -> UnitRows:
        units, lines = self._units()
        edges = self._edges(units)
        successions = self._successions(units)
        acts, aliases = self._acts(), self._aliases()
        root, known_from = self._about(units, edges)
        if not self.findings.messages and root:
            check_tree(units, lines, edges, root, self.findings)
        return UnitRows(
            root, known_from, tuple(units.values()), edges, successions, acts, aliases, self.digest.hexdigest()
        )

    def _table(self, names: str, columns: str, optional: str = "", needed: bool = True) -> Table | None:
        """The first of the named tables that the folder has, plain before packed."""
        for name in names.split():
            for file in (self.folder / f"{name}.csv", self.folder / f"{name}.csv.xz"):
                if is_there(file):
                    table = Table(file, tuple(columns.split()), tuple(optional.split()), self.findings)
                    table.check_lengths(LONGEST)
                    self.digest.update(f"{name}\0{table.text}\0".encode())
                    return table
        if needed:
            first = names.split(maxsplit=1)[0]
            self.findings.add(f"{first}.csv", 0, f"the folder {self.folder} has no {first}.csv")
        return None

    def _units(self) -> tuple[dict[str, Unit], dict[str, int]]:
        found: dict[str, Unit] = {}
        lines: dict[str, int] = {}
        table = self._table("units", "key name level", "code kind start end act")
        if table is None:
            return found, lines
        for line, row in table.rows:
            for column in ("key", "name", "level"):
                if not row[column]:
                    table.error(line, f"the column {column} is empty")
            start, end = table.days(line, row)
            key = row["key"]
            if key in found:
                table.error(line, f"the key “{key}” is used twice, first in line {lines[key]}")
            found[key] = Unit(key, row["code"], row["name"], row["kind"], row["level"], start, end, row["act"] or None)
            lines[key] = line
        return found, lines

    def _edges(self, units: Mapping[str, Unit]) -> tuple[Edge, ...]:
        found: list[Edge] = []
        last: dict[str, list[tuple[Edge, int]]] = {}
        table = self._table("edges parents", "unit parent", "start end")
        if table is None:
            return ()
        for line, row in table.rows:
            start, end = table.days(line, row)
            known = [table.key(line, row[column], units, f"the {column}") for column in ("unit", "parent")]
            if not all(known):
                continue
            edge = Edge(row["unit"], row["parent"], start, end)
            if edge.unit == edge.parent:
                table.error(line, f"“{edge.unit}” stands under itself")
            for other, first in last.setdefault(edge.unit, []):
                if _overlap(edge, other):
                    table.error(line, f"“{edge.unit}” stands under two parents at once, see line {first}")
            last[edge.unit].append((edge, line))
            found.append(edge)
        return tuple(found)

    def _successions(self, units: Mapping[str, Unit]) -> tuple[Succession, ...]:
        found: list[tuple[int, Succession]] = []
        table = self._table("successions", "old new day", "fraction basis act", needed=False)
        if table is None:
            return ()
        for line, row in table.rows:
            known = [table.key(line, row[column], units, f"the {column} unit") for column in ("old", "new")]
            day = table.day(line, row, "day")
            if not row["day"]:
                table.error(line, "the column day is empty")
            share = fraction_and_basis(table, line, row)
            if all(known) and day and share:
                found.append((line, Succession(row["old"], row["new"], day, *share, row["act"] or None)))
        check_successions(table, found, units)
        return tuple(step for _, step in found)

    def _acts(self) -> tuple[Act, ...]:
        found: dict[str, Act] = {}
        table = self._table("acts", "number day", "effect about source", needed=False)
        if table is None:
            return ()
        for line, row in table.rows:
            day, effect = table.day(line, row, "day"), table.day(line, row, "effect")
            if row["number"] in found or not row["number"]:
                table.error(line, f"the number “{row['number']}” is used twice" if row["number"] else "no number")
            if day is None and not row["day"]:
                table.error(line, "the column day is empty")
            if day and effect and effect < day:
                table.error(line, f"it takes effect on {effect}, before its day {day}")
            if day:
                found[row["number"]] = Act(row["number"], day, effect or day, row["about"], row["source"])
        return tuple(found.values())

    def _aliases(self) -> tuple[Alias, ...]:
        table = self._table("aliases", "spelling unit", "parent level", needed=False)
        rows = table.rows if table else []
        return tuple(Alias(row["spelling"], row["unit"], row["parent"], row["level"]) for _, row in rows)

    def _about(self, units: Mapping[str, Unit], edges: tuple[Edge, ...]) -> tuple[str, date | None]:
        """The root and the first day whose map is recorded."""
        file = self.folder / "about.json"
        about: dict[str, object] = {}
        if is_there(file):
            text = file.read_text(encoding="utf-8", errors="replace")
            self.digest.update(f"about\0{text}\0".encode())
            try:
                read = json.loads(text)
                about = read if isinstance(read, dict) else {}
            except ValueError as error:
                self.findings.add(file.name, 0, f"not JSON: {error}")
        below = {edge.unit for edge in edges}
        roots = [about["root"]] if "root" in about else [key for key in units if key not in below]
        if units and (len(roots) != 1 or roots[0] not in units):
            names = ", ".join(map(str, roots[:5])) or "none"
            self.findings.add("units.csv", 0, f"one unit must stand above all others; without a parent: {names}")
        try:
            known_from = date.fromisoformat(str(about["known_from"])) if about.get("known_from") else None
        except ValueError:
            self.findings.add(file.name, 0, f"known_from “{about['known_from']}” is no date like 2025-01-01")
            known_from = None
        return str(roots[0]) if len(roots) == 1 else "", known_from


def _overlap(one: Edge, other: Edge) -> bool:
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)
