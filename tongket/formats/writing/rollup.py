"""The answer to a whole question, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from tongket.core.rollup.asking.answering import Row
from tongket.core.rollup.asking.model import Asked, Figure
from tongket.core.rollup.printing import plain
from tongket.core.units.tree import Tree

COLUMNS = (
    *("period", "unit", "name", "level", "indicator", "figure", "value", "exact", "unit_of_measure"),
    *("reported", "expected", "zero_by_list", "method", "bases"),
)
_PERCENT = {
    *(Figure.PERCENT_OF_TARGET, Figure.PERCENT_OF_YEAR_BEFORE, Figure.COMPLETENESS, Figure.TIMELINESS),
}


def records(rows: Sequence[Row], tree: Tree, asked: dict[str, Asked]) -> list[dict[str, Any]]:
    """A dictionary a row, in the order of COLUMNS. `value` is a decimal as text, `exact` a fraction where that is
    more than the decimal says; both are None where the figure is unknown."""
    return [_record(row, tree, asked[row.indicator]) for row in rows]


def _record(row: Row, tree: Tree, asked: Asked) -> dict[str, Any]:
    unit, percent = tree.unit(row.unit), row.figure in _PERCENT or asked.rate is not None
    value = None if row.value is None else plain(row.value, 0 if percent else asked.indicator.decimals)
    return {
        "period": row.period,
        "unit": row.unit,
        "name": unit.full_name,
        "level": unit.level,
        "indicator": row.indicator,
        "figure": row.figure.value,
        "value": value,
        "exact": None if row.value is None else str(row.value),
        "unit_of_measure": "%" if percent else asked.indicator.unit_of_measure,
        "reported": row.reported,
        "expected": row.expected,
        "zero_by_list": row.zero_by_list,
        "method": row.method.value,
        "bases": "; ".join(row.bases),
    }


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


def as_table(found: list[dict[str, Any]]) -> bytes:
    """For the eye: a line a unit and indicator, the figures side by side, the counts after them."""
    figures = list(dict.fromkeys(row["figure"] for row in found))
    lines: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in found:
        lines.setdefault((row["period"], row["unit"], row["indicator"]), {})[row["figure"]] = row
    body = [["period", "unit", "indicator", *figures, "reported", "method"]]
    for (period, _, indicator), by_figure in lines.items():
        first = next(iter(by_figure.values()))
        told = [_told(by_figure.get(figure)) for figure in figures]
        method = first["method"] + (f" ({first['bases']})" if first["bases"] else "")
        counts = f"{first['reported']} of {first['expected']}"
        body.append([period, first["name"], indicator, *told, counts, method])
    widths = [max(len(line[n]) for line in body) for n in range(len(body[0]))]
    right = range(3, 3 + len(figures))
    text = "\n".join(
        "  ".join(
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in body
    )
    return (text + "\n").encode()


def _told(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    return "?" if row["value"] is None else str(row["value"])
