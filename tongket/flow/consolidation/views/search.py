"""Search for a unit or an event, with and without accents."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongket.core.text import fold
from tongket.flow.consolidation.views.display.events import shown
from tongket.flow.consolidation.views.display.history import Named, named
from tongket.flow.organisation.actors import Actor, Request, lang_of, public
from tongket.flow.organisation.queries import roots, search_units, tree
from tongket.flow.returns.queries import case_list, event_list

_LONGEST = 100


@require_safe
@public
def search(request: Request, actor: Actor) -> HttpResponse:
    """Units of every date and events whose title holds the words."""
    words = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    lang = lang_of()
    cases = {case.name: case for case in case_list(actor)}
    events = [
        shown(cases[event.case], event, "", lang)
        for event in event_list(actor)
        if words and fold(words) in fold(" ".join((event.case, event.event, *cases[event.case].titles.values())))
    ]
    return render(request, "consolidation/search.html", {"q": words, "events": events, "units": _units(words)})


def _units(words: str) -> list[Named]:
    if not words:
        return []
    return [named(tree(root), unit) for root in roots() for unit in search_units(words, root)]
