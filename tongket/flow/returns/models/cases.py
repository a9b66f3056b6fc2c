"""A case: a folder of figures about one or several events, and every load of it."""

from __future__ import annotations

from typing import Any

from django.db import models

from tongket.flow.organisation.actors import READERS, Actor
from tongket.flow.returns.fields import case_name


class CaseQuerySet(models.QuerySet["Case"]):
    """The one way to reach a case."""

    def visible_to(self, actor: Actor) -> CaseQuerySet:
        """The public sees public cases; who reads for a case's whole country sees its cases; the operator sees all.

        Nobody reads a case in part: a total over some of its units would look like the whole.
        """
        if actor.reads_all:
            return self
        return self.filter(models.Q(public=True) | models.Q(root__in=actor.units_of(*READERS)))


class Case(models.Model):
    """A case. `titles` and `publisher` go by language, `load` is the number of the load that stands."""

    name = models.CharField(max_length=100, unique=True, validators=[case_name])
    titles: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    publisher: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    country = models.CharField(max_length=20)
    root = models.CharField(max_length=60)
    timezone = models.CharField(max_length=60)
    public = models.BooleanField(default=True)
    load = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (models.CheckConstraint(condition=~models.Q(name=""), name="case_has_name"),)

    def __str__(self) -> str:
        return self.name


class CaseForm(models.Model):
    """The indicators of a case, as one version; a version in use is never edited."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="forms")
    version = models.PositiveIntegerField()
    indicators: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField()

    class Meta:
        ordering = ("case", "version")
        constraints = (models.UniqueConstraint(fields=("case", "version"), name="form_version_once"),)

    def __str__(self) -> str:
        return f"{self.case}, form {self.version}"


class CaseLoad(models.Model):
    """One load of a case: the digest of its bytes, who and when, and the scopes of its complete lists."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="loads")
    number = models.PositiveIntegerField()
    form = models.ForeignKey(CaseForm, models.PROTECT)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    lists: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("case", "number")
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="case_load_once"),)

    def __str__(self) -> str:
        return f"{self.case}, load {self.number}"
