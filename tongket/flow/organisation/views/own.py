"""The page of one's own account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongket.flow.organisation.actors import Actor, Role, signed_in
from tongket.flow.organisation.queries.access import own_appointments


@require_safe
@signed_in
def account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who I am, what I may do, and where to change my password and second factor."""
    return render(
        request,
        "organisation/account.html",
        {"held": own_appointments(actor), "administers": bool(actor.units_of(Role.ADMINISTRATOR))},
    )
