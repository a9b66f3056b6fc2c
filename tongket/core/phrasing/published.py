"""The published total beside ours, in the sentence of a figure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.groups import SHORT_WORDS, Item
from tongket.core.phrasing.lines import Line
from tongket.core.phrasing.notes import read_amount, read_text, short_word
from tongket.core.phrasing.numbers import number, signed, signed_amount
from tongket.core.phrasing.phrases import join, lower_first
from tongket.core.phrasing.reconciliation import explain_in
from tongket.core.phrasing.shares import difference
from tongket.core.rollup.figures import Figure, Published
from tongket.core.rollup.rounding import rounded


def published_amounts(context: Context, item: Item) -> str:
    """Published totals of a figure and its parts: "296 người (155 người chết, 141 người mất tích)"."""
    parts = [_part(context, part, part.published) for part in item.parts if part.published]
    if item.figure.published is None:
        return ", ".join(parts)
    whole = _amount(context, item.figure, item.figure.published)
    return f"{whole} ({', '.join(parts)})" if parts else whole


def published(context: Context, item: Item, line: Line) -> None:
    """Add the published totals of that moment to the line, and whether they agree with ours."""
    figures = [figure for figure in (item.figure, *item.parts) if figure.published]
    if not figures:
        return
    line.add(" ").noted(
        context.say("published", amount=published_amounts(context, item)), suspect_totals(context, figures)
    )
    compared = [figure for figure in figures if figure.complete_list and figure.value is not None]
    differing = [figure for figure in compared if difference(figure)]
    if not compared:
        line.add(context.say("not_compared"))
    elif figures[0] in compared and figures[0] not in differing:
        line.add(context.say("agrees"))
    explained: set[str] = set()
    for figure in differing:
        why = explain_in(context, figure)
        line.noted(_differs(context, item, figure), [why] if why not in explained else [])
        explained.add(why)
    line.add(".")
    others = _others(context, item, figures)
    line.add(f" {others}" if others else "")


def _differs(context: Context, item: Item, figure: Figure) -> str:
    gap = difference(figure) or Decimal(0)
    return context.say(
        "differs" if figure is item.figure else "differs_part",
        name=lower_first(figure.indicator.name(context.lang)),
        amount=signed_amount(gap, figure.indicator, context.lang),
        number=signed(gap, context.lang, figure.indicator.decimals),
    )


def _others(context: Context, item: Item, figures: list[Figure]) -> str:
    """Other totals that were printed for the same moment."""
    told: list[str] = []
    for figure in figures:
        first = figure.published
        seen = {first.value} if first else set()
        for other in figure.published_all:
            if other.value not in seen:
                seen.add(other.value)
                words = _amount if figure is item.figure else _part
                told.append(words(context, figure, other))
    return context.say("other_published", amounts=join(context.lang, told)) if told else ""


def suspect_totals(context: Context, figures: Iterable[Figure]) -> list[str]:
    """Sentences on published totals that the list of the same page contradicts."""
    return [
        context.say(
            "note_suspect",
            name=figure.indicator.name(context.lang),
            amount=_amount(context, figure, figure.published),
            refs=context.refs([figure.published.source]),
        )
        for figure in figures
        if figure.published and figure.published.reading == "as_printed_suspect"
    ]


def _amount(context: Context, figure: Figure, told: Published) -> str:
    value = rounded(told.value, figure.indicator.decimals)
    return read_amount(context, value, figure.indicator, told.reading)


def _part(context: Context, figure: Figure, told: Published) -> str:
    text = number(told.value, context.lang, figure.indicator.decimals)
    return context.say(
        "part_total" if figure.indicator.id in SHORT_WORDS else "part_named",
        word=short_word(context, figure.indicator),
        amount=_amount(context, figure, told),
        number=read_text(context, text, told.reading),
    )
