"""The tables of a periodic report: figures by section, figures by unit, who returned when, how each figure is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tongket.core.forms.consolidated import PeriodFigure, PeriodFigures, Returned, Share, Standing
from tongket.core.forms.model import Section
from tongket.core.pages.model import Cell, Column, Table
from tongket.core.periods.periods import Span
from tongket.core.phrasing.moments import short_date
from tongket.core.phrasing.numbers import number, rounded, unit_word
from tongket.core.phrasing.periodic.words import (
    covered,
    decimal,
    full_label,
    label,
    notes,
    printed,
)
from tongket.core.phrasing.phrases import say, upper_first
from tongket.core.rollup.model import Indicator

MOST_INDICATORS = 8  # with number and unit ten columns: what A4 landscape takes at 11 pt
UNKNOWN, HIDDEN = "…", "*"
_NAMES = re.compile(r"\[([^\[\]]+)\]|[^\W\d]\w*")
Local = Callable[[datetime], date]


@dataclass(frozen=True, slots=True)
class _Head:
    """A column of a section's table: its phrase, and the cell of a figure in it."""

    key: str
    cell: Callable[[PeriodFigure], Cell]


def figures_of(of: PeriodFigures, section: Section) -> list[PeriodFigure]:
    """The figures of a section, an indicator before its cells by category."""
    by_key = {figure.key: figure for figure in of.figures}
    return [by_key[cell.id] for entry in section.entries for cell in entry.asked.cells()]


def section_table(of: PeriodFigures, section: Section, position: int, lang: str) -> Table | None:
    """Value, and what it is compared with, for each indicator; None for a section without figures."""
    figures = figures_of(of, section)
    if not figures:
        return None
    heads = [
        head for head in _heads(of, lang) if any(head.cell(figure).text not in ("", UNKNOWN) for figure in figures)
    ]
    heads = heads or _heads(of, lang)[:1]
    rows = []
    for line, figure in enumerate(figures, start=1):
        part = ";" in figure.key
        name = f"- {label(figure.indicator, lang)}" if part else figure.indicator.name(lang)
        rows.append((
            Cell(str(line), Decimal(line)),
            Cell(upper_first(name)),
            Cell(unit_word(figure.indicator, lang)),
            *(head.cell(figure) for head in heads),
        ))  # fmt: skip
    return Table(
        name=f"figures_{position}",
        caption=say(lang, "p_caption", number=position, section=section.title),
        columns=(
            Column(say(lang, "p_col_no"), 0.45, numeric=True),
            Column(say(lang, "p_col_indicator"), 2.8),
            Column(say(lang, "p_col_measure"), 0.9),
            *(Column(say(lang, head.key), 1.0, numeric=True) for head in heads),
        ),
        rows=tuple(rows),
        summary=say(lang, "p_summary_section", names="; ".join(full_label(f.indicator, lang) for f in figures)),
    )


def _heads(of: PeriodFigures, lang: str) -> list[_Head]:
    yearly = of.period.span in (Span.YEAR, Span.NINE_MONTHS)
    heads = [
        _Head("p_col_value", lambda f: _value(f, lang)),
        _Head("p_col_in_period", lambda f: _number(f.in_period, f.indicator, lang)),
        _Head("p_col_previous", lambda f: _number(f.previous, f.indicator, lang)),
        _Head(
            "p_col_of_previous", lambda f: _percent(f.percent_of_previous if f.comparable else None, f.indicator, lang)
        ),
        _Head("p_col_year_before", lambda f: _number(f.year_before, f.indicator, lang)),
        _Head(
            "p_col_of_year_before",
            lambda f: _percent(f.percent_of_year_before if f.comparable_over_year else None, f.indicator, lang),
        ),
        _Head("p_col_to_date", lambda f: _to_date(f, lang)),
    ]
    return heads[:4] if yearly else heads


def _value(figure: PeriodFigure, lang: str) -> Cell:
    value = printed(figure)
    if value is None:
        return Cell(HIDDEN if figure.hidden else UNKNOWN)
    decimals = figure.indicator.decimals
    return Cell(number(value, lang, decimals, fixed=True), value, decimals, bold=True)


def _number(value: Fraction | None, indicator: Indicator, lang: str) -> Cell:
    if value is None:
        return Cell("")
    shown = decimal(value, indicator)
    return Cell(number(shown, lang, indicator.decimals, fixed=True), shown, indicator.decimals)


def _to_date(figure: PeriodFigure, lang: str) -> Cell:
    return _number(figure.year_to_date if figure.adds_up_in_a_year else None, figure.indicator, lang)


def _percent(value: Fraction | None, indicator: Indicator, lang: str) -> Cell:
    if value is None or indicator.is_share:
        return Cell("")
    shown = rounded(value, 1)
    return Cell(number(shown, lang, 1, fixed=True), shown, 1)


