"""Pages of committees: the list, one with its members on a day, setting up, seating, ending."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongket.core.units.finding import UnitNotFound
from tongket.flow.organisation.actions import committees as actions
from tongket.flow.organisation.actors import Actor, NotYours, Request, Role, form_page, open_to, signed_in
from tongket.flow.organisation.forms.committees import CloseForm, CommitteeForm, EndForm, LinkForm, MemberForm
from tongket.flow.organisation.queries import access, unit_named
from tongket.flow.organisation.queries import committees as queries

_NOT_THEIRS = gettext_lazy("This account holds roles beyond your units: ask the administrator above.")


@require_safe
@signed_in
def committees(request: Request, actor: Actor) -> HttpResponse:
    """Committees of one's own units, above and below them."""
    context = {
        "committees": queries.committees_visible_to(actor),
        "may_set_up": bool(actor.units_of(*queries.KEEPERS)),
    }
    return render(request, "organisation/committees.html", context)


@require_safe
@signed_in
def committee(request: Request, actor: Actor, id: int) -> HttpResponse:
    """A committee and who sat in it on a day, today by default."""
    today = request.at.date()
    try:
        day = date.fromisoformat(request.GET.get("day") or today.isoformat())
    except ValueError:
        day = today
    shown = queries.committee(actor, id, day)
    context = {"shown": shown, "links": shown.kept_by_actor and actor.has(Role.ADMINISTRATOR)}
    return render(request, "organisation/committee.html", context)


@form_page
@open_to(*queries.KEEPERS)
def set_up(request: Request, actor: Actor) -> HttpResponse:
    """Make a committee. Whose role is for one committee only makes no other."""
    if not actor.units_of(*queries.KEEPERS):
        raise Http404
    parents = [
        (each.id, f"{each.name} ({each.unit_name})") for each in queries.committees_visible_to(actor) if not each.end
    ]
    form = CommitteeForm(request.POST or None, parents=parents)
    if form.is_valid():
        values = form.cleaned_data
        try:
            unit = unit_named(values.pop("unit"), request.at.date())
            made = actions.set_up_committee(unit=unit, **values, by=actor, at=request.at)
        except (UnitNotFound, NotYours):
            form.add_error("unit", _("You keep no committees at a unit of this name."))
        except actions.Refused:
            form.add_error("name", _("The unit has a committee of this name already."))
        else:
            return redirect("committee", made)
    return render(request, "organisation/committee_new.html", {"form": form})


@form_page
@open_to(*queries.KEEPERS)
def seat(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Put a member on the list."""
    about = queries.kept_committee(actor, id)
    form = MemberForm(request.POST or None, accounts=_accounts(actor))
    if form.is_valid():
        try:
            actions.seat_member(committee=id, **form.cleaned_data, by=actor, at=request.at)
        except actions.Refused as error:
            told = {
                "start": ("start", _("The committee was set up later than that.")),
                "head": ("seat", _("The committee has a head: end that seat first.")),
                "member": ("full_name", _("This person sits there by that post already.")),
            }
            form.add_error(*told[error.code])
        except NotYours:
            form.add_error("account", _NOT_THEIRS)
        else:
            return redirect("committee", id)
    return render(request, "organisation/member_new.html", {"form": form, "about": about})


@form_page
@open_to(*queries.KEEPERS)
def end(request: Request, actor: Actor, id: int) -> HttpResponse:
    """End a seat."""
    member = queries.kept_membership(actor, id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            there = actions.end_membership(id=id, **form.cleaned_data, by=actor, at=request.at)
        except actions.Refused:
            form.add_error("day", _("The seat began later than that."))
        else:
            return redirect("committee", there)
    return render(request, "organisation/member_end.html", {"form": form, "member": member})


@form_page
@open_to(Role.ADMINISTRATOR)
def link(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Say which account a member signs in with."""
    member = queries.kept_membership(actor, id)
    form = LinkForm(request.POST or None, accounts=_accounts(actor))
    if form.is_valid():
        at = request.at
        try:
            there = actions.link_member(id=id, account=form.cleaned_data["account"], by=actor, at=at)
        except actions.Refused:
            form.add_error("account", _("This member has an account already."))
        except NotYours:
            form.add_error("account", _NOT_THEIRS)
        else:
            return redirect("committee", there)
    return render(request, "organisation/member_account.html", {"form": form, "member": member})


@form_page
@open_to(*queries.KEEPERS)
def close(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Close a committee."""
    about = queries.kept_committee(actor, id)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.close_committee(id=id, **form.cleaned_data, by=actor, at=request.at)
        except actions.Refused:
            form.add_error("day", _("The committee or one of its seats began later than that."))
        else:
            return redirect("committees")
    return render(request, "organisation/committee_close.html", {"form": form, "about": about})


def _accounts(actor: Actor) -> list[tuple[int, str]]:
    """The accounts that the actor administers, as choices."""
    known = access.accounts_visible_to(actor)
    return [(each.id, f"{each.name} ({each.username})") for each in known if each.is_active]
