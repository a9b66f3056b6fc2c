"""The journal: who did what, when; rows are added, never changed. The database refuses anything else by triggers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from django.db import models


class Reader(Protocol):
    """Who reads: the actor of the apps above, as far as the journal must know them."""

    @property
    def reads_all(self) -> bool:
        """Whether they read everything, as the operator does who holds the machine itself."""

    @property
    def reads_of(self) -> Collection[str]:
        """Whose entries they read otherwise: names as in `Entry.by`."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """The one way to reach entries."""

    def visible_to(self, actor: Reader) -> EntryQuerySet:
        """Everything, or what those have done whose entries the reader may see."""
        return self if actor.reads_all else self.filter(by__in=actor.reads_of)


class SealQuerySet(models.QuerySet["Seal"]):
    """The one way to reach seals."""

    def visible_to(self, actor: Reader) -> SealQuerySet:
        """A seal tells of all entries before it: only who reads everything sees any."""
        return self if actor.reads_all else self.none()


class Entry(models.Model):
    """One thing done. `data` is canonical JSON: sorted keys, no blanks, so that equal facts are equal bytes.

    `digest` covers the entry and, through the one before it, all earlier entries (`journal.chain`).
    """

    sequence = models.BigAutoField(primary_key=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=200)
    data = models.TextField(default="{}")
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(by=""), name="journal_entry_has_actor"),
            models.CheckConstraint(condition=~models.Q(verb=""), name="journal_entry_has_verb"),
        )
        indexes = (models.Index(fields=("object_kind", "object_id"), name="journal_entry_object"),)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.by} {self.verb} {self.object_kind} {self.object_id}"


class Seal(models.Model):
    """A witness that the entry of this number had this digest when the next entries were still to come."""

    sequence = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        constraints = (models.CheckConstraint(condition=~models.Q(digest=""), name="journal_seal_has_digest"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"
