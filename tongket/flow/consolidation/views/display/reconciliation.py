"""Our totals beside the published ones over all moments, as a table reads them: differences first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tongket.core.phrasing.comparison import Compared, Status
from tongket.core.phrasing.moments import local_moment, moment_words
from tongket.core.phrasing.numbers import number, signed, unit_word
from tongket.core.phrasing.phrases import say
from tongket.core.phrasing.shares import APPROXIMATE, difference, reading_of, total
from tongket.core.rollup.combine.statement import Question
from tongket.flow.consolidation.views.addresses import Address
from tongket.flow.consolidation.views.display.returns import Source, source_of


@dataclass(frozen=True, slots=True)
class Line:
    """One published total beside ours."""

    moment: str
    url: str
    figure: str
    measure: str
    ours: str
    published: str
    difference: str
    why: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Compare:
    """The three kinds of lines, in the order in which a reader asks for them."""

    differ: tuple[Line, ...]
    agree: tuple[Line, ...]
    unchecked: tuple[Line, ...]


def compared(question: Question, address: Address, found: Iterable[Compared], lang: str) -> Compare:
    """The lines by what came of comparing them, each oldest first."""
    moments = {moment.text: moment for moment in question.case.moments(question.event)}
    by_status: dict[Status, list[Line]] = {status: [] for status in Status}
    for each in found:
        url = address.at(moments[each.as_of], question.case.timezone).page
        by_status[each.status].append(_line(each, url, question.case.timezone, lang))
    return Compare(*(tuple(by_status[s]) for s in (Status.DIFFERS, Status.AGREES, Status.NO_LIST)))


def _line(each: Compared, url: str, timezone: str, lang: str) -> Line:
    figure, indicator = each.figure, each.figure.indicator
    ours, gap, told = total(figure), difference(figure), figure.published
    return Line(
        moment=moment_words(local_moment(each.as_of, timezone), lang),
        url=url,
        figure=indicator.name(lang),
        measure=unit_word(indicator, lang),
        ours=""
        if ours is None
        else _read(number(ours, lang, indicator.decimals), reading_of(figure.contributors), lang),
        published=_read(number(told.value, lang, indicator.decimals), told.reading, lang) if told else "",
        difference="" if gap is None else signed(gap, lang, indicator.decimals),
        why=each.why,
        source=source_of(told.source) if told else None,
    )


def _read(text: str, reading: str, lang: str) -> str:
    return say(lang, reading, amount=text) if reading in APPROXIMATE else text
