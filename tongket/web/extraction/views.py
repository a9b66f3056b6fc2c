"""A page to try the reader: a file or pasted text in, what it says beside the text out. Nothing is stored."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import PurePath

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tongket.core.extraction.answer import as_json
from tongket.core.extraction.stages import extract
from tongket.flow.organisation.actors import Actor, Request, form_page, lang_of, public
from tongket.formats.reading.checks import MAX_FILE, MB
from tongket.formats.reading.document import read_document
from tongket.formats.reading.refusals import Refused
from tongket.web.extraction.highlight import findings_of, pieces_of

_PAGE = "extraction/try.html"


@csrf_exempt  # no token: nothing is stored or changed, the answer goes to whoever asked, and no page needs a cookie
@form_page
@public
def try_reader(request: Request, actor: Actor) -> HttpResponse:
    """GET: the form. POST: the same page with the findings, or 422 with why the file was refused."""
    if request.method != "POST":
        return render(request, _PAGE)
    if not request.FILES.get("file") and not request.POST.get("text", "").strip():
        return render(request, _PAGE, {"refused": _("Choose a file, or paste a text.")}, status=422)
    try:
        name, data = _given(request)
        text = read_document(data)
    except Refused as refused:
        return render(request, _PAGE, {"refused": refused.told(lang_of())}, status=422)
    answer = as_json(text, extract(text))
    findings = [replace(f, notes=(_label(f.notes[0]),)) if f.group == "identity" else f for f in findings_of(answer)]
    written = json.dumps(answer, ensure_ascii=False, indent=1).encode()
    groups = (
        (_("The document"), "identity"),
        (_("Addressed to"), "addressees"),
        (_("Tasks"), "assignments"),
        (_("Reporting duties"), "duties"),
        (_("Figures asked for"), "form"),
        (_("Documents cited"), "citations"),
        (_("Recipients"), "recipients"),
    )
    return render(
        request,
        _PAGE,
        {
            "name": name,
            "pieces": pieces_of(text.plain, findings),
            "groups": [(title, found) for title, key in groups if (found := [f for f in findings if f.group == key])],
            "download": base64.b64encode(written).decode(),
        },
    )


def _label(field: str) -> str:
    """What a field of the identity is called."""
    labels = {
        "number": _("number and symbol"),
        "kind": _("kind"),
        "issuer": _("issued by"),
        "place": _("place"),
        "date": _("date"),
        "title": _("subject"),
        "signer": _("signed by"),
        "position": _("office"),
        "capacity": _("capacity"),
        "urgency": _("urgency"),
    }
    return labels[field]


def _given(request: Request) -> tuple[str, bytes]:
    """The uploaded file, or else the pasted text; a file that is too big is refused unread."""
    upload = request.FILES.get("file")
    if upload is None:
        return "text", request.POST.get("text", "").encode()
    if (upload.size or 0) > MAX_FILE:
        raise Refused("too-big", limit=MAX_FILE // MB)
    return PurePath(upload.name or "file").stem, upload.read()
