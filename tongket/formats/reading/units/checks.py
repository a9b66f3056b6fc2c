"""What must hold between the rows of a folder of units."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from tongket.core.units.model import Basis, Edge, Succession, Unit
from tongket.core.units.tree import Tree
from tongket.formats.reading.units.table import Findings, Table

_DAY = timedelta(days=1)
_FRACTION = re.compile(r"[-+]?\d{1,20}(?:\.\d{1,20}|/\d{1,20})?", re.ASCII)
_STATED = (Basis.POPULATION, Basis.AREA, Basis.EQUAL, Basis.BY_HAND)


def _fraction(cell: str) -> Fraction:
    """ValueError for what has exponents or hundreds of digits too: such numbers take for ever to work out."""
    if not _FRACTION.fullmatch(cell):
        raise ValueError(cell)
    return Fraction(cell)


def fraction_and_basis(table: Table, line: int, row: Mapping[str, str]) -> tuple[Fraction | None, Basis] | None:
    """The share of a succession and why: "1" is whole, "1/3" or "0.25" needs a basis, empty has none."""
    cell, basis = row["fraction"], row["basis"]
    try:
        fraction = _fraction(cell) if cell else None
    except (ValueError, ZeroDivisionError):
        table.error(line, f"“{cell}” is no fraction; write 1, 1/3 or 0.25, or leave it empty")
        return None
    if fraction is not None and not 0 < fraction <= 1:
        table.error(line, f"the fraction {cell} does not lie between 0 and 1")
        return None
    if fraction is None or fraction == 1:
        implied = Basis.NONE if fraction is None else Basis.WHOLE
        if basis in {"", implied.value}:
            return fraction, implied
        table.error(line, f"the basis “{basis}” does not fit the fraction “{cell}”; expected “{implied.value}”")
        return None
    if basis not in _STATED:
        table.error(line, f"the fraction {cell} needs a basis: {', '.join(_STATED)}")
        return None
    return fraction, Basis(basis)


def check_successions(table: Table, rows: list[tuple[int, Succession]], units: Mapping[str, Unit]) -> None:
    """A reform ends the old units on the day before and starts the new ones; shares of a unit add up to one."""
    parts: defaultdict[str, list[tuple[int, Succession]]] = defaultdict(list)
    for line, step in rows:
        parts[step.old].append((line, step))
        old, new = units[step.old], units[step.new]
        if old.end != step.day - _DAY:
            ended = f"ends on {old.end}" if old.end else "has no end"
            table.error(line, f"“{step.old}” is followed on {step.day} but {ended}; expected {step.day - _DAY}")
        if new.start != step.day:
            starts = f"starts on {new.start}" if new.start else "has no start"
            table.error(line, f"“{step.new}” follows on {step.day} but {starts}; expected {step.day}")
    for old_key, steps in parts.items():
        _check_parts(table, old_key, steps)


def _check_parts(table: Table, old: str, steps: list[tuple[int, Succession]]) -> None:
    line = steps[-1][0]
    fractions = [step.fraction for _, step in steps]
    if len({step.new for _, step in steps}) < len(steps):
        table.error(line, f"“{old}” has the same successor twice")
    elif len(steps) == 1 and fractions[0] is None:
        table.error(line, f"“{old}” has one successor: it went there whole, its fraction is 1")
    elif None in fractions and any(fraction is not None for fraction in fractions):
        table.error(line, f"some parts of “{old}” have a fraction and some have none")
    elif None not in fractions and sum(fraction for fraction in fractions if fraction) != 1:
        total = sum(fraction for fraction in fractions if fraction)
        table.error(line, f"the fractions of “{old}” add up to {total}, not to 1")


def check_tree(
    units: Mapping[str, Unit], lines: Mapping[str, int], edges: tuple[Edge, ...], root: str, findings: Findings
) -> None:
    """On every day all units stand below the root: no cycle, no unit beside the tree."""
    tree = Tree(units.values(), edges, ())
    told: set[str] = set()
    for day in (date.min, *tree.changes):
        layer = tree.on(day).layer
        safe = {root}
        for key in layer.units:
            path: dict[str, None] = {}
            at: str | None = key
            while at is not None and at not in safe and at not in path:
                path[at] = None
                at = layer.parents.get(at)
            if at in safe or told & path.keys():
                safe |= path.keys()
                continue
            told |= path.keys()
            when = "from the beginning" if day == date.min else f"on {day}"
            if at is None:
                last = next(reversed(path))
                findings.add("units.csv", lines[last], f"“{last}” stands under no unit {when}")
            else:
                findings.add("units.csv", lines[at], f"“{at}” stands below itself {when}: a cycle")
