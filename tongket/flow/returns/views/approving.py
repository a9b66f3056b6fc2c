"""Pages of those who approve, accept and send back: one return, its revisions compared, and the deeds upon it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongket.core.forms.wording import cell_name
from tongket.core.text import whole_number
from tongket.flow.organisation.actors import Actor, Request, form_page, lang_of, long_form, signed_in
from tongket.flow.returns.actions import approving as actions
from tongket.flow.returns.fields import Deed
from tongket.flow.returns.queries import reviewing
from tongket.flow.returns.views.showing import review as showing
from tongket.flow.returns.views.showing.words import came, state

REMARK = "remark:"  # before the key, as the name of a field
_LONGEST = 2_000  # of a remark or a note


@form_page
@signed_in
@long_form
def review(request: Request, actor: Actor, id: int) -> HttpResponse:
    """A return as it was filed, and the buttons of those whose turn it is. ?filing= shows an older revision."""
    wrong = ""
    if request.method == "POST":
        wrong = _deed(request, actor, id)
        if not wrong:
            return redirect("review", id)
    found = reviewing.review(actor, id, _number(request, "filing"))
    lang = lang_of()
    context = {
        "found": found,
        "owed": found.owed,
        "state": state(found.owed.stage, reopened=found.owed.reopened),
        "came": came(found.shown.at, found.owed.due) if found.shown else "",
        "parts": showing.parts_of(found, lang, _remarks(request)),
        "summary": showing.summary_of(found),
        "steps": showing.steps_told(found.steps, found.content, lang),
        "deeds": {deed.value for deed in found.deeds},
        "period": found.owed.period.name(lang),
        "wrong": wrong,
        "reason": request.POST.get("reason", ""),
        "note": request.POST.get("note", ""),
    }
    return render(request, "returns/review.html", context, status=409 if wrong else 200)


@require_safe
@signed_in
def compare(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Two revisions cell by cell: ?old= and ?new=, the last two by default."""
    lang = lang_of()
    newest = reviewing.review(actor, id).owed.filed
    new = _number(request, "new") or newest
    old = _number(request, "old") or max(newest - 1, 1)
    found = reviewing.compared(actor, id, old, new)
    context = {
        "found": found,
        "owed": found.owed,
        "period": found.owed.period.name(lang),
        "changes": list(showing.changes_told(found.changes, found.content, lang)),
        "files": [
            (deed, [(cell_name(found.content, each.cell, lang), each) for each in files])
            for deed, files in (("dropped", found.dropped), ("added", found.added))
            if files
        ],
    }
    return render(request, "returns/compare.html", context)


def _deed(request: Request, actor: Actor, id: int) -> str:
    """Do what the button says; "" where it is done, else what is wrong."""
    said, remarks, note = request.POST, _remarks(request), request.POST.get("note", "")
    given: dict[str, Any] = {"obligation": id, "by": actor, "at": request.at}
    looked_at = {**given, "filing": _number(request, "filing", said)}
    deeds: dict[str, Callable[[], Any]] = {
        Deed.APPROVE: lambda: actions.approve(**looked_at),
        Deed.ACCEPT: lambda: actions.accept(**looked_at),
        Deed.SEND_BACK: lambda: actions.send_back(**looked_at, remarks=remarks, note=note),
        Deed.REOPEN: lambda: actions.reopen(**given, reason=said.get("reason", "")),
    }
    deed = said.get("deed", "")
    if deed in (Deed.APPROVE, Deed.ACCEPT) and (any(remarks.values()) or note.strip()):
        return _("You have written remarks. Send the return back with them, or empty them first.")
    if any(len(text) > _LONGEST for text in (note, said.get("reason", ""), *remarks.values())):
        return _("A remark is too long: at most %(n)d characters.") % {"n": _LONGEST}
    if deed not in deeds:
        raise Http404(deed)
    try:
        deeds[deed]()
    except actions.Refused as error:
        return why(error)
    return ""


def why(error: actions.Refused) -> str:
    """What kept a deed from being done, and what to do."""
    if error.code == "stage" and error.stage is not None:
        now = {"state": state(error.stage).words}
        return _("The return has gone on meanwhile: %(state)s. Nothing was changed.") % now
    return {
        "filing": _("The unit has filed again meanwhile. Look at the newest revision first."),
        "locked": _("The round is locked. Reopen this return, or the round, first."),
        "open": _("The round is open already."),
        "empty": _("Say what is to be mended: a remark at a row, or a note."),
        "remark": _("A remark is about a row that the form does not ask. Nothing was changed."),
        "reason": _("Give a reason: the unit will read it."),
    }.get(error.code, _("This cannot be done now. Nothing was changed."))


def _remarks(request: Request) -> dict[str, str]:
    """What was typed into the fields of remarks, by key."""
    found = ((name, request.POST.get(name, "").strip()) for name in request.POST if name.startswith(REMARK))
    return {name.removeprefix(REMARK): text for name, text in found if text}


def _number(request: Request, name: str, given: Any = None) -> int | None:
    """A number of the address or the form; None where there is none. Raises Http404 for what is no number."""
    text = (request.GET if given is None else given).get(name, "")
    if not text:
        return None
    if (number := whole_number(text)) is None:
        raise Http404(name)
    return number
