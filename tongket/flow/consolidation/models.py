"""What a committee's secretary writes in place of the words of the units: every revision is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongket.core.forms.model import Part
from tongket.flow.returns.models import Round


class PeriodText(models.Model):
    """One revision of the committee's own words for one part of a round's report; an empty one takes them back."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=[(part.value, part.value) for part in Part])
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("round", "part", "number")
        constraints = (
            models.UniqueConstraint(fields=("round", "part", "number"), name="period_text_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="period_text_counts_from_1"),
            models.CheckConstraint(condition=Q(part__in=[part.value for part in Part]), name="period_text_known_part"),
        )

    def __str__(self) -> str:
        return f"{self.round}, {self.part}, revision {self.number}"
