"""Whoever must have a second step sets it up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from tongket.flow.organisation.actors import Request
from tongket.flow.organisation.queries.signing import must_have_second_step, second_step

# What they need for that, and the way out.
_OPEN = {
    "account_logout",
    "account_reauthenticate",
    "language",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
}


class SecondStepFirst:
    """Sends people whose role asks for a second step to the page that sets it up, until it is done."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: Request, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Nothing, or the way to that page."""
        asked = request.second_step_asked = must_have_second_step(request.actor)  # type: ignore[attr-defined]
        name = request.resolver_match.url_name if request.resolver_match else None
        if not asked or name in _OPEN or second_step(request.actor):
            return None
        return redirect("mfa_activate_totp")
