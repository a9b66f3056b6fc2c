"""The figures of a statement as a table reads them: value, change in sign and direction, who reported, how old."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import slugify

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.groups import grouped, opening_item
from tongket.core.phrasing.moments import moment_label
from tongket.core.phrasing.notes import read_amount, read_text
from tongket.core.phrasing.numbers import number, unit_word
from tongket.core.phrasing.sentences import headline, is_told
from tongket.core.phrasing.shares import change, difference, reading_of, total
from tongket.core.rollup.figures import Figure
from tongket.flow.consolidation.views.addresses import Address
from tongket.flow.consolidation.views.display.notes import Notes, sentences


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `direction` is "up", "down", "same" or "" where nothing is known of before."""

    id: str
    name: str
    url: str
    measure: str
    part: bool
    value: str
    change: str
    direction: str
    since: str
    reported: int
    expected: int
    oldest: str
    published: str
    check: str  # "agrees", "differs", "no list" or "" without a published total
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures under one heading."""

    slug: str
    name: str
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]


def groups_of(
    context: Context, address: Address, notes: Notes, leave_out: frozenset[str] = frozenset()
) -> tuple[Group, ...]:
    """The figures of which something is known, in the order of the ministry."""
    found = []
    for group, items in grouped(context.statement.figures):
        told = [item for item in items if is_told(item)]
        lines = [
            _line(context, figure, address, notes, leave_out, part=figure is not item.figure)
            for item in told
            for figure in (item.figure, *item.parts)
        ]
        if told:
            figures = tuple(figure for item in told for figure in (item.figure, *item.parts))
            found.append(Group(slugify(group.names["en"]), group.names[context.lang], tuple(lines), figures))
    return tuple(found)


def lead(context: Context) -> str:
    """The figure that opens the page, in words: "296 người chết, mất tích (…), tăng 7 người so với …"; "" for none."""
    item = opening_item(context.statement.figures)
    return "" if item is None else headline(context, item)


def _line(
    context: Context, figure: Figure, address: Address, notes: Notes, leave_out: frozenset[str], *, part: bool
) -> Line:
    indicator, lang = figure.indicator, context.lang
    value, moved = total(figure), change(figure)
    return Line(
        id=indicator.id,
        name=indicator.name(lang),
        url=address.with_(figure=indicator.id).page + "#charts",
        measure=unit_word(indicator, lang),
        part=part,
        value=""
        if value is None
        else read_text(context, number(value, lang, indicator.decimals), reading_of(figure.contributors)),
        change="" if moved is None else number(abs(moved), lang, indicator.decimals),
        direction=direction(moved),
        since=_label(context, figure.previous_as_of) if moved is not None else "",
        reported=figure.units_reported,
        expected=figure.units_expected,
        oldest=_oldest(context, figure),
        published=""
        if figure.published is None
        else read_amount(context, figure.published.value, indicator, figure.published.reading),
        check=_check(figure),
        notes=notes.refer(sentences(context, figure, leave_out=leave_out)),
    )


def direction(moved: Decimal | None) -> str:
    """Which way a figure went, as a word that the template tells."""
    if moved is None:
        return ""
    return "up" if moved > 0 else "down" if moved < 0 else "same"


def _label(context: Context, as_of: str | None) -> str:
    return moment_label(context.local(as_of), context.lang, beside=context.at) if as_of else ""


def _oldest(context: Context, figure: Figure) -> str:
    """The oldest part of a figure that is not of the moment itself; "" where all are."""
    moments = [context.local(c.as_of) for c in figure.contributors if c.value]
    if not moments or min(moments) >= context.at:
        return ""
    return moment_label(min(moments), context.lang, beside=context.at)


def _check(figure: Figure) -> str:
    if figure.published is None:
        return ""
    gap = difference(figure)
    if not figure.complete_list or gap is None:
        return "no list"
    return "differs" if gap else "agrees"
