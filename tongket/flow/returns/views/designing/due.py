"""What a regime says, and what its next round would be, in plain words for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongket.core.forms.duty import Terms
from tongket.core.periods.deadlines import OnDate
from tongket.core.periods.wording import CALENDARS, SPANS, arithmetic_text, order_text
from tongket.flow.returns.forms.regimes import level_name
from tongket.flow.returns.queries.regimes import LevelDue, Preview, RegimeShown


@dataclass(frozen=True, slots=True)
class DueSaid:
    """When a level is due: by which rule, at which moment, counted how; or the year that is not covered."""

    level: str
    order: str
    moment: datetime | None
    steps: tuple[str, ...]
    not_covered: int | None


@dataclass(frozen=True, slots=True)
class PreviewSaid:
    """A round as it would be opened."""

    period: str
    name: str
    first_day: date
    cut_off: date
    units: tuple[str, ...]
    dues: tuple[DueSaid, ...]


@dataclass(frozen=True, slots=True)
class RegimeSaid:
    """The parts of a regime that are kept as values, in words."""

    span: str
    calendar: str
    levels: str
    orders: tuple[tuple[str, str], ...]


def said_of(shown: RegimeShown, lang: str) -> RegimeSaid:
    """How often, closing when, which levels, due when."""
    terms = shown.terms
    orders = tuple((level_name(level), order_text(terms.orders[level], lang)) for level in terms.reporters.levels)
    levels = ", ".join(level_name(level) for level in terms.reporters.levels)
    return RegimeSaid(SPANS[lang][terms.span], CALENDARS[lang][terms.calendar], levels, orders)


def previewed(preview: Preview, terms: Terms, lang: str) -> PreviewSaid:
    """The next round, with every day of the counting of its deadlines."""
    return PreviewSaid(
        str(preview.period), preview.period.name(lang), preview.first_day, preview.cut_off,
        tuple(unit.full_name for unit in preview.units),
        tuple(_due(each, terms, lang) for each in preview.dues if each.level in terms.orders),
    )  # fmt: skip


def _due(each: LevelDue, terms: Terms, lang: str) -> DueSaid:
    order = terms.orders[each.level]
    steps: tuple[str, ...] = ()
    if each.due is not None:
        steps = arithmetic_text(each.due.deadline.arithmetic, lang, on_date=isinstance(order.rule, OnDate))
    moment = None if each.due is None else each.due.moment
    return DueSaid(level_name(each.level), order_text(order, lang), moment, steps, each.not_covered)
