"""Questions to a case: the figures of a report, and our totals beside the published ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from tongket.core.pages.model import Block
from tongket.core.periods.moments import Moment, WrongMoment, parse_moment
from tongket.core.phrasing.chart_blocks import chart_blocks
from tongket.core.phrasing.groups import opening_item
from tongket.core.rollup import engines
from tongket.core.rollup.combine import statement as combine
from tongket.core.rollup.combine.rows import COMMUNE, COUNTRY, PROVINCE, CaseData, Row
from tongket.core.rollup.combine.statement import AS_IT_WAS, Question
from tongket.core.rollup.figures import Statement
from tongket.core.rollup.small_numbers import Printed, guarded, is_small
from tongket.core.units.finding import UnitNotFound, find_unit
from tongket.core.units.tree import Tree
from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.queries import name_book, tree, units_digest
from tongket.flow.returns.queries import case_content, case_data, event_list
from tongket.formats.reading.units.tiles import places_of


class WrongQuestion(ValueError):
    """The question names something that the case does not have. `choices` are what could have been meant.

    `about` says which word was wrong: "event", "moment", "map" or "unit".
    """

    def __init__(self, text: str, choices: tuple[str, ...] = (), *, about: str) -> None:
        self.choices = choices
        self.about = about
        super().__init__(text)


def ask(
    actor: Actor,
    name: str,
    *,
    as_of: str | None = None,
    event: str | None = None,
    on_map: str | None = None,
    unit: str | None = None,
    engine: str = engines.DEFAULT,
) -> Question:
    """A question to a case, from words.

    `as_of` is a moment of the case, an ISO time (in the case's zone where it has none) or a date; None is the
    newest moment. `event` may be left out where the case has one. `on_map` is a date or "as-it-was", by default
    the date of `as_of`. `unit` is a name on that map, by default the country. Raises CaseNotFound, WrongQuestion.
    """
    data = case_data(actor, name)
    chosen = _event(data, event)
    moment = _moment(data, chosen, as_of)
    question = Question(
        case=data,
        tree=tree(data.root),
        event=chosen,
        as_of=moment,
        unit=data.root,
        map_day=_map_day(on_map, moment),
        engine=engines.engine(engine),
    )
    if unit is None:
        return question
    try:
        found = find_unit(name_book(data.root), unit, question.map)
    except UnitNotFound as error:
        raise WrongQuestion(str(error), error.near, about="unit") from error
    return Question(question.case, question.tree, chosen, moment, found.key, question.map_day, question.engine)


def figures(question: Question) -> Statement:
    """The figures that answer a question."""
    return combine.statement(question)


def public_figures(question: Question) -> Statement:
    """The figures as anybody may see them: see `small_numbers`."""
    return guarded(combine.statement(question), _printed(question))


def public_figures_at(question: Question, moments: Sequence[Moment]) -> tuple[Statement, ...]:
    """The same at several moments, oldest first, on the map of the question."""
    printed_ = _printed(question)
    return tuple(guarded(found, printed_) for found in combine.statements(question, moments))


def reconciliation(question: Question) -> tuple[Statement, ...]:
    """The figures at every moment of the event, oldest first, each with its published total."""
    return combine.statements(question, question.case.moments(question.event))


def public_parts(question: Question) -> dict[str, Statement]:
    """The figures of the units right below the one asked for, by key: those of which anything was ever reported."""
    on = question.map
    spoken = {key for row in question.rows if row.unit for key in _lines_of(question, row.unit)}
    below = [unit.key for unit in on.children(question.unit) if unit.key in spoken]
    printed_ = _printed(question)
    found = combine.statements_of(question, below)
    return {key: guarded(statement, printed_) for key, statement in zip(below, found, strict=True)}


def public_series(question: Question, indicators: Iterable[str]) -> dict[Moment, dict[str, Decimal | None]]:
    """The totals of those indicators at every moment of the event, oldest first."""
    found = combine.series(question, indicators)
    if question.asked.level != COMMUNE:
        return found
    shown = {(i, v) for unit, i, v in _printed(question).found if question.unit in _lines_of(question, unit)}
    return {
        at: {i: None if is_small(question.case.indicators[i], v) and (i, v) not in shown else v for i, v in row.items()}
        for at, row in found.items()
    }


def report_charts(question: Question, statement: Statement, lang: str) -> tuple[Block, ...]:
    """The charts of a report: the figure that opens it, over time, by unit and on the map."""
    opening = opening_item(statement.figures)
    if opening is None:
        return ()
    indicators = [figure.indicator for figure in (opening.figure, *opening.parts)]
    units = question.map.level(PROVINCE) if question.asked.level == COUNTRY else ()
    series = public_series(question, [indicator.id for indicator in indicators])
    return chart_blocks(
        statement,
        lang,
        series={at: row for at, row in series.items() if at <= question.as_of},  # a report knows nothing later
        indicators=indicators,
        units=units,
        places=places_of(units),
    )


def _printed(question: Question) -> Printed:
    return Printed.of(question.rows, question.case.indicators)


def printed(question: Question, holder: str) -> tuple[Row, ...]:
    """Everything that a unit (or a body outside the tree) said at exactly the moment asked for, as printed."""
    return tuple(row for row in question.rows if row.holder == holder and row.moment == question.as_of)


def events_of_unit(actor: Actor, of: Tree, key: str) -> tuple[Question, ...]:
    """Questions about a unit of any date, on its own map: one for each event in which it, or one below it, spoke."""
    unit = of.unit(key)
    day = unit.end or (of.changes[-1] if of.changes else None)
    found = []
    for listed in event_list(actor):
        question = ask(actor, listed.case, event=listed.event)
        if question.tree is not of or day is None:
            continue
        asked = replace(question, unit=key, map_day=day)
        if key in asked.map and any(key in _lines_of(asked, each) for each in {r.unit for r in asked.rows if r.unit}):
            found.append(asked)
    return tuple(found)


def on_both_maps(question: Question, key: str, newest: date) -> tuple[Question, ...]:
    """The question on the unit's own map, and on the newest one where the unit went whole into another there."""
    shares = question.tree.shares(key, newest)
    if len(shares) != 1 or shares[0].new is None or shares[0].new == key or shares[0].fraction != 1:
        return (question,)
    return (question, replace(question, unit=shares[0].new, map_day=newest))


def content(actor: Actor, name: str) -> str:
    """A digest of everything that the answers about a case rest on. Raises CaseNotFound."""
    found = case_content(actor, name)
    return f"{found.digest}-{found.load}-{units_digest(found.root)}"


def _lines_of(question: Question, key: str) -> Iterable[str]:
    """The units of the chosen map at which the values of a unit count, and all above them."""
    places = (
        [key] if question.map_day is None else [s.new for s in question.tree.shares(key, question.map_day) if s.new]
    )
    for place in places:
        if place in question.map:
            yield place
            yield from (unit.key for unit in question.map.ancestors(place))


def _event(data: CaseData, event: str | None) -> str:
    if event is not None:
        if event not in data.events:
            raise WrongQuestion(f"the case '{data.name}' has no event '{event}'", data.events, about="event")
        return event
    if len(data.events) != 1:
        raise WrongQuestion(f"the case '{data.name}' has several events: say which", data.events, about="event")
    return data.events[0]


def _moment(data: CaseData, event: str, as_of: str | None) -> Moment:
    """The moment asked for, in the spelling of the case where it is one of its own."""
    own = data.moments(event)
    if as_of is None:
        return own[-1]
    try:
        asked = parse_moment(as_of, ZoneInfo(data.timezone))
    except WrongMoment as error:
        raise WrongQuestion(str(error), about="moment") from error
    return next((moment for moment in own if moment == asked), asked)


def _map_day(on_map: str | None, moment: Moment) -> date | None:
    if on_map is None:
        return moment.day
    if on_map == AS_IT_WAS:
        return None
    try:
        return date.fromisoformat(on_map)
    except ValueError as error:
        text = f"'{on_map}' is no map: write a date, 2025-07-01, or {AS_IT_WAS}"
        raise WrongQuestion(text, about="map") from error
