"""Which units lie below those of an actor: for filters of the database, and for those who walk down the tree."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tongket.core.units.map import in_order
from tongket.core.units.model import Unit
from tongket.flow.organisation import models
from tongket.flow.organisation.actors import Actor, Role
from tongket.flow.organisation.queries.units import tree

# The same question as `access.within`, asked of the database: parent keys and one recursive query, no stored paths.
# `asked` is the day, or the first recorded one of the administration where its records begin later (`Tree.recorded`).
# UNION without ALL ends even where the edges of a day were to go round.
_BELOW = """
WITH RECURSIVE below (unit_key, asked) AS (
    SELECT place.key, CASE WHEN root.known_from > %s THEN root.known_from ELSE %s END
    FROM organisation_unit place
    JOIN organisation_administration root ON root.root_key = place.administration_id
    WHERE place.key IN ({places})
    UNION
    SELECT edge.unit_id, below.asked
    FROM below
    JOIN organisation_unit above ON above.key = below.unit_key
        AND (above.start IS NULL OR above.start <= below.asked) AND (above."end" IS NULL OR below.asked <= above."end")
    JOIN organisation_unitparent edge ON edge.parent_id = below.unit_key
        AND (edge.start IS NULL OR edge.start <= below.asked) AND (edge."end" IS NULL OR below.asked <= edge."end")
)
SELECT standing.key FROM below
JOIN organisation_unit standing ON standing.key = below.unit_key
    AND (standing.start IS NULL OR standing.start <= below.asked)
    AND (standing."end" IS NULL OR below.asked <= standing."end")
"""
_ALL = "SELECT key FROM organisation_unit"


def in_subtree(actor: Actor, *roles: Role, day: date, committee: int | None = None) -> RawSQL:
    """For a filter: `unit__in=in_subtree(actor, Role.OFFICIAL, day=day)`, one subquery whatever the size of the tree.

    The units that stand on that day at or below those where the actor holds one of the roles, for everything there or
    for that committee. All units for the operator.
    """
    if actor.reads_all:
        return RawSQL(_ALL, ())  # noqa: S611 (a constant)
    places = sorted(actor.units_of(*roles, committee=committee))
    marks = ", ".join("%s" for _ in places) or "NULL"
    return RawSQL(_BELOW.format(places=marks), (day.isoformat(), day.isoformat(), *places))  # noqa: S611 (only marks)


def of_units(actor: Actor, *roles: Role, committee: int | None = None) -> Q:
    """For a filter of rows that have a `unit`: those for which `access.within` is true on the day of asking."""
    if actor.reads_all:
        return Q(unit__isnull=False)  # not Q(): beside another it would vanish, and all be nothing
    if actor.day is None or not actor.units_of(*roles, committee=committee):
        return Q(unit__in=())  # the database is not asked
    return Q(unit__in=in_subtree(actor, *roles, day=actor.day, committee=committee))


def committees_within(actor: Actor, *roles: Role) -> Q:
    """For a filter of committees: those at or below the actor's units, and those that a role is held for alone."""
    found = of_units(actor, *roles)
    for each in actor.committees_of(*roles):
        found |= Q(pk=each) & of_units(actor, *roles, committee=each)
    return found


def subtree_keys(actor: Actor, *roles: Role, day: date, committee: int | None = None) -> frozenset[str]:
    """The keys of the same units."""
    question = in_subtree(actor, *roles, day=day, committee=committee)
    with connection.cursor() as cursor:
        cursor.execute(question.sql, question.params)
        return frozenset(key for (key,) in cursor.fetchall())


def units_below(key: str, level: str, day: date) -> tuple[Unit, ...]:
    """The units of a level below that unit on the map of that day, in Vietnamese order; none where it stands not."""
    root = models.Unit.objects.filter(pk=key).values_list("administration_id", flat=True).first()
    on = tree(root).on(day) if root else None
    if on is None or key not in on:
        return ()
    return in_order(unit for unit in on.descendants(key) if unit.level == level)
