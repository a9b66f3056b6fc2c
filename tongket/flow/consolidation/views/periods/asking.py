"""From an address to the question that it asks; what cannot be asked answers as if there were nothing."""

from __future__ import annotations

from django.http import Http404

from tongket.flow.consolidation import queries
from tongket.flow.consolidation.queries import PeriodQuestion
from tongket.flow.organisation.actors import Actor, Request


def asked(request: Request, actor: Actor, round: int) -> PeriodQuestion:
    """The question of the address. Raises Http404 for a unit or map that there is not, NotYours for such a round."""
    try:
        return queries.ask_period(
            actor, round, unit=request.GET.get("unit") or None, on_map=request.GET.get("map") or None
        )
    except queries.WrongQuestion as error:
        raise Http404 from error
