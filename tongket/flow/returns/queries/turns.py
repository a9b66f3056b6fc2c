"""Whose turn a return is, and who may write in it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries.access import within
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Evidence, Obligation, Round
from tongket.flow.returns.models.forms import REPORTERS

WITH_THE_UNIT = (Stage.NOT_BEGUN, Stage.DRAFT, Stage.RETURNED)


def fills(actor: Actor, unit: str) -> bool:
    """Whether the actor answers for that unit, or one above it; at the unit itself also where it stands no longer."""
    return unit in actor.units_of(*REPORTERS) or within(actor, unit, *REPORTERS)


def why_shut(row: Obligation) -> str:
    """Why the unit cannot write now: "stage" (it is with somebody else), "locked" (the round is closed), "" if it can.

    A round that is locked takes what was reopened for one unit.
    """
    if row.stage not in WITH_THE_UNIT:
        return "stage"
    return "locked" if row.round.locked and not row.reopened else ""


def backing(row: Obligation, at: datetime) -> QuerySet[Evidence]:
    """The files that backed a return at a moment, that of a filing: added by then, and not yet taken away."""
    return row.evidence.filter(Q(removed=False) | Q(removed_at__gt=at), at__lte=at)


def held_to_fill(actor: Actor, id: int) -> Obligation:
    """What a unit owes, held until the end of the transaction, its round read after that. Raises NotYours."""
    seen = Obligation.objects.visible_to(actor)
    row = Obligation.objects.select_for_update().filter(pk__in=seen.filter(pk=id).values("pk")).first()
    if row is None or not fills(actor, row.unit_id):
        raise NotYours(f"obligation {id}")
    row.round = Round.objects.select_related("regime", "form_version").get(pk=row.round_id)
    return row
