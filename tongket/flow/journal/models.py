"""The journal: who did what, when; rows are added, never changed."""

from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Rows of the journal."""


class Entry(models.Model):
    """One thing done. `data` is canonical JSON: sorted keys, no blanks, so that equal facts are equal bytes."""

    sequence = models.BigAutoField(primary_key=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=200)
    data = models.TextField(default="{}")

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
