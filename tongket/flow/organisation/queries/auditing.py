"""What an auditor reads of the journal."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.flow.organisation import models
from tongket.flow.organisation.actors import Actor, Role
from tongket.flow.organisation.queries.subtrees import in_subtree
from tongket.flow.organisation.queries.units import roots


@dataclass(frozen=True, slots=True)
class Auditor:
    """A reader of the journal (`journal.models.Reader`)."""

    reads_all: bool
    reads_of: frozenset[str]


def auditor(actor: Actor) -> Auditor:
    """An auditor of everything that is administered here reads the whole journal.

    An auditor of a unit reads what those people have done who hold, and ever held, roles at that unit and below it
    only: entries name no unit, so whoever works elsewhere too is read by the auditor above both.
    """
    if actor.reads_all or set(roots()) <= actor.units_of(Role.AUDITOR):
        return Auditor(True, frozenset())
    if actor.day is None:
        return Auditor(False, frozenset())
    inside = in_subtree(actor, Role.AUDITOR, day=actor.day)
    here = models.Appointment.objects.filter(unit__in=inside).values("account")
    elsewhere = models.Appointment.objects.exclude(unit__in=inside).values("account")
    names = models.Account.objects.filter(pk__in=here).exclude(pk__in=elsewhere).values_list("username", flat=True)
    return Auditor(False, frozenset(f"account:{name}" for name in names))
