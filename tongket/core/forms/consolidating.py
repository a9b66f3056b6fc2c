"""From the tables of returns to the figures of a period: every total is asked of the engine of the roll-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tongket.core.forms.consolidated import PeriodFigure, Share
from tongket.core.forms.model import FormContent
from tongket.core.periods.periods import Calendar, Period, Span, WrongPeriod
from tongket.core.rollup.answer import Answer
from tongket.core.rollup.asking import Figure, Row, Told, Whole, answer, printed
from tongket.core.rollup.asking.figures import looked_at
from tongket.core.rollup.asking.spans import behind, to_date
from tongket.core.rollup.asking.totals import Engine
from tongket.core.rollup.model import Kind, State
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import CODES, Source
from tongket.core.units.tree import Tree

_ASKED = (
    Figure.VALUE,
    Figure.IN_PERIOD,
    Figure.PREVIOUS,
    Figure.YEAR_BEFORE,
    Figure.YEAR_TO_DATE,
    Figure.YEAR_TO_DATE_BEFORE,
    Figure.COMPLETENESS,
    Figure.TIMELINESS,
)
_NOTHING, _NOT_APPLICABLE = CODES[State.NOTHING_TO_REPORT], CODES[State.NOT_APPLICABLE]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is to be consolidated: the values by period in `source`, without the late ones in `in_time`.

    `owed` says for every period with a round which units had to report, as they were then. `length` is that of the
    rounds. The map is that of `map_day`.
    """

    content: FormContent
    tree: Tree
    period: Period
    calendar: Calendar
    length: Span
    map_day: date
    unit: str
    owed: Mapping[str, frozenset[str]]
    source: Source
    in_time: Source
    engine: Engine

    def whole(self, units: Sequence[str], figures: Sequence[Told]) -> Whole:
        """The question as the engine of whole questions takes it."""
        return Whole(
            self.tree,
            tuple(entry.asked for entry in self.content.entries),
            (self.period,),
            length=self.length,
            figures=tuple(figures),
            on=self.map_day,
            calendar=self.calendar,
            units=tuple(units),
            owed=self.owed,
        )


def figures_of(asking: Asking) -> tuple[tuple[PeriodFigure, ...], dict[str, dict[str, Share]]]:
    """Every cell of the form at the unit, and by unit right below it.

    What adds up since the beginning of the year is told only where returns were owed for all of it.
    Raises WrongQuery where the unit does not stand on the map, ExactRangeExceeded for a sum beyond 64 bits.
    """
    if not asking.content.entries:
        return (), {}
    asking = replace(asking, engine=_once(asking.engine))
    here = asking.whole((asking.unit,), tuple(figure for figure in _ASKED if _is_asked(asking, figure)))
    rows = answer(here, asking.source, asking.in_time, asking.engine)
    found: dict[str, dict[Told, Row]] = {}
    for row in rows:
        found.setdefault(row.indicator, {})[row.figure] = row
    shown, below = _below(asking)
    states = _states(asking)
    return tuple(
        _figure(asking, key, found[key], shown[key], states.get(key, Counter())) for key in asking.content.indicators
    ), below


def _can_be_asked(figure: Figure, period: Period) -> bool:
    try:
        looked_at(figure, period)
    except WrongPeriod:
        return False
    return True


def _once(engine: Engine) -> Engine:
    """Each span of a source is rolled up once, whoever asks: the map and the indicators are the same for all."""
    known: dict[tuple[int, tuple[str, ...]], Answer] = {}

    def run(query: Query, source: Source) -> Answer:
        key = (id(source), query.periods)
        if key not in known:
            known[key] = engine(query, source)
        return known[key]

    return run


