"""Annexes of comparison and of sources: what was published beside ours, and where every figure comes from."""

from __future__ import annotations

from decimal import Decimal

from tongket.core.pages.model import Cell, Column, Table
from tongket.core.phrasing.context import Context
from tongket.core.phrasing.groups import items
from tongket.core.phrasing.notes import read_amount, read_text, worth_telling
from tongket.core.phrasing.numbers import number, signed, unit_word
from tongket.core.phrasing.phrases import join, lower_first, upper_first
from tongket.core.phrasing.reconciliation import explain_in
from tongket.core.phrasing.shares import difference, reading_of, total
from tongket.core.phrasing.unit_tables import UNKNOWN_MARK
from tongket.core.rollup.figures import Contributor, Figure, Published, Statement
from tongket.core.rollup.model import State
from tongket.core.rollup.rounding import rounded


def compared_figures(statement: Statement) -> list[Figure]:
    """Figures with a published total of that moment, in the order of the body."""
    told = [figure for item in items(statement.figures) for figure in (item.figure, *item.parts)]
    return [figure for figure in told if figure.published]


def reconciliation_table(context: Context) -> Table | None:
    """A row for each figure with a published total; None where there is none."""
    rows = [
        _compared_row(context, figure, figure.published, line)
        for line, figure in enumerate(compared_figures(context.statement), start=1)
        if figure.published
    ]
    if not rows:
        return None
    return Table(
        name="reconciliation",
        caption=context.say("caption_reconciliation", moment=context.moment(context.statement.as_of, full=True)),
        columns=(
            Column(context.say("col_no"), 0.4, numeric=True),
            Column(context.say("col_indicator"), 2.2),
            Column(context.say("col_ours"), 0.9, numeric=True),
            Column(context.say("col_published"), 0.9, numeric=True),
            Column(context.say("col_difference"), 0.9, numeric=True),
            Column(context.say("col_why"), 3.6),
            Column(context.say("col_source"), 0.6),
        ),
        rows=tuple(rows),
        summary=context.say("summary_reconciliation"),
    )


def sources_table(context: Context) -> Table | None:
    """A row for each address cited, numbered, with the figures taken from it; None where nothing is cited."""
    if not context.sources.addresses:
        return None
    served = _served(context)
    rows = tuple(
        (
            Cell(str(line), Decimal(line)),
            Cell(address, link=address if address.startswith(("http://", "https://")) else None),
            Cell(served.get(address, "")),
        )
        for line, address in enumerate(context.sources.addresses, start=1)
    )
    return Table(
        name="sources",
        caption=context.say("caption_sources"),
        columns=(
            Column(context.say("col_no"), 0.4, numeric=True),
            Column(context.say("col_address"), 4.4),
            Column(context.say("col_served"), 4.0),
        ),
        rows=rows,
        summary=context.say("summary_sources"),
    )


def _compared_row(context: Context, figure: Figure, told: Published, line: int) -> tuple[Cell, ...]:
    indicator, decimals = figure.indicator, figure.indicator.decimals
    gap = difference(figure)
    compared = figure.complete_list and gap is not None
    return (
        Cell(str(line), Decimal(line)),
        Cell(context.say("col_measured", name=indicator.name(context.lang), unit=unit_word(indicator, context.lang))),
        _own_cell(context, figure),
        _published_cell(context, figure, told),
        Cell(signed(gap, context.lang, decimals), gap, decimals) if compared and gap is not None else Cell(""),
        Cell(" ".join([explain_in(context, figure), *_others(context, figure, told)])),
        Cell(", ".join(f"[{n}]" for n in context.sources.numbers([told.source]))),
    )


def _own_cell(context: Context, figure: Figure) -> Cell:
    ours, decimals = total(figure), figure.indicator.decimals
    if ours is None:
        return Cell(UNKNOWN_MARK)
    text = read_text(context, number(ours, context.lang, decimals), reading_of(figure.contributors))
    return Cell(text, ours, decimals)


def _published_cell(context: Context, figure: Figure, told: Published) -> Cell:
    decimals = figure.indicator.decimals
    text = read_text(context, number(told.value, context.lang, decimals), told.reading)
    return Cell(text, rounded(told.value, decimals), decimals)


def _others(context: Context, figure: Figure, told: Published) -> list[str]:
    """Other totals of the same moment, each with its source."""
    others = {other.value: other for other in reversed(figure.published_all) if other.value != told.value}
    texts = [
        read_amount(context, other.value, figure.indicator, other.reading) + context.refs([other.source])
        for other in reversed(others.values())
    ]
    return [context.say("other_published", amounts=join(context.lang, texts))] if texts else []


def _served(context: Context) -> dict[str, str]:
    """For each address the indicators and units that it served: indicators with the same units are named together."""
    uses: dict[str, dict[str, dict[str, None]]] = {}
    for figure in context.statement.figures:
        name = figure.indicator.name(context.lang)
        for told in (figure.published, *figure.published_all):
            if told:
                _use(uses, told.source, name, context.say("published_total"))
        for contributor in figure.contributors:
            for source in contributor.sources:
                _use(uses, source, name, _placed(context, contributor))
        for note in filter(worth_telling, figure.notes):
            for source in note.sources:
                _use(uses, source, name, note.unit or context.statement.unit)
    return {address: _told(context, by_name) for address, by_name in uses.items()}


def _use(uses: dict[str, dict[str, dict[str, None]]], source: str, name: str, unit: str) -> None:
    uses.setdefault(source, {}).setdefault(name, {})[unit] = None


def _placed(context: Context, contributor: Contributor) -> str:
    under = contributor.under
    if contributor.state is State.ZERO_BY_LIST:
        return context.say("complete_list")
    if under in (None, contributor.unit) or contributor.level not in ("district", "commune"):
        return contributor.unit
    return context.say("within", unit=contributor.unit, under=under)


def _told(context: Context, by_name: dict[str, dict[str, None]]) -> str:
    together: dict[tuple[str, ...], list[str]] = {}
    for name, units in by_name.items():
        together.setdefault(tuple(units), []).append(lower_first(name))
    return (
        ". ".join(
            context.say("served", names=upper_first("; ".join(names)), units=", ".join(units))
            for units, names in together.items()
        )
        + "."
    )
