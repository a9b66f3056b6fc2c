"""Signing in and out, passwords, second steps, sessions: what is done, and what the library did is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.locked import renew
from tongket.flow.organisation.queries.signing import own_session


@transaction.atomic
def note(*, verb: str, account: str, data: Mapping[str, str] | None = None, by: Actor, at: datetime) -> None:
    """Write down a deed of the library of sign-in; called in its transaction. `account` is "" for an unknown name."""
    record(by=by.label, at=at, verb=verb, kind="account", id=account, data=data)


@transaction.atomic
def end_session(*, id: int, by: Actor, at: datetime) -> None:
    """Sign out on another device, or on this one. Raises NotYours for a session of somebody else."""
    found = own_session(by, id)
    username = found.user.username
    found.end()
    note(verb="end sessions", account=username, data={"sessions": "1"}, by=by, at=at)


@transaction.atomic
def renew_secrets(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Encrypt secrets of second steps anew with the present key; how many, and how many no key opens.

    After that former keys (SECRET_KEY_FALLBACKS) are no longer needed for them.
    """
    renewed = failed = 0
    for row in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        try:
            row.data = {**row.data, **{name: _renewed(row.data[name]) for name in _SECRET & row.data.keys()}}
        except InvalidToken:
            failed += 1
        else:
            row.save(update_fields=["data"])
            renewed += 1
    data = {"renewed": renewed, "failed": failed}
    record(by=by.label, at=at, verb="renew secrets", kind="second steps", id="all", data=data)
    return renewed, failed


# What the library keeps locked in `Authenticator.data`: keys of telephones, seeds or lists of recovery codes.
_SECRET = frozenset({"secret", "seed", "migrated_codes"})


def _renewed(value: str | list[str]) -> str | list[str]:
    return [renew(each) for each in value] if isinstance(value, list) else renew(value)
