"""Pages of a lost password or telephone: the administrator's, who makes a link, and the one behind it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from tongket.flow.organisation.actions import resets as actions
from tongket.flow.organisation.actions.access import Refused
from tongket.flow.organisation.actors import Actor, Request, Role, form_page, open_to, public
from tongket.flow.organisation.forms.access import NewPasswordForm, ResetForm
from tongket.flow.organisation.queries import access
from tongket.flow.organisation.queries.resets import lost


@form_page
@open_to(Role.ADMINISTRATOR)
def offer(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Make a link for somebody who lost their password or telephone; it is shown once."""
    person = access.account(actor, id)
    form = ResetForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.make_reset(account=id, **form.asked(), by=actor, at=request.at)
        except Refused as error:
            raise Http404 from error
        link = request.build_absolute_uri(reverse("reset", args=[made.secret]))
        context = {"link": link, "expires": made.expires, "name": str(person)}
        response = render(request, "organisation/reset_made.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response
    return render(request, "organisation/reset_new.html", {"form": form, "person": person})


@sensitive_post_parameters("password", "again")
@form_page
@public
def reset(request: Request, actor: Actor, secret: str) -> HttpResponse:
    """Set the new password, drop the telephone. A link that no longer stands or never was: the same answer, nothing."""
    about = lost(secret, request.at)
    form = NewPasswordForm(request.POST or None) if about.password else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            chosen = form.cleaned_data["password"] if form else None
            actions.use_reset(secret=secret, password=chosen, by=actor, at=request.at)
        except Refused as error:
            for told in error.messages:
                form.add_error("password", told)  # type: ignore[union-attr]
        else:
            return redirect("account_login")
    response = render(request, "organisation/reset.html", {"form": form, "about": about})
    response.headers["Cache-Control"] = "no-store"
    return response
