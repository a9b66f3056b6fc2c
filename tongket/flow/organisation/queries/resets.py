"""Reading links of those who lost their password or their telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongket.flow.organisation import models
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries.access import account, link_digest


@dataclass(frozen=True, slots=True)
class Lost:
    """What a link is for: whose account it is, and what is set anew."""

    name: str
    username: str
    password: bool
    second_step: bool
    expires: datetime


def lost(secret: str, at: datetime) -> Lost:
    """What stands behind a link. Raises NotYours where it no longer stands or the account is closed."""
    row = models.Reset.objects.select_related("account").filter(secret_digest=link_digest(secret)).first()
    if row is None or row.closed or row.expires <= at or not row.account.is_active:
        raise NotYours("reset")
    return Lost(str(row.account), row.account.username, row.password, row.second_step, row.expires)


def account_named(actor: Actor, username: str) -> int:
    """The number of an account that the actor administers, by its name in any case. Raises NotYours."""
    found = models.Account.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    if found is None:
        raise NotYours(f"account {username}")
    return account(actor, found).pk
