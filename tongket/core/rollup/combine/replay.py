"""Rules 1, 2, 6, 8 and 9: a case's rows in order of time -> what each unit holds at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tongket.core.periods.moments import Moment
from tongket.core.rollup.combine.holdings import Holding, printed, zero_by_list
from tongket.core.rollup.combine.lists import DEAD_MISSING, TRIO, CompleteList, Scope, complete_lists, scope_of
from tongket.core.rollup.combine.rows import COUNTRY, OTHER, CaseData, Reading, Row, by_rank
from tongket.core.rollup.combine.trio import PARTS, added, next_trio
from tongket.core.rollup.model import Indicator, OverTime
from tongket.core.units.map import Map
from tongket.core.units.model import Unit
from tongket.core.units.tree import Tree

NEVER_TOTALLED = "dead_injured_missing"  # rule 8


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds values: a unit as it was, or a body outside the tree (`unit` None)."""

    key: str
    name: str
    level: str
    unit: Unit | None
    parent: str | None


class Replay:
    """Takes the rows of one event moment by moment; `holdings` is what stands after the last one taken.

    `holdings[holder][indicator]` lists one holding for an indicator whose last value counts, and one per
    moment for an indicator that is added or compared over time.
    """

    def __init__(self, case: CaseData, event: str, tree: Tree) -> None:
        self.case = case
        self.tree = tree
        self.holders: dict[str, Holder] = {}
        self.holdings: dict[str, dict[str, tuple[Holding, ...]]] = defaultdict(dict)
        self.lists: Mapping[Scope, CompleteList] = {}
        self._others: dict[str | None, list[str]] = defaultdict(list)
        self.accounts: dict[
            tuple[date, str, str], str | None
        ] = {}  # by day, unit and level: the unit above (see Accounts)
        self._before: dict[str, tuple[str, ...]] = {}
        self.spoken: set[str] = set()  # indicators with a row below the country so far (rule 7)
        self._waiting = self._by_moment(event)
        self._next = next(self._waiting, None)

    def _by_moment(self, event: str) -> Iterator[tuple[Moment, list[Row]]]:
        groups: dict[Moment, list[Row]] = defaultdict(list)
        at: Moment | None = None
        rows: list[Row] = []
        for row in self.case.rows:
            if row.event == event and counts(row):
                if row.moment is not at:  # rows of one moment follow each other, and comparing moments is slow
                    at, rows = row.moment, groups[row.moment]
                rows.append(row)
        yield from sorted(groups.items(), key=lambda item: item[0])

    def advance(self, moment: Moment) -> None:
        """Take every row up to and including that moment. `lists` are then those of exactly that moment."""
        self.lists = {}
        while self._next is not None and self._next[0] <= moment:
            at, rows = self._next
            lists = self._take(at, rows)
            self.lists = lists if at == moment else {}
            self._next = next(self._waiting, None)

    def _take(self, moment: Moment, rows: list[Row]) -> Mapping[Scope, CompleteList]:
        map_ = self.tree.on(moment.day)
        lists = complete_lists(rows, map_)
        joined = {parent: level for level, parent in lists}
        said: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        scope: dict[str, Scope] = {}
        for row in rows:
            self.spoken.add(row.indicator)
            self._meet(row)
            said[row.holder][row.indicator].append(row)
            if row.in_complete_list:
                scope.setdefault(row.holder, scope_of(row, joined))
        for place in lists:  # a row that leaves out its parent is still of a unit in the list
            for key in self._members(place, map_):
                scope.setdefault(key, place)
        for row in rows:
            scope.setdefault(row.holder, scope_of(row, joined))
        for key, place in scope.items():
            self._update(key, moment, said.get(key, {}), lists.get(place))
        return lists

    def _meet(self, row: Row) -> None:
        if row.holder not in self.holders:
            unit = self.tree.unit(row.unit) if row.unit else None
            name = unit.name if unit else row.name
            self.holders[row.holder] = Holder(row.holder, name, row.level, unit, row.parent)
            if row.level == OTHER:
                self._others[row.parent].append(row.holder)

    def _members(self, scope: Scope, map_: Map) -> Iterable[str]:
        """Who is zero by a complete list that leaves them out: the units of its scope, and bodies seen beside it."""
        level, parent = scope
        if parent is None:
            units: Iterable[Unit] = map_.of_level(level)
        else:
            units = (u for u in map_.descendants(parent) if u.level == level) if parent in map_ else ()
        for unit in units:
            if unit.key not in self.holders:
                self.holders[unit.key] = Holder(unit.key, unit.name, level, unit, parent)
            yield unit.key
        yield from self._others[parent]

    def _update(self, key: str, moment: Moment, said: Mapping[str, list[Row]], list_: CompleteList | None) -> None:
        covers = list_.covers if list_ else frozenset[str]()
        ranked = {i: by_rank(rows) for i, rows in said.items()}
        counted = {i: tuple(r for r in rows if i not in covers or r.in_complete_list) for i, rows in ranked.items()}
        aside = {i: tuple(r for r in rows if i in covers and not r.in_complete_list) for i, rows in ranked.items()}
        for indicator in sorted(covers.union(said).difference(TRIO)):
            if counted.get(indicator):
                self._put(key, indicator, printed(counted[indicator], aside[indicator]))
            elif list_ is not None and indicator in covers:
                self._put(key, indicator, zero_by_list(list_, moment, aside.get(indicator, ())))
        before = {i: held[-1] for i, held in self.holdings.get(key, {}).items() if i in TRIO}
        trio = next_trio(counted, aside, list_, moment, before)
        if trio is not None:
            self._replace_trio(key, {i for i in TRIO if counted.get(i) or i in covers})
            self.holdings[key].update({i: (holding,) for i, holding in trio.items()})

    def _put(self, key: str, indicator: str, holding: Holding) -> None:
        if self.case.indicators[indicator].over_time is OverTime.LAST:
            for old in self._holding_before(key):
                self.holdings[old].pop(indicator, None)
            self.holdings[key][indicator] = (holding,)
        else:
            self.holdings[key][indicator] = (*self.holdings[key].get(indicator, ()), holding)

    def _replace_trio(self, key: str, informed: set[str]) -> None:
        """Rule 2 for the three: a merged unit's row replaces its predecessors; a part it leaves open stays theirs."""
        one_part = informed.intersection(PARTS) if DEAD_MISSING not in informed else set(PARTS)
        for old in self._holding_before(key):
            held = self.holdings[old]
            if not any(i in held for i in TRIO):
                continue
            kept = {
                part: Holding.unknown(held[part][-1].moment) if part in one_part else held[part][-1] for part in PARTS
            }
            whole = added(*(kept[part] for part in PARTS))
            for indicator, holding in {**kept, DEAD_MISSING: whole}.items():
                held[indicator] = (holding,)
            if whole.value is None:
                for indicator in TRIO:
                    del held[indicator]

    def _holding_before(self, key: str) -> list[str]:
        """The units that became this one and hold anything: none of most."""
        return [old for old in self._predecessors(key) if old in self.holdings]

    def _predecessors(self, key: str) -> tuple[str, ...]:
        """Every unit that became this one, whole or in part.

        A divided one is replaced too: else it would stay beside its parts, and their complete list would not give
        its own sum.
        """
        if key not in self._before:
            direct = [step.old for step in self.tree.predecessors(key)] if key in self.tree else []
            self._before[key] = tuple(far for old in direct for far in (old, *self._predecessors(old)))
        return self._before[key]


def counts(row: Row) -> bool:
    """Rules 8 and 9: country rows are published totals, and two kinds of rows enter no total."""
    return row.level != COUNTRY and row.reading != Reading.FLOW_ONE_DAY and row.indicator != NEVER_TOTALLED


def over_time(indicator: Indicator, held: tuple[Holding, ...], moment: Moment) -> tuple[Holding, ...]:
    """The holdings of a unit that count at a moment: the last, all to be added, the greatest, or the moment's own."""
    if indicator.over_time is OverTime.LAST:
        return held[-1:]
    known = [holding for holding in held if holding.value is not None]
    match indicator.over_time:
        case OverTime.SUM | OverTime.MEAN:
            return tuple(known)
        case OverTime.NONE:
            return tuple(h for h in known if h.moment == moment)
        case OverTime.MAX | OverTime.MIN if known:
            pick = max if indicator.over_time is OverTime.MAX else min
            return (pick(known, key=lambda h: h.value or 0),)
    return ()
