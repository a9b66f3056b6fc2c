"""The figures of a unit over the moments of an event, on its own map and on that of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongket.core.periods.moments import Moment
from tongket.core.phrasing.moments import local_moment, moment_words
from tongket.core.phrasing.numbers import number, unit_word
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.model import Indicator
from tongket.flow.consolidation.views.addresses import Address

Series = Mapping[Moment, Mapping[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Moments:
    """A table: a line for each moment at which a figure changed."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]


def over_time(
    question: Question, series: Series, indicators: Sequence[Indicator], address: Address, lang: str
) -> Moments | None:
    """The table, with the newest moment first; None where nothing was ever known."""
    shown = [i for i in indicators if any(values[i.id] is not None for values in series.values())]
    rows = []
    before: tuple[str, ...] = ()
    for moment, values in series.items():
        cells = tuple(_text(values[i.id], i, lang) for i in shown)
        if cells != before and any(values[i.id] is not None for i in shown):
            words = moment_words(local_moment(moment.text, question.case.timezone), lang)
            rows.append((words, address.at(moment, question.case.timezone).page, cells))
        before = cells
    if not rows:
        return None
    return Moments(tuple((i.name(lang), unit_word(i, lang)) for i in shown), tuple(reversed(rows)))


def _text(value: Decimal | None, indicator: Indicator, lang: str) -> str:
    return "…" if value is None else number(value, lang, indicator.decimals)
