"""The page behind the link of an invitation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tongket.flow.organisation.actions import access as actions
from tongket.flow.organisation.actors import Actor, Request, form_page, public
from tongket.flow.organisation.forms.access import AcceptForm
from tongket.flow.organisation.queries.access import offered


@sensitive_post_parameters("password", "again")
@form_page
@public
def invitation(request: Request, actor: Actor, secret: str) -> HttpResponse:
    """Choose a name and a password. A link that expired, was used or never was: the same answer, nothing."""
    at = request.at
    offer = offered(secret, at)
    form = AcceptForm(request.POST or None)
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("username", "password")}
        try:
            actions.accept_invitation(secret=secret, **chosen, day=at.date(), by=actor, at=at)
        except actions.Refused as error:
            for told in error.messages or (_("This name is taken. Choose another."),):
                form.add_error(error.code, told)
        else:
            return redirect("account_login")
    response = render(request, "organisation/invitation.html", {"form": form, "offer": offer})
    response.headers["Cache-Control"] = "no-store"
    return response
