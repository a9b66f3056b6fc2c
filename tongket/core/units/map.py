"""The tree as it stands on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tongket.core.text import sort_key
from tongket.core.units.model import Edge, Unit

NEAREST_MAP = "nearest map"  # basis of a map that stands for days before the records begin


class Layer:
    """All units that stand between two changes of the tree, and who stands under whom."""

    def __init__(self, units: Iterable[Unit], edges: Iterable[Edge], day: date) -> None:
        self.units: Mapping[str, Unit] = {unit.key: unit for unit in units if unit.stands_on(day)}
        self.parents: Mapping[str, str] = {
            edge.unit: edge.parent
            for edge in edges
            if (edge.start is None or edge.start <= day)
            and (edge.end is None or day <= edge.end)
            and edge.unit in self.units
            and edge.parent in self.units
        }
        self._sorted_children: dict[str, tuple[Unit, ...]] = {}

    @cached_property
    def children(self) -> Mapping[str, list[Unit]]:
        """Units by their parent's key, unsorted."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for child, parent in self.parents.items():
            found[parent].append(self.units[child])
        return found

    @cached_property
    def levels(self) -> Mapping[str, list[Unit]]:
        """Units by level, unsorted."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            found[unit.level].append(unit)
        return found

    @cached_property
    def sorted_levels(self) -> dict[str, tuple[Unit, ...]]:
        """Filled on demand: sorting ten thousand communes takes longer than counting them."""
        return {}

    def sorted_children(self, key: str) -> tuple[Unit, ...]:
        """Children in Vietnamese order."""
        if key not in self._sorted_children:
            self._sorted_children[key] = in_order(self.children.get(key, ()))
        return self._sorted_children[key]


def in_order(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Units in the order of a Vietnamese dictionary; same names by key."""
    return tuple(sorted(units, key=lambda unit: (sort_key(unit.name), unit.key)))


@dataclass(frozen=True, slots=True)
class Map:
    """The administrative map of `day`: immutable, made by `Tree.on`.

    `basis` is "" where the map of that day is recorded, "nearest map" where the records begin later
    and the first recorded map stands for it.
    """

    day: date
    basis: str
    layer: Layer = field(repr=False, compare=False)

    def __contains__(self, key: object) -> bool:
        """Whether the unit stands on this map."""
        return key in self.layer.units

    def __iter__(self) -> Iterator[Unit]:
        """All units, in no particular order."""
        return iter(self.layer.units.values())

    def __len__(self) -> int:
        """How many units stand, of all levels."""
        return len(self.layer.units)

    @property
    def root(self) -> Unit:
        """The one unit without a parent; ValueError where there is none, or several."""
        roots = [unit for key, unit in self.layer.units.items() if key not in self.layer.parents]
        if len(roots) != 1:
            names = ", ".join(sorted(unit.key for unit in roots)) or "none"
            raise ValueError(f"the map of {self.day} has no single root: {names}")
        return roots[0]

    def unit(self, key: str) -> Unit:
        """The unit of that key; KeyError where it does not stand on this map."""
        return self.layer.units[key]

    def parent(self, key: str) -> Unit | None:
        """The unit directly above, None for the root; KeyError where `key` does not stand."""
        self.unit(key)
        above = self.layer.parents.get(key)
        return None if above is None else self.layer.units[above]

    def children(self, key: str) -> tuple[Unit, ...]:
        """The units directly below, in Vietnamese order."""
        self.unit(key)
        return self.layer.sorted_children(key)

    def ancestors(self, key: str) -> tuple[Unit, ...]:
        """The units above, nearest first."""
        found: list[Unit] = []
        above = self.parent(key)
        while above is not None:
            found.append(above)
            above = self.parent(above.key)
        return tuple(found)

    def descendants(self, key: str) -> tuple[Unit, ...]:
        """All units below, each before its own children, siblings in Vietnamese order."""
        self.unit(key)
        found: list[Unit] = []
        waiting = list(reversed(self.layer.sorted_children(key)))
        while waiting:
            unit = waiting.pop()
            found.append(unit)
            waiting.extend(reversed(self.layer.sorted_children(unit.key)))
        return tuple(found)

    def is_under(self, key: str, above: str) -> bool:
        """Whether `key` is `above` or stands somewhere below it."""
        at: str | None = key
        while at is not None:
            if at == above:
                return True
            at = self.layer.parents.get(at)
        return False

    def level(self, name: str) -> tuple[Unit, ...]:
        """All units of a level in Vietnamese order; empty where the map has no such level."""
        done = self.layer.sorted_levels
        if name not in done:
            done[name] = in_order(self.layer.levels.get(name, ()))
        return done[name]

    def count(self, level: str) -> int:
        """How many units of a level stand, without sorting them."""
        return len(self.layer.levels.get(level, ()))

    def of_level(self, level: str) -> Iterable[Unit]:
        """The units of a level in no particular order, for those who only look through them."""
        return self.layer.levels.get(level, ())
