"""The returns behind the figures of a unit, each with its reading and its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.moments import moment_label
from tongket.core.phrasing.notes import unit_name
from tongket.core.phrasing.numbers import amount
from tongket.core.phrasing.periodic.origins import step_words
from tongket.core.rollup.combine.rows import Row
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.figures import Figure
from tongket.core.rollup.model import State
from tongket.flow.consolidation.views.addresses import Address, moment_slug


@dataclass(frozen=True, slots=True)
class Source:
    """An address and the short name it is shown under."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Behind:
    """One contributor to one figure. `url` leads to the return itself, "" for a zero by list."""

    figure: str
    unit: str
    value: str
    state: str
    reading: str
    as_of: str
    url: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One row of a return as its source prints it."""

    figure: str
    value: str
    reading: str
    list: str
    source: Source | None


def source_of(address: str) -> Source | None:
    """A source by the name of its site; None for an address that is no page of the web."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return Source(address, parts.hostname.removeprefix("www."))


def returns_behind(
    context: Context, figures: Iterable[Figure], question: Question, address: Address
) -> tuple[Behind, ...]:
    """What counts in the figures of a unit, figure by figure."""
    moments = {moment.text: moment for moment in question.case.moments(question.event)}
    found = []
    for figure in figures:
        for part in figure.contributors:
            moment = moments.get(part.as_of)
            printed = part.state is not State.ZERO_BY_LIST and moment is not None
            slug = moment_slug(moment, question.case.timezone) if moment else ""
            found.append(
                Behind(
                    figure=figure.indicator.name(context.lang),
                    unit=unit_name(context, part.unit, part.level),
                    value=amount(part.value, figure.indicator, context.lang),
                    state=str(part.state),
                    reading=part.reading or "",
                    as_of=moment_label(context.local(part.as_of), context.lang, beside=context.at),
                    url=address.return_of(part.unit_key, slug) if printed and part.unit_key else "",
                    sources=tuple(s for s in map(source_of, part.sources) if s),
                )
            )
    return tuple(found)


def reforms_behind(context: Context, figures: Iterable[Figure], question: Question) -> tuple[str, ...]:
    """How units that have changed came onto the map that is asked for: a sentence for each reform, the oldest first."""
    keys = {part.unit_key for figure in figures for part in figure.contributors if part.unit_key}
    steps = {step for key in keys for step in question.tree.way(key, question.map)}
    order = sorted(steps, key=lambda step: (step.day, step.old, step.new))
    return tuple(step_words(step, question.tree, context.lang) for step in order)


def printed_rows(rows: Iterable[Row], question: Question, lang: str) -> tuple[Printed, ...]:
    """The rows of one return, in the order of its indicators."""
    order = list(question.case.indicators)
    found = []
    for row in sorted(rows, key=lambda row: (order.index(row.indicator), row.rank)):
        indicator = question.case.indicators[row.indicator]
        value = Decimal(row.value).scaleb(-indicator.decimals)
        found.append(
            Printed(indicator.name(lang), amount(value, indicator, lang), row.reading, row.list, source_of(row.source))
        )
    return tuple(found)
