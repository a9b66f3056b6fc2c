"""Reading returns for those who approve them: who may do what upon one, and all that a reviewer looks at."""

from __future__ import annotations

from tongket.flow.organisation.actors import Actor, Role
from tongket.flow.organisation.queries.access import NotYours, within
from tongket.flow.returns.models import Obligation


def obligation(actor: Actor, id: int) -> Obligation:
    """What a unit owes, with its round, regime, committee and unit. Raises NotYours where the actor may not see it."""
    rows = Obligation.objects.visible_to(actor).select_related(
        "round__regime__committee", "round__form_version", "unit"
    )
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotYours(f"obligation {id}")
    return found


def heads(actor: Actor, unit: str) -> bool:
    """Whether the actor is head of that unit or of one above it; at the unit itself also where it stands no longer."""
    return unit in actor.units_of(Role.UNIT_HEAD) or within(actor, unit, Role.UNIT_HEAD)


def keeps(actor: Actor, unit: str, committee: int) -> bool:
    """Whether the actor is a secretary of that committee, which sits at that unit."""
    return within(actor, unit, Role.SECRETARY, committee=committee)
