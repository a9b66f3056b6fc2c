"""Who may do what, where, from when to when; and invitations to become one of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongket.flow.organisation.actors import COMMITTEE_ROLES, ROLE_NAMES, Role
from tongket.flow.organisation.models.account import Account
from tongket.flow.organisation.models.committee import Committee, Membership
from tongket.flow.organisation.models.unit import Unit

ROLES = [(role.value, role.value) for role in Role]


def _committee_fits_role(name: str) -> models.CheckConstraint:
    of_committees = [role.value for role in COMMITTEE_ROLES]
    return models.CheckConstraint(condition=Q(committee__isnull=True) | Q(role__in=of_committees), name=name)


class Appointment(models.Model):
    """An account holds a role at a unit and all below it from `start` to before `end`; never deleted, only ended.

    With a committee, which is one of that unit, the role counts for that committee only. A role that comes with a seat
    there (`membership`) has the dates of the seat.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=ROLES)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_column="unit_key")
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    membership = models.OneToOneField(Membership, models.PROTECT, null=True, related_name="appointment")
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        ordering = ("start", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="appointment_known_role"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="appointment_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=("account", "role", "unit"),
                condition=Q(end__isnull=True, committee__isnull=True),
                name="appointment_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("account", "role", "committee"),
                condition=Q(end__isnull=True, committee__isnull=False, membership__isnull=True),
                name="appointment_once_for_a_committee",
            ),
            _committee_fits_role("appointment_committee_fits_role"),
            models.CheckConstraint(
                condition=Q(membership__isnull=True)
                | Q(committee__isnull=False, role__in=[Role.MEMBER.value, Role.CHAIR.value]),
                name="appointment_of_a_seat_is_of_its_committee",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account}: {ROLE_NAMES[Role(self.role)]}, {self.unit_id}"


class Invitation(models.Model):
    """The offer of an account with a first role. Only the digest of the link's secret is kept."""

    secret_digest = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=ROLES)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_column="unit_key")
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    expires = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="invitation")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(full_name=""), name="invitation_has_name"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="invitation_known_role"),
            _committee_fits_role("invitation_committee_fits_role"),
            models.CheckConstraint(condition=Q(expires__gt=F("at")), name="invitation_expires_later"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(account__isnull=True), name="invitation_accepted_or_withdrawn"
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name}: {self.role}, {self.unit_id}"
