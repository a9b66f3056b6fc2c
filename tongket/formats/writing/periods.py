"""The figures of a period for programs: JSON, and CSV with a line for each unit and indicator."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from typing import Any

from tongket.core.forms.consolidated import PeriodFigure, PeriodFigures, Returned, Share, UnitBelow
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.printing import plain
from tongket.core.units.model import Unit

COLUMNS = ("period", "map", "unit", "name", "level", "indicator", "indicator_name", "unit_of_measure", "value",
           "reported", "expected")  # fmt: skip
_BOM = "\ufeff"  # without it Excel takes Vietnamese letters for those of the machine's own code page


def period_json(found: PeriodFigures, lang: str) -> bytes:
    """UTF-8 JSON, not escaped, ending in a line feed. Values are texts, exact where a decimal can be; null: unknown."""
    return (json.dumps(as_plain(found, lang), ensure_ascii=False, indent=1) + "\n").encode()


def as_plain(found: PeriodFigures, lang: str) -> dict[str, Any]:
    """Everything that the figures say, as plain values."""
    return {
        "period": str(found.period),
        "calendar": found.calendar.value,
        "map": found.map_day.isoformat(),
        "unit": {"key": found.unit.key, "name": found.unit.full_name, "level": found.unit.level},
        "coverage": {
            "expected": found.coverage.expected,
            "reported": found.coverage.reported,
            "returns": [_returned(one) for one in found.coverage.returns],
        },
        "figures": [_figure(figure, lang) for figure in found.figures],
        "units": [_unit(unit, found) for unit in found.below],
        "narratives": [
            {
                "key": told.narrative.key,
                "title": told.narrative.title,
                "part": told.narrative.part.value,
                "texts": [{"text": w.text, "units": [unit.key for unit in w.units]} for w in told.words],
            }
            for told in found.narratives
        ],
    }


def period_csv(found: PeriodFigures, lang: str) -> bytes:
    """UTF-8 with a byte order mark, lines end in CR LF (RFC 4180), numbers with a point; the unit itself first.

    A text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    asked = found.content.indicators
    for figure in found.figures:
        writer.writerow((*_whose(found, found.unit), *_what(figure, figure.indicator, lang)))
    for unit in found.below:
        for key, share in unit.cells.items():
            writer.writerow((*_whose(found, unit.unit), *_what(share, asked[key], lang)))
    return (_BOM + text.getvalue()).encode()


def _whose(found: PeriodFigures, unit: Unit) -> tuple[str, ...]:
    return (str(found.period), found.map_day.isoformat(), unit.key, _safe(unit.full_name), unit.level)


def _what(one: PeriodFigure | Share, indicator: Indicator, lang: str) -> tuple[str, ...]:
    named = (_safe(indicator.id), _safe(indicator.name(lang)), _safe(indicator.unit_of_measure))
    return (*named, _value(one.value, indicator) or "", str(one.reported), str(one.expected))


def _figure(figure: PeriodFigure, lang: str) -> dict[str, Any]:
    told = ("value", "in_period", "previous", "year_before", "year_to_date", "year_to_date_before")
    counts = ("reported", "expected", "late", "nothing", "not_applicable", "older", "hidden")
    return {
        "indicator": figure.key,
        "name": figure.indicator.name(lang),
        "unit_of_measure": figure.indicator.unit_of_measure,
        **{name: _value(getattr(figure, name), figure.indicator) for name in told},
        **{name: getattr(figure, name) for name in counts},
        "method": figure.method.value,
        "bases": [basis.value for basis in figure.bases],
    }


def _unit(unit: UnitBelow, found: PeriodFigures) -> dict[str, Any]:
    asked = found.content.indicators
    return {
        "key": unit.unit.key,
        "name": unit.unit.full_name,
        "level": unit.unit.level,
        "values": {key: _value(share.value, asked[key]) for key, share in unit.cells.items()},
    }


def _returned(one: Returned) -> dict[str, Any]:
    return {
        "unit": one.unit.key,
        "name": one.unit.full_name,
        "standing": one.standing.value,
        "revision": one.number or None,
        "received": one.received.isoformat() if one.received else None,
        "due": one.due.isoformat(),
    }


def _value(value: Fraction | None, indicator: Indicator) -> str | None:
    return None if value is None else plain(value, indicator.decimals)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
