"""The charts of a page: one figure over time, by unit, and on the map of tiles, each with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tongket.core.pages.chart import Chart
from tongket.core.phrasing import charts
from tongket.core.phrasing.context import Context
from tongket.core.phrasing.groups import items, opening_item
from tongket.core.rollup.combine.rows import COUNTRY, PROVINCE
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.figures import Figure
from tongket.core.rollup.model import Indicator
from tongket.flow.consolidation.views.addresses import Address
from tongket.flow.consolidation.views.display.over_time import Moments, Series, over_time
from tongket.formats.reading.units.tiles import places_of
from tongket.formats.writing.charts import PAGE, svg


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as the page holds it, and the sentence that tells it."""

    svg: SafeString
    summary: str


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one figure; None where there is nothing to draw."""

    name: str
    over_time: Drawing | None
    table: Moments | None
    bars: Drawing | None
    tiles: Drawing | None


def chosen(context: Context, wanted: str) -> Figure | None:
    """The figure asked for, else the one that opens the page."""
    by_id = {figure.indicator.id: figure for figure in context.statement.figures}
    opening = opening_item(context.statement.figures)
    return by_id.get(wanted) or (opening.figure if opening else None)


def measured_with(context: Context, figure: Figure) -> tuple[Indicator, ...]:
    """The figure and the parts it is told with: what one chart over time shows."""
    item = next(i for i in items(context.statement.figures) if figure in (i.figure, *i.parts))
    told = (figure, *item.parts) if figure is item.figure else (figure,)
    return tuple(each.indicator for each in told)


def charts_of(
    context: Context,
    question: Question,
    figure: Figure,
    series: Series,
    indicators: Sequence[Indicator],
    address: Address,
) -> Charts:
    """All charts of a figure, on the map of the page."""
    lang, zone = context.lang, question.case.timezone

    def link(key: str) -> str:
        return address.with_(unit=key, sort="").page

    provinces = question.map.level(PROVINCE) if question.asked.level == COUNTRY else ()
    return Charts(
        name=figure.indicator.name(lang),
        over_time=_drawing(charts.over_time(series, indicators, zone, lang, at=question.as_of)),
        table=over_time(question, series, indicators, address, lang),
        bars=_drawing(charts.bars(context, figure, link)),
        tiles=_drawing(charts.tiles(context, figure, provinces, places_of(provinces), link)),
    )


def _drawing(chart: Chart | None) -> Drawing | None:
    return None if chart is None else Drawing(SafeString(svg(chart, PAGE)), chart.summary)
