"""Questions to the round of a regime: its consolidated figures, and where each of them comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tongket.core.forms.consolidated import Coverage, PeriodFigures, Returned, Standing, UnitBelow, gathered
from tongket.core.forms.consolidating import Asking, figures_of, periods_needed
from tongket.core.forms.masking import guarded
from tongket.core.rollup import engines
from tongket.core.rollup.asking import Figure
from tongket.core.rollup.asking.origins import Origin, origin
from tongket.core.rollup.collector import paused
from tongket.core.rollup.tables import Memory, Table
from tongket.core.units.map import Map
from tongket.core.units.model import Unit
from tongket.core.units.tree import Tree
from tongket.flow.consolidation.queries import columns
from tongket.flow.consolidation.queries.cases import WrongQuestion
from tongket.flow.consolidation.queries.keeping import kept
from tongket.flow.consolidation.queries.words import own_words
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries import tree
from tongket.flow.returns.queries import accepted
from tongket.flow.returns.queries.accepted import OwedRow, RoundRead


@dataclass(frozen=True, slots=True)
class PeriodQuestion:
    """A round, asked about one unit on the map of a day."""

    round: RoundRead
    tree: Tree
    unit: str
    map_day: date
    engine: engines.Engine

    @property
    def map(self) -> Map:
        """The map on which the figures are told."""
        return self.tree.on(self.map_day)

    @property
    def asked(self) -> Unit:
        """The unit."""
        return self.map.unit(self.unit)

    @property
    def whole(self) -> bool:
        """Whether it is asked about all units of the round."""
        return self.unit == top_of(self)


def ask_period(
    actor: Actor, round: int, *, unit: str | None = None, on_map: str | None = None, engine: str = engines.DEFAULT
) -> PeriodQuestion:
    """A question to a round. `on_map` is a day, by default the cut-off; `unit` a key on that map, by default the unit
    under which all report. Raises NotYours, WrongQuestion.
    """
    read = accepted.round_read(actor, round)
    of = tree(read.root)
    day = _day(on_map) or read.cut_off
    top = _standing_for(of, read.under, day)
    if top is None:
        raise WrongQuestion(f"the unit of the round does not stand on the map of {day}", about="map")
    if unit is not None and (unit not in of.on(day) or not of.on(day).is_under(unit, top)):
        raise WrongQuestion(f"no unit '{unit}' reports in this round on the map of {day}", about="unit")
    return PeriodQuestion(read, of, unit or top, day, engines.engine(engine))


def top_of(question: PeriodQuestion) -> str:
    """The unit under which all units of the round report, on the map of the question."""
    return _standing_for(question.tree, question.round.under, question.map_day) or question.round.under


def period_figures(actor: Actor, question: PeriodQuestion) -> PeriodFigures:
    """The figures of the round at the unit, from the returns that were accepted up to now.

    Who does not work for the committee or read it is shown them as the public is: see `core.forms.masking`.
    """
    read = question.round
    stamps = accepted.stamps(actor, read)
    found = kept(question, stamps, lambda: _figures(actor, question, stamps))
    if question.whole:
        found = replace(found, edited=own_words(actor, read))
    return found if read.within else guarded(found)


@paused()
def _figures(actor: Actor, question: PeriodQuestion, stamps: Mapping[str, str]) -> PeriodFigures:
    read, map_ = question.round, question.map
    asking = _asking(actor, question, stamps)
    figures, below = figures_of(asking)
    returns = {row.unit: _returned(question.tree, row) for row in accepted.owed(actor, read)}
    inside = {unit: one for unit, one in returns.items() if _lies_below(question, unit)}
    lines = {key for unit in inside for key in _lines(question, unit)}
    texts = accepted.narratives(actor, read)
    return PeriodFigures(
        content=read.content,
        period=read.period,
        calendar=read.calendar,
        unit=question.asked,
        map_day=question.map_day,
        cut_off=read.cut_off,
        figures=figures,
        below=tuple(
            UnitBelow(unit, below.get(unit.key, {}), inside.get(unit.key))
            for unit in map_.children(question.unit)
            if unit.key in lines
        ),
        coverage=Coverage.of(inside.values()),
        narratives=gathered(read.content, ((question.tree.unit(u), said) for u, said in texts.items() if u in inside)),
    )


@dataclass(frozen=True, slots=True)
class Behind:
    """The return from which a cell comes: whose, in which revision, and when that came."""

    obligation: int
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """A figure with everything behind it; `returns` by period and unit, empty for who may not read returns."""

    figures: PeriodFigures
    key: str
    origin: Origin
    returns: Mapping[tuple[str, str], Behind]


def figure_origin(actor: Actor, question: PeriodQuestion, key: str) -> FigureOrigin:
    """How one figure came about. Raises WrongQuestion for a cell that the form does not ask; for the public
    NotYours, for single returns are not published.
    """
    if not question.round.within:
        raise NotYours(f"returns behind round {question.round.id}")
    if key not in question.round.content.indicators:
        raise WrongQuestion(f"the form asks no '{key}'", tuple(question.round.content.indicators), about="figure")
    asking = _asking(actor, question, accepted.stamps(actor, question.round))
    whole = asking.whole((question.unit,), (Figure.VALUE,))
    found = origin(whole, asking.source, asking.engine, question.unit, key)
    cells = tuple(_cells(found))
    filings = accepted.filings(actor, question.round, {p for p, _ in cells}, {u for _, u in cells})
    return FigureOrigin(
        period_figures(actor, question), key, found, {at: Behind(*found) for at, found in filings.items()}
    )


def _cells(found: Origin) -> Iterable[tuple[str, str]]:
    for one in found.behind:
        yield one.cell.period, one.cell.unit
    for part in found.parts:
        yield from _cells(part)


def _asking(actor: Actor, question: PeriodQuestion, stamps: Mapping[str, str]) -> Asking:
    read = question.round
    periods = periods_needed(read.content, read.period, read.period.span)
    owed = accepted.owing(actor, read, periods)
    tables = columns.tables(actor, read, owed, stamps)
    late = frozenset(row.unit for row in accepted.owed(actor, read) if row.late)
    own = str(read.period)
    in_time = {own: _without(tables[own], late)} if own in tables else {}
    return Asking(
        content=read.content,
        tree=question.tree,
        period=read.period,
        calendar=read.calendar,
        length=read.period.span,
        map_day=question.map_day,
        unit=question.unit,
        owed=owed,
        source=Memory(tables),
        in_time=Memory(in_time),
        engine=question.engine,
    )


def _without(table: Table, units: frozenset[str]) -> Table:
    kept = [number for number, unit in enumerate(table.units) if unit not in units]
    return replace(
        table,
        units=[table.units[n] for n in kept],
        values=[table.values[n] for n in kept],
        states=[table.states[n] for n in kept],
    )


def _returned(of: Tree, row: OwedRow) -> Returned:
    if row.accepted:
        standing = Standing.LATE if row.late else Standing.IN_TIME
    else:
        standing = Standing.WAITING if row.filed else Standing.MISSING
    return Returned(of.unit(row.unit), standing, row.obligation, row.due, row.accepted, row.received)


def _lines(question: PeriodQuestion, key: str) -> Iterable[str]:
    """The units of the map at which a unit counts, and all above them."""
    for share in question.tree.shares(key, question.map_day):
        if share.new is not None:
            yield share.new
            yield from (unit.key for unit in question.map.ancestors(share.new))


def _lies_below(question: PeriodQuestion, key: str) -> bool:
    return any(line == question.unit for line in _lines(question, key))


def _standing_for(of: Tree, key: str, day: date) -> str | None:
    """The unit itself, or the one it went into whole on the map of that day."""
    shares = of.shares(key, day)
    return shares[0].new if len(shares) == 1 and shares[0].fraction == 1 else None


def _day(on_map: str | None) -> date | None:
    try:
        return date.fromisoformat(on_map) if on_map else None
    except ValueError as error:
        raise WrongQuestion(f"'{on_map}' is no map: write a date, 2025-07-01", about="map") from error
