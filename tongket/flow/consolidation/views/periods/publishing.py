"""Publishing the figures of a round, and withdrawing them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tongket.flow.consolidation import actions
from tongket.flow.organisation.actors import Actor, Role, open_to
from tongket.flow.returns.queries import RoundNotFound


@require_POST
@open_to(Role.SECRETARY)
def publish(request: HttpRequest, actor: Actor, round: int) -> HttpResponse:
    """Publish the round, or with `withdraw` take it back."""
    do = actions.withdraw_round if "withdraw" in request.POST else actions.publish_round
    try:
        do(round=round, by=actor, at=request.at)  # type: ignore[attr-defined]
    except RoundNotFound as error:
        raise Http404 from error
    return redirect("consolidation:period", round)
