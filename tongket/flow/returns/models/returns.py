"""Returns: what one unit said for one form and moment, as a chain of immutable revisions."""

from __future__ import annotations

from typing import Any

from django.db import models

from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.models import Unit
from tongket.flow.returns.models.cases import Case, CaseForm, CaseLoad


class ReturnQuerySet(models.QuerySet["Return"]):
    """The one way to reach a return."""

    def visible_to(self, actor: Actor) -> ReturnQuerySet:
        """Returns of cases that the actor may see."""
        return self.filter(case__in=Case.objects.visible_to(actor))


class Return(models.Model):
    """The return of a unit (or of a body outside the tree: `unit` empty) to a case at one moment of an event.

    `holder` is the unit's key, or a key of the body's own; `scope` the key of the unit whose list it stands in,
    "" for the country's; `revision` the number of the revision that stands.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="returns")
    event = models.CharField(max_length=100)
    as_of = models.CharField(max_length=40)
    moment = models.DateTimeField()
    level = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, to_field="key", null=True, db_column="unit_key", related_name="+")
    holder = models.CharField(max_length=300)
    scope = models.CharField(max_length=60, blank=True)
    printed = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "event", "moment", "level", "holder", "scope"), name="return_once_per_moment"
            ),
            models.CheckConstraint(
                condition=models.Q(level="other", unit=None) | (~models.Q(level="other") & ~models.Q(unit=None)),
                name="return_of_unit_or_outside",
            ),
        )

    def __str__(self) -> str:
        return f"{self.printed}, {self.as_of}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The one way to reach revisions."""

    def visible_to(self, actor: Actor) -> RevisionQuerySet:
        """Revisions of cases that the actor may see."""
        return self.filter(of__case__in=Case.objects.visible_to(actor))

    def current(self) -> RevisionQuerySet:
        """Of each return the revision that stands, unless that withdrew it."""
        return self.filter(number=models.F("of__revision"), withdrawn=False)


class Revision(models.Model):
    """One revision of a return: all its cells as one JSON object, never changed afterwards.

    A cell's key is the indicator, or "indicator;dimension=value;…"; a cell holds value (an integer in units of
    10 to the minus the indicator's decimals), reading, list, source, line, and in "aside" the rows that
    contradict it. `withdrawn`: the load no longer has this return.
    """

    of = models.ForeignKey(Return, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    form = models.ForeignKey(CaseForm, models.PROTECT)
    load = models.ForeignKey(CaseLoad, models.PROTECT)
    cells: models.JSONField[dict[str, dict[str, Any]], dict[str, dict[str, Any]]] = models.JSONField()
    withdrawn = models.BooleanField(default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("of", "number"), name="revision_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_counts_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.of}, revision {self.number}"
