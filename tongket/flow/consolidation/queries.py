"""Questions to a case: the figures of a report, and our totals beside the published ones."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from tongket.core.periods.moments import Moment, WrongMoment, parse_moment
from tongket.core.rollup import engines
from tongket.core.rollup.combine import statement as combine
from tongket.core.rollup.combine.rows import CaseData
from tongket.core.rollup.combine.statement import AS_IT_WAS, Question
from tongket.core.rollup.figures import Statement
from tongket.core.units.finding import UnitNotFound, find_unit
from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.queries import name_book, tree
from tongket.flow.returns.queries import case_data


class WrongQuestion(ValueError):
    """The question names something that the case does not have. `choices` are what could have been meant."""

    def __init__(self, text: str, choices: tuple[str, ...] = ()) -> None:
        self.choices = choices
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
        raise WrongQuestion(str(error), error.near) from error
    return Question(question.case, question.tree, chosen, moment, found.key, question.map_day, question.engine)


def figures(question: Question) -> Statement:
    """The figures that answer a question."""
    return combine.statement(question)


def reconciliation(question: Question) -> tuple[Statement, ...]:
    """The figures at every moment of the event, oldest first, each with its published total."""
    return combine.statements(question, question.case.moments(question.event))


def _event(data: CaseData, event: str | None) -> str:
    if event is not None:
        if event not in data.events:
            raise WrongQuestion(f"the case '{data.name}' has no event '{event}'", data.events)
        return event
    if len(data.events) != 1:
        raise WrongQuestion(f"the case '{data.name}' has several events: say which", data.events)
    return data.events[0]


def _moment(data: CaseData, event: str, as_of: str | None) -> Moment:
    """The moment asked for, in the spelling of the case where it is one of its own."""
    own = data.moments(event)
    if as_of is None:
        return own[-1]
    try:
        asked = parse_moment(as_of, ZoneInfo(data.timezone))
    except WrongMoment as error:
        raise WrongQuestion(str(error)) from error
    return next((moment for moment in own if moment == asked), asked)


def _map_day(on_map: str | None, moment: Moment) -> date | None:
    if on_map is None:
        return moment.day
    if on_map == AS_IT_WAS:
        return None
    try:
        return date.fromisoformat(on_map)
    except ValueError as error:
        raise WrongQuestion(f"'{on_map}' is no map: write a date, 2025-07-01, or {AS_IT_WAS}") from error
