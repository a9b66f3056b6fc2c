"""Setting regimes up, changing and ending them; opening their rounds, and bringing a round up to date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tongket.core.forms.duty import Terms, asks_for, opening_by_itself
from tongket.core.periods.orders import Due, arithmetic_as_json
from tongket.core.periods.periods import Calendar, Period, parse_period
from tongket.core.periods.working_days import NotCovered
from tongket.core.text import in_lines, squeeze
from tongket.core.units.model import Unit
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries import tree
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Form, FormVersion, Obligation, Regime, Round
from tongket.flow.returns.queries.approving import keeps
from tongket.flow.returns.queries.regimes import (
    due_of,
    kept_regime,
    kept_round,
    rounds_to_open,
    terms_as_row,
    terms_of,
)


class Refused(Exception):
    """It contradicts what is there; `code` says what, `about` names it.

    "title": the committee has a regime of that title; "form": the form has no issued version, or another one was
    asked in earlier rounds; "closed": the committee is; "span": length and calendar of periods stand once a round
    was opened; "start": rounds were opened before that; "end": the regime asked for later periods already;
    "period": it is not asked for; "units": no unit would report; "deadline": a level has none; "calendar": the days
    off of that year are not announced; "locked": the round is.
    """

    def __init__(self, code: str, about: str = "") -> None:
        self.code, self.about = code, about
        super().__init__(f"{code} {about}".strip())


@transaction.atomic
def set_up_regime(*, committee: int, form: int, terms: Terms, by: Actor, at: datetime) -> int:
    """Make a regime of a committee whose secretary the actor is; its number. Raises NotYours, Refused."""
    row = _form_of(committee, form, by)
    if row.committee.end is not None:
        raise Refused("closed")
    terms = _clean(terms)
    _refuse_twice(terms.title, committee)
    _check(terms, row.committee.unit.administration_id)
    made = Regime.objects.create(committee=row.committee, form=row, **terms_as_row(terms))
    _record("set up", made, by, at, {"form": form, **_told(terms)})
    return made.pk


@transaction.atomic
def change_regime(*, regime: int, terms: Terms, by: Actor, at: datetime) -> None:
    """Change what a regime says, for rounds that are opened from now on. Raises NotYours, Refused."""
    row, before = _held(regime, by)
    terms = _clean(terms)
    _refuse_twice(terms.title, row.committee_id, regime)
    _check(terms, row.committee.unit.administration_id)
    first = row.rounds.order_by("cut_off").first()
    if first is not None and (terms.span, terms.calendar) != (before.span, before.calendar):
        raise Refused("span")
    if first is not None and terms.start > first.cut_off:
        raise Refused("start", first.period)
    for name, value in terms_as_row(terms).items():
        setattr(row, name, value)
    row.save()
    changed = {name: value for name, value in _told(terms).items() if _told(before).get(name) != value}
    _record("change", row, by, at, changed)


@transaction.atomic
def end_regime(*, regime: int, day: date, by: Actor, at: datetime) -> None:
    """No period that closes after that day is asked for any more. Raises NotYours; Refused("end")."""
    row, _ = _held(regime, by)
    last = row.rounds.order_by("-cut_off").first()
    if day < row.start or (last is not None and last.cut_off > day):
        raise Refused("end", last.period if last else "")
    row.end = day
    row.save(update_fields=["end"])
    _record("end", row, by, at, {"end": day.isoformat()})


@transaction.atomic
def open_round(*, regime: int, period: str, by: Actor, at: datetime) -> int:
    """Ask for a period: every unit of the map of its last day gets its obligation; the number of the round.

    The same period again gives the round that is there. Raises NotYours, WrongPeriod, Refused.
    """
    row, terms = _held(regime, by)
    asked = parse_period(period)
    standing = row.rounds.filter(period=str(asked)).first()
    if standing is not None:
        return standing.pk
    return _open(row, terms, asked, by, at)


@dataclass(frozen=True, slots=True)
class Opening:
    """A period of a regime that was opened, or `refused` and left for a person to see."""

    regime: str
    period: str
    round: int | None = None
    refused: Refused | None = None


@transaction.atomic
def open_due_rounds(*, by: Actor, at: datetime) -> tuple[Opening, ...]:
    """Open what opens by itself: in every regime that the actor keeps the periods that closed since the newest one."""
    day, found = at.astimezone(timezone.get_default_timezone()).date(), []
    for row, periods in rounds_to_open(by):
        held, terms = _held(row.pk, by)
        for period in opening_by_itself(terms, periods, day, row.last_day):
            try:
                found.append(Opening(row.title, str(period), _open(held, terms, period, by, at)))
            except Refused as refused:  # nothing was written yet
                found.append(Opening(row.title, str(period), refused=refused))
    return tuple(found)


@transaction.atomic
def renew_round(*, round: int, by: Actor, at: datetime) -> tuple[int, int, int]:
    """Bring a round up to the map, the regime and the working calendar of now: how many were added, taken off, moved.

    New units get their obligation. Those that no longer report lose it where nothing was begun. Deadlines that have
    not passed are reckoned anew. Raises NotYours; Refused("locked", "calendar", "deadline").
    """
    found = kept_round(by, round)
    row, terms = _held(found.regime_id, by)
    held = Round.objects.select_for_update().get(pk=round)
    if held.locked:
        raise Refused("locked")
    asked = parse_period(held.period)
    units = terms.reporters.units(tree(row.committee.unit.administration_id), held.cut_off)
    dues = _dues(terms, asked, units)
    owed = {each.unit_id: each for each in Obligation.objects.select_for_update().filter(round=held).order_by("pk")}
    added = _oblige(held, [unit for unit in units if unit.key not in owed], dues)
    standing = {unit.key: unit.level for unit in units}
    dropped = _release([each for key, each in owed.items() if key not in standing])
    moved = _move([(each, dues[standing[key]]) for key, each in owed.items() if key in standing], at)
    if added or dropped or moved:
        data = {"added": added, "taken off": dropped, "due": moved}
        record(by=by.label, at=at, verb="renew", kind="round", id=str(round), data=data)
    return len(added), len(dropped), len(moved)


def _form_of(committee: int, form: int, by: Actor) -> Form:
    row = Form.objects.visible_to(by).select_related("committee__unit").filter(pk=form, committee=committee).first()
    if row is None or not keeps(by, row.committee.unit_id, committee):
        raise NotYours(f"form {form}")
    return row


def _held(id: int, by: Actor) -> tuple[Regime, Terms]:
    """A regime that the actor keeps, held until the end of the transaction. Raises NotYours."""
    seen = kept_regime(by, id)
    row = Regime.objects.select_for_update().get(pk=id)
    row.committee, row.form = seen.committee, seen.form
    return row, terms_of(row)


def _clean(terms: Terms) -> Terms:
    return replace(
        terms, title=squeeze(terms.title), basis=squeeze(terms.basis), recipient=squeeze(terms.recipient),
        means=squeeze(terms.means), content=in_lines(terms.content), process=in_lines(terms.process),
    )  # fmt: skip


def _refuse_twice(title: str, committee: int, but: int = 0) -> None:
    if Regime.objects.filter(committee=committee, title=title).exclude(pk=but).exists():
        raise Refused("title")


def _check(terms: Terms, root: str) -> None:
    reporters, known = terms.reporters, tree(root)
    if reporters.under not in known or not set(reporters.levels) <= set(known.levels) or not reporters.levels:
        raise Refused("units")
    if left := [level for level in reporters.levels if level not in terms.orders]:
        raise Refused("deadline", left[0])


def _told(terms: Terms) -> dict[str, Any]:
    """What the journal keeps of the terms of a regime."""
    return {**terms_as_row(terms), "start": terms.start.isoformat()}


def _record(verb: str, row: Regime, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    record(by=by.label, at=at, verb=verb, kind="regime", id=str(row.pk), data=data)


def _open(row: Regime, terms: Terms, asked: Period, by: Actor, at: datetime) -> int:
    if not asks_for(terms, asked, row.last_day):
        raise Refused("period", str(asked))
    version = FormVersion.objects.filter(form=row.form_id, number=row.form.version, issued__isnull=False).first()
    if version is None:
        raise Refused("form")
    first_day, cut_off = _days(asked, terms.calendar)
    units = terms.reporters.units(tree(row.committee.unit.administration_id), cut_off)
    if not units:
        raise Refused("units")
    dues = _dues(terms, asked, units)
    made = Round.objects.create(
        regime=row, period=str(asked), form_version=version, first_day=first_day, cut_off=cut_off, opened=at
    )
    _oblige(made, units, dues)
    data = {
        "regime": row.pk, "period": str(asked), "form version": version.number, "units": len(units),
        "due": {level: due.moment.isoformat() for level, due in dues.items()},
    }  # fmt: skip
    record(by=by.label, at=at, verb="open", kind="round", id=str(made.pk), data=data)
    return made.pk


def _days(period: Period, calendar: Calendar) -> tuple[date, date]:
    return period.first_day(calendar), period.last_day(calendar)


def _dues(terms: Terms, period: Period, units: Iterable[Unit]) -> dict[str, Due]:
    """By level of the units, when it is due. Raises Refused."""
    found: dict[str, Due] = {}
    for level in dict.fromkeys(unit.level for unit in units):
        if level not in terms.orders:
            raise Refused("deadline", level)
        try:
            found[level] = due_of(terms, level, period)
        except NotCovered as error:
            raise Refused("calendar", str(error.day.year)) from None
    return found


def _oblige(round: Round, units: Iterable[Unit], dues: dict[str, Due]) -> list[str]:
    made = Obligation.objects.bulk_create(
        Obligation(round=round, unit_id=unit.key, stage=Stage.NOT_BEGUN, **_reckoned(dues[unit.level]))
        for unit in units
    )
    return [each.unit_id for each in made]


def _reckoned(due: Due) -> dict[str, Any]:
    return {"due": due.moment, "arithmetic": arithmetic_as_json(due.deadline.arithmetic)}


def _release(owed: Iterable[Obligation]) -> list[str]:
    """Take off what was never begun: no draft, no filing, no step, no evidence hangs on it."""
    idle = [each.pk for each in owed if each.stage == Stage.NOT_BEGUN and not each.filed]
    free = Obligation.objects.filter(
        pk__in=idle, draft__isnull=True, filings__isnull=True, steps__isnull=True, evidence__isnull=True
    )
    found = dict(free.values_list("pk", "unit_id"))
    Obligation.objects.filter(pk__in=found).delete()
    return sorted(found.values())


def _move(owed: Iterable[tuple[Obligation, Due]], at: datetime) -> dict[str, str]:
    """New deadlines for those whose deadline has not passed; by unit, when it is due now."""
    moved = {}
    for each, due in owed:
        if each.due > at and each.due != due.moment:
            each.due, each.arithmetic = due.moment, arithmetic_as_json(due.deadline.arithmetic)
            each.save(update_fields=["due", "arithmetic"])
            moved[each.unit_id] = due.moment.isoformat()
    return moved
