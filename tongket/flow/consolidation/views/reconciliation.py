"""Our totals beside the published ones."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongket.core.phrasing.comparison import compare, counted
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.views.addresses import address_of
from tongket.flow.consolidation.views.caching import by_content
from tongket.flow.consolidation.views.display.frame import frame
from tongket.flow.consolidation.views.display.reconciliation import compared
from tongket.flow.consolidation.views.wrong import says_what_is_wrong
from tongket.flow.organisation.actors import Actor, Request, lang_of, public


@require_safe
@public
@says_what_is_wrong
@by_content
def reconciliation(request: Request, actor: Actor, case: str, event: str) -> HttpResponse:
    """Every published total of an event beside ours, differences first, each explained."""
    question = queries.ask(actor, case, event=event, on_map=request.GET.get("map") or None)
    lang = lang_of()
    lines = compare(queries.reconciliation(question), lang)
    address = address_of(question)
    return render(request, "consolidation/reconciliation.html", {
        **frame(question, address, lang),
        "counts": counted(lines),
        "compared": compared(question, address, lines, lang),
    })  # fmt: skip
