"""The figures of a report as JSON: the documented shape that other programs read."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.notes import note_sentence
from tongket.core.rollup.figures import Contributor, Figure, Published, Statement


def figures_json(statement: Statement, lang: str) -> bytes:
    """UTF-8 JSON, not escaped, ending in a line feed; described in docs/report-json.md."""
    text = json.dumps(as_plain(statement, lang), ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode()


def as_plain(statement: Statement, lang: str) -> dict[str, Any]:
    """The statement as plain values: JSON numbers, integers where the indicator has no decimals, null for unknown."""
    context = Context(statement, lang)
    return {
        "case": statement.case,
        "event": statement.event,
        "as_of": statement.as_of,
        "map": statement.map,
        "unit": statement.unit,
        "figures": [_figure(figure, context, lang) for figure in statement.figures],
    }


def _figure(figure: Figure, context: Context, lang: str) -> dict[str, Any]:
    indicator = figure.indicator

    def number(value: Decimal | None) -> int | float | None:
        if value is None:
            return None
        return float(value) if indicator.decimals else int(value)

    def published(found: Published | None) -> int | float | None:
        return None if found is None else number(found.value)

    return {
        "indicator": indicator.id,
        "name": indicator.name(lang),
        "unit_of_measure": indicator.unit_of_measure,
        "value": number(figure.value),
        "previous": number(figure.previous),
        "previous_as_of": figure.previous_as_of,
        "change": number(figure.change),
        "published": published(figure.published),
        "published_all": [
            {"value": number(found.value), "reading": found.reading, "source": found.source}
            for found in figure.published_all
        ],
        "difference": number(figure.difference),
        "previous_published": published(figure.previous_published),
        "change_published": number(figure.change_published),
        "units_reported": figure.units_reported,
        "units_expected": figure.units_expected,
        "units_zero_by_list": figure.units_zero_by_list,
        "unsplit": int(figure.unsplit),
        "contributors": [_contributor(part, number(part.value)) for part in figure.contributors],
        "notes": [note_sentence(context, figure, note) for note in figure.notes],
    }


def _contributor(part: Contributor, value: int | float | None) -> dict[str, Any]:
    return {
        "unit": part.unit,
        "level": part.level,
        "under": part.under,
        "value": value,
        "as_of": part.as_of,
        "state": str(part.state),
        "reading": part.reading,
        "sources": list(part.sources),
    }
