"""What became of a unit: its successions both ways, with dates and acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from tongket.core.phrasing.moments import short_date
from tongket.core.units.model import Succession, Unit
from tongket.core.units.tree import Tree


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as a list shows it: its page, the units above it, and the days between which it stood."""

    key: str
    name: str
    above: str
    url: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One succession. `part` is "" for the whole unit, "?" where nobody has stated the share, else the share."""

    day: str
    old: Named
    new: Named
    part: str
    basis: str
    act: str


def named(tree: Tree, unit: Unit) -> Named:
    """A unit of any date."""
    return Named(
        key=unit.key,
        name=unit.full_name,
        above=", ".join(each.full_name for each in above(tree, unit)),
        url=reverse("consolidation:history", args=(unit.key,)),
        start=unit.start,
        end=unit.end,
    )


def above(tree: Tree, unit: Unit) -> tuple[Unit, ...]:
    """The units above it in its own time, the nearest first, without the root."""
    map_ = tree.on(unit.end or tree.changes[-1] if tree.changes else date.max)
    return map_.ancestors(unit.key)[:-1] if unit.key in map_ else ()


def steps(tree: Tree, found: Iterable[Succession], lang: str) -> tuple[Step, ...]:
    """Successions in words."""
    return tuple(
        Step(
            day=short_date(each.day, lang),
            old=named(tree, tree.unit(each.old)),
            new=named(tree, tree.unit(each.new)),
            part="?" if each.fraction is None else "" if each.fraction == Fraction(1) else str(each.fraction),
            basis=str(each.basis),
            act=each.act or "",
        )
        for each in found
    )
