"""The figures of a round as its page reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.safestring import SafeString

from tongket.core.forms.consolidated import PeriodFigure, PeriodFigures, Returned, UnitBelow
from tongket.core.forms.model import Part, Section
from tongket.core.pages.chart import Bar, Bars
from tongket.core.periods.periods import Span
from tongket.core.phrasing.moments import short_date
from tongket.core.phrasing.numbers import number, unit_word
from tongket.core.phrasing.periodic.narratives import lines_of, said_together
from tongket.core.phrasing.periodic.narratives import names_of as names
from tongket.core.phrasing.periodic.tables import HIDDEN, UNKNOWN, figures_of, share_cell, standing_word
from tongket.core.phrasing.periodic.words import decimal, full_label, label, notes, printed, shown
from tongket.core.phrasing.phrases import say, upper_first
from tongket.core.text import sort_key
from tongket.flow.consolidation.queries import PeriodQuestion
from tongket.flow.consolidation.views.display.figures import direction
from tongket.flow.consolidation.views.display.notes import Notes
from tongket.flow.consolidation.views.periods.addresses import PeriodAddress
from tongket.formats.writing.charts import PAGE, svg

MOST_BARS = 15


@dataclass(frozen=True, slots=True)
class Moved:
    """A change: which way ("up", "down", "same" or "" for unknown), and by how much."""

    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `url` leads to how it came about, "" for who may not see that."""

    name: str
    part: bool
    url: str
    value: str
    measure: str
    change: Moved
    over_year: Moved
    to_date: str
    reported: int
    expected: int
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one section of the form."""

    key: str
    title: str
    lines: tuple[Line, ...]


def columns_of(groups: Iterable[Group]) -> frozenset[str]:
    """Which of the columns beside the figures have anything in them: none of a regime's first period has."""
    lines = [line for group in groups for line in group.lines]
    filled = {
        "change": any(line.change.direction for line in lines),
        "over_year": any(line.over_year.direction for line in lines),
        "to_date": any(line.to_date for line in lines),
    }
    return frozenset(name for name, there in filled.items() if there)


def groups_of(
    found: PeriodFigures, address: PeriodAddress, told: Notes, lang: str, *, linked: bool
) -> tuple[Group, ...]:
    """Section by section."""
    return tuple(
        Group(
            section.key,
            section.title,
            tuple(_line(figure, found, address, told, lang, linked) for figure in figures_of(found, section)),
        )
        for section in found.content.sections
        if section.entries
    )


def _line(
    figure: PeriodFigure, found: PeriodFigures, address: PeriodAddress, told: Notes, lang: str, linked: bool
) -> Line:
    indicator, value = figure.indicator, printed(figure)
    part = ";" in figure.key
    yearly = found.period.span in (Span.YEAR, Span.NINE_MONTHS)
    return Line(
        name=upper_first(label(indicator, lang)),
        part=part,
        url=address.figure(figure.key) if linked else "",
        value=(HIDDEN if figure.hidden else "") if value is None else number(value, lang, indicator.decimals),
        measure=unit_word(indicator, lang),
        change=_moved(figure, figure.previous if figure.comparable else None, lang),
        over_year=_moved(figure, figure.year_before if not yearly and figure.comparable_over_year else None, lang),
        to_date=""
        if not figure.adds_up_in_a_year or figure.year_to_date is None
        else number(decimal(figure.year_to_date, indicator), lang, indicator.decimals),
        reported=figure.reported,
        expected=figure.expected,
        notes=told.refer(notes(figure, lang)[_covered(figure) :]),
    )


def _covered(figure: PeriodFigure) -> int:
    """The note that tells how many units are behind a figure is left out: a column tells that."""
    return int(bool(figure.expected and figure.reported < figure.expected))


def _moved(figure: PeriodFigure, other: Fraction | None, lang: str) -> Moved:
    value, indicator = printed(figure), figure.indicator
    if value is None or other is None:
        return Moved("", "")
    gap = value - decimal(other, indicator)
    by = number(abs(gap), lang, indicator.decimals)
    return Moved(direction(gap), say(lang, "p_points", number=by) if indicator.is_share else by)


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of the form in the table of units."""

    name: str
    measure: str
    url: str
    sorted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A unit: its figures, and how its return stands; `return_url` is "" for who may not see it."""

    name: str
    url: str
    cells: tuple[str, ...]
    standing: str
    late: bool
    return_url: str


@dataclass(frozen=True, slots=True)
class Units:
    """The table by unit, the total first; sorted by name, or by one column in falling order."""

    columns: tuple[Column, ...]
    total: tuple[str, ...]
    rows: tuple[Row, ...]
    name_url: str
    by_name: bool


