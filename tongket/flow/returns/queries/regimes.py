"""Reading regimes: what they ask of whom by when, their rounds, and what the next one would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from tongket.core.forms.duty import Reporters, Terms, openable
from tongket.core.periods.orders import Due, due, order_as_json, order_from_json
from tongket.core.periods.periods import Calendar, Period, Span, parse_period
from tongket.core.periods.working_days import NotCovered
from tongket.core.units.model import Unit
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries import tree
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Obligation, Regime, Round
from tongket.flow.returns.models.forms import COMMITTEE_READERS, committees_read_by
from tongket.flow.returns.queries.approving import keeps
from tongket.formats.reading.calendar import vietnam


@dataclass(frozen=True, slots=True)
class RegimeListed:
    """A regime as a list shows it."""

    id: int
    title: str
    committee: str
    form: str
    span: Span
    end: date | None
    newest: Period | None


@dataclass(frozen=True, slots=True)
class RoundListed:
    """A round of a regime, with how many must report, have filed, and were accepted."""

    id: int
    period: Period
    cut_off: date
    locked: bool
    owed: int
    filed: int
    accepted: int


@dataclass(frozen=True, slots=True)
class LevelDue:
    """When the units of a level are due; None with the year that nobody has announced the days off of."""

    level: str
    due: Due | None
    not_covered: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a round of a period would be if it were opened on the map that is known today."""

    period: Period
    first_day: date
    cut_off: date
    units: tuple[Unit, ...]
    dues: tuple[LevelDue, ...]


@dataclass(frozen=True, slots=True)
class RegimeShown:
    """A regime with its rounds, the newest first; `may_open` are the periods that may be opened today."""

    id: int
    committee_id: int
    committee: str
    form_id: int
    form: str
    form_version: int
    terms: Terms
    end: date | None
    under: str
    excepted: tuple[str, ...]
    rounds: tuple[RoundListed, ...]
    kept_by_actor: bool
    committee_reader: bool
    may_open: tuple[Period, ...]
    preview: Preview | None


def regimes(actor: Actor) -> tuple[RegimeListed, ...]:
    """Regimes of the actor's committees and of those that the actor's units report under; ended ones last."""
    rows = _visible(actor).order_by(Coalesce("end", "committee__end").asc(nulls_first=True), "title", "pk")
    newest: dict[int, Period] = {}
    for regime, period in Round.objects.visible_to(actor).order_by("cut_off").values_list("regime_id", "period"):
        newest[regime] = parse_period(period)
    return tuple(
        RegimeListed(
            row.pk, row.title, str(row.committee), str(row.form), Span(row.span), row.last_day, newest.get(row.pk)
        )
        for row in rows
    )  # fmt: skip


def regime(actor: Actor, id: int, day: date, period: Period | None = None) -> RegimeShown:
    """A regime as it stands; with a preview of `period`, or of the newest that may be opened. Raises NotYours."""
    row = _visible(actor).filter(pk=id).first()
    if row is None:
        raise NotYours(f"regime {id}")
    terms, kept = terms_of(row), keeps(actor, row.committee.unit_id, row.committee_id)
    counted = _counted(actor, row)
    may_open = openable(terms, frozenset(each.period for each in counted), day, end=row.last_day) if kept else ()
    shown = period if period in may_open else next_to_open(terms, may_open, counted, day)
    units = tree(row.committee.unit.administration_id)
    named = [terms.reporters.under, *terms.reporters.excepted]
    names = [units.unit(key).full_name if key in units else key for key in named]
    return RegimeShown(
        id=row.pk, committee_id=row.committee_id, committee=str(row.committee), form_id=row.form_id,
        form=str(row.form), form_version=row.form.version, terms=terms, end=row.last_day, under=names[0],
        excepted=tuple(names[1:]), rounds=counted, kept_by_actor=kept,
        committee_reader=committees_read_by(actor, *COMMITTEE_READERS).filter(pk=row.committee_id).exists(),
        may_open=may_open,
        preview=None if shown is None else preview(actor, row, shown),
    )  # fmt: skip


def kept_regime(actor: Actor, id: int) -> Regime:
    """A regime of a committee whose secretary the actor is. Raises NotYours."""
    row = _visible(actor).filter(pk=id).first()
    if row is None or not keeps(actor, row.committee.unit_id, row.committee_id):
        raise NotYours(f"regime {id}")
    return row


def kept_round(actor: Actor, id: int) -> Round:
    """A round of a regime that the actor keeps. Raises NotYours."""
    row = Round.objects.visible_to(actor).select_related("regime__committee__unit").filter(pk=id).first()
    if row is None or not keeps(actor, row.regime.committee.unit_id, row.regime.committee_id):
        raise NotYours(f"round {id}")
    return row


