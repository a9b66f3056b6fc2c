"""The page of a return: filled in and saved as an ordinary form, and looked over before it is submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from tongket.core.forms.cells import Cell
from tongket.core.forms.numbers import STATE_WORDS, written
from tongket.core.forms.rules import NARRATIVE_REQUIRED, REQUIRED
from tongket.core.forms.wording import cell_name, problem_text
from tongket.core.periods.remaining import working_days_left
from tongket.core.rollup.model import State
from tongket.flow.organisation.actors import READERS, Actor, Request, Role, form_page, lang_of, long_form, open_to
from tongket.flow.organisation.devices import may_be_kept
from tongket.flow.organisation.queries.people import names_of
from tongket.flow.returns.actions import filling as actions
from tongket.flow.returns.queries.filling import Sheet
from tongket.flow.returns.queries.filling import sheet as read_sheet
from tongket.flow.returns.queries.library import given_elsewhere
from tongket.flow.returns.views.filling import showing
from tongket.flow.returns.views.filling.typed import Typed, from_form
from tongket.formats.reading.calendar import vietnam

WRITERS = (Role.OFFICIAL, Role.UNIT_HEAD)


def why(code: str) -> str:
    """Why a return cannot be written in, in words."""
    return {
        "stage": _("The return is not with your unit at present: nothing was changed."),
        "locked": _("The period is closed: nothing was changed. Ask the secretary to reopen the return."),
        "long": _("A text is too long: nothing was changed."),
        "range": _("A number is too large: nothing was changed."),
        "unknown": _("The form has changed: load the page again."),
        "person": _("Not sent: somebody else has signed in on this device. Sign in as yourself to send it."),
    }.get(code, "")


@gzip_page  # a long form weighs a tenth of itself on a poor line
@form_page
@open_to(*READERS)
@long_form
def fill(request: Request, actor: Actor, id: int) -> HttpResponse:
    """A return: to fill in for its unit, to read for others who may see it."""
    sheet = read_sheet(actor, id)
    if request.method != "POST":
        page = _page(request, sheet)
        return page if sheet.shut == "other" else may_be_kept(page)
    if sheet.shut:
        if sheet.shut == "other":
            raise Http404
        return _page(request, sheet, message=why(sheet.shut))
    verb, _colon, key = request.POST.get("do", "save").partition(":")
    filled = _filled_for(sheet, actor, verb, key)
    typed = from_form(sheet.content, request.POST, filled)
    if verb == "take":
        typed.changes.pop(key, None)
        typed.narratives.pop(key, None)
    try:
        saved = actions.save_cells(
            obligation=id,
            changes=typed.changes,
            narratives=typed.narratives,
            by=actor,
            at=request.at,
        )
    except actions.Refused as refused:
        return _page(request, read_sheet(actor, id), typed, message=why(refused.code))
    if typed.refused or saved.conflicts:
        return _page(request, read_sheet(actor, id), typed, theirs_of(sheet, saved.conflicts))
    if verb == "review":
        return redirect("return_submit", id)
    anchor = f"#{key}" if verb in ("nothing", "take") else ""
    return redirect(f"{reverse('return', args=[id])}?saved={len(saved.saved)}{anchor}")


def _filled_for(sheet: Sheet, actor: Actor, verb: str, key: str) -> dict[str, str]:
    """What a button fills into cells that are empty: nothing to report in a section, or what was given elsewhere."""
    if verb == "nothing":
        rows = (cell.id for section, _entry, cell in sheet.content.rows() if section.key == key)
        return dict.fromkeys(rows, "K")
    if verb == "use":
        offers = _offers(sheet, actor)
        return {cell: offer.text for cell, offer in offers.items() if key in ("", cell)}
    return {}


def _offers(sheet: Sheet, actor: Actor) -> dict[str, showing.Offer]:
    """What the unit gave under another regime for cells that are still empty."""
    if sheet.shut:
        return {}
    given = given_elsewhere(actor, sheet.id)
    known = sheet.content.indicators
    return {
        key: showing.Offer(written(each.cell, known[key], lang_of()), each.where)
        for key, each in given.items()
        if key not in sheet.cells
    }


def theirs_of(sheet: Sheet, conflicts: tuple[actions.Conflict, ...]) -> dict[str, showing.Theirs]:
    """Conflicts by key, as they are told."""
    names = names_of({each.by for each in conflicts})
    found = {}
    for each in conflicts:
        stands = each.theirs
        text = stands if isinstance(stands, str) else written(stands, sheet.content.indicators[each.key], lang_of())
        found[each.key] = showing.Theirs(text, names[each.by], each.at)
    return found


def _page(
    request: Request,
    sheet: Sheet,
    typed: Typed | None = None,
    theirs: Mapping[str, showing.Theirs] | None = None,
    message: str = "",
) -> HttpResponse:
    lang = lang_of()
    offers = _offers(sheet, request.actor)
    parts = showing.parts(sheet, lang, typed, theirs, offers)
    places: list[showing.Row | showing.Text] = []
    for part in parts:
        places += [*part.rows, *part.texts]
    context = {
        **frame(request, sheet),
        "parts": parts,
        "wrong": [place for place in places if place.refused or place.theirs],
        "offers": offers,
        "remarks": [place for place in places if place.remark],
        "base": showing.base(sheet),
        "message": message,
        "saved": request.GET.get("saved", "") if request.method != "POST" else "",
        "words": _words(),
    }
    return render(request, "returns/fill.html", context)


def frame(request: Request, sheet: Sheet) -> dict[str, Any]:
    """What the head of each page about a return shows."""
    return {
        "sheet": sheet,
        "lang": lang_of(),
        "period": sheet.period.name(lang_of()),
        "due_words": due_words(sheet, request),
        "progress": showing.progress(sheet),
        "account": request.actor.account_id,
    }


def due_words(sheet: Sheet, request: Request) -> str:
    """How long there is until the return is due: "còn 2 ngày làm việc"."""
    now = request.at
    days = working_days_left(now.date(), sheet.due.astimezone(now.tzinfo).date(), vietnam())
    if now > sheet.due:
        late = abs(days or 0)
        return _("overdue by %(n)s working days") % {"n": late} if late else _("overdue since today")
    if days is None:
        return ""
    return _("%(n)s working days left") % {"n": days} if days else _("due today")


@form_page
@open_to(*WRITERS)
def submit(request: Request, actor: Actor, id: int) -> HttpResponse:
    """What is missing or to be explained before a return is submitted; then submitting it."""
    if request.method == "POST":
        try:
            actions.submit(obligation=id, by=actor, at=request.at)
        except actions.Refused:
            pass  # what holds it back is read below; or somebody, the same hand with a second click, was quicker
        else:
            return redirect(f"{reverse('return', args=[id])}?sent=1")
    sheet = read_sheet(actor, id)
    if sheet.shut:
        return redirect("return", id)
    return render(request, "returns/fill_submit.html", {**frame(request, sheet), **_missing(sheet)})


def _missing(sheet: Sheet) -> dict[str, Any]:
    """Problems in words, each with the place on the page where it is settled."""
    lang = lang_of()
    places = {row.key: row.id for part in showing.parts(sheet, lang) for row in part.rows}
    places |= {text.asked.key: text.id for part in showing.parts(sheet, lang) for text in part.texts}
    found: dict[str, list[dict[str, str]]] = {"empty": [], "wrong": [], "explain": []}
    for problem in sheet.problems(submitting=True):
        kind = "empty" if problem.kind in (REQUIRED, NARRATIVE_REQUIRED) else "wrong"
        key = problem.keys[0] if problem.blocking else problem.explain_at
        text = problem_text(problem, sheet.content, lang)
        if problem.kind == REQUIRED:
            text = cell_name(sheet.content, key, lang)
        found["explain" if not problem.blocking else kind].append({"id": places.get(key, ""), "text": text})
    return {"found": found, "clear": not any(found.values())}


def _words() -> dict[str, str]:
    """What the script of the page says."""
    return {
        "saved": _("Saved at {time}"),
        "saving": _("Saving …"),
        "offline": _("Not sent: no connection; kept on this device"),
        "signed_out": _("Not sent: you are no longer signed in. What you typed is kept on this device until you do."),
        "not_yours": _("Not sent: this return is no longer open to you; what you typed is kept on this device."),
        "failed": _("Not sent: the server did not take it; kept on this device. Load the page again."),
        "restored": _("{n} changes that were kept on this device have been put back"),
        "conflict": _("{name} wrote “{text}” at {time}."),
        "conflict_empty": _("{name} emptied it at {time}."),
        "mine": _("Keep mine"),
        "theirs": _("Take theirs"),
        "pasted": _("{n} cells pasted."),
        "left": _("{n} values had no place: {values}"),
        "undone": _("Undone: {name}"),
        "redone": _("Done again: {name}"),
        "used": _("{n} cells filled in from other reports."),
        "nothing_set": _("{n} empty cells: nothing to report."),
        "wrong_cells": _("{n} cells to look at"),
        "undo": _("Undo"),
        "nothing": STATE_WORDS[State.NOTHING_TO_REPORT][lang_of()],
        "not_applicable": STATE_WORDS[State.NOT_APPLICABLE][lang_of()],
    }


def cell_text(sheet: Sheet, key: str, cell: Cell | None) -> str:
    """A cell of the return as it stands in its place."""
    return written(cell, sheet.content.indicators[key], lang_of())
