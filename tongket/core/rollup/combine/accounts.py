"""Rule 5: a unit's own value, however old, beats its children's, however new; where it has none they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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

Groups = dict[str | None, dict[str, list[Holder]]]
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
        self._lines: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, Account] = {}

    def of(self, indicator: str) -> Account:
        """What counts for that indicator, as it was: every holder once, never a unit and its child together."""
        if indicator not in self._known:
            self._known[indicator] = self._of(indicator)
        return self._known[indicator]

    def _of(self, indicator: str) -> Account:
        groups = self._grouped(indicator)
        counted: list[Counted] = []
        differs: list[Differs] = []
        for account, levels in groups.items():
            for holder in self._chosen(account, groups):
                counted.extend(Counted(holder, held, account) for held in self.held(holder.key, indicator))
            if account is not None:
                differs.extend(self._compare(account, levels, indicator))
        return Account(tuple(counted), tuple(differs))

    def _grouped(self, indicator: str) -> Groups:
        """Account unit -> level -> who of that level has a value in it; None stands for no account below the country.

        The account is the one under which a holder stood when it said what counts: a commune that a reform leaves
        as it is may have stood under two provinces.
        """
        groups: Groups = defaultdict(lambda: defaultdict(list))
        for key, holder in self.replay.holders.items():
            spoke = self._spoke(key, indicator)
            if spoke is None:
                continue
            account = holder.parent
            if holder.unit is not None:
                account = self._above(key, spoke.day)
                if account is None:
                    continue
            groups[account][holder.level].append(holder)
        return groups

    def _above(self, key: str, day: date) -> str | None:
        """The account of a unit on a day; asked for every indicator and moment, so it is kept with the replay."""
        known = self.replay.accounts
        if (day, key, self.level) not in known:
            known[day, key, self.level] = ancestor_at(self.tree.on(day), key, self.level)
        return known[day, key, self.level]

    def _chosen(self, account: str | None, groups: Groups) -> list[Holder]:
        """Who counts in an account: the unit itself, else the level below it that has any, with bodies beside it.

        Across a reform the units that became this one and those that it became speak for it too.
        """
        levels = groups[account]
        if account is None or self.level in levels:
            return levels[self.level] if self.level in levels else levels[OTHER]
        line = [groups[key] for key in self._line(account) if key in groups]
        if any(self.level in other for other in line):
            return []
        beside = levels.get(OTHER, [])
        for level in BELOW[self.level]:
            if level in levels:
                return [*levels[level], *beside]
            if any(level in other for other in line):
                break
        return beside

    def _line(self, account: str) -> tuple[str, ...]:
        """The units that became this one, and those that it became."""
        found = self._lines.get(account)
        if found is None:
            found = self._lines[account] = (*self._reach(account, forward=True), *self._reach(account, forward=False))
        return found

    def held(self, key: str, indicator: str) -> tuple[Holding, ...]:
        """The holdings of a unit that count for that indicator: printed, else computed from its own parts."""
        defined = self.replay.case.indicators[indicator]
        held = self.replay.holdings.get(key, {}).get(indicator)
        if held is not None:
            return over_time(defined, held, self.moment)
        formula = self._formulas.get(indicator)
        return () if formula is None else formula(lambda part: self.held(key, part))

    def _spoke(self, key: str, indicator: str) -> Moment | None:
        """When a unit said what it has; of the three that move together, any; None where it has no value."""
        asked = (indicator, *TRIO) if indicator in TRIO else (indicator,)
        for each in asked:
            if each in self.replay.case.indicators:
                known = [held.moment for held in self.held(key, each) if held.value is not None]
                if known:
                    return max(known)
        return None

    def _reach(self, key: str, *, forward: bool) -> Iterator[str]:
        for step in self.tree.successors(key) if forward else self.tree.predecessors(key):
            far = step.new if forward else step.old
            yield far
            yield from self._reach(far, forward=forward)

    def _compare(self, account: str, levels: Mapping[str, list[Holder]], indicator: str) -> Iterator[Differs]:
        """The own value of an account beside the sum of the nearest level below that has any."""
        own = total(self.held(account, indicator)) if self.level in levels else None
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