def rounds_to_open(actor: Actor) -> tuple[tuple[Regime, frozenset[Period]], ...]:
    """Regimes that the actor keeps, each with the periods that were opened."""
    opened: dict[int, set[Period]] = {}
    for id, period in Round.objects.visible_to(actor).values_list("regime_id", "period"):
        opened.setdefault(id, set()).add(parse_period(period))
    kept = (row for row in _visible(actor) if keeps(actor, row.committee.unit_id, row.committee_id))
    return tuple((row, frozenset(opened.get(row.pk, ()))) for row in kept)


def terms_of(row: Regime) -> Terms:
    """What a row of a regime says."""
    reporters = Reporters(row.reporters["under"], tuple(row.reporters["levels"]), tuple(row.reporters["except"]))
    return Terms(
        title=row.title, basis=row.basis, recipient=row.recipient, means=row.means, span=Span(row.span),
        calendar=Calendar(row.calendar), reporters=reporters, start=row.start,
        orders={level: order_from_json(order) for level, order in row.deadlines.items()},
        content=row.content, process=row.process, head_approves=row.head_approves,
    )  # fmt: skip


def terms_as_row(terms: Terms) -> Mapping[str, object]:
    """The columns of a regime that say the same."""
    reporters = terms.reporters
    return {
        "title": terms.title, "basis": terms.basis, "recipient": terms.recipient, "means": terms.means,
        "span": terms.span.value, "calendar": terms.calendar.value, "start": terms.start, "content": terms.content,
        "process": terms.process, "head_approves": terms.head_approves,
        "reporters": {"under": reporters.under, "levels": list(reporters.levels), "except": list(reporters.excepted)},
        "deadlines": {level: order_as_json(order) for level, order in terms.orders.items()},
    }  # fmt: skip


def next_to_open(
    terms: Terms, may_open: tuple[Period, ...], rounds: tuple[RoundListed, ...], day: date
) -> Period | None:
    """The period after the newest round; before there is one, the newest that has closed, else the one under way."""
    if rounds:
        after = max(each.period for each in rounds).next()
        return after if after in may_open else None
    closed = (period for period in may_open if period.last_day(terms.calendar) <= day)
    return next(closed, may_open[-1] if may_open else None)


def preview(actor: Actor, row: Regime, period: Period) -> Preview:
    """What a round of that period would be, on the map of its last day as it is known today."""
    terms = terms_of(row)
    cut_off = period.last_day(terms.calendar)
    units = terms.reporters.units(tree(row.committee.unit.administration_id), cut_off)
    dues = tuple(_level_due(terms, level, period) for level in terms.reporters.levels)
    return Preview(period, period.first_day(terms.calendar), cut_off, units, dues)


def reporting(terms: Terms, root: str, day: date) -> tuple[Unit, ...]:
    """The units that would report on the map of that day."""
    return terms.reporters.units(tree(root), day)


def levels_at(unit: str, root: str, day: date) -> dict[str, int]:
    """Levels at and below a unit on the map of that day, from the top down, with the number of their units."""
    known = tree(root)
    found = {level: Reporters(unit, (level,)).units(known, day) for level in known.levels}
    return {level: len(units) for level, units in found.items() if units}


def due_of(terms: Terms, level: str, period: Period) -> Due:
    """When the units of a level are due, by the calendar of offices and in local time. Raises NotCovered."""
    return due(period, terms.orders[level], terms.calendar, vietnam(), timezone.get_default_timezone())


def _level_due(terms: Terms, level: str, period: Period) -> LevelDue:
    try:
        return LevelDue(level, due_of(terms, level, period))
    except NotCovered as error:
        return LevelDue(level, None, error.day.year)


def _visible(actor: Actor) -> QuerySet[Regime]:
    return Regime.objects.visible_to(actor).select_related("committee__unit", "form")


def _counted(actor: Actor, row: Regime) -> tuple[RoundListed, ...]:
    """Rounds with counts over the obligations that the actor sees."""
    seen = Obligation.objects.visible_to(actor).filter(round__regime=row)
    counts = {
        each["round"]: each
        for each in seen.order_by()
        .values("round")
        .annotate(
            owed=Count("pk"),
            filed=Count("pk", filter=Q(filed__gt=0)),
            accepted=Count("pk", filter=Q(stage=Stage.ACCEPTED.value)),
        )
    }
    none = {"owed": 0, "filed": 0, "accepted": 0}
    return tuple(
        RoundListed(
            each.pk, parse_period(each.period), each.cut_off, each.locked,
            *(counts.get(each.pk, none)[name] for name in none),
        )
        for each in Round.objects.visible_to(actor).filter(regime=row).order_by("-cut_off", "pk")
    )  # fmt: skip
