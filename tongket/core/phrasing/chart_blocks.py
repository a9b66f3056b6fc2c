"""The charts of a report: over time with its table, units side by side, and the map of tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tongket.core.pages.model import Block, Cell, Column, Picture, Table
from tongket.core.phrasing.charts import Place, Series, bars, over_time, tiles
from tongket.core.phrasing.context import Context, plain
from tongket.core.phrasing.numbers import number, unit_word
from tongket.core.phrasing.unit_tables import UNKNOWN_MARK
from tongket.core.rollup.figures import Statement
from tongket.core.rollup.model import Indicator
from tongket.core.units.model import Unit


def chart_blocks(
    statement: Statement,
    lang: str,
    *,
    series: Series,
    indicators: Sequence[Indicator],
    units: Sequence[Unit] = (),
    places: Mapping[str, Place] | None = None,
) -> tuple[Block, ...]:
    """The charts of a figure, which is the first of `indicators`; its units are those of the annex of units."""
    if not indicators:
        return ()
    context = plain(statement, lang)
    figure = statement.figure(indicators[0].id)
    at = next((moment for moment in series if moment.text == statement.as_of), None)
    drawn = over_time(series, indicators, statement.timezone, lang, at=at)
    found: list[Block] = []
    if drawn is not None:
        found += [
            Picture(context.say("chart_over_time_title"), drawn),
            _table(context, series, indicators, drawn.summary),
        ]
    side = bars(context, figure, lambda key: "")
    if side is not None:
        found.append(Picture(context.say("chart_bars_title"), side))
    tiled = tiles(context, figure, units, places or {}, lambda key: "")
    if tiled is not None:
        found.append(Picture(context.say("chart_tiles_title"), tiled))
    return tuple(found)


def _table(context: Context, series: Series, indicators: Sequence[Indicator], summary: str) -> Table:
    """The numbers that the chart over time draws, a line for each moment at which any is known."""
    shown = [moment for moment, values in series.items() if any(values[i.id] is not None for i in indicators)]
    lang = context.lang
    heads = [context.say("col_measured", name=i.name(lang), unit=unit_word(i, lang)) for i in indicators]
    return Table(
        name="over_time",
        caption="",
        columns=(Column(context.say("col_as_of"), 2.0), *(Column(head, 1.0, numeric=True) for head in heads)),
        rows=tuple(
            (
                Cell(context.moment(moment.text, full=True)),
                *(_cell(series[moment][i.id], i, lang) for i in indicators),
            )
            for moment in shown
        ),
        summary=summary,
    )


def _cell(value: Decimal | None, indicator: Indicator, lang: str) -> Cell:
    if value is None:
        return Cell(UNKNOWN_MARK)
    return Cell(number(value, lang, indicator.decimals), value, indicator.decimals)
