"""Reading accounts, appointments and invitations; what an actor may reach is worked out anew for each request."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongket.flow.organisation import models
from tongket.flow.organisation.actors import PUBLIC, ROLE_NAMES, Actor, Held, NotYours, Role
from tongket.flow.organisation.queries.subtrees import of_units
from tongket.flow.organisation.queries.units import line_of


def actor_of(account: models.Account, day: date) -> Actor:
    """The person of that account with the roles that they hold on that day."""
    if not account.is_active:
        return PUBLIC
    held = _standing(day).filter(account=account).order_by().values_list("role", "unit_id", "committee_id").distinct()
    return Actor(
        label=f"account:{account.username}",
        account_id=account.pk,
        held=tuple(Held(Role(role), unit, committee) for role, unit, committee in held),
        day=day,
    )


def _standing(day: date) -> QuerySet[models.Appointment]:
    return models.Appointment.objects.filter(Q(end__isnull=True) | Q(end__gt=day), start__lte=day)


def within(actor: Actor, unit: str, *roles: Role, committee: int | None = None) -> bool:
    """Whether the unit stands today under one at which the actor holds one of the roles (or is that one).

    A role for one committee counts only where that committee is asked about.
    """
    if actor.reads_all:
        return True
    if actor.day is None or not actor.units_of(*roles, committee=committee):
        return False
    return actor.holds(roles, units=line_of(unit, actor.day), committee=committee)


def lines(actor: Actor) -> frozenset[str]:
    """Keys of the actor's units, whatever the role, and of all above them today."""
    if actor.day is None:
        return frozenset()
    return frozenset(key for place in actor.units_of(*Role) for key in line_of(place, actor.day))


@dataclass(frozen=True, slots=True)
class HeldListed:
    """An appointment as a list shows it; one that comes with a seat in a committee (`by_seat`) ends with it."""

    id: int
    role: Role
    role_name: str
    unit: str
    unit_name: str
    committee_name: str
    by_seat: bool
    start: date


@dataclass(frozen=True, slots=True)
class AccountListed:
    """An account as a list shows it, with those of its appointments that the actor may see."""

    id: int
    username: str
    name: str
    is_active: bool
    held: tuple[HeldListed, ...]


def accounts_visible_to(actor: Actor) -> tuple[AccountListed, ...]:
    """Accounts with an appointment, of today or of before, at a unit that the actor administers; by name."""
    day = actor.day
    if day is None:
        return ()
    held: dict[int, list[models.Appointment]] = {}
    seen = models.Appointment.objects.filter(of_units(actor, Role.ADMINISTRATOR))
    for row in seen.select_related("account", "unit", "committee"):
        held.setdefault(row.account_id, []).append(row)
    listed = [_listed(rows[0].account, rows, day) for rows in held.values()]
    return tuple(sorted(listed, key=lambda account: (account.name.split()[-1:], account.name, account.id)))


def _listed(account: models.Account, rows: Iterable[models.Appointment], day: date) -> AccountListed:
    standing = [row for row in rows if row.start <= day and (row.end is None or row.end > day)]
    return AccountListed(account.pk, account.username, str(account), account.is_active, tuple(map(_held, standing)))


def _held(row: models.Appointment) -> HeldListed:
    role = Role(row.role)
    named = str(row.committee or "")
    return HeldListed(
        row.pk, role, str(ROLE_NAMES[role]), row.unit_id, str(row.unit), named, row.membership_id is not None, row.start
    )


def own_appointments(actor: Actor) -> tuple[HeldListed, ...]:
    """The roles that a person holds today."""
    if actor.day is None:
        return ()
    return tuple(map(_held, _standing(actor.day).filter(account=actor.account_id).select_related("unit", "committee")))


def appointment(actor: Actor, id: int) -> models.Appointment:
    """An appointment that the actor administers. Raises NotYours."""
    found = models.Appointment.objects.select_related("account").filter(pk=id).first()
    if found is None or not within(actor, found.unit_id, Role.ADMINISTRATOR):
        raise NotYours(f"appointment {id}")
    return found


def account(actor: Actor, id: int) -> models.Account:
    """An account that the actor administers: all that it holds lies within the actor's units. Raises NotYours."""
    found = models.Account.objects.filter(pk=id).first()
    units = set(models.Appointment.objects.filter(account=id).values_list("unit_id", flat=True))
    if found is None or not units or not all(within(actor, unit, Role.ADMINISTRATOR) for unit in units):
        raise NotYours(f"account {id}")
    return found


@dataclass(frozen=True, slots=True)
class InvitationListed:
    """An invitation that still stands."""

    id: int
    name: str
    role_name: str
    unit_name: str
    committee_name: str
    expires: datetime


def invitations_visible_to(actor: Actor, at: datetime) -> tuple[InvitationListed, ...]:
    """Invitations that can still be accepted, to units that the actor administers; the newest first."""
    rows = models.Invitation.objects.filter(
        of_units(actor, Role.ADMINISTRATOR), withdrawn=False, account__isnull=True, expires__gt=at
    )
    return tuple(
        InvitationListed(
            row.pk, row.full_name, str(ROLE_NAMES[Role(row.role)]), str(row.unit), str(row.committee or ""), row.expires
        )
        for row in rows.select_related("unit", "committee")
    )  # fmt: skip


def invitation(actor: Actor, id: int) -> models.Invitation:
    """An invitation, not yet accepted, to a unit that the actor administers. Raises NotYours."""
    found = models.Invitation.objects.filter(pk=id, account__isnull=True).first()
    if found is None or not within(actor, found.unit_id, Role.ADMINISTRATOR):
        raise NotYours(f"invitation {id}")
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """What an invitation offers to whoever opens its link."""

    name: str
    role_name: str
    unit_name: str
    committee_name: str
    expires: datetime


def link_digest(secret: str) -> str:
    """What is kept of a link's secret. It is long and random: no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def offered(secret: str, at: datetime) -> Offered:
    """The invitation behind a link. Raises NotYours where it no longer stands."""
    rows = models.Invitation.objects.select_related("unit", "committee")
    row = rows.filter(secret_digest=link_digest(secret)).first()
    if row is None or row.withdrawn or row.account_id is not None or row.expires <= at:
        raise NotYours("invitation")
    role_name = str(ROLE_NAMES[Role(row.role)])
    return Offered(row.full_name, role_name, str(row.unit), str(row.committee or ""), row.expires)
