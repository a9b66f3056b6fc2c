"""Pages of forms: the list, a new one, one with its versions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.flow.organisation.actors import Actor, Request, form_page, lang_of, open_to
from tongket.flow.returns.actions import forms as actions
from tongket.flow.returns.forms.designing import NameForm, NewForm
from tongket.flow.returns.queries import forms as queries
from tongket.flow.returns.views.designing.common import READERS, WRITER
from tongket.flow.returns.views.designing.showing import outline, rules_of


def _taken() -> str:
    return _("The committee has a form of this name already.")


@require_safe
@open_to(*READERS)
def forms(request: Request, actor: Actor) -> HttpResponse:
    """Forms of one's committees."""
    context = {"forms": queries.forms(actor), "committees": queries.committees_kept(actor)}
    return render(request, "returns/forms.html", context)


@form_page
@open_to(WRITER)
def new(request: Request, actor: Actor) -> HttpResponse:
    """Begin a form."""
    committees = queries.committees_kept(actor)
    form = NewForm(request.POST or None, committees=[(each.id, each.name) for each in committees])
    if form.is_valid():
        try:
            made = actions.create_form(**form.cleaned_data, by=actor, at=request.at)
        except actions.Refused:
            form.add_error("name", _taken())
        else:
            return redirect("form_draft", made)
    return render(request, "returns/form_new.html", {"form": form, "committees": committees})


@require_safe
@open_to(*READERS)
def form(request: Request, actor: Actor, id: int) -> HttpResponse:
    """A form: what the version in use asks, and what each version changed."""
    shown = queries.form(actor, id, lang_of())
    newest = shown.versions[0].content if shown.versions else None
    context = {
        "shown": shown,
        "sections": outline(newest) if newest else [],
        "rules": rules_of(newest) if newest else [],
    }
    return render(request, "returns/form.html", context)


@form_page
@open_to(WRITER)
def rename(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Give a form another name."""
    row = queries.kept_form(actor, id)
    form = NameForm(request.POST or None, initial={"name": row.name})
    if form.is_valid():
        try:
            actions.rename_form(form=id, name=form.cleaned_data["name"], by=actor, at=request.at)
        except actions.Refused:
            form.add_error("name", _taken())
        else:
            return redirect("form", id)
    context = {
        "form": form,
        "title": _("Rename the form"),
        "deed": _("Rename"),
        "back": ("form", id),
        "name": row.name,
    }
    return render(request, "returns/form_sheet.html", context)


@require_POST
@open_to(WRITER)
def begin(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Begin the draft of a new version; where there is one, go on with it."""
    try:
        actions.begin_version(form=id, by=actor, at=request.at)
    except actions.Refused:
        return redirect("form", id)
    return redirect("form_draft", id)
