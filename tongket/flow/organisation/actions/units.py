"""Loading the units of an administration."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongket.core.messages import InputRejected, Message
from tongket.core.text import sort_text
from tongket.core.units.spelling import name_key
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor
from tongket.flow.organisation.models import Act, Administration, Succession, Unit, UnitAlias, UnitParent
from tongket.formats.reading.units import UnitRows, read_units

_UPDATED = ["code", "name", "kind", "level", "start", "end", "act", "folded", "sort_text"]


def load_shipped_units(*, by: Actor, at: datetime) -> bool:
    """The units of Viet Nam that come with the program; False where they are loaded already."""
    return load_units(rows=read_units(), by=by, at=at)


@transaction.atomic
def load_units(*, rows: UnitRows, by: Actor, at: datetime) -> bool:
    """Make the database hold exactly these units under their root; False where it does already.

    Units keep their rows by key, so what refers to a unit goes on referring to it. InputRejected where a
    key belongs to another administration. All or nothing; one entry in the journal.
    """
    known = Administration.objects.select_for_update().filter(pk=rows.root).first()
    if known is not None and known.digest == rows.digest:
        return False
    _refuse_foreign_keys(rows)
    administration, _ = Administration.objects.update_or_create(
        pk=rows.root, defaults={"known_from": rows.known_from, "digest": rows.digest, "loaded_at": at}
    )
    _replace_units(administration, rows)
    _replace_history(administration, rows)
    record(
        by=by.label,
        at=at,
        verb="load_units",
        kind="administration",
        id=rows.root,
        data={"digest": rows.digest, "units": len(rows.units), "successions": len(rows.successions)},
    )
    return True


def _refuse_foreign_keys(rows: UnitRows) -> None:
    """A key is never used again, and by nobody else."""
    others = dict(Unit.objects.exclude(administration=rows.root).values_list("key", "administration_id").iterator())
    taken = [unit.key for unit in rows.units if unit.key in others]
    if taken:
        raise InputRejected(
            tuple(
                Message("units.csv", 0, f"the key “{key}” belongs to a unit of “{others[key]}” already")
                for key in taken[:20]
            )
        )


def _replace_units(administration: Administration, rows: UnitRows) -> None:
    before = set(Unit.objects.filter(administration=administration).values_list("key", flat=True))
    UnitParent.objects.filter(unit__administration=administration).delete()
    Succession.objects.filter(old__administration=administration).delete()
    Unit.objects.bulk_create(
        [
            Unit(
                key=unit.key,
                administration=administration,
                code=unit.code,
                name=unit.name,
                kind=unit.kind,
                level=unit.level,
                start=unit.start,
                end=unit.end,
                act=unit.act or "",
                folded=name_key(unit.name) or unit.key,
                sort_text=sort_text(unit.name),
            )
            for unit in rows.units
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=_UPDATED,
    )
    gone = sorted(before - {unit.key for unit in rows.units})
    for at in range(0, len(gone), 500):
        Unit.objects.filter(key__in=gone[at : at + 500]).delete()


def _replace_history(administration: Administration, rows: UnitRows) -> None:
    UnitParent.objects.bulk_create(
        UnitParent(unit_id=edge.unit, parent_id=edge.parent, start=edge.start, end=edge.end) for edge in rows.edges
    )
    Succession.objects.bulk_create(
        Succession(
            old_id=step.old,
            new_id=step.new,
            day=step.day,
            numerator=None if step.fraction is None else step.fraction.numerator,
            denominator=None if step.fraction is None else step.fraction.denominator,
            basis=step.basis.value,
            act=step.act or "",
        )
        for step in rows.successions
    )
    Act.objects.filter(administration=administration).delete()
    UnitAlias.objects.filter(administration=administration).delete()
    Act.objects.bulk_create(
        Act(
            administration=administration,
            number=act.number,
            day=act.day,
            effect=act.effect,
            about=act.about,
            source=act.source,
        )
        for act in rows.acts
    )
    UnitAlias.objects.bulk_create(
        UnitAlias(
            administration=administration,
            spelling=alias.spelling,
            unit=alias.unit,
            parent=alias.parent,
            level=alias.level,
        )
        for alias in rows.aliases
    )
