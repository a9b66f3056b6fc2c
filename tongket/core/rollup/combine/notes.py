"""What a reader must be told beside a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.core.rollup.combine.accounts import Counted, Differs, total
from tongket.core.rollup.combine.contributions import Contribution
from tongket.core.rollup.combine.holdings import decimal
from tongket.core.rollup.combine.rows import Reading, Row
from tongket.core.rollup.figures import Note, NoteKind
from tongket.core.rollup.model import Indicator
from tongket.core.units.model import Basis

if TYPE_CHECKING:
    from tongket.core.rollup.combine.statement import Question


def notes_of(
    indicator: Indicator,
    parts: Iterable[Contribution],
    sums: Iterable[Contribution],
    differs: Iterable[Differs],
    unsure: Iterable[Counted],
    *,
    question: Question,
) -> tuple[Note, ...]:
    """All notes of a figure, each once. `sums` are the parts of the printed sum whose split is wanting."""
    parts = tuple(parts)
    below = {part.counted.account for part in parts} | {part.holder.key for part in parts}
    found = [
        *_contradictions(indicator, parts),
        *_unsplit(indicator, sums),
        *_from_children(indicator, parts, question),
        *_differs(indicator, (d for d in differs if d.holder.key in below)),
        *_singular(indicator, parts),
        *(_of(NoteKind.NOT_COMPARABLE, indicator, part) for part in unsure),
    ]
    return tuple(dict.fromkeys(found))


def _contradictions(indicator: Indicator, parts: Iterable[Contribution]) -> Iterator[Note]:
    for part in parts:
        other = [row for row in part.holding.aside if row.value != part.holding.value]
        if not other:
            continue
        counted = part.holding.value
        yield Note(
            NoteKind.SET_ASIDE if counted is None else NoteKind.CONTRADICTION,
            unit=part.holder.name,
            level=part.holder.level,
            as_of=part.holding.moment.text,
            values=(
                *(() if counted is None else (decimal(counted, indicator.decimals),)),
                *(_value(row, indicator) for row in other),
            ),
            readings=(*(() if counted is None else (part.holding.reading or "",)), *(row.reading for row in other)),
            sources=tuple(dict.fromkeys(row.source for row in other)),
        )


def _unsplit(indicator: Indicator, sums: Iterable[Contribution]) -> Iterator[Note]:
    for part in sums:
        if part.holding.unsplit:
            yield _of(NoteKind.UNSPLIT, indicator, part.counted, Fraction(part.holding.unsplit))


def _from_children(indicator: Indicator, parts: Iterable[Contribution], question: Question) -> Iterator[Note]:
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for part in parts:
        if part.counted.from_children and part.holder.unit is not None and part.counted.account is not None:
            groups[part.counted.account].append(part)
    for account, children in groups.items():
        value = total(part.holding for part in children)
        if value is None:
            continue
        unit = question.tree.unit(account)
        yield Note(
            NoteKind.FROM_CHILDREN,
            unit=unit.name,
            level=children[0].holder.level,
            as_of=max(part.holding.moment for part in children).text,
            values=(decimal(value, indicator.decimals),),
        )


def _differs(indicator: Indicator, differs: Iterable[Differs]) -> Iterator[Note]:
    for found in differs:
        yield Note(
            NoteKind.CHILDREN_DIFFER,
            unit=found.holder.name,
            level=found.holder.level,
            as_of=found.as_of.text,
            values=(decimal(found.own, indicator.decimals), decimal(found.children, indicator.decimals)),
        )


def _singular(indicator: Indicator, parts: Iterable[Contribution]) -> Iterator[Note]:
    for part in parts:
        if not part.value:
            continue
        if part.holder.unit is None:
            yield _of(NoteKind.OUTSIDE, indicator, part.counted)
        if part.basis is Basis.FORMER_UNIT:
            yield _of(NoteKind.FORMER_UNIT, indicator, part.counted)
        if any(row.reading == Reading.SUSPECT for row in part.holding.rows):
            yield _of(NoteKind.SUSPECT, indicator, part.counted)


def _of(kind: str, indicator: Indicator, part: Counted, value: Fraction | None = None) -> Note:
    number = Fraction(part.holding.value or 0) if value is None else value
    return Note(
        kind,
        unit=part.holder.name,
        level=part.holder.level,
        as_of=part.holding.moment.text,
        values=(decimal(number, indicator.decimals),),
        sources=part.holding.sources,
    )


def _value(row: Row, indicator: Indicator) -> Decimal:
    return decimal(row.value, indicator.decimals)
