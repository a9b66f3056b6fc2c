"""Pages of a round: the board, its files, accepting the clean ones at once, locking and reopening."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongket.core.forms.wording import problem_text
from tongket.core.text import whole_number
from tongket.flow.organisation.actors import Actor, Request, Role, form_page, lang_of, open_to, signed_in
from tongket.flow.returns.actions import approving as actions
from tongket.flow.returns.queries import board as queries
from tongket.flow.returns.queries.approving import Waiting, waiting
from tongket.flow.returns.views.approving import why
from tongket.flow.returns.views.showing import board as showing
from tongket.formats.writing import FORMATS, write
from tongket.formats.writing.table_csv import table_csv


@require_safe
@signed_in
def board(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Who has sent what is owed. ?show= filters, ?sort= orders."""
    at = request.at
    found = queries.board(actor, id, at)
    show, sort = request.GET.get("show", "all"), request.GET.get("sort", "unit")
    title = _title(found)
    context = {
        "board": found,
        "period": found.period.name(lang_of()),
        "said": showing.said(found.tally),
        "bar": showing.bar_of(found.tally),
        "levels": showing.levels_of(found),
        "filters": showing.filters_of(found, show),
        "sort": sort,
        "groups": showing.groups_of(found, show, sort, at),
        "reminder": showing.reminder(found, title),
        "waiting": found.tally.waiting,
    }
    return render(request, "returns/board.html", context)


@require_safe
@signed_in
def download(request: Request, actor: Actor, id: int, suffix: str) -> HttpResponse:
    """The whole board as xlsx or CSV."""
    if suffix not in ("xlsx", "csv"):
        raise Http404(suffix)
    at = request.at
    found = queries.board(actor, id, at)
    if suffix == "csv":
        media_type, data = "text/csv; charset=utf-8", table_csv(showing.board_table(found, at))
    else:
        document = showing.board_document(found, _title(found), at, lang_of())
        media_type, data = FORMATS[suffix], write(document, suffix)
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="board-{id}-{found.period}.{suffix}"'
    return response


@form_page
@open_to(Role.SECRETARY)
def accept_clean(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Those that wait for the secretary: the clean ones to be accepted at once, the others with what is wrong."""
    found = _kept(request, actor, id)
    wrong, done = "", None
    if request.method == "POST":
        try:
            only = dict(_pair(text) for text in request.POST.getlist("return"))
            done = actions.accept_clean(round=id, only=only, by=actor, at=request.at)
        except actions.Refused as error:
            wrong = why(error)
    seen = waiting(actor, queries.seen_round(actor, id)) if done is None else done.left
    context = {
        "board": found,
        "period": found.period.name(lang_of()),
        "clean": [each for each in seen if each.clean],
        "others": [(each, _problems(each)) for each in seen if not each.clean],
        "done": None if done is None else [each.unit_name for each in done.accepted],
        "wrong": wrong,
    }
    return render(request, "returns/accept_clean.html", context, status=409 if wrong else 200)


@form_page
@open_to(Role.SECRETARY)
def lock(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Lock the round, or open it again with a reason; asked once more, with what it means."""
    found = _kept(request, actor, id)
    wrong = ""
    if request.method == "POST":
        given: dict[str, Any] = {"round": id, "by": actor, "at": request.at}
        try:
            if request.POST.get("deed") == "reopen":
                actions.reopen_round(**given, reason=request.POST.get("reason", ""))
            else:
                actions.lock_round(**given)
            return redirect("board", id)
        except actions.Refused as error:
            wrong = _("The round is locked already.") if error.code == "locked" else why(error)
    counts = found.tally
    context = {
        "board": found,
        "period": found.period.name(lang_of()),
        "said": showing.said(counts),
        "open": counts.owed - counts.accepted,
        "wrong": wrong,
    }
    return render(request, "returns/lock.html", context, status=409 if wrong else 200)


def _kept(request: Request, actor: Actor, id: int) -> queries.Board:
    """The board of a round that the actor keeps; for others it is not there."""
    found = queries.board(actor, id, request.at)
    if not found.kept:
        raise Http404
    return found


def _title(found: queries.Board) -> str:
    return f"{found.regime}, {found.period.name(lang_of())}"


def _pair(text: str) -> tuple[int, int]:
    """ "12:3" as the obligation 12 and its filing 3. Raises Http404."""
    owed, _colon, filing = text.partition(":")
    pair = whole_number(owed), whole_number(filing)
    if pair[0] is None or pair[1] is None:
        raise Http404(text)
    return pair[0], pair[1]


def _problems(each: Waiting) -> list[str]:
    return [problem_text(problem, each.content, lang_of()) for problem in each.problems]
