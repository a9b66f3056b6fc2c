"""The returns that count: of a round, and of the rounds before it that it is compared with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any

from django.db.models import Count, F, Max, Min, Sum

from tongket.core.forms.model import FormContent
from tongket.core.forms.versions import Places, joined, map_cells
from tongket.core.periods.periods import Calendar, Period, parse_period
from tongket.core.rollup.model import State
from tongket.core.rollup.tables import Said, Table, table_of_rows
from tongket.core.text import whole_number
from tongket.flow.organisation.actors import Actor, NotYours, Role
from tongket.flow.organisation.queries.access import within
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Filing, FormVersion, Obligation, Round
from tongket.flow.returns.models.forms import COMMITTEE_READERS, committees_read_by


@dataclass(frozen=True, slots=True)
class RoundRead:
    """A round as its figures need it, with the regime and the committee that it belongs to.

    `under` is the unit below which units report. `within`: the actor works for the committee or reads it; others see
    what is published.
    """

    id: int
    regime: int
    title: str
    basis: str
    recipient: str
    committee: int
    committee_name: str
    committee_unit: str
    field: str
    root: str
    under: str
    period: Period
    calendar: Calendar
    first_day: date
    cut_off: date
    form: int
    version: int
    content: FormContent
    published: bool
    locked: bool
    within: bool


@dataclass(frozen=True, slots=True)
class OwedRow:
    """What one unit owes in a round: its stage, the revision that counts (0: none), when the first one came."""

    obligation: int
    unit: str
    stage: Stage
    due: datetime
    filed: int
    accepted: int
    received: datetime | None
    late: bool


def round_read(actor: Actor, id: int) -> RoundRead:
    """A round whose figures the actor may read. Raises NotYours."""
    rounds = Round.objects.consolidated_for(actor).select_related("regime__committee__unit", "form_version")
    found = rounds.filter(pk=id).first()
    if found is None:
        raise NotYours(f"round {id}")
    regime = found.regime
    committee = regime.committee
    period = parse_period(found.period)
    return RoundRead(
        id=found.pk,
        regime=regime.pk,
        title=regime.title,
        basis=regime.basis,
        recipient=regime.recipient,
        committee=committee.pk,
        committee_name=committee.name,
        committee_unit=committee.unit_id,
        field=committee.field,
        root=committee.unit.administration_id,
        under=regime.reporters["under"],
        period=period,
        calendar=Calendar(regime.calendar),
        first_day=found.first_day,
        cut_off=found.cut_off,
        form=found.form_version.form_id,
        version=found.form_version.number,
        content=found.form_version.asks,
        published=found.published,
        locked=found.locked,
        within=committees_read_by(actor, *COMMITTEE_READERS).filter(pk=committee.pk).exists(),
    )


def round_of(actor: Actor, regime: str, period: str) -> RoundRead:
    """The round of a regime by its title (or number) and the period. Raises NotYours."""
    named = Round.objects.consolidated_for(actor).filter(period=period)
    number = whole_number(regime)
    found = named.filter(regime__title=regime) or (named.filter(regime=number) if number else named.none())
    ids = list(found.values_list("pk", flat=True)[:2])
    if len(ids) != 1:
        raise NotYours(f"round {regime}, {period}")
    return round_read(actor, ids[0])


def kept_round(actor: Actor, id: int) -> Round:
    """The row of a round of a committee whose secretary the actor is. Raises NotYours."""
    found = Round.objects.consolidated_for(actor).select_related("regime__committee").filter(pk=id).first()
    if found is None or not may_publish(actor, found.regime.committee_id, found.regime.committee.unit_id):
        raise NotYours(f"round {id}")
    return found


def may_publish(actor: Actor, committee: int, unit: str) -> bool:
    """Whether the actor is a secretary of that committee, which sits at that unit."""
    return within(actor, unit, Role.SECRETARY, committee=committee)


def rounds_listed(actor: Actor) -> tuple[tuple[int, str, str, Period, bool], ...]:
    """Rounds whose figures the actor may read, the newest first: number, committee, regime, period, published."""
    rows = Round.objects.consolidated_for(actor).order_by("-cut_off", "regime__title", "pk")
    fields = ("pk", "regime__committee__name", "regime__title", "period", "published")
    return tuple(
        (pk, committee, title, parse_period(period), published)
        for pk, committee, title, period, published in rows.values_list(*fields)
    )


def owed(actor: Actor, read: RoundRead) -> tuple[OwedRow, ...]:
    """What every unit owes in the round, in two queries."""
    rows = Obligation.objects.filter(round__in=_rounds(actor, read, (str(read.period),)))
    first = {
        obligation: (at, late)
        for obligation, at, late in Filing.objects.filter(obligation__in=rows, number=1).values_list(
            "obligation_id", "at", "late"
        )
    }
    fields = ("pk", "unit_id", "stage", "due", "filed", "accepted")
    return tuple(
        OwedRow(pk, unit, Stage(stage), due, filed, accepted or 0, *first.get(pk, (None, False)))
        for pk, unit, stage, due, filed, accepted in rows.order_by().values_list(*fields)
    )


def narratives(actor: Actor, read: RoundRead) -> dict[str, dict[str, str]]:
    """By unit, what it wrote in the return that counts."""
    found = _counting(actor, read, (str(read.period),)).values_list("obligation__unit_id", "narratives")
    return {unit: texts for unit, texts in found if any(texts.values())}


def owing(actor: Actor, read: RoundRead, periods: Collection[str]) -> dict[str, frozenset[str]]:
    """By period, the units that had to report in the regime's round of it."""
    rows = Obligation.objects.filter(round__in=_rounds(actor, read, periods))
    found: dict[str, set[str]] = {}
    for period, unit in rows.order_by().values_list("round__period", "unit_id"):
        found.setdefault(period, set()).add(unit)
    return {period: frozenset(units) for period, units in found.items()}


