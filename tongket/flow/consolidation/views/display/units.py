"""The table by unit: one group of figures, a line for each unit that reported, the total first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.moments import moment_label
from tongket.core.phrasing.notes import read_text, unit_name
from tongket.core.phrasing.numbers import number, places, unit_word
from tongket.core.phrasing.shares import Share, reading_of, shares, total
from tongket.core.phrasing.unit_tables import NONE_MARK, NOT_APPLICABLE_MARK, UNKNOWN_MARK
from tongket.core.rollup.figures import Contributor, Figure, Statement
from tongket.core.rollup.model import State
from tongket.core.text import fold, sort_key
from tongket.flow.consolidation.views.addresses import Address
from tongket.flow.consolidation.views.display.notes import Notes, sentences

BY_NAME = "name"


@dataclass(frozen=True, slots=True)
class Column:
    """A figure; `url` sorts the table by it, `sorted` says that it is."""

    id: str
    name: str
    measure: str
    url: str
    sorted: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure, the number behind it, and its notes."""

    text: str
    number: Decimal | None
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A unit. `made_of` tells which former or smaller units its figures come from."""

    key: str
    name: str
    url: str
    outside: bool
    cells: tuple[Cell, ...]
    as_of: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The table. `nothing` are units that a complete list leaves out of every column."""

    columns: tuple[Column, ...]
    total: tuple[Cell, ...]
    rows: tuple[Row, ...]
    nothing: tuple[str, ...]
    name_url: str
    by_name: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """What one unit has of one figure; `contributors` empty and `value` None where it has nothing."""

    value: Decimal | None
    contributors: tuple[Contributor, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    key: str
    name: str
    outside: bool
    parts: Mapping[str, _Part]


def table_of_shares(context: Context, figures: Sequence[Figure], address: Address, notes: Notes) -> UnitTable:
    """The table of a country: what each province, and each body outside the tree, adds to its figures."""
    columns = [f for f in figures if f.contributors and f.value is not None]
    by_figure = {f.indicator.id: {share.key: share for share in shares(f)} for f in columns}
    seen: dict[str, Share] = {key: share for found in by_figure.values() for key, share in found.items()}
    units = [
        _Unit(
            key,
            share.name,
            share.outside,
            {
                f.indicator.id: _Part(found.value, found.contributors, tuple(sentences(context, f, unit=share.name)))
                for f in columns
                if (found := by_figure[f.indicator.id].get(key))
            },
        )
        for key, share in seen.items()
    ]
    return _table(context, columns, units, address, notes)


def table_of_parts(
    context: Context, figures: Sequence[Figure], parts: Mapping[str, Statement], address: Address, notes: Notes
) -> UnitTable:
    """The table of any other unit: the figures of the units right below it."""
    wanted = {f.indicator.id for f in figures}
    known = {
        f.indicator.id
        for statement in parts.values()
        for f in statement.figures
        if f.indicator.id in wanted and (f.value is not None or f.contributors)
    }
    columns = [f for f in figures if f.indicator.id in known]
    units = [
        _Unit(
            key,
            unit_name(context, statement.unit, statement.unit_level),
            False,
            {
                f.indicator.id: _Part(total(f), f.contributors, tuple(sentences(context, f)))
                for f in statement.figures
                if f.indicator.id in known
            },
        )
        for key, statement in parts.items()
    ]
    return _table(context, columns, units, address, notes)


def _table(
    context: Context, columns: Sequence[Figure], units: Sequence[_Unit], address: Address, notes: Notes
) -> UnitTable:
    ids = [f.indicator.id for f in columns]
    sort = address.sort if address.sort in (*ids, BY_NAME) else ids[0] if ids else BY_NAME
    spoken = [u for u in units if any(_speaks(part) for part in u.parts.values())]
    decimals = {f.indicator.id: _decimals(f, [u.parts.get(f.indicator.id) for u in spoken]) for f in columns}
    return UnitTable(
        columns=tuple(
            Column(
                i,
                f.indicator.name(context.lang),
                unit_word(f.indicator, context.lang),
                address.with_(sort="" if i == ids[0] else i).page + "#units",
                i == sort,
            )
            for i, f in zip(ids, columns, strict=True)
        ),
        total=tuple(_total(context, f, decimals[f.indicator.id]) for f in columns),
        rows=tuple(_row(context, columns, unit, decimals, address, notes) for unit in sorted(spoken, key=_order(sort))),
        nothing=tuple(sorted((u.name for u in units if u not in spoken), key=sort_key)),
        name_url=address.with_(sort=BY_NAME).page + "#units",
        by_name=sort == BY_NAME,
    )


def _speaks(part: _Part) -> bool:
    """Whether a unit said anything itself, zero included."""
    return any(c.state is not State.ZERO_BY_LIST for c in part.contributors)


def _order(sort: str):  # type: ignore[no-untyped-def]
    def key(unit: _Unit) -> tuple[object, ...]:
        part = unit.parts.get(sort)
        value = part.value if part and part.value is not None else Decimal(-1)
        return (unit.outside, Decimal(0) if sort == BY_NAME else -value, sort_key(unit.name))

    return key


def _row(
    context: Context,
    columns: Sequence[Figure],
    unit: _Unit,
    decimals: Mapping[str, int],
    address: Address,
    notes: Notes,
) -> Row:
    parts = [(f, unit.parts.get(f.indicator.id)) for f in columns]
    contributors = [c for _, part in parts if part for c in part.contributors]
    return Row(
        key=unit.key,
        name=unit.name,
        url="" if unit.outside else address.with_(unit=unit.key, sort="").page,
        outside=unit.outside,
        cells=tuple(_cell(context, f, part, decimals[f.indicator.id], notes) for f, part in parts),
        as_of=_as_of(context, contributors),
        made_of=_made_of(context, unit, contributors),
    )


def _cell(context: Context, figure: Figure, part: _Part | None, decimals: int, notes: Notes) -> Cell:
    if part is None or (part.value is None and not part.contributors):
        complete = figure.complete_list and figure.units_reported + figure.units_zero_by_list >= figure.units_expected
        if part is None and complete:
            return Cell(NONE_MARK, Decimal(0))
        return Cell(UNKNOWN_MARK, None, notes.refer(part.notes) if part else ())
    numbers = notes.refer(part.notes)
    if part.value is None:
        return Cell(UNKNOWN_MARK, None, numbers)
    if all(c.state is State.ZERO_BY_LIST for c in part.contributors):
        return Cell(NONE_MARK, Decimal(0), numbers)
    if all(c.state is State.NOT_APPLICABLE for c in part.contributors):
        return Cell(NOT_APPLICABLE_MARK, None, numbers)
    text = number(part.value, context.lang, decimals, fixed=True)
    return Cell(read_text(context, text, reading_of(part.contributors)), part.value, numbers)


def _total(context: Context, figure: Figure, decimals: int) -> Cell:
    value = total(figure)
    if value is None:
        return Cell(UNKNOWN_MARK, None)
    text = number(value, context.lang, decimals, fixed=True)
    return Cell(read_text(context, text, reading_of(figure.contributors)), value)


def _decimals(figure: Figure, parts: Sequence[_Part | None]) -> int:
    """As many decimals as any cell of the column needs, so that figures stand under figures."""
    values = [part.value for part in parts if part and part.value is not None] + [total(figure) or Decimal(0)]
    return max(places(value, figure.indicator.decimals) for value in values)


def _as_of(context: Context, contributors: Sequence[Contributor]) -> str:
    """The moment of a row's figures; the oldest and the newest where they differ."""
    moments = sorted({context.local(c.as_of) for c in contributors})
    labels = [moment_label(moment, context.lang, beside=context.at) for moment in moments]
    return labels[0] if len(labels) == 1 else f"{labels[0]} – {labels[-1]}" if labels else ""


def _made_of(context: Context, unit: _Unit, contributors: Sequence[Contributor]) -> str:
    """The units as they were whose figures are counted here, where the unit is not its own only one."""
    names = {
        unit_name(context, c.unit, c.level)
        for c in contributors
        if c.value and c.under is not None and c.unit_key != unit.key
    }
    others = sorted((name for name in names if fold(name) != fold(unit.name)), key=sort_key)
    own = [unit.name] if others and unit.name in names else []
    return ", ".join([*own, *others])
