"""Units with their history: the map of any day, and what a unit's figure is on the map of another."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from tongket.core.units.map import NEAREST_MAP, Layer, Map
from tongket.core.units.model import Basis, Edge, Share, Succession, Unit

_DAY = timedelta(days=1)
_WHOLE = Fraction(1)
# From the firmest reason to the weakest; a chain of reforms is as firm as its weakest step.
_FIRMNESS = (
    Basis.WHOLE,
    Basis.FORMER_UNIT,
    Basis.POPULATION,
    Basis.AREA,
    Basis.BY_HAND,
    Basis.EQUAL,
    Basis.NONE,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that led to a unit (`earlier`) and everything that became of it (`later`), by date."""

    unit: Unit
    earlier: tuple[Succession, ...]
    later: tuple[Succession, ...]


class Tree:
    """All units of a country or body, past and present.

    `known_from` is the first day whose map is recorded; for earlier days that map stands in, with the
    basis "nearest map". A reform ends the old units on the day before and starts new ones on its day,
    so a unit that lost or won a part, or changed its kind or name, has a new key.
    """

    def __init__(
        self,
        units: Iterable[Unit],
        edges: Iterable[Edge],
        successions: Iterable[Succession],
        known_from: date | None = None,
    ) -> None:
        self.units = tuple(units)
        self.edges = tuple(edges)
        self.successions = tuple(successions)
        self.known_from = known_from
        self._layers: dict[int, Layer] = {}
        self._shares: dict[tuple[str, int], tuple[Share, ...]] = {}

    @cached_property
    def _by_key(self) -> Mapping[str, Unit]:
        return {unit.key: unit for unit in self.units}

    @cached_property
    def changes(self) -> list[date]:
        """Days on which the tree differs from the day before, in order."""
        starts = {unit.start for unit in self.units} | {edge.start for edge in self.edges}
        ends = {unit.end for unit in self.units} | {edge.end for edge in self.edges}
        return sorted({day for day in starts if day} | {day + _DAY for day in ends if day})

    @cached_property
    def _from(self) -> Mapping[str, list[Succession]]:
        found: defaultdict[str, list[Succession]] = defaultdict(list)
        for step in self.successions:
            found[step.old].append(step)
        return found

    @cached_property
    def _into(self) -> Mapping[str, list[Succession]]:
        found: defaultdict[str, list[Succession]] = defaultdict(list)
        for step in self.successions:
            found[step.new].append(step)
        return found

    @cached_property
    def _last_parent(self) -> Mapping[str, str]:
        """The parent under which each unit stood last."""
        found: dict[str, Edge] = {}
        for edge in self.edges:
            known = found.get(edge.unit)
            if known is None or (edge.end or date.max) > (known.end or date.max):
                found[edge.unit] = edge
        return {key: edge.parent for key, edge in found.items()}

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """All levels that the tree ever had, from the top down."""
        above: defaultdict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            above[unit.level] |= set()
        for edge in self.edges:
            above[self._by_key[edge.unit].level].add(self._by_key[edge.parent].level)

        def depth(level: str, below: frozenset[str] = frozenset()) -> int:
            higher = above[level] - below - {level}
            return 1 + max((depth(each, below | {level}) for each in higher), default=0)

        return tuple(sorted(above, key=lambda level: (depth(level), level)))

    def unit(self, key: str) -> Unit:
        """The unit of that key, whenever it stood; KeyError where there is none."""
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        """Whether a unit of that key is recorded at any time."""
        return key in self._by_key

    def on(self, day: date) -> Map:
        """The map of that day; cached, since a map holds between two changes."""
        recorded = self.recorded(day)
        return Map(day, "" if recorded == day else NEAREST_MAP, self._layer(recorded))

    def recorded(self, day: date) -> date:
        """The day itself, or the first recorded one where the records begin later."""
        return day if self.known_from is None or day >= self.known_from else self.known_from

    def _epoch(self, day: date) -> int:
        return bisect_right(self.changes, self.recorded(day))

    def _layer(self, day: date) -> Layer:
        epoch = self._epoch(day)
        if epoch not in self._layers:
            self._layers[epoch] = Layer(self.units, self.edges, day)
        return self._layers[epoch]

    def last_parent(self, key: str) -> Unit | None:
        """The unit under which it stands, or stood last."""
        above = self._last_parent.get(key)
        return None if above is None else self._by_key[above]

    def predecessors(self, key: str) -> tuple[Succession, ...]:
        """What became this unit, or gave a part to it."""
        return tuple(self._into.get(key, ()))

    def successors(self, key: str) -> tuple[Succession, ...]:
        """What this unit became, whole or in parts."""
        return tuple(self._from.get(key, ()))

    def trace(self, key: str) -> Trace:
        """The whole history of a unit, both ways; KeyError where there is none."""
        earlier = _reach(key, self._into, lambda step: step.old)
        later = _reach(key, self._from, lambda step: step.new)
        return Trace(self.unit(key), earlier, later)

    def way(self, key: str, on: Map) -> tuple[Succession, ...]:
        """The reforms between a unit and a map, in order; none where it stands there. KeyError where there is none."""
        if key in on:
            return ()
        trace, end = self.trace(key), self.unit(key).end
        if end is not None and end < on.day:
            return tuple(step for step in trace.later if step.day <= on.day)
        return tuple(step for step in trace.earlier if step.day > on.day)

    def shares(self, key: str, day: date) -> tuple[Share, ...]:
        """Where the figure of one unit counts on the map of `day`: see the function `shares`."""
        epoch = self._epoch(day)
        known = self._shares.get((key, epoch))
        if known is None:
            known = self._shares[key, epoch] = _Walk(self, day).shares(key)
        return known


