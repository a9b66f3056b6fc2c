"""Links for those who lost their password or their telephone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongket.flow.organisation.models.account import Account


class Reset(models.Model):
    """A link that serves once: it sets a new password, drops the second step, or both. Only its digest is kept."""

    secret_digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="resets")
    password = models.BooleanField()
    second_step = models.BooleanField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    expires = models.DateTimeField()
    closed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(password=True) | Q(second_step=True), name="reset_of_something"),
            models.CheckConstraint(condition=Q(expires__gt=F("at")), name="reset_expires_later"),
            models.UniqueConstraint(fields=("account",), condition=Q(closed=False), name="reset_one_open_each"),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.at}"
