"""Where the signed-in land: what waits for them, what is late, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongket.flow.organisation.actors import Actor, Request, lang_of, signed_in
from tongket.flow.organisation.devices import may_be_kept
from tongket.flow.returns.queries import home as queries
from tongket.flow.returns.views.showing.words import State, deed_word, state, to_come


@dataclass(frozen=True, slots=True)
class Task:
    """A return that waits, in words."""

    about: queries.Waits
    period: str
    state: State
    time: str
    overdue: bool


@require_safe
@signed_in
def work(request: Request, actor: Actor) -> HttpResponse:
    """What waits for the person who is signed in."""
    at = request.at
    lang = lang_of()
    found = queries.home(actor, at)
    fill = [_task(each, at, lang) for each in found.fill]
    context = {
        "home": found,
        "at": at,
        "first": fill[0] if fill else None,
        "fill": fill[1:],
        "under_way": [_task(each, at, lang) for each in found.under_way],
        "approve": [_task(each, at, lang) for each in found.approve],
        "rounds": [(each, each.period.name(lang)) for each in found.rounds],
        "to_accept": [(each, each.period.name(lang)) for each in found.to_accept],
        "changes": [(each, deed_word(each.deed), each.period.name(lang)) for each in found.changes],
        "nothing": not (fill or found.approve or found.to_accept),
    }
    page = render(request, "returns/home.html", context)
    return may_be_kept(page) if found.reports or found.heads else page


def _task(each: queries.Waits, at: datetime, lang: str) -> Task:
    standing = state(each.stage, reopened=each.reopened)
    return Task(each, each.period.name(lang), standing, to_come(at, each.due), at > each.due)
