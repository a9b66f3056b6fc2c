"""Rule 5: a unit's own value, however old, beats its children's, however new; where it has none they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tongket.core.periods.moments import Moment
from tongket.core.rollup.combine.formulas import per_unit_formulas
from tongket.core.rollup.combine.holdings import Holding
from tongket.core.rollup.combine.lists import DEAD_MISSING, TRIO
from tongket.core.rollup.combine.places import ancestor_at
from tongket.core.rollup.combine.replay import Holder, Replay, over_time
from tongket.core.rollup.combine.rows import COMMUNE, COUNTRY, DISTRICT, OTHER, PROVINCE
from tongket.core.rollup.combine.trio import PARTS
from tongket.core.units.tree import Tree

BELOW = {PROVINCE: (DISTRICT, COMMUNE), DISTRICT: (COMMUNE,), COMMUNE: ()}


@dataclass(frozen=True, slots=True)
class Counted:
    """One holding that enters a total. `account` is the unit, as it was, that it stands for (itself or one above)."""

    holder: Holder
    holding: Holding
    account: str | None

    @property
    def from_children(self) -> bool:
        """Whether it stands for a unit above it that has no value of its own."""
        return self.account is not None and self.account != self.holder.key


@dataclass(frozen=True, slots=True)
class Differs:
    """A unit's own value beside another sum of its children."""

    holder: Holder
    own: Fraction
    children: Fraction
    as_of: Moment


@dataclass(frozen=True, slots=True)
class Account:
    """What counts for one indicator, and where own values and children disagree."""

    counted: tuple[Counted, ...]
    differs: tuple[Differs, ...]


class Accounts:
    """What counts at a moment, for totals of units of one level and all above it."""

    def __init__(self, replay: Replay, moment: Moment, level: str) -> None:
        self.replay = replay
        self.tree: Tree = replay.tree
        self.moment = moment
        self.level = PROVINCE if level in (COUNTRY, OTHER) else level
        self._formulas = per_unit_formulas(replay.case.indicators)
        self._groups = self._grouped()
        self._known: dict[str, Account] = {}

    def _grouped(self) -> dict[str, dict[str, list[Holder]]]:
        """Account unit -> level -> holders of that level in it."""
        groups: dict[str, dict[str, list[Holder]]] = defaultdict(lambda: defaultdict(list))
        for key, held in self.replay.holdings.items():
            holder = self.replay.holders[key]
            if holder.unit is None or not held:
                continue
            day = next(iter(held.values()))[-1].moment.day
            account = ancestor_at(self.tree.on(day), key, self.level)
            if account is not None:
                groups[account][holder.level].append(holder)
        return groups

    def of(self, indicator: str) -> Account:
        """What counts for that indicator, as it was: every holder once, never a unit and its child together."""
        if indicator not in self._known:
            self._known[indicator] = self._of(indicator)
        return self._known[indicator]

    def _of(self, indicator: str) -> Account:
        chosen = {account: self._choose(levels, indicator) for account, levels in self._groups.items()}
        counted: list[Counted] = []
        differs: list[Differs] = []
        for account, holders in chosen.items():
            if holders and holders[0].key != account and self._outweighed(account, chosen):
                continue
            for holder in holders:
                counted.extend(Counted(holder, held, account) for held in self.held(holder.key, indicator))
            differs.extend(self._compare(account, indicator))
        for holder in self.replay.holders.values():
            if holder.level == OTHER:
                counted.extend(Counted(holder, held, holder.parent) for held in self.held(holder.key, indicator))
        return Account(tuple(counted), tuple(differs))

    def held(self, key: str, indicator: str) -> tuple[Holding, ...]:
        """The holdings of a unit that count for that indicator: printed, else computed from its own parts."""
        defined = self.replay.case.indicators[indicator]
        held = self.replay.holdings.get(key, {}).get(indicator)
        if held is not None:
            return over_time(defined, held, self.moment)
        formula = self._formulas.get(indicator)
        return () if formula is None else formula(lambda part: self.held(key, part))

    def has(self, key: str, indicator: str) -> bool:
        """Whether a unit has a value; of the three that move together, any."""
        asked = TRIO if indicator in TRIO else (indicator,)
        return any(h.value is not None for i in asked if i in self.replay.case.indicators for h in self.held(key, i))

    def _choose(self, levels: dict[str, list[Holder]], indicator: str) -> list[Holder]:
        for level in (self.level, *BELOW[self.level]):
            having = [holder for holder in levels.get(level, ()) if self.has(holder.key, indicator)]
            if having:
                return having
        return []

    def _outweighed(self, account: str, chosen: dict[str, list[Holder]]) -> bool:
        """Across a reform: children do not count where the merged unit has an own value, or a part of it has any."""
        after = self._reach(account, forward=True)
        before = self._reach(account, forward=False)
        return any(chosen.get(key) and chosen[key][0].key == key for key in after) or any(
            chosen.get(key) for key in before
        )

    def _reach(self, key: str, *, forward: bool) -> Iterator[str]:
        for step in self.tree.successors(key) if forward else self.tree.predecessors(key):
            if step.fraction == 1:
                far = step.new if forward else step.old
                yield far
                yield from self._reach(far, forward=forward)

    def _compare(self, account: str, indicator: str) -> Iterator[Differs]:
        """The own value of an account beside the sum of the nearest level below that has any."""
        levels = self._groups[account]
        own = total(self.held(account, indicator))
        if own is None:
            return
        for level in BELOW[self.level]:
            holders = levels.get(level, ())
            below = [held for h in holders for held in self.held(h.key, indicator)]
            children = total(below)
            if children is not None:
                if children != own and not self._part_of_unsplit(holders, indicator):
                    newest = max(held.moment for held in below)
                    yield Differs(self.replay.holders[account], own, children, newest)
                return

    def _part_of_unsplit(self, holders: Iterable[Holder], indicator: str) -> bool:
        """Whether the children's sum of a part leaves out people whose sum nobody split: it is no sum then."""
        if indicator not in PARTS or DEAD_MISSING not in self.replay.case.indicators:
            return False
        return any(held.unsplit for h in holders for held in self.held(h.key, DEAD_MISSING))


def total(held: Iterable[Holding] | Sequence[Holding]) -> Fraction | None:
    """The sum of what is known; None where nothing is."""
    known = [Fraction(h.value) for h in held if h.value is not None]
    return sum(known, Fraction(0)) if known else None
