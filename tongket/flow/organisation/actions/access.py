"""Inviting people, giving and ending what they may do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tongket.core.text import squeeze
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import COMMITTEE_ROLES, Actor, NotYours, Role
from tongket.flow.organisation.models import Account, Appointment, Committee, Invitation, Unit
from tongket.flow.organisation.queries import access

STANDS_FOR = timedelta(days=7)


class Refused(Exception):
    """The action cannot be done; `code` says why, for "username" and "password" with `messages`.

    The others are "own", "held", "role" and "seat".
    """

    def __init__(self, code: str, messages: tuple[str, ...] = ()) -> None:
        self.code = code
        self.messages = messages
        super().__init__(code, *messages)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the secret of its link, which is shown now and never again."""

    id: int
    secret: str
    expires: datetime


@transaction.atomic
def invite(*, full_name: str, role: Role, unit: str, committee: int | None = None, by: Actor, at: datetime) -> Invited:
    """Offer an account with a role at a unit that the inviter administers, for one committee of it or for all.

    It stands for seven days. Raises NotYours for another unit or a committee of another unit, Refused("role") where the
    role is none of a committee.
    """
    _must_administer(by, unit)
    _must_fit(role, unit, committee)
    secret = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        secret_digest=access.link_digest(secret), full_name=squeeze(full_name), role=role,
        unit_id=unit, committee_id=committee, by=by.label, at=at, expires=at + STANDS_FOR,
    )  # fmt: skip
    _record("invite", "invitation", made.pk, by, at, {"name": made.full_name, **_place(role, unit, committee)})
    return Invited(made.pk, secret, made.expires)


@transaction.atomic
def withdraw_invitation(*, id: int, by: Actor, at: datetime) -> None:
    """Take an invitation back: its link leads nowhere. Raises NotYours."""
    found = access.invitation(by, id)
    found.withdrawn = True
    found.save(update_fields=["withdrawn"])
    _record("withdraw", "invitation", found.pk, by, at, {})


@transaction.atomic
def accept_invitation(*, secret: str, username: str, password: str, day: date, by: Actor, at: datetime) -> Account:
    """Make the account that was offered, with its role from `day` on.

    Raises NotYours where the invitation no longer stands, Refused for a name that is taken or a password that is
    too weak, with the reasons.
    """
    found = Invitation.objects.select_for_update().filter(secret_digest=access.link_digest(secret)).first()
    if found is None:
        raise NotYours("invitation")
    access.offered(secret, at)  # asked once the row is held, since another may have accepted it meanwhile
    account = Account(username=username, full_name=found.full_name, date_joined=at)
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused("username")
    try:
        account.full_clean(exclude=["password"])
        validate_password(password, account)
    except ValidationError as error:
        code = "username" if hasattr(error, "error_dict") else "password"
        raise Refused(code, tuple(error.messages)) from error
    account.set_password(password)
    account.save()
    found.account = account
    found.save(update_fields=["account"])
    Appointment.objects.create(
        account=account, role=found.role, unit_id=found.unit_id, committee_id=found.committee_id, start=day
    )
    whose = Actor(label=f"account:{username}", account_id=account.pk)
    place = _place(Role(found.role), found.unit_id, found.committee_id)
    _record("accept", "invitation", found.pk, whose, at, place)
    return account


@transaction.atomic
def appoint(
    *, account: int, role: Role, unit: str, committee: int | None = None, day: date, by: Actor, at: datetime
) -> Appointment:
    """Give an account one more role. Raises NotYours beyond the actor's units.

    Raises Refused("held") where the role is held, Refused("role") where it is none of a committee and one is named.
    """
    person = access.account(by, account)
    _must_administer(by, unit)
    _must_fit(role, unit, committee)
    standing = Appointment.objects.filter(account=person, role=role, end__isnull=True, membership__isnull=True)
    if standing.filter(unit=unit, committee=committee).exists():
        raise Refused("held")
    made = Appointment.objects.create(account=person, role=role, unit_id=unit, committee_id=committee, start=day)
    _record("appoint", "account", person.username, by, at, _place(role, unit, committee))
    return made


@transaction.atomic
def end_appointment(*, id: int, day: date, by: Actor, at: datetime) -> None:
    """End a role: from `day` on it is not held. Raises NotYours; Refused("own") for one's own administration.

    Raises Refused("seat") for a role that comes with a seat in a committee, and ends with it.
    """
    found = access.appointment(by, id)
    if found.role == Role.ADMINISTRATOR and found.account_id == by.account_id:
        raise Refused("own")
    if found.membership_id is not None:
        raise Refused("seat")
    found.end = max(day, found.start)
    found.save(update_fields=["end"])
    _record("end", "appointment", found.pk, by, at, {"account": found.account.username, "role": found.role})


@transaction.atomic
def close_account(*, id: int, by: Actor, at: datetime) -> None:
    """Let nobody sign in with this account any more; what it did stays. Raises NotYours; Refused for one's own."""
    found = access.account(by, id)
    if found.pk == by.account_id:
        raise Refused("own")
    found.is_active = False
    found.save(update_fields=["is_active"])
    _record("close", "account", found.username, by, at, {})


def _must_administer(by: Actor, unit: str) -> None:
    if not Unit.objects.filter(pk=unit).exists() or not access.within(by, unit, Role.ADMINISTRATOR):
        raise NotYours(f"unit {unit}")


def _must_fit(role: Role, unit: str, committee: int | None) -> None:
    if committee is None:
        return
    if role not in COMMITTEE_ROLES:
        raise Refused("role")
    if not Committee.objects.filter(pk=committee, unit=unit).exists():
        raise NotYours(f"committee {committee}")


def _place(role: Role, unit: str, committee: int | None) -> dict[str, str]:
    named = {} if committee is None else {"committee": str(committee)}
    return {"role": role.value, "unit": unit, **named}


def _record(verb: str, kind: str, id: object, by: Actor, at: datetime, data: dict[str, str]) -> None:
    record(by=by.label, at=at, verb=verb, kind=kind, id=str(id), data=data)