def _below(asking: Asking) -> tuple[dict[str, Decimal | None], dict[str, dict[str, Share]]]:
    """By cell the total as printed; by unit right below and cell its part, rounded so that parts add up."""
    children = [unit.key for unit in asking.tree.on(asking.map_day).children(asking.unit)]
    whole = asking.whole((asking.unit, *children), (Figure.VALUE,))
    rows = answer(whole, asking.source, asking.in_time, asking.engine)
    totals: dict[str, Decimal | None] = {}
    below: dict[str, dict[str, Share]] = {}
    for row, shown in zip(rows, printed(whole, rows), strict=True):
        if row.unit == asking.unit:
            totals[row.indicator] = shown
        else:
            share = Share(row.value, shown, row.reported, row.expected)
            below.setdefault(row.unit, {})[row.indicator] = share
    return totals, below


def _states(asking: Asking) -> dict[str, Counter[int]]:
    """By cell, how many units at or below the unit gave each state for the period itself."""
    map_ = asking.tree.on(asking.map_day)
    found: dict[str, Counter[int]] = {}
    for part in asking.period.parts(asking.length):
        table = asking.source.table(str(part))
        owed = asking.owed.get(str(part), frozenset())
        rows = [
            number
            for number, unit in enumerate(table.units)
            if unit in owed
            and any(
                share.new is not None and map_.is_under(share.new, asking.unit)
                for share in asking.tree.shares(unit, asking.map_day)
            )
        ]
        for column, name in enumerate(table.indicators):
            found.setdefault(name, Counter()).update(int(table.states[row][column]) for row in rows)
    return found


def _figure(
    asking: Asking, key: str, rows: Mapping[Told, Row], shown: Decimal | None, states: Counter[int]
) -> PeriodFigure:
    def value(figure: Figure) -> Fraction | None:
        return rows[figure].value if figure in rows else None

    def count(figure: Figure) -> tuple[int, int]:
        return (rows[figure].reported, rows[figure].expected) if figure in rows else (0, 0)

    first, whole = rows[Figure.VALUE], rows[Figure.COMPLETENESS]
    return PeriodFigure(
        indicator=asking.content.indicators[key],
        value=first.value,
        printed=shown,
        in_period=value(Figure.IN_PERIOD),
        previous=value(Figure.PREVIOUS),
        year_before=value(Figure.YEAR_BEFORE),
        year_to_date=value(Figure.YEAR_TO_DATE),
        year_to_date_before=value(Figure.YEAR_TO_DATE_BEFORE),
        reported=whole.reported,
        expected=whole.expected,
        late=whole.reported - rows[Figure.TIMELINESS].reported,
        nothing=states[_NOTHING],
        not_applicable=states[_NOT_APPLICABLE],
        older=max(0, first.reported - whole.reported),
        previous_reported=count(Figure.PREVIOUS)[0],
        previous_expected=count(Figure.PREVIOUS)[1],
        year_before_reported=count(Figure.YEAR_BEFORE)[0],
        year_before_expected=count(Figure.YEAR_BEFORE)[1],
        method=first.method,
        bases=first.bases,
    )


def _is_asked(asking: Asking, figure: Figure) -> bool:
    """Whether there is anything to be told of it."""
    if not _can_be_asked(figure, asking.period):
        return False
    to_the_end = figure in (Figure.YEAR_TO_DATE, Figure.YEAR_TO_DATE_BEFORE)
    return not to_the_end or _whole_year(asking, looked_at(figure, asking.period))


def _whole_year(asking: Asking, period: Period) -> bool:
    """Whether a return was owed for every period since the beginning of the year: else a sum of them tells less."""
    return all(asking.owed.get(str(part)) for part in to_date(period, asking.length))


def periods_needed(content: FormContent, period: Period, length: Span) -> tuple[str, ...]:
    """The periods of whose values something is asked: the period's own, those before it, those of a year before."""
    looked = [period]
    for figure in (Figure.PREVIOUS, Figure.YEAR_BEFORE):
        if _can_be_asked(figure, period):
            looked.append(looked_at(figure, period))
    spans = [behind(entry.asked, each, length) for entry in content.entries for each in looked]
    flows = any(entry.indicator.kind not in (Kind.STOCK, Kind.CUMULATIVE) for entry in content.entries)
    spans += [to_date(each, length) for each in looked] if flows else [period.parts(length)]
    return tuple(sorted({str(part) for span in spans for part in span}))
