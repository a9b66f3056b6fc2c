"""Regimes, the rounds that they make (one a period), and what each unit owes in a round."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from tongket.core.periods.periods import Calendar, Span
from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.models import Committee, Unit
from tongket.flow.organisation.queries import of_units
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models.forms import (
    COMMITTEE_READERS,
    REPORTERS,
    Form,
    FormVersion,
    committees_read_by,
)


class RegimeQuerySet(models.QuerySet["Regime"]):
    """The one way to reach a regime."""

    def visible_to(self, actor: Actor) -> RegimeQuerySet:
        """Regimes of committees that the actor works for or reads, and those under which the actor's units report."""
        owed = Obligation.objects.filter(of_units(actor, *REPORTERS)).values("round__regime")
        return self.filter(Q(committee__in=committees_read_by(actor, *COMMITTEE_READERS)) | Q(pk__in=owed))


class Regime(models.Model):
    """A standing duty to report, with the fields that Nghị định 09/2019/NĐ-CP asks for.

    `reporters`: {"under": unit key, "levels": [level], "except": [unit key]}: the units of those levels at or below it,
    on the last day of each period. `deadlines`, by level: {"working_days": n} after the cut-off or {"day": d, "month":
    m or null}, each with "time" ("17:00"). `head_approves`: a return goes through the head of its unit first.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    form = models.ForeignKey(Form, models.PROTECT, related_name="regimes")
    title = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    basis = models.CharField(max_length=300)
    recipient = models.CharField(max_length=300)
    means = models.CharField(max_length=300)
    process = models.TextField(blank=True)
    span = models.CharField(max_length=20, choices=[(span.value, span.value) for span in Span])
    calendar = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Calendar])
    reporters: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    deadlines: models.JSONField[dict[str, dict[str, Any]], dict[str, dict[str, Any]]] = models.JSONField()
    head_approves = models.BooleanField(default=True)
    start = models.DateField()
    end = models.DateField(null=True)

    objects = RegimeQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(fields=("committee", "title"), name="regime_once_in_a_committee"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(basis=""), name="regime_has_title_and_basis"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="regime_dates_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date | None:
        """The last day on which a period may close: a regime ends by itself with its committee, if not before."""
        closed = self.committee.end
        days = [day for day in (self.end, closed and closed - timedelta(days=1)) if day]
        return min(days, default=None)


class RoundQuerySet(models.QuerySet["Round"]):
    """The one way to reach a round."""

    def visible_to(self, actor: Actor) -> RoundQuerySet:
        """Rounds of the regimes that the actor may see."""
        return self.filter(regime__in=Regime.objects.visible_to(actor))

    def consolidated_for(self, actor: Actor) -> RoundQuerySet:
        """Rounds whose consolidated figures the actor may read: those of committees that they work for or read, and all
        that are published. Who answers for one unit sees its return, and not those of the others.
        """
        return self.filter(Q(regime__committee__in=committees_read_by(actor, *COMMITTEE_READERS)) | Q(published=True))


class Round(models.Model):
    """One period of a regime, written as in `tongket.core.periods` ("2026-11"); first day and cut-off belong to it.

    A locked round takes no more returns, but for a unit that was reopened.
    """

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="rounds")
    period = models.CharField(max_length=10)
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="rounds")
    first_day = models.DateField()
    cut_off = models.DateField()
    opened = models.DateTimeField()
    locked = models.BooleanField(default=False)
    published = models.BooleanField(default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-cut_off", "pk")
        constraints = (
            models.UniqueConstraint(fields=("regime", "period"), name="round_once_a_period"),
            models.CheckConstraint(condition=Q(cut_off__gte=F("first_day")), name="round_days_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.regime}, {self.period}"


class Locking(models.Model):
    """A round was locked, or opened again for a reason. Never changed afterwards; the last one is `Round.locked`."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="lockings")
    locked = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("round", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(locked=True) | ~Q(reason=""), name="locking_opened_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.round}: {'locked' if self.locked else self.reason}"


class ObligationQuerySet(models.QuerySet["Obligation"]):
    """The one way to reach what a unit owes, and through it its drafts, filings, steps and evidence."""

    def visible_to(self, actor: Actor) -> ObligationQuerySet:
        """Those of the actor's units and of all below them, and those of committees that the actor reads."""
        own = of_units(actor, *REPORTERS)
        if not (actor.reads_all or actor.has(*COMMITTEE_READERS)):
            return self.filter(own)  # most people fill in: the database is asked about nothing else
        return self.filter(own | Q(round__regime__committee__in=committees_read_by(actor, *COMMITTEE_READERS)))


class Obligation(models.Model):
    """What a regime asks of one unit for one period, and how far its return has come.

    `due` is the end of the last day in time; `arithmetic` how it was reckoned, day by day: {"start": day, "steps":
    [{"day", "count", "reason"}]}. `filed` is the number of the newest filing (0: none), `accepted` that of the one
    that counts in totals. `reopened`: it may be filed though the round is locked.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_column="unit_key")
    due = models.DateTimeField()
    arithmetic: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    stage = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Stage])
    filed = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(null=True)
    reopened = models.BooleanField(default=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ("round", "unit__sort_text", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "unit"), name="obligation_once_a_round"),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="obligation_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(accepted__gte=1, accepted__lte=F("filed")),
                name="obligation_accepts_what_was_filed",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.ACCEPTED.value) | Q(accepted=F("filed")),
                name="obligation_newest_is_accepted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}, {self.round}"
