"""The first page: the cases, newest first, then the newest consolidated reports that the reader may see."""

from __future__ import annotations

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongket.core.phrasing.context import plain
from tongket.core.rollup.figures import Statement
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.views.display.events import EventShown, shown
from tongket.flow.consolidation.views.display.figures import lead
from tongket.flow.organisation.actors import Actor, Request, lang_of, public
from tongket.flow.returns.queries import CaseListed, EventListed, case_list, event_list, rounds_listed

_MOST_LEADS = 6  # events told in a sentence; older ones are listed by name
_MOST_ROUNDS = 3  # the newest; all of them have a page of their own
_MOST_ROWS = 50_000  # rows of a case that are added up while a reader waits; a million take a minute


@require_safe
@public
def home(request: Request, actor: Actor) -> HttpResponse:
    """All events that the reader may see; the newest ones with their first figure."""
    cases = {case.name: case for case in case_list(actor)}
    events = event_list(actor)
    told = [
        _shown(actor, cases[event.case], event, with_lead=position < _MOST_LEADS)
        for position, event in enumerate(events)
    ]
    lang = lang_of()
    newest = [
        (reverse("consolidation:period", args=(pk,)), committee, title, period.name(lang), published)
        for pk, committee, title, period, published in rounds_listed(actor)[:_MOST_ROUNDS]
    ]
    return render(request, "consolidation/home.html", {"events": told, "rounds": newest})


def _shown(actor: Actor, case: CaseListed, event: EventListed, *, with_lead: bool) -> EventShown:
    lang = lang_of()
    sentence = _lead(actor, event, lang) if with_lead and case.rows <= _MOST_ROWS else ""
    return shown(case, event, sentence, lang)


def _lead(actor: Actor, event: EventListed, lang: str) -> str:
    """The first figure of the newest moment, kept by the digest of what it rests on."""
    key = f"lead:{queries.content(actor, event.case)}:{event.event}:{lang}"
    known: str | None = caches["pages"].get(key)
    if known is None:
        statement: Statement = queries.public_figures(queries.ask(actor, event.case, event=event.event))
        known = lead(plain(statement, lang))
        caches["pages"].set(key, known)
    return known