def stamps(actor: Actor, read: RoundRead) -> dict[str, str]:
    """By period of the regime, what changes with everything that its figures rest on; two queries.

    Revisions are numbered upwards and an accepted one is only ever followed by a later one: so the sums grow with
    every deed. The moment of the newest revision tells apart what came after a backup was put back.
    """
    allowed = Round.objects.consolidated_for(actor).filter(pk=read.id).values("regime")
    rows = Obligation.objects.filter(round__regime__in=allowed).order_by().values("round__period")
    found = rows.annotate(
        version=Max("round__form_version"), many=Count("pk"), rows=Sum("pk"), filed_=Sum("filed"),
        accepted_=Sum("accepted"), first=Min("due"), last=Max("due"),
    )  # fmt: skip
    filed = Filing.objects.filter(obligation__round__regime__in=allowed).order_by().values("obligation__round__period")
    newest = dict(filed.annotate(newest=Max("at")).values_list("obligation__round__period", "newest"))
    names = ("version", "many", "rows", "filed_", "accepted_", "first", "last")
    return {
        period: "-".join(str(each) for each in (*(row[name] for name in names), newest.get(period)))
        for row in found
        if (period := row["round__period"])
    }


def tables(actor: Actor, read: RoundRead, periods: Collection[str]) -> dict[str, Table]:
    """By period, what the units said in the returns that count; cells are called as in the form of the round."""
    versions = _Versions(actor, read)
    said: dict[str, dict[str, dict[str, Said]]] = {}
    rows = _counting(actor, read, periods).order_by("obligation__unit_id")
    for period, unit, version, cells in rows.values_list(
        "obligation__round__period", "obligation__unit_id", "form_version__number", "cells"
    ).iterator(2_000):
        said.setdefault(period, {})[unit] = versions.said(version, cells)
    return {period: table_of_rows(rows) for period, rows in said.items()}


def filings(
    actor: Actor, read: RoundRead, periods: Collection[str], units: Collection[str]
) -> dict[tuple[str, str], tuple[int, int, datetime]]:
    """By period and unit the return that counts: its obligation, its number, when it came."""
    rows = _counting(actor, read, periods).filter(obligation__unit__in=units)
    fields = ("obligation__round__period", "obligation__unit_id", "obligation_id", "number", "at")
    return {(period, unit): (pk, number, at) for period, unit, pk, number, at in rows.values_list(*fields)}


def rounds_read(actor: Actor, read: RoundRead) -> Any:
    """The rows of that one round, while the actor may read it."""
    return Round.objects.consolidated_for(actor).filter(pk=read.id)


def _rounds(actor: Actor, read: RoundRead, periods: Collection[str]) -> Any:
    """Those of the regime: whoever reads the figures of a round reads what they are compared with."""
    allowed = Round.objects.consolidated_for(actor).filter(pk=read.id).values("regime")
    return Round.objects.filter(regime__in=allowed, period__in=periods)


def _counting(actor: Actor, read: RoundRead, periods: Collection[str]) -> Any:
    rounds = _rounds(actor, read, periods)
    return Filing.objects.filter(obligation__round__in=rounds, number=F("obligation__accepted"))


class _Versions:
    """What cells of earlier versions of a form are called in the version of the round."""

    def __init__(self, actor: Actor, read: RoundRead) -> None:
        self.version = read.version
        self.asked = frozenset(read.content.indicators)
        forms = FormVersion.objects.filter(form__regimes__rounds__in=_rounds(actor, read, (str(read.period),)))
        self._mappings: dict[int, Places] = dict(
            forms.filter(number__lte=read.version).values_list("number", "mapping")
        )
        self._places: dict[int, Places] = {read.version: {}}

    def said(self, version: int, cells: Mapping[str, Mapping[str, Any]]) -> dict[str, Said]:
        """The cells of a return as the round's form calls them; those that it no longer asks are left out."""
        named = map_cells(cells, self._to_here(version))
        return {
            key: State(cell["state"]) if "state" in cell else cell["value"]
            for key, cell in named.items()
            if key in self.asked
        }

    def _to_here(self, version: int) -> Places:
        if version not in self._places:
            later = [self._mappings[number] for number in range(version + 1, self.version + 1)]
            self._places[version] = reduce(joined, later, {})
        return self._places[version]
