"""Complete lists (rules 1 and 4): their scope, the indicators they cover, and who is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongket.core.rollup.combine.rows import COMMUNE, COUNTRY, DISTRICT, OTHER, PROVINCE, Row
from tongket.core.units.map import Map

DEAD, MISSING, DEAD_MISSING = "dead", "missing", "dead_missing"
TRIO = (DEAD, MISSING, DEAD_MISSING)

Scope = tuple[str, str | None]  # unit level, parent; event and moment are those of the rows at hand


@dataclass(frozen=True, slots=True)
class CompleteList:
    """A list of all units of a level below a parent that have any, at one moment."""

    level: str
    parent: str | None
    covers: frozenset[str]
    sources: tuple[str, ...]

    @property
    def covers_trio(self) -> bool:
        """Whether it speaks for dead, missing and their sum together."""
        return self.covers.issuperset(TRIO)


def covered(printed: Iterable[str]) -> frozenset[str]:
    """Rule 4: the indicators printed, and all three of dead, missing and their sum for any sum or both parts."""
    indicators = frozenset(printed)
    if DEAD_MISSING in indicators or {DEAD, MISSING} <= indicators:
        return indicators.union(TRIO)
    return indicators


def complete_lists(rows: Iterable[Row], map_: Map) -> dict[Scope, CompleteList]:
    """The complete lists among the rows of one event and moment, by scope."""
    found: dict[Scope, list[Row]] = defaultdict(list)
    complete = [row for row in rows if row.in_complete_list and row.level != COUNTRY]
    joins = other_joins(complete, map_)
    for row in complete:
        found[scope_of(row, joins)].append(row)
    return {
        (level, parent): CompleteList(
            level, parent, covered(r.indicator for r in listed), tuple(dict.fromkeys(r.source for r in listed))
        )
        for (level, parent), listed in found.items()
    }


def scope_of(row: Row, joins: Mapping[str | None, str]) -> Scope:
    """The scope a row stands in; a body outside the tree stands in the list of units beside it."""
    return (joins.get(row.parent, PROVINCE) if row.level == OTHER else row.level, row.parent)


def other_joins(rows: Iterable[Row], map_: Map) -> dict[str | None, str]:
    """For each parent the level whose list a body outside the tree belongs to.

    That is the level listed beside it; where several or none are listed, the level directly below the parent.
    """
    listed: dict[str | None, set[str]] = defaultdict(set)
    parents: set[str | None] = set()
    for row in rows:
        parents.add(row.parent)
        if row.level != OTHER:
            listed[row.parent].add(row.level)
    return {parent: _joined(listed[parent], parent, map_) for parent in parents}


def _joined(levels: set[str], parent: str | None, map_: Map) -> str:
    if len(levels) == 1:
        return next(iter(levels))
    if parent is None:
        return PROVINCE
    below = {unit.level for unit in map_.children(parent)} if parent in map_ else set()
    return DISTRICT if DISTRICT in below else COMMUNE
