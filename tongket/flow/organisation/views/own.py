"""The page of one's own account."""

from __future__ import annotations

from allauth.mfa.webauthn.views import remove_webauthn
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tongket.flow.organisation.actions import signing
from tongket.flow.organisation.actors import Actor, Request, Role, signed_in
from tongket.flow.organisation.adapters import changes_second_step
from tongket.flow.organisation.queries.access import own_appointments
from tongket.flow.organisation.queries.signing import own_passkey


@require_safe
@signed_in
def account(request: Request, actor: Actor) -> HttpResponse:
    """Who I am, what I may do, and where to change my password and second factor."""
    context = {
        "held": own_appointments(actor),
        "administers": actor.has(Role.ADMINISTRATOR),
        "audits": actor.has(Role.AUDITOR),
    }
    return render(request, "organisation/account.html", context)


@require_POST
@signed_in
def end_session(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Sign out on one device."""
    signing.end_session(id=id, by=actor, at=request.at)
    return redirect("usersessions_list")


_remove = changes_second_step(remove_webauthn)


@signed_in
def remove_passkey(request: Request, actor: Actor, pk: int) -> HttpResponseBase:
    """Remove a passkey."""
    own_passkey(actor, pk)  # before the library asks for the password, which would tell that there is one
    return _remove(request, pk=pk)
