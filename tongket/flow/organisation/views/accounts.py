"""Pages of administrators: accounts within their units, what these may do, invitations."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.core.units.finding import UnitNotFound
from tongket.flow.organisation.actions import access as actions
from tongket.flow.organisation.actors import Actor, Request, Role, form_page, open_to
from tongket.flow.organisation.forms.access import AppointForm, InviteForm
from tongket.flow.organisation.queries import access, unit_named
from tongket.flow.organisation.queries.committees import CommitteeListed, committees_given_by


@require_safe
@open_to(Role.ADMINISTRATOR)
def accounts(request: Request, actor: Actor) -> HttpResponse:
    """All accounts within the administrator's units, and invitations that stand."""
    at = request.at
    context = {
        "accounts": access.accounts_visible_to(actor),
        "invitations": access.invitations_visible_to(actor, at),
        "own": actor.account_id,
    }
    return render(request, "organisation/accounts.html", context)


@form_page
@open_to(Role.ADMINISTRATOR)
def invite(request: Request, actor: Actor) -> HttpResponse:
    """Invite a person; the link is shown once."""
    known = committees_given_by(actor)
    form = InviteForm(request.POST or None, committees=_choices(known))
    if form.is_valid() and (unit := _unit_of(request, form, actor, known)):
        made = actions.invite(
            full_name=form.cleaned_data["full_name"], role=form.cleaned_data["role"], unit=unit,
            committee=form.cleaned_data["committee"], by=actor, at=request.at,
        )  # fmt: skip
        link = request.build_absolute_uri(reverse("invitation", args=[made.secret]))
        context = {"link": link, "expires": made.expires, "name": form.cleaned_data["full_name"]}
        response = render(request, "organisation/invited.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response
    return render(request, "organisation/invite.html", {"form": form})


@form_page
@open_to(Role.ADMINISTRATOR)
def appoint(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Give an account one more role."""
    person = access.account(actor, id)
    known = committees_given_by(actor)
    form = AppointForm(request.POST or None, committees=_choices(known))
    if form.is_valid() and (unit := _unit_of(request, form, actor, known)):
        at = request.at
        chosen = {name: form.cleaned_data[name] for name in ("role", "committee")}
        try:
            actions.appoint(account=id, **chosen, unit=unit, day=at.date(), by=actor, at=at)
        except actions.Refused:
            form.add_error("role", _("This person holds that role there already."))
        else:
            return redirect("accounts")
    return render(request, "organisation/appoint.html", {"form": form, "person": person})


@require_POST
@open_to(Role.ADMINISTRATOR)
def end_appointment(request: Request, actor: Actor, id: int) -> HttpResponse:
    """End a role from today on."""
    at = request.at
    return _done(lambda: actions.end_appointment(id=id, day=at.date(), by=actor, at=at))


@require_POST
@open_to(Role.ADMINISTRATOR)
def close(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Close an account."""
    at = request.at
    return _done(lambda: actions.close_account(id=id, by=actor, at=at))


@require_POST
@open_to(Role.ADMINISTRATOR)
def withdraw(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Withdraw an invitation."""
    at = request.at
    return _done(lambda: actions.withdraw_invitation(id=id, by=actor, at=at))


def _done(deed: Callable[[], None]) -> HttpResponse:
    """Back to the list; what is refused was not offered there."""
    try:
        deed()
    except actions.Refused as error:
        raise Http404 from error
    return redirect("accounts")


def _choices(committees: Iterable[CommitteeListed]) -> list[tuple[int, str]]:
    return [(each.id, f"{each.name} ({each.unit_name})") for each in committees]


def _unit_of(request: Request, form: forms.Form, actor: Actor, committees: Iterable[CommitteeListed]) -> str | None:
    """The key of the unit that the form names, where the actor administers it; else None, and the form says why."""
    words = form.cleaned_data["unit"]
    sits_at = next((each.unit for each in committees if each.id == form.cleaned_data["committee"]), None)
    if sits_at and not words:
        return sits_at
    near: tuple[str, ...] = ()
    try:
        unit = unit_named(words, request.at.date())
        if sits_at not in (None, unit):
            form.add_error("unit", _("The committee is one of another unit: leave the unit out."))
            return None
        if access.within(actor, unit, Role.ADMINISTRATOR):
            return unit
    except UnitNotFound as error:
        near = tuple(name for name in error.near if "(" not in name)  # not those of former units
    told = _("You administer no unit of this name.")
    form.add_error("unit", f"{told} {_('Near to it: %(names)s.') % {'names': '; '.join(near)}}" if near else told)
    return None
