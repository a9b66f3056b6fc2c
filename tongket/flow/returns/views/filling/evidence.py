"""The files of a cell: a page of their own to add and take away, and serving one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongket.core.forms.wording import cell_name
from tongket.core.text import whole_number
from tongket.flow.organisation.actors import READERS, Actor, Request, form_page, lang_of, open_to
from tongket.flow.returns.actions import evidence as actions
from tongket.flow.returns.actions.filling import Refused
from tongket.flow.returns.queries.filling import Sheet, evidence_file
from tongket.flow.returns.queries.filling import sheet as read_sheet
from tongket.flow.returns.views.filling.page import WRITERS, frame, why
from tongket.formats.kept import kept
from tongket.formats.reading import refusals
from tongket.formats.reading.checks import MB
from tongket.formats.reading.evidence import MAX_EVIDENCE


@form_page
@open_to(*WRITERS)
def files(request: Request, actor: Actor, id: int) -> HttpResponse:
    """The files of the cell that is named in the address."""
    sheet = read_sheet(actor, id)
    cell = request.GET.get("cell", "")
    if sheet.shut == "other" or cell not in {each.id for _s, _e, each in sheet.content.rows()}:
        raise Http404
    wrong = ""
    if request.method == "POST":
        wrong = _deed(request, actor, id, cell)
        if not wrong:
            return redirect(f"{reverse('return_evidence', args=[id])}?{urlencode({'cell': cell})}")
    return render(
        request, "returns/fill_evidence.html", {**frame(request, sheet), **_shown(sheet, cell), "wrong": wrong}
    )


def _deed(request: Request, actor: Actor, id: int, cell: str) -> str:
    """Add or take away; what is wrong, in words."""
    at = request.at
    verb, _colon, number = request.POST.get("do", "").partition(":")
    sent = request.FILES.get("file")
    try:
        if verb == "remove" and (taken := whole_number(number)) is not None:
            actions.remove_evidence(obligation=id, id=taken, by=actor, at=at)
        elif sent is None:
            return _("Choose a file first.")
        elif (sent.size or 0) > MAX_EVIDENCE:
            raise refusals.Refused("too-big", limit=MAX_EVIDENCE // MB)
        else:
            actions.add_evidence(obligation=id, cell=cell, name=sent.name or "", data=sent.read(), by=actor, at=at)
    except refusals.Refused as refused:
        return refused.told(lang_of())
    except Refused as refused:
        return _("A cell has at most ten files.") if refused.code == "many" else why(refused.code)
    return ""


def _shown(sheet: Sheet, cell: str) -> dict[str, object]:
    return {
        "name": cell_name(sheet.content, cell, lang_of()),
        "files": sheet.evidence.get(cell, ()),
        "most": MAX_EVIDENCE // MB,
    }


@require_safe
@open_to(*READERS)
def file(request: Request, actor: Actor, id: int, file: int) -> FileResponse:
    """One file, always to be saved and never shown in the page's own name."""
    try:
        found = evidence_file(actor, id, file)
        content = kept(Path(settings.MEDIA_ROOT) / actions.FOLDER, found.digest).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
