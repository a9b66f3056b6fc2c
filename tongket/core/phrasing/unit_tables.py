"""Annex of figures by unit: tables that fit A4 landscape, units in falling order, the total first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongket.core.pages.model import Block, Cell, Column, Paragraph, Run, Table
from tongket.core.phrasing.context import Context
from tongket.core.phrasing.coverage import field_of
from tongket.core.phrasing.groups import OTHERS, Group, Item, grouped
from tongket.core.phrasing.moments import moment_label
from tongket.core.phrasing.notes import read_text
from tongket.core.phrasing.numbers import number, places, unit_word
from tongket.core.phrasing.phrases import lower_first
from tongket.core.phrasing.shares import Share, reading_of, shares, total
from tongket.core.rollup.figures import Contributor, Figure, NoteKind
from tongket.core.rollup.model import State
from tongket.core.text import sort_key

MOST_INDICATORS = 8  # with number, unit and moment eleven columns: what A4 landscape takes at 11 pt
# Marks of Vietnamese statistical tables: "-" nothing occurred, "…" it occurs but no figure was collected.
NONE_MARK, UNKNOWN_MARK, NOT_APPLICABLE_MARK = "-", "…", "x"


def unit_tables(context: Context) -> tuple[Block, ...]:
    """Tables of every indicator that has a value and a unit behind it, their marks explained below; () for none."""
    sheets = _sheets(grouped(context.statement.figures))
    blocks: list[Block] = []
    marks: set[str] = set()
    for position, sheet in enumerate(sheets, start=1):
        table = _table(context, sheet, position)
        marks |= {cell.text for row in table.rows for cell in row} & {NONE_MARK, UNKNOWN_MARK, NOT_APPLICABLE_MARK}
        blocks.append(table)
    if blocks:
        blocks += [Paragraph((Run(text, italic=True),)) for text in _explained(context, marks, sheets)]
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The indicators of one table, and the names of the groups that they belong to."""

    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]


def _sheets(groups: Sequence[tuple[Group, tuple[Item, ...]]]) -> list[_Sheet]:
    """Groups packed into tables: a group stays whole where it fits."""
    result: list[_Sheet] = []
    for group, members in groups:
        figures = [f for item in members for f in (item.figure, *item.parts) if f.value is not None and f.contributors]
        for start in range(0, len(figures), MOST_INDICATORS):
            chunk = tuple(figures[start : start + MOST_INDICATORS])
            if result and start == 0 and len(result[-1].figures) + len(chunk) <= MOST_INDICATORS:
                last = result.pop()
                result.append(_Sheet((*last.groups, group), last.figures + chunk))
            else:
                result.append(_Sheet((group,), chunk))
    return result


def _order(sheet: _Sheet) -> dict[str, Decimal]:
    """Units by the table's first figure on persons; a table without one is in alphabetical order."""
    for figure in sheet.figures:
        if figure.indicator.unit_of_measure == "person":
            return {share.key: share.value for share in shares(figure)}
    return {}


def _table(context: Context, sheet: _Sheet, position: int) -> Table:
    columns = [{share.key: share for share in shares(figure)} for figure in sheet.figures]
    units = {k: share for column in reversed(columns) for k, share in column.items() if _told(share)}
    order = _order(sheet)
    keys = sorted(units, key=lambda key: (units[key].outside, -order.get(key, Decimal(0)), sort_key(units[key].name)))
    decimals = [_decimals(figure, column) for figure, column in zip(sheet.figures, columns, strict=True)]
    rows = [_total_row(context, sheet, decimals)]
    for line, key in enumerate(keys, start=1):
        members = [share.contributors for column in columns if (share := column.get(key))]
        cells = [
            _cell(context, figure, column.get(key), places_)
            for figure, column, places_ in zip(sheet.figures, columns, decimals, strict=True)
        ]
        as_of = _as_of(context, [contributor for group in members for contributor in group])
        rows.append((Cell(str(line), Decimal(line)), Cell(units[key].name), *cells, Cell(as_of)))
    names = [figure.indicator.name(context.lang) for figure in sheet.figures]
    return Table(
        name=f"units_{position}",
        caption=context.say(
            "caption_units",
            number=position,
            groups=_group_names(context, sheet),
            moment=context.moment(context.statement.as_of, full=True),
        ),
        columns=(
            Column(context.say("col_no"), 0.5, numeric=True),
            Column(context.say("col_unit"), 1.7),
            *(Column(_title(context, figure), 1.0, numeric=True) for figure in sheet.figures),
            Column(context.say("col_as_of"), 2.2),
        ),
        rows=tuple(rows),
        total_rows=1,
        summary=context.say("summary_units", rows=len(rows), names="; ".join(names)),
    )