def units_of(
    found: PeriodFigures, section: Section, address: PeriodAddress, lang: str, *, within: bool
) -> Units | None:
    """The units right below, with the figures of a section; None where there are none."""
    if not found.below:
        return None
    figures = figures_of(found, section)
    keys = [figure.key for figure in figures]
    sort = address.sort if address.sort in keys else ""
    return Units(
        columns=tuple(
            Column(
                full_label(figure.indicator, lang),
                unit_word(figure.indicator, lang),
                address.with_(sort=figure.key).page + "#units",
                figure.key == sort,
            )
            for figure in figures
        ),
        total=tuple(_total(figure, lang) for figure in figures),
        rows=tuple(_row(unit, figures, address, lang, within) for unit in _ordered(found.below, sort)),
        name_url=address.with_(sort="").page + "#units",
        by_name=not sort,
    )


def _ordered(units: Sequence[UnitBelow], sort: str) -> list[UnitBelow]:
    def key(unit: UnitBelow) -> tuple[object, ...]:
        share = unit.cells.get(sort)
        value = share.value if share is not None else None
        return (value is None, -(value or 0), sort_key(unit.unit.name))

    return sorted(units, key=key if sort else lambda unit: (sort_key(unit.unit.name), unit.unit.key))


def _total(figure: PeriodFigure, lang: str) -> str:
    value = printed(figure)
    return UNKNOWN if value is None else number(value, lang, figure.indicator.decimals, fixed=True)


def _row(unit: UnitBelow, figures: Sequence[PeriodFigure], address: PeriodAddress, lang: str, within: bool) -> Row:
    one = unit.returned
    return Row(
        name=upper_first(unit.unit.full_name),
        url=address.with_(unit=unit.unit.key, sort="").page,
        cells=tuple(share_cell(unit.cells.get(f.key), f.indicator, lang).text for f in figures),
        standing=standing_word(one, lang) if one else "",
        late=one is not None and one.standing == "late",
        return_url=reverse("return", args=(one.obligation,)) if within and one else "",
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as the page holds it, and the sentence that tells it."""

    svg: SafeString
    summary: str


def bars_of(found: PeriodFigures, section: Section, address: PeriodAddress, lang: str) -> Drawing | None:
    """The units with most of the chosen figure, of the first one by default; None for fewer than two."""
    figures = figures_of(found, section)
    figure = next((f for f in figures if f.key == address.sort), figures[0] if figures else None)
    if figure is None:
        return None
    known = [
        (share.value, unit)
        for unit in found.below
        if (share := unit.cells.get(figure.key)) is not None and share.value is not None and share.value > 0
    ]
    most = sorted(known, key=lambda one: (-one[0], sort_key(one[1].unit.name)))[:MOST_BARS]
    if len(most) < 2:
        return None
    indicator = figure.indicator
    drawn = Bars(
        say(
            lang,
            "chart_bars",
            name=full_label(indicator, lang),
            moment=found.period.name(lang),
            first=f"{most[0][1].unit.full_name} {shown(most[0][0], indicator, lang)}",
        ),
        tuple(
            Bar(
                unit.unit.name,
                decimal(value, indicator),
                number(decimal(value, indicator), lang, indicator.decimals),
                address.with_(unit=unit.unit.key, sort="").page,
            )
            for value, unit in most
        ),
    )
    return Drawing(SafeString(svg(drawn, PAGE)), drawn.summary)


@dataclass(frozen=True, slots=True)
class MapChoice:
    """A map that the page can be seen on; `newest` for that of today."""

    day: str
    url: str
    current: bool
    newest: bool


def maps_of(question: PeriodQuestion, address: PeriodAddress, lang: str) -> tuple[MapChoice, ...]:
    """The map of the cut-off, and that of today where the tree has changed since; () where there is no choice."""
    day = question.round.cut_off
    changes = question.tree.changes
    newest = changes[-1] if changes and changes[-1] > day else day
    days = dict.fromkeys((day, newest, question.map_day))
    if len(days) == 1:
        return ()
    return tuple(
        MapChoice(
            short_date(each, lang),
            address.with_(map="" if each == day else each.isoformat(), unit="", sort="").page,
            each == question.map_day,
            each == newest,
        )
        for each in days
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit in a list, with the address of its return, "" for who may not see it."""

    name: str
    url: str


def names_of(returns: Sequence[Returned], *, within: bool) -> tuple[Waiting, ...]:
    """Units of returns that stand alike."""
    return tuple(
        Waiting(one.unit.full_name, reverse("return", args=(one.obligation,)) if within else "") for one in returns
    )


def part_title(part: Part, lang: str) -> str:
    """The heading of a part of the report: "Kết quả thực hiện"."""
    return say(lang, f"p_{part.value}").capitalize()


@dataclass(frozen=True, slots=True)
class UnitsWords:
    """Who wrote a text, how many they are, its points, and whether the names stand behind it (many wrote the same)."""

    names: str
    count: int
    lines: tuple[str, ...]
    behind: bool


def units_words(found: PeriodFigures, part: Part) -> list[tuple[str, list[UnitsWords]]]:
    """What the units wrote for a part, by narrative."""
    return [
        (
            each.narrative.title,
            [UnitsWords(names(words), len(words.units), lines_of(words), said_together(words)) for words in each.words],
        )
        for each in found.told(part)
    ]
