"""A unit's return under an obligation: its draft, its immutable filings, the steps it went through, and evidence."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tongket.flow.returns.fields import Deed
from tongket.flow.returns.models.forms import FormVersion
from tongket.flow.returns.models.regimes import Obligation


class Draft(models.Model):
    """What a unit has filled in and not yet submitted; the only part of a return that changes.

    `cells` and `narratives` go by key; a cell is as in `tongket.core.forms.cells`. `hands` says by key who changed it
    last, and when: {"by": label, "at": moment}, also of one that was emptied.
    """

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="draft")
    cells: models.JSONField[dict[str, dict[str, Any]], dict[str, dict[str, Any]]] = models.JSONField(default=dict)
    narratives: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    hands: models.JSONField[dict[str, dict[str, str]], dict[str, dict[str, str]]] = models.JSONField(default=dict)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.obligation}"


class Filing(models.Model):
    """One revision of a unit's return, as it was submitted: never changed afterwards."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="filings")
    number = models.PositiveIntegerField()
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    cells: models.JSONField[dict[str, dict[str, Any]], dict[str, dict[str, Any]]] = models.JSONField()
    narratives: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    late = models.BooleanField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("obligation", "number")
        constraints = (
            models.UniqueConstraint(fields=("obligation", "number"), name="filing_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="filing_counts_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.obligation}, filing {self.number}"


class Step(models.Model):
    """One deed upon a return: submitted, approved, sent back, accepted, reopened. Never changed afterwards.

    `remarks` go by cell key or key of a narrative, `note` is about the whole.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="steps")
    filing = models.PositiveIntegerField()
    deed = models.CharField(max_length=20, choices=[(deed.value, deed.value) for deed in Deed])
    remarks: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("obligation", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(deed__in=[deed.value for deed in Deed]), name="step_known_deed"),
        )

    def __str__(self) -> str:
        return f"{self.obligation}: {self.deed}"


class Evidence(models.Model):
    """A file that backs a cell, kept under its digest.

    Taken away it no longer backs what is filed from then on. It stays beside the filings that it backed; the row stays.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="evidence")
    cell = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    removed = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("obligation", "cell", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(digest="") & ~Q(cell=""), name="evidence_has_name"),
        )

    def __str__(self) -> str:
        return self.name