def _told(share: Share) -> bool:
    """Whether the unit itself said something: a complete list that leaves it out needs no row."""
    return any(c.state is not State.ZERO_BY_LIST for c in share.contributors)


def _group_names(context: Context, sheet: _Sheet) -> str:
    if sheet.groups == (OTHERS,):
        return context.say("annex_units")
    names = "; ".join(lower_first(group.names[context.lang]) for group in sheet.groups)
    return context.say(f"groups_{field_of(context)}", names=names)


def _title(context: Context, figure: Figure) -> str:
    name, word = figure.indicator.name(context.lang), unit_word(figure.indicator, context.lang)
    return context.say("col_measured", name=name, unit=word) if word else name


def _decimals(figure: Figure, column: dict[str, Share]) -> int:
    """As many decimals as any cell of the column needs, so that figures stand under figures."""
    most = figure.indicator.decimals
    values = [share.value for share in column.values()] + [total(figure) or Decimal(0)]
    return max(places(value, most) for value in values)


def _total_row(context: Context, sheet: _Sheet, decimals: Sequence[int]) -> tuple[Cell, ...]:
    cells = []
    for figure, shown in zip(sheet.figures, decimals, strict=True):
        value = total(figure) or Decimal(0)
        cells.append(Cell(_number(context, value, shown, figure.contributors), value, shown, bold=True))
    as_of = moment_label(context.at, context.lang, beside=context.at)
    return (Cell(""), Cell(context.say("total"), bold=True), *cells, Cell(as_of, bold=True))


def _cell(context: Context, figure: Figure, share: Share | None, decimals: int) -> Cell:
    if share is None:
        complete = figure.complete_list and figure.units_reported + figure.units_zero_by_list >= figure.units_expected
        return Cell(NONE_MARK, Decimal(0), decimals) if complete else Cell(UNKNOWN_MARK)
    if all(c.state is State.ZERO_BY_LIST for c in share.contributors):
        return Cell(NONE_MARK, Decimal(0), decimals)
    if all(c.state is State.NOT_APPLICABLE for c in share.contributors):
        return Cell(NOT_APPLICABLE_MARK)
    return Cell(_number(context, share.value, decimals, share.contributors), share.value, decimals)


def _number(context: Context, value: Decimal, decimals: int, contributors: Sequence[Contributor]) -> str:
    """Figures stand under figures; a rounded one shows no decimals that it does not have."""
    reading = reading_of(contributors)
    return read_text(context, number(value, context.lang, decimals, fixed=not reading), reading)


def _as_of(context: Context, contributors: Sequence[Contributor]) -> str:
    """The moment of a row's figures; the oldest and the newest where they differ."""
    moments = sorted({context.local(c.as_of) for c in contributors if c.state is not State.ZERO_BY_LIST})
    labels = [moment_label(moment, context.lang, beside=context.at) for moment in moments]
    return labels[0] if len(labels) == 1 else f"{labels[0]} – {labels[-1]}"


def _explained(context: Context, marks: set[str], sheets: Sequence[_Sheet]) -> list[str]:
    told = []
    if NONE_MARK in marks:
        told.append(context.say(f"mark_zero_{field_of(context)}"))
    if UNKNOWN_MARK in marks:
        told.append(context.say("mark_not_reported"))
    if NOT_APPLICABLE_MARK in marks:
        told.append(context.say("mark_not_applicable"))
    told += [context.say("mark_not_named"), context.say("mark_as_of", column=context.say("col_as_of"))]
    return [" ".join(told), *_from_children(context, sheets)]


def _from_children(context: Context, sheets: Sequence[_Sheet]) -> list[str]:
    """Which cells were added up from the units below."""
    units: dict[str, list[str]] = {}
    for figure in (figure for sheet in sheets for figure in sheet.figures):
        for note in figure.notes:
            if note.kind == NoteKind.FROM_CHILDREN:
                units.setdefault(note.unit, []).append(lower_first(figure.indicator.name(context.lang)))
    if not units:
        return []
    told = [
        context.say("mark_from_children_unit", unit=unit, names="; ".join(units[unit]))
        for unit in sorted(units, key=sort_key)
    ]
    return [context.say("mark_from_children", units=", ".join(told))]
