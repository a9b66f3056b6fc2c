"""The page of a draft: all that the form asks, one-click steps, and issuing it as a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.core.forms import editing
from tongket.core.forms.model import FormContent, WrongForm
from tongket.core.forms.soundness import form_fault_text
from tongket.core.forms.versions import changes, fault_text, fillable, same_count
from tongket.core.forms.wording import cell_name
from tongket.core.text import whole_number
from tongket.flow.organisation.actors import Actor, Request, form_page, lang_of, open_to
from tongket.flow.returns.actions import forms as actions
from tongket.flow.returns.forms.designing import MappingForm
from tongket.flow.returns.queries import forms as queries
from tongket.flow.returns.views.designing.common import WRITER
from tongket.flow.returns.views.designing.showing import outline, rules_of


@require_safe
@open_to(WRITER)
def draft(request: Request, actor: Actor, id: int) -> HttpResponse:
    """All that the draft asks, beside what a unit will see."""
    shown = queries.draft(actor, id)
    told = {"removed": _("Taken out. “Undo” brings it back."), "undone": _("The last step is undone.")}
    context = {
        "draft": shown,
        "sections": outline(shown.content),
        "rules": rules_of(shown.content),
        "faults": [form_fault_text(fault, shown.content, lang_of()) for fault in shown.faults],
        "told": told.get(request.GET.get("done", ""), ""),
    }
    return render(request, "returns/form_draft.html", context)


@require_POST
@open_to(WRITER)
def step(request: Request, actor: Actor, id: int) -> HttpResponse:
    """One click: up, down, out, or back. `do` is the step, `key` what it is about."""
    verb, key = request.POST.get("do", ""), request.POST.get("key", "")
    done, place = "", key
    if verb == "undo":
        actions.undo_edit(form=id, by=actor, at=request.at)
        done, place = "undone", ""
    else:
        change = _STEPS.get(verb)
        if change is None:
            raise Http404
        edit = actions.Edit(f"move {verb}" if verb in _MOVES else verb, key, lambda content, used: change(content, key))
        try:
            actions.edit_draft(form=id, edit=edit, by=actor, at=request.at)
        except WrongForm:  # somebody else took it out meanwhile: the page shows what is there
            place = ""
        if verb.startswith("remove"):
            done, place = "removed", ""
    where = f"#at-{place}" if place else ""
    return redirect(f"{reverse('form_draft', args=[id])}{f'?done={done}' if done else ''}{where}")


def _without_rule(content: FormContent, number: str) -> FormContent:
    return editing.without_rule(content, whole_number(number) or 0)


_MOVES = ("up", "down")
_STEPS: Mapping[str, Callable[[FormContent, str], FormContent]] = {
    "up": partial(editing.moved, by=-1),
    "down": partial(editing.moved, by=1),
    "remove section": editing.without_section,
    "remove indicator": editing.without_entry,
    "remove text": editing.without_narrative,
    "remove rule": _without_rule,
}


@form_page
@open_to(WRITER)
def issue(request: Request, actor: Actor, id: int) -> HttpResponse:
    """What the version changes and where old cells go; then it is put into use."""
    shown = queries.draft(actor, id)
    if shown.faults:
        return redirect("form_draft", id)
    form = MappingForm(request.POST or None, cells=_cells(shown))
    wrong: list[str] = []
    if form.is_valid():
        if request.POST.get("stamp") != shown.stamp:
            wrong = [_("Somebody changed the draft meanwhile: look over it once more.")]
        else:
            try:
                actions.issue_form(form=id, mapping=form.mapping(), by=actor, at=request.at)
            except actions.Refused as refused:
                before = shown.before or shown.content
                wrong = [fault_text(fault, before, shown.content, lang_of()) for fault in refused.faults]
            else:
                return redirect("form", id)
    mapping = form.mapping() if form.is_bound and form.is_valid() else shown.mapping
    told = changes(shown.before, shown.content, mapping, lang_of()) if shown.before else ()
    context = {"draft": shown, "form": form, "told": told, "wrong": wrong, "sections": outline(shown.content)}
    return render(request, "returns/form_issue.html", context)


def _cells(shown: queries.DraftShown) -> list[tuple[str, str, str | None, list[tuple[str, str]]]]:
    """Cells that lost their place: key, name, proposed place, and the places that count the same."""
    if shown.before is None:
        return []
    before, after, lang = fillable(shown.before), fillable(shown.content), lang_of()
    return [
        (
            key, cell_name(shown.before, key, lang), shown.mapping.get(key),
            [
                (place, cell_name(shown.content, place, lang))
                for place in after if place not in before and same_count(before[key], after[place])
            ],
        )
        for key in queries.cells_to_place(shown)
    ]  # fmt: skip


@form_page
@open_to(WRITER)
def discard(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Throw the draft away, once more asked."""
    shown = queries.draft(actor, id)
    wrong = ""
    if request.method == "POST":
        try:
            stays = actions.discard_draft(form=id, by=actor, at=request.at)
        except actions.Refused:
            wrong = _("A regime rests on this form: issue it, or end the regime.")
        else:
            return redirect("form", id) if stays else redirect("forms")
    return render(request, "returns/form_discard.html", {"draft": shown, "wrong": wrong})
