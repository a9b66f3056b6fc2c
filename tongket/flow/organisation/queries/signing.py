"""Reading what belongs to signing in: second steps, sessions, names."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings

from tongket.flow.organisation import models
from tongket.flow.organisation.actors import Actor, NotYours, Role


def username_in_any_case(name: str) -> str:
    """The name of the account that is meant; "" where there is none."""
    return models.Account.objects.filter(username__iexact=name).values_list("username", flat=True).first() or ""


def second_step(actor: Actor) -> frozenset[tuple[str, int]]:
    """What a person has set up, recovery codes included: its kind and its number."""
    return frozenset(Authenticator.objects.filter(user=actor.account_id).values_list("type", "pk"))


def must_have_second_step(actor: Actor) -> bool:
    """Whether one of the actor's roles asks for a second step (setting TONGKET_SECOND_STEP)."""
    return actor.has(*map(Role, settings.TONGKET_SECOND_STEP))


def own_passkey(actor: Actor, id: int) -> Authenticator:
    """A passkey of the actor. Raises NotYours."""
    found = Authenticator.objects.filter(pk=id, user=actor.account_id, type=Authenticator.Type.WEBAUTHN).first()
    if found is None:
        raise NotYours(f"passkey {id}")
    return found


def own_session(actor: Actor, id: int) -> UserSession:
    """A session of the actor. Raises NotYours."""
    found = UserSession.objects.filter(pk=id, user=actor.account_id).first()
    if found is None:
        raise NotYours(f"session {id}")
    return found
