"""What the library of sign-in asks of us: our words, secrets encrypted, and a line in the journal for each deed."""

from __future__ import annotations

from functools import wraps
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.db import transaction
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tongket.flow.organisation.actions import signing
from tongket.flow.organisation.actors import PUBLIC, Request, View
from tongket.flow.organisation.locked import lock, unlock
from tongket.flow.organisation.models import Account
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.organisation.queries.signing import second_step, username_in_any_case
from tongket.flow.organisation.templatetags.device import device

WRONG_CODE = _("This code is not right. Codes change every 30 seconds; check the clock of your telephone.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; errors in our words; who comes and goes is written down."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a little, then try again."),
        "username_password_mismatch": _("The name or the password is not right."),
    }

    def is_open_for_signup(self, request: Request) -> bool:
        """Accounts begin with an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail is sent: accounts have no addresses."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Nobody is asked again who has just signed in with all that is asked of them."""
        request = context.request
        done = get_authentication_records(request, request.user)
        fresh = bool(done) and request.at.timestamp() - done[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    @transaction.atomic
    def login(self, request: Request, user: Account) -> None:
        """A person has shown all that is asked of them."""
        super().login(request, user)
        steps = [each.get("type", each["method"]) for each in get_authentication_records(request, user)]
        _note(request, "sign in", user, how=" ".join(steps))

    @transaction.atomic
    def logout(self, request: Request) -> None:
        """A person leaves."""
        _note(request, "sign out", request.user)
        super().logout(request)

    def authentication_failed(self, request: Request, **credentials: Any) -> None:
        """A wrong name or password. What is no name of an account may be a password in the wrong field: not kept."""
        name = username_in_any_case(credentials.get("username", ""))
        signing.note(verb="fail to sign in", account=name, data={"how": "password"}, by=PUBLIC, at=request.at)

    @transaction.atomic
    def set_password(self, user: Account, password: str) -> None:
        """A person changes their password."""
        super().set_password(user, password)
        _note(context.request, "change the password", user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Errors in our words; keys of telephones are kept encrypted."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """A passkey is named as the device on which it is made, until the person names it."""
        return device(context.request.headers.get("User-Agent", ""))

    def encrypt(self, text: str) -> str:
        """What is kept of a secret."""
        return lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret."""
        return unlock(encrypted_text)


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Sessions that a person ends are written down."""

    @transaction.atomic
    def end_sessions(self, sessions: list[Any]) -> None:
        """End them."""
        super().end_sessions(sessions)
        _note(context.request, "end sessions", context.request.user, sessions=str(len(sessions)))


def changes_second_step(view: View) -> View:
    """A view of the library that sets up or removes second steps: one transaction, and in it what became of them."""

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = second_step(request.actor)
            response = view(request, *args, **kwargs)
            after = second_step(request.actor)
            for verb, kinds in (("set up a second step", after - before), ("remove a second step", before - after)):
                for kind in sorted({kind for kind, _number in kinds}):
                    _note(request, verb, request.user, kind=kind)
        return response

    return kept


def _note(request: Request, verb: str, account: Any, **data: str) -> None:
    at = request.at
    signing.note(verb=verb, account=account.username, data=data, by=actor_of(account, at.date()), at=at)
