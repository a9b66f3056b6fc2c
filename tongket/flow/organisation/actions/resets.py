"""A new way in for those who lost their password or their telephone."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tongket.flow.journal.actions import record
from tongket.flow.organisation.actions.access import Invited, Refused
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.models import Reset
from tongket.flow.organisation.queries import access
from tongket.flow.organisation.queries.resets import lost

STANDS_FOR = timedelta(hours=24)


@transaction.atomic
def make_reset(*, account: int, password: bool, second_step: bool, by: Actor, at: datetime) -> Invited:
    """A link by which a person sets a new password, drops a lost telephone, or both; it serves once, for a day.

    A link made before becomes void. Nothing else changes until the person uses it. Raises NotYours for an account that
    the actor does not administer; Refused("own") for one's own, Refused("closed") for a closed one, Refused("nothing").
    """
    person = access.account(by, account)
    if person.pk == by.account_id:
        raise Refused("own")
    if not person.is_active:
        raise Refused("closed")
    if not (password or second_step):
        raise Refused("nothing")
    Reset.objects.filter(account=person, closed=False).update(closed=True)
    secret = secrets.token_urlsafe(32)
    made = Reset.objects.create(
        secret_digest=access.link_digest(secret), account=person, password=password, second_step=second_step,
        by=by.label, at=at, expires=at + STANDS_FOR,
    )  # fmt: skip
    data = {"reset": str(made.pk), "password": password, "second_step": second_step}
    record(by=by.label, at=at, verb="offer a reset", kind="account", id=person.username, data=data)
    return Invited(made.pk, secret, made.expires)


@transaction.atomic
def use_reset(*, secret: str, password: str | None, by: Actor, at: datetime) -> None:
    """Do what the link is for, and end all sessions of the account.

    `password` is the new one where the link is for one, else it is not looked at. Raises NotYours where the link no
    longer stands, Refused("password") with the reasons for one that is too weak or missing.
    """
    found = Reset.objects.select_for_update().filter(secret_digest=access.link_digest(secret)).first()
    if found is None:
        raise NotYours("reset")
    lost(secret, at)  # asked once the row is held, since it may have been used meanwhile
    person = found.account
    if found.password:
        try:
            validate_password(password or "", person)
        except ValidationError as error:
            raise Refused("password", tuple(error.messages)) from error
        person.set_password(password)
        person.save(update_fields=["password"])
    if found.second_step:
        Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    found.closed = True
    found.save(update_fields=["closed"])
    whose = Actor(label=f"account:{person.username}", account_id=person.pk)
    data = {"reset": str(found.pk), "password": found.password, "second_step": found.second_step}
    record(by=whose.label, at=at, verb="use a reset", kind="account", id=person.username, data=data)
