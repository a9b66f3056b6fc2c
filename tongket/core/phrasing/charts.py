"""Figures as charts: over time, unit beside unit, and on a map of tiles; each told in a sentence too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongket.core.pages.chart import Bar, Bars, Drawn, Line, OverTime, Point, Tile, Tiles
from tongket.core.periods.moments import Moment
from tongket.core.phrasing.context import Context
from tongket.core.phrasing.moments import local_moment, moment_words
from tongket.core.phrasing.notes import read_text
from tongket.core.phrasing.numbers import amount, number
from tongket.core.phrasing.phrases import say
from tongket.core.phrasing.shares import Share, reading_of, shares
from tongket.core.phrasing.time_axis import time_axis, value_marks
from tongket.core.phrasing.unit_tables import NONE_MARK, UNKNOWN_MARK
from tongket.core.rollup.figures import Figure
from tongket.core.rollup.model import Indicator, Kind
from tongket.core.units.model import Unit

MOST_BARS = 15
Series = Mapping[Moment, Mapping[str, Decimal | None]]
_SHADES = (Decimal("0.05"), Decimal("0.15"), Decimal("0.35"), Decimal("0.65"))  # of the greatest value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit lies on a map of tiles, counted from the top left, and its short name."""

    column: int
    row: int
    short: str


def over_time(
    series: Series, indicators: Sequence[Indicator], timezone: str, lang: str, *, at: Moment | None = None
) -> OverTime | None:
    """Figures of one measure over all moments, the first of them told in the summary; None where nothing is known."""
    known = [i for i in indicators if any(values[i.id] is not None for values in series.values())]
    if not known:
        return None
    axis = time_axis(tuple(series))

    def when(moment: Moment) -> str:
        return moment_words(local_moment(moment.text, timezone), lang)

    def line(indicator: Indicator) -> Line:
        points = tuple(
            Point(x, value, amount(value, indicator, lang), when(moment))
            for (moment, values), x in zip(series.items(), axis.places, strict=True)
            if (value := values[indicator.id]) is not None
        )
        drawn = _drawn(indicator, {i.id: i for i in indicators})
        return Line(_named(indicator, drawn, lang), drawn, points)

    lines = tuple(line(indicator) for indicator in known)
    most = max(point.value for each in lines for point in each.points)
    return OverTime(
        summary=_over_time_told(known[0], lines[0], lang),
        lines=lines,
        ticks=axis.ticks(timezone, lang),
        grid=value_marks(most, lang),
        breaks=axis.breaks,
        at=next((x for moment, x in zip(series, axis.places, strict=True) if moment == at), None),
    )


def bars(context: Context, figure: Figure, link: Callable[[str], str]) -> Bars | None:
    """The units of a figure in falling order; None for fewer than two. `link` gives the page of a unit by its key."""
    found = [share for share in shares(figure) if share.value > 0][:MOST_BARS]
    if len(found) < 2:
        return None
    first = f"{found[0].name} {amount(found[0].value, figure.indicator, context.lang)}"
    return Bars(
        context.say("chart_bars", name=figure.indicator.name(context.lang), moment=_at(context), first=first),
        tuple(Bar(s.name, s.value, _text(context, figure, s), "" if s.outside else link(s.key)) for s in found),
    )


def tiles(
    context: Context, figure: Figure, units: Sequence[Unit], places: Mapping[str, Place], link: Callable[[str], str]
) -> Tiles | None:
    """A figure on the map; `places` by the key of the unit. None where a unit has no place or nothing is known."""
    by_key = {share.key: share for share in shares(figure) if not share.outside}
    if figure.value is None or any(unit.key not in places for unit in units) or not units:
        return None
    most = max((share.value for share in by_key.values()), default=Decimal(0))
    bounds = _bounds(most, figure.indicator.decimals)

    def tile(unit: Unit) -> Tile:
        place, share = places[unit.key], by_key.get(unit.key)
        text = UNKNOWN_MARK if share is None else _text(context, figure, share) if share.value else NONE_MARK
        shade = None if share is None else sum(share.value > bound for bound in (Decimal(0), *bounds))
        return Tile(unit.name, place.short, place.column, place.row, text, shade, link(unit.key))

    return Tiles(
        context.say(
            "chart_tiles",
            name=figure.indicator.name(context.lang),
            count=len(units),
            moment=_at(context),
            known=sum(share.value > 0 for share in by_key.values()),
        ),
        tuple(tile(unit) for unit in units),
        _steps(bounds, figure.indicator.decimals, context.lang) if most > 0 else (),
    )


def _at(context: Context) -> str:
    return context.moment(context.statement.as_of, full=True)


def _text(context: Context, figure: Figure, share: Share) -> str:
    text = number(share.value, context.lang, figure.indicator.decimals)
    return read_text(context, text, reading_of(share.contributors))


def _drawn(indicator: Indicator, among: Mapping[str, Indicator]) -> Drawn:
    """What adds up holds until the next report; the sum of a stock and anything else is a state as well."""
    if indicator.kind is Kind.CUMULATIVE:
        return Drawn.STEPS
    if indicator.kind is Kind.FORMULA:
        parts = [among[word] for word in indicator.formula.split() if word in among]
        if parts and all(part.kind is Kind.CUMULATIVE for part in parts):
            return Drawn.STEPS
    return Drawn.LINE


def _named(indicator: Indicator, drawn: Drawn, lang: str) -> str:
    return say(lang, f"chart_{drawn}", name=indicator.name(lang))


def _over_time_told(indicator: Indicator, line: Line, lang: str) -> str:
    first, last = line.points[0], line.points[-1]
    most = max(line.points, key=lambda point: point.value)
    return say(
        lang,
        "chart_over_time",
        name=indicator.name(lang),
        first=first.text,
        first_when=first.when,
        last=last.text,
        last_when=last.when,
        most=most.text,
        most_when=most.when,
    )


def _bounds(most: Decimal, decimals: int) -> tuple[Decimal, ...]:
    """Up to four round bounds between shades."""
    step = Decimal(1).scaleb(-decimals)
    found = dict.fromkeys(max(_round(most * share), step) for share in _SHADES if most > 0)
    return tuple(bound for bound in found if bound < most)


def _round(value: Decimal) -> Decimal:
    """To one digit: 27 is 30."""
    if value <= 0:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(value.adjusted())) if value.adjusted() >= 0 else Decimal(1)


def _steps(bounds: Sequence[Decimal], decimals: int, lang: str) -> tuple[str, ...]:
    told = [f"≤ {number(bound, lang, decimals)}" for bound in bounds]
    return (*told, f"> {number(bounds[-1], lang, decimals)}") if bounds else ("> 0",)
