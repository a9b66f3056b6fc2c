"""Small numbers of persons in a commune: shown in public only where the source itself printed them.

A count under five in a place where people know each other may point at persons. What somebody has published is
public; what a calculation would reveal (a share of a divided commune, a sum, a remainder) is not ours to publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tongket.core.rollup.combine.rows import COMMUNE, Row
from tongket.core.rollup.figures import Contributor, Figure, Note, NoteKind, Statement
from tongket.core.rollup.model import Indicator

LEAST = 5
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Printed:
    """Which figures of communes stand in print: unit, indicator and value."""

    found: frozenset[tuple[str, str, Decimal]]

    @classmethod
    def of(cls, rows: Iterable[Row], indicators: Mapping[str, Indicator]) -> Printed:
        """From the rows of a case."""
        return cls(
            frozenset(
                (row.unit, row.indicator, Decimal(row.value).scaleb(-indicators[row.indicator].decimals))
                for row in rows
                if row.unit and row.level == COMMUNE
            )
        )

    def has(self, part: Contributor, indicator: Indicator) -> bool:
        """Whether that very value of that unit was printed."""
        return (part.unit_key or "", indicator.id, part.value) in self.found


def guarded(statement: Statement, printed: Printed) -> Statement:
    """The statement as the public may see it: hidden figures are unknown, and a note says so."""
    return replace(statement, figures=tuple(_guarded(figure, statement, printed) for figure in statement.figures))


def is_small(indicator: Indicator, value: Decimal | None) -> bool:
    """Whether a commune's value is one that only a source may tell."""
    return indicator.unit_of_measure == PERSON and value is not None and 0 < value < LEAST


def _guarded(figure: Figure, statement: Statement, printed: Printed) -> Figure:
    if figure.indicator.unit_of_measure != PERSON:
        return figure
    if statement.unit_level == COMMUNE and _hides_total(figure, printed):
        note = Note(NoteKind.SMALL, unit=statement.unit, level=COMMUNE)
        return Figure(figure.indicator, units_expected=figure.units_expected, notes=(note,))
    before = figure.previous
    if statement.unit_level == COMMUNE and before is not None and is_small(figure.indicator, before):
        keys = [part.unit_key or "" for part in figure.contributors]
        if not any((key, figure.indicator.id, before) in printed.found for key in keys):
            figure = replace(figure, previous=None, previous_as_of=None)
    hidden = [part for part in figure.contributors if _hides(part, figure.indicator, printed)]
    if not hidden:
        return figure
    notes = tuple(dict.fromkeys(Note(NoteKind.SMALL, unit=part.unit, level=part.level) for part in hidden))
    kept = tuple(part for part in figure.contributors if part not in hidden)
    return replace(figure, contributors=kept, notes=(*figure.notes, *notes))


def _hides_total(figure: Figure, printed: Printed) -> bool:
    """A commune's own figure: its value, and what the change since the report before would tell of it."""
    known = [part for part in figure.contributors if part.value]
    whole = len(known) == 1 and known[0].value == figure.value and printed.has(known[0], figure.indicator)
    return is_small(figure.indicator, figure.value) and not whole


def _hides(part: Contributor, indicator: Indicator, printed: Printed) -> bool:
    return part.level == COMMUNE and is_small(indicator, part.value) and not printed.has(part, indicator)
