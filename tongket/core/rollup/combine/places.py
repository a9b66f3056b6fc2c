"""Where a value of a unit as it was counts on the chosen map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tongket.core.units.map import Map
from tongket.core.units.model import Basis, Unit
from tongket.core.units.tree import Tree

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a part of a value counts in the unit asked for; see `Contribution`, which says it of a value."""

    fraction: Fraction
    basis: Basis
    place: str
    under: Unit | None
    province: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Units of the chosen map and the share of a value that counts at each; shares add up to 1.

    `unsure` names the units that may hold a part of it, where nobody has said how much: the value then counts at
    the first unit above that holds it whole.
    """

    shares: tuple[tuple[str, Fraction], ...]
    basis: Basis
    unsure: tuple[str, ...] = ()


class Places:
    """Finds places on one map. `map` None: every value stays at the unit that reported it."""

    def __init__(self, tree: Tree, map_day: date | None) -> None:
        self.tree = tree
        self.map_day = map_day
        self._known: dict[tuple[str, date], Place] = {}
        self.located: dict[tuple[str, str, date], tuple[Located, ...]] = {}  # see `contributions_of`

    def map_of(self, day: date) -> Map:
        """The chosen map; as it was, the map of the day of the report."""
        return self.tree.on(day if self.map_day is None else self.map_day)

    def place(self, key: str, day: date) -> Place:
        """Where the value that `key` reported on `day` counts."""
        found = self._known.get((key, day))
        if found is None:
            found = self._known[key, day] = self._find(key, day)
        return found

    def _find(self, key: str, day: date) -> Place:
        if self.map_day is None:
            return Place(((key, ONE),), Basis.WHOLE)
        shares = self.tree.shares(key, self.map_day)
        if all(share.new is not None and share.fraction is not None for share in shares):
            basis = shares[0].basis if len(shares) == 1 else next(s.basis for s in shares if s.basis is not Basis.WHOLE)
            return Place(tuple((s.new, s.fraction) for s in shares if s.new and s.fraction is not None), basis)
        unsure = tuple(share.new for share in shares if share.new is not None)
        above = self._above(key, day)
        if above is None:
            return Place(((self.tree.on(self.map_day).root.key, Fraction(1)),), Basis.NONE, unsure)
        return Place(self.place(above.key, day).shares, Basis.NONE, unsure)

    def _above(self, key: str, day: date) -> Unit | None:
        map_ = self.tree.on(day)
        return map_.parent(key) if key in map_ else self.tree.last_parent(key)


def ancestor_at(map_: Map, key: str, level: str) -> str | None:
    """The unit of that level which is `key` or stands above it; None where there is none."""
    if key not in map_:
        return None
    if map_.unit(key).level == level:
        return key
    return next((unit.key for unit in map_.ancestors(key) if unit.level == level), None)
