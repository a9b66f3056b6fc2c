"""Pages of the library of indicators."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.core.forms.definitions import MEASURES
from tongket.core.forms.wording import category_word
from tongket.flow.organisation.actors import Actor, Request, form_page, lang_of, open_to
from tongket.flow.returns.actions import library as actions
from tongket.flow.returns.forms.library import KINDS, OVER_UNITS, IndicatorForm, kept_measure
from tongket.flow.returns.queries import library as queries
from tongket.flow.returns.views.designing.common import READERS, WRITER


def described(listed: queries.LibraryListed) -> dict[str, object]:
    """An indicator as lists and pickers show it: name, measure, what it tells, its categories."""
    indicator = listed.entry.indicator
    categories = [
        (category_word(name, lang_of()), ", ".join(category_word(value, lang_of()) for value in values))
        for name, values in listed.entry.asked.categories.items()
    ]
    return {
        "id": listed.id, "key": indicator.id, "name": listed.name, "meaning": listed.meaning,
        "retired": listed.retired, "formula": indicator.formula, "categories": categories,
        "measure": indicator.unit_words.get(lang_of()) or indicator.unit_of_measure,
        "kind": "" if indicator.formula else str(KINDS.get(indicator.kind, "")).partition(":")[0],
        "adds": str(OVER_UNITS.get(indicator.over_units, "")).partition(":")[0],
    }  # fmt: skip


@require_safe
@open_to(*READERS)
def library(request: Request, actor: Actor) -> HttpResponse:
    """Indicators that all committees share."""
    words, retired = request.GET.get("q", "")[:100], bool(request.GET.get("retired"))
    context = {
        "words": words,
        "retired": retired,
        "indicators": [described(each) for each in queries.library(actor, words, retired=retired)],
        "keeps": bool(queries.administrations_kept(actor)),
    }
    return render(request, "returns/library.html", context)


@form_page
@open_to(WRITER)
def add(request: Request, actor: Actor) -> HttpResponse:
    """Define an indicator."""
    kept = queries.administrations_kept(actor)
    form = IndicatorForm(request.POST or None, initial={"kind": "stock"})
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_indicator(
                administration=kept[0], entry=said["entry"], meaning=said["meaning"], by=actor, at=request.at
            )  # fmt: skip
        except actions.Refused:
            form.add_error("name", _("The library has an indicator of this name already."))
        else:
            return redirect("library")
    return render(request, "returns/library_indicator.html", {"form": form, "measures": MEASURES, "shown": None})


@form_page
@open_to(*READERS)
def indicator(request: Request, actor: Actor, id: int) -> HttpResponse:
    """An indicator; who keeps the library changes it for forms to come."""
    found = queries.indicator(actor, id)
    keeps = found.administration in queries.administrations_kept(actor)
    computed = bool(found.entry.indicator.formula)
    form = IndicatorForm(
        request.POST if request.method == "POST" else None, fixed=True,
        initial=IndicatorForm.of(found.entry, found.meaning),
    )  # fmt: skip
    if request.method == "POST":
        if not keeps or computed:
            raise Http404
        if form.is_valid():
            entry = kept_measure(form.cleaned_data["entry"], found.entry)
            try:
                actions.change_indicator(
                    indicator=id, entry=entry, meaning=form.cleaned_data["meaning"], by=actor, at=request.at
                )  # fmt: skip
            except actions.Refused:
                form.add_error("name", _("The library has an indicator of this name already."))
            else:
                return redirect("library")
    context = {
        "form": form, "measures": MEASURES, "shown": described(found), "keeps": keeps, "changes": keeps and not computed
    }  # fmt: skip
    return render(request, "returns/library_indicator.html", context)


@require_POST
@open_to(WRITER)
def retire(request: Request, actor: Actor, id: int) -> HttpResponse:
    """No longer offer an indicator, or offer it again."""
    retired = request.POST.get("retired") != "no"
    actions.retire_indicator(indicator=id, retired=retired, by=actor, at=request.at)
    return redirect("library_indicator", id)
