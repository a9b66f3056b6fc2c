"""The auditor's pages: the journal, one entry of it, and the same as CSV. They read and write nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongket.flow.journal import queries
from tongket.flow.journal.chain import Link
from tongket.flow.organisation.actors import Actor, Request, Role, open_to
from tongket.flow.organisation.forms.journal import JournalForm
from tongket.flow.organisation.queries.auditing import auditor

COLUMNS = ("sequence", "at", "by", "verb", "kind", "id", "data", "digest")


@require_safe
@open_to(Role.AUDITOR)
def journal(request: Request, actor: Actor) -> HttpResponse:
    """Entries, the newest first, narrowed by who, what, on what and when."""
    reader = auditor(actor)
    form = JournalForm(request.GET, words=queries.words(reader))
    shown = queries.page(reader, _asked(request, form), form.before())
    context = {"form": form, "page": shown, "whole": reader.reads_all, "narrowed": form.narrowed()}
    return render(request, "organisation/journal.html", context)


@require_safe
@open_to(Role.AUDITOR)
def journal_csv(request: Request, actor: Actor) -> StreamingHttpResponse:
    """The same entries, all of them, the oldest first, for Excel."""
    reader = auditor(actor)
    form = JournalForm(request.GET, words=queries.words(reader))
    rows = _as_csv(queries.every(reader, _asked(request, form)))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="journal.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@open_to(Role.AUDITOR)
def entry(request: Request, actor: Actor, sequence: int) -> HttpResponse:
    """One entry with its facts, and how the chain stands there."""
    try:
        link, witnessed = queries.entry(auditor(actor), sequence)
    except queries.NoEntry as error:
        raise Http404 from error
    facts = sorted(json.loads(link.data).items())
    return render(request, "organisation/journal_entry.html", {"entry": link, "facts": facts, "witnessed": witnessed})


def _asked(request: Request, form: JournalForm) -> queries.Asked:
    """What the form asks for; a day is that of the site's clock, and what cannot be read does not narrow."""
    values = form.readable()
    zone = request.at.tzinfo
    since, until = values.pop("since", None), values.pop("until", None)
    return queries.Asked(
        **values,
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(until + timedelta(1), time(), zone) if until else None,
    )


def _as_csv(entries: Iterable[Link]) -> Iterator[bytes]:
    """Lines of CSV with the mark by which Excel knows UTF-8; no cell begins as a formula does."""
    yield "\ufeff".encode() + _line(COLUMNS)
    for each in entries:
        cells = (each.sequence, each.at.isoformat(), each.by, each.verb, each.kind, each.id, each.data, each.digest)
        yield _line([_plain(str(cell)) for cell in cells])


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()
