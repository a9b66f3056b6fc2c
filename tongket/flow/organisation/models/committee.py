"""Steering committees: at which unit, in which field, and who was a member from when to when, by which decision."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongket.flow.organisation.actors import Seat
from tongket.flow.organisation.models.unit import Unit


def _ends_by_a_decision(name: str) -> models.CheckConstraint:
    """Both or neither, and not before the start; "not null" is said aloud, since an unknown condition is not broken."""
    ended = Q(end__isnull=False, end__gte=F("start")) & ~Q(ended_by="")
    return models.CheckConstraint(condition=Q(end__isnull=True, ended_by="") | ended, name=name)


class Committee(models.Model):
    """People of several bodies who direct one field at a unit; `parent` is the committee of the same field above.

    It works from `start` to before `end`, both by a decision; it is never deleted.
    """

    name = models.CharField(max_length=300)
    field = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_column="unit_key")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    start = models.DateField()
    decision = models.CharField(max_length=100)
    end = models.DateField(null=True)
    ended_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(field="") & ~Q(decision=""), name="committee_has_name_field_decision"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="committee_not_above_itself"
            ),
            _ends_by_a_decision("committee_ends_later_by_a_decision"),
            models.UniqueConstraint(
                fields=("unit", "name"), condition=Q(end__isnull=True), name="committee_once_at_a_unit"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person sits in a committee by their post, from `start` to before `end`, by a decision; never deleted.

    Members sit by office: who takes over the post takes the seat by a new row, and the old one ends. A member who signs
    in holds the role of the seat for that committee as long as they sit (`Appointment.membership`).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="memberships")
    full_name = models.CharField(max_length=200)
    post = models.CharField(max_length=300)
    seat = models.CharField(max_length=20, choices=[(seat.value, seat.value) for seat in Seat])
    start = models.DateField()
    end = models.DateField(null=True)
    decision = models.CharField(max_length=100)
    ended_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("start", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(seat__in=[seat.value for seat in Seat]), name="membership_known_seat"),
            models.CheckConstraint(
                condition=~Q(full_name="") & ~Q(post="") & ~Q(decision=""), name="membership_has_name_post_decision"
            ),
            _ends_by_a_decision("membership_ends_later_by_a_decision"),
            models.UniqueConstraint(
                fields=("committee",),
                condition=Q(end__isnull=True, seat=Seat.HEAD.value),
                name="membership_one_head_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("committee", "full_name", "post"),
                condition=Q(end__isnull=True),
                name="membership_one_seat_each",
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name}, {self.post}"