def shares(tree: Tree, key: str, day: date) -> tuple[Share, ...]:
    """Where the figure of one unit, whenever it stood, counts on the map of `day`.

    - A unit that stands on that day: itself, whole.
    - One that ended: its successors; fractions of a chain of reforms multiply, its basis is that of its
      weakest step, its acts are joined by "; ".
    - One that ended without a successor, its level being abolished: the successor of the unit above it.
    - One that was divided without a stated basis: a share per part with fraction None. It is not comparable
      below the first unit above all the parts.
    - One that began later: its predecessor, if that is a single one which went there whole and alone;
      else a share per predecessor with fraction None.

    KeyError where the key is unknown. Fractions of one unit add up to 1, or are all None.
    """
    return tree.shares(key, day)


def recast(tree: Tree, start: date, end: date) -> Mapping[str, tuple[Share, ...]]:
    """For every unit of the map of `start`, its shares on the map of `end`: the matrix R, row by row."""
    return {unit.key: tree.shares(unit.key, end) for unit in tree.on(start)}


class _Walk:
    """Follows the successions of a unit, forwards or backwards, until the map of one day."""

    def __init__(self, tree: Tree, day: date) -> None:
        self.tree = tree
        self.map = tree.on(day)
        self.day = tree.recorded(day)

    def shares(self, key: str) -> tuple[Share, ...]:
        if key in self.map:
            return (Share(key, key, _WHOLE, Basis.WHOLE),)
        ended = self.tree.unit(key).end
        if ended is not None and ended < self.day:
            return self._forward(key)
        return self._backward(key)

    def _forward(self, key: str) -> tuple[Share, ...]:
        steps = self.tree.successors(key)
        if not steps:
            return self._above(key)
        parts = [(step, self.shares(step.new)) for step in steps]
        if any(step.fraction is None for step in steps):
            return _divided(key, parts)
        return _added(key, [_through(step, share) for step, reached in parts for share in reached])

    def _above(self, key: str) -> tuple[Share, ...]:
        """The level was abolished: the figure counts at the unit above."""
        above = self.tree.last_parent(key)
        if above is None:
            return (Share(key, None, None, Basis.NONE),)
        return tuple(
            Share(key, share.new, share.fraction, _weakest(Basis.FORMER_UNIT, share.basis), share.act)
            for share in self.shares(above.key)
        )

    def _backward(self, key: str) -> tuple[Share, ...]:
        steps = self.tree.predecessors(key)
        if not steps:
            return (Share(key, None, None, Basis.NONE),)
        if len(steps) == 1 and steps[0].fraction == _WHOLE:
            (step,) = steps
            reached = self.shares(step.old)
            return tuple(
                Share(key, share.new, share.fraction, _weakest(step.basis, share.basis), _acts(share.act, step.act))
                for share in reached
            )
        return _added(
            key,
            [
                Share(key, share.new, None, Basis.NONE, _acts(share.act, step.act))
                for step in steps
                for share in self.shares(step.old)
            ],
        )


def _through(step: Succession, share: Share) -> Share:
    fraction = None if step.fraction is None or share.fraction is None else step.fraction * share.fraction
    return Share(step.old, share.new, fraction, _weakest(step.basis, share.basis), _acts(step.act, share.act))


def _divided(key: str, parts: list[tuple[Succession, tuple[Share, ...]]]) -> tuple[Share, ...]:
    """Parts of unknown size: comparable only if later reforms brought them all together again."""
    ends = {share.new for _, reached in parts for share in reached}
    together = len(ends) == 1 and all(share.fraction == _WHOLE for _, reached in parts for share in reached)
    found: dict[str | None, Share] = {}
    for step, reached in parts:
        for share in reached:
            known = found.get(share.new)
            found[share.new] = Share(
                key,
                share.new,
                _WHOLE if together else None,
                _weakest(share.basis, known.basis if known else Basis.WHOLE) if together else Basis.NONE,
                _acts(known.act if known else None, step.act, share.act),
            )
    return tuple(found.values())


def _added(key: str, parts: list[Share]) -> tuple[Share, ...]:
    """One share per unit reached: parts that meet again are added."""
    unknown = any(part.fraction is None for part in parts)
    found: dict[str | None, Share] = {}
    for part in parts:
        known = found.get(part.new)
        if known is None:
            found[part.new] = Share(
                key, part.new, None if unknown else part.fraction, Basis.NONE if unknown else part.basis, part.act
            )
            continue
        total = None if unknown else (known.fraction or Fraction(0)) + (part.fraction or Fraction(0))
        found[part.new] = Share(key, part.new, total, _weakest(known.basis, part.basis), _acts(known.act, part.act))
    return tuple(found.values())


def _weakest(*bases: Basis) -> Basis:
    return max(bases, key=_FIRMNESS.index)


def _acts(*acts: str | None) -> str | None:
    names = dict.fromkeys(name for act in acts if act for name in act.split("; "))
    return "; ".join(names) or None


def _reach(key: str, steps: Mapping[str, list[Succession]], far: Callable[[Succession], str]) -> tuple[Succession, ...]:
    """Every succession on the way from `key`, each once, by date."""
    found: dict[Succession, None] = {}
    waiting = [key]
    while waiting:
        for step in steps.get(waiting.pop(), ()):
            if step not in found:
                found[step] = None
                waiting.append(far(step))
    return tuple(sorted(found, key=lambda step: (step.day, step.old, step.new)))
