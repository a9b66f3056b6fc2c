"""The answer to a whole question, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tongket.core.rollup.age import Age
from tongket.core.rollup.asking.answering import Row
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.asking.printing import is_percentage
from tongket.core.rollup.printing import plain
from tongket.core.units.tree import Tree

_AGE = ("oldest", "newest", "behind", "first_received", "last_received")
_AGE_TOLD = ("oldest", "behind", "last_received")  # a table is no wider than it must be
COUNTS = ("reported", "expected", "zero_by_list", "behind")  # the columns that are integers; the others are texts
COLUMNS = (
    *("period", "unit", "name", "level", "indicator", "figure", "value", "exact", "unit_of_measure"),
    *("reported", "expected", "zero_by_list", "method", "bases", *_AGE),
)


def records(rows: Sequence[Row], tree: Tree, asked: dict[str, Asked]) -> list[dict[str, Any]]:
    """A dictionary a row, in the order of COLUMNS. `value` is a decimal as text, `exact` a fraction where that is
    more than the decimal says; both are None where the figure is unknown."""
    return [_record(row, tree, asked[row.indicator]) for row in rows]


def _record(row: Row, tree: Tree, asked: Asked) -> dict[str, Any]:
    unit, percent = tree.unit(row.unit), is_percentage(asked, str(row.figure))
    value = None if row.value is None else plain(row.value, 0 if percent else asked.indicator.decimals)
    return {
        "period": row.period,
        "unit": row.unit,
        "name": unit.full_name,
        "level": unit.level,
        "indicator": row.indicator,
        "figure": str(row.figure),
        "value": value,
        "exact": None if row.value is None else str(row.value),
        "unit_of_measure": "%" if percent else asked.indicator.unit_of_measure,
        "reported": row.reported,
        "expected": row.expected,
        "zero_by_list": row.zero_by_list,
        "method": row.method.value,
        "bases": "; ".join(row.bases),
        **_age(row.age),
    }


def _age(age: Age | None) -> dict[str, Any]:
    if age is None:
        return dict.fromkeys(_AGE)
    received = [moment and moment.text for moment in (age.first_received, age.last_received)]
    return dict(zip(_AGE, (age.oldest, age.newest, age.behind, *received), strict=True))


def as_json(found: list[dict[str, Any]], title: str, engine: str) -> bytes:
    """One object: title, engine, rows."""
    answer = {"title": title, "engine": engine, "rows": found}
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(found: list[dict[str, Any]]) -> bytes:
    """A header and a row a figure; a figure that is unknown is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue().encode()


def as_table(found: list[dict[str, Any]], printed: Sequence[Decimal | None]) -> bytes:
    """For the eye: a line a unit and indicator, the figures side by side and rounded, the counts after them."""
    figures = list(dict.fromkeys(row["figure"] for row in found))
    ages = [name for name in _AGE_TOLD if any(row[name] is not None for row in found)]
    lines: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row, number in zip(found, printed, strict=True):
        lines.setdefault((row["period"], row["unit"], row["indicator"]), {})[row["figure"]] = (row, number)
    body = [["period", "unit", "indicator", *figures, "reported", *ages, "method"]]
    for (period, _, indicator), by_figure in lines.items():
        first = next(iter(by_figure.values()))[0]
        told = [_told(by_figure.get(figure)) for figure in figures]
        method = first["method"] + (f" ({first['bases']})" if first["bases"] else "")
        counts = f"{first['reported']} of {first['expected']}"
        old = ["" if first[name] is None else str(first[name]) for name in ages]
        body.append([period, first["name"], indicator, *told, counts, *old, method])
    widths = [max(len(line[n]) for line in body) for n in range(len(body[0]))]
    right = {n for n, title in enumerate(body[0]) if title in (*figures, "behind")}
    text = "\n".join(
        "  ".join(
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in body
    )
    return (text + "\n").encode()


def _told(cell: tuple[dict[str, Any], Decimal | None] | None) -> str:
    if cell is None:
        return ""
    return "?" if cell[1] is None else f"{cell[1]:f}"