def unit_tables(of: PeriodFigures, lang: str) -> tuple[Table, ...]:
    """A row for each unit right below, the total first; as many tables as the indicators need."""
    if not of.below:
        return ()
    found = []
    for position, start in enumerate(range(0, len(of.figures), MOST_INDICATORS), start=1):
        figures = of.figures[start : start + MOST_INDICATORS]
        names = [full_label(figure.indicator, lang) for figure in figures]
        rows = [(Cell(""), Cell(say(lang, "total"), bold=True), *(_value(figure, lang) for figure in figures))]
        for line, unit in enumerate(of.below, start=1):
            cells = [share_cell(unit.cells.get(figure.key), figure.indicator, lang) for figure in figures]
            rows.append((Cell(str(line), Decimal(line)), Cell(upper_first(unit.unit.full_name)), *cells))
        found.append(
            Table(
                name=f"units_{position}",
                caption="",
                columns=(
                    Column(say(lang, "p_col_no"), 0.4, numeric=True),
                    Column(say(lang, "p_col_unit"), 1.7),
                    *(Column(_measured(figure, lang), 1.0, numeric=True) for figure in figures),
                ),
                rows=tuple(rows),
                total_rows=1,
                summary=say(lang, "p_summary_units", rows=len(rows), names="; ".join(names)),
            )
        )
    return tuple(found)


def share_cell(share: Share | None, indicator: Indicator, lang: str) -> Cell:
    """What one unit has of an indicator."""
    if share is not None and share.hidden:
        return Cell(HIDDEN)
    if share is None or share.printed is None:
        return Cell(UNKNOWN)
    return Cell(number(share.printed, lang, indicator.decimals, fixed=True), share.printed, indicator.decimals)


def _measured(figure: PeriodFigure, lang: str) -> str:
    word = unit_word(figure.indicator, lang)
    name = full_label(figure.indicator, lang)
    return say(lang, "col_measured", name=name, unit=word) if word else name


_STANDINGS = {
    Standing.IN_TIME: "p_in_time",
    Standing.LATE: "p_late_one",
    Standing.WAITING: "p_waiting_one",
    Standing.MISSING: "p_missing_one",
}


def standing_word(one: Returned, lang: str) -> str:
    """ "Đúng hạn", "Gửi muộn", "Chờ tiếp nhận" or "Chưa gửi"."""
    return say(lang, _STANDINGS[one.standing])


def returns_table(of: PeriodFigures, local: Local, lang: str) -> Table | None:
    """Who returned when, in Vietnamese order; `local` gives the day of a moment where the committee sits."""
    rows = [
        (
            Cell(str(line), Decimal(line)),
            Cell(upper_first(one.unit.full_name)),
            Cell(standing_word(one, lang)),
            Cell(short_date(local(one.received), lang) if one.received else ""),
            Cell(short_date(local(one.due), lang)),
            Cell(say(lang, "p_revision", number=one.number) if one.number else ""),
        )
        for line, one in enumerate(of.coverage.returns, start=1)
    ]
    if not rows:
        return None
    return Table(
        name="returns",
        caption="",
        columns=(
            Column(say(lang, "p_col_no"), 0.5, numeric=True),
            Column(say(lang, "p_col_unit"), 2.4),
            Column(say(lang, "p_col_standing"), 1.4),
            Column(say(lang, "p_col_received"), 1.2),
            Column(say(lang, "p_col_due"), 1.2),
            Column(say(lang, "p_col_revision"), 1.2),
        ),
        rows=tuple(rows),
        summary=say(lang, "p_summary_returns"),
    )


def ways_table(of: PeriodFigures, lang: str) -> Table | None:
    """For each indicator how it is made, and what its figure covers."""
    if not of.figures:
        return None
    rows = tuple(
        (
            Cell(str(line), Decimal(line)),
            Cell(full_label(figure.indicator, lang)),
            Cell(upper_first(way_words(of, figure.indicator, lang))),
            Cell(" ".join(dict.fromkeys((covered(figure, lang), *notes(figure, lang))))),
        )
        for line, figure in enumerate(of.figures, start=1)
    )
    return Table(
        name="ways",
        caption="",
        columns=(
            Column(say(lang, "p_col_no"), 0.5, numeric=True),
            Column(say(lang, "p_col_indicator"), 2.4),
            Column(say(lang, "p_col_way"), 2.4),
            Column(say(lang, "p_col_notes"), 2.8),
        ),
        rows=rows,
        summary=say(lang, "p_summary_ways"),
    )


def way_words(of: PeriodFigures, indicator: Indicator, lang: str) -> str:
    """How an indicator is put together over units; of a rate, its formula in the names of its parts."""
    if indicator.recomputed:
        return say(lang, "p_over_formula", formula=formula_words(of, indicator, lang))
    return say(lang, f"p_over_{indicator.over_units}")


def formula_words(of: PeriodFigures, indicator: Indicator, lang: str) -> str:
    """A formula with names in place of keys: "Hộ nghèo / Tổng số hộ × 100"."""
    known = of.content.indicators

    def named(found: re.Match[str]) -> str:
        name = (found[1] or found[0]).strip()
        return f"“{full_label(known[name], lang)}”" if name in known else found[0]

    return _NAMES.sub(named, indicator.formula).replace("*", "×").replace("/", "÷")
