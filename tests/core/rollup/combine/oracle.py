"""The rules of a case folder once more, by definition: slow, obvious, sharing only the tree with the package.

Nothing is replayed or kept between questions. The value of a unit at T is found by looking back through all
rows up to T, unit by unit; the value of a list by looking at all rows of its moment. It exists so that the
package's own way of combining rows can be shown right or wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache

from tests.core.rollup.combine.oracle_words import BOTH, DEAD, MISSING, NO_TOTAL, TRIO, Cell, Part, Row, add
from tongket.core.units.tree import Tree

remembered = lru_cache(maxsize=100_000)  # of answers only: nothing is computed from another moment's answer


@dataclass(frozen=True, eq=False)
class Oracle:
    """All rows of one event on one tree, and every question to them."""

    tree: Tree
    rows: Sequence[Row]

    # Rows that may be summed: rules 8 and 9.
    @cached_property
    def summed(self) -> list[Row]:
        return [
            row
            for row in self.rows
            if row.level != "country" and row.reading != "flow_one_day" and row.indicator != NO_TOTAL
        ]

    @cached_property
    def moments(self) -> list[datetime]:
        return sorted({row.instant for row in self.summed})

    @cached_property
    def by_unit(self) -> dict[tuple[str, str, datetime], list[Row]]:
        found: dict[tuple[str, str, datetime], list[Row]] = {}
        for row in self.summed:
            found.setdefault((row.level, row.unit, row.instant), []).append(row)
        return found

    @cached_property
    def days(self) -> dict[datetime, date]:
        return {row.instant: row.day for row in self.rows}

    # Rules 1 and 4: which indicators a complete list covers.
    @cached_property
    def lists(self) -> dict[tuple[datetime, str, str], set[str]]:
        """(moment, level, parent) -> the indicators covered."""
        found: dict[tuple[datetime, str, str], set[str]] = {}
        for row in self.summed:
            if row.list == "complete" and row.level != "other":
                found.setdefault((row.instant, row.level, row.parent), set()).add(row.indicator)
        for row in self.summed:
            if row.list == "complete" and row.level == "other":
                same = [scope for scope in found if scope[0] == row.instant and scope[2] == row.parent]
                for scope in same or [(row.instant, self._level_below(row.parent, row.day), row.parent)]:
                    found.setdefault(scope, set()).add(row.indicator)
        for covered in found.values():
            if BOTH in covered or {DEAD, MISSING} <= covered:
                covered |= set(TRIO)
        return found

    def _level_below(self, parent: str, day: date) -> str:
        map_ = self.tree.on(day)
        return (map_.children(parent) if parent else map_.children(map_.root.key))[0].level

    def covered(self, level: str, unit: str, parent: str, at: datetime) -> set[str]:
        """The indicators that a complete list of this moment covers for the unit."""
        found: set[str] = set()
        for (moment, list_level, list_parent), indicators in self.lists.items():
            if moment != at:
                continue
            if level == "other":
                if list_parent == parent:
                    found |= indicators
            elif list_level == level and self._stands_in(unit, list_parent, self.days[at]):
                found |= indicators
        return found

    def _stands_in(self, unit: str, parent: str, day: date) -> bool:
        map_ = self.tree.on(day)
        return unit in map_ and (not parent or map_.is_under(unit, parent))

    # What a unit says at one moment.
    def said(self, level: str, unit: str, parent: str, at: datetime) -> dict[str, Cell]:
        """The cells of the unit at that moment, zero by list included; rules 1, 4, 6."""
        rows = self.by_unit.get((level, unit, at), [])
        covered = self.covered(level, unit, parent, at)
        cells: dict[str, Cell] = {}
        for indicator in {row.indicator for row in rows} | covered:
            mine = [row for row in rows if row.indicator == indicator]
            if indicator in covered:
                mine = [row for row in mine if row.list == "complete"]
            if mine:
                best = min(mine, key=lambda row: row.rank)
                cells[indicator] = Cell(best.value, (best,), (at,))
            elif indicator in covered:
                cells[indicator] = Cell(Decimal(0), (), (at,), "zero_by_list")
        return cells

    @remembered
    def says(self, level: str, unit: str, parent: str) -> dict[datetime, dict[str, Cell]]:
        """Everything that a unit ever says."""
        known = [at for at in self.moments if level != "other" or self._seen(unit, parent, at)]
        told = {at: self.said(level, unit, parent, at) for at in known}
        return {at: cells for at, cells in told.items() if cells}

    # Rule 2: the newest word of a unit.
    @remembered
    def own(self, level: str, unit: str, parent: str, indicator: str, before: datetime) -> Part | None:
        """The unit's own value at `before`, that moment included; None where it never had one."""
        told = self.says(level, unit, parent)
        if indicator in TRIO:
            return self._own_trio(level, unit, parent, indicator, before)
        for at in sorted(told, reverse=True):
            if at <= before and indicator in told[at]:
                return Part(unit, level, told[at][indicator])
        return None

    # Rule 3.
    def _own_trio(self, level: str, unit: str, parent: str, indicator: str, before: datetime) -> Part | None:
        told = self.says(level, unit, parent)
        newest = max((at for at in told if at <= before and set(TRIO) & set(told[at])), default=None)
        if newest is None:
            return None
        cells = {each: told[newest][each] for each in TRIO if each in told[newest]}
        printed = {each: cell for each, cell in cells.items() if cell.state == "reported"}
        unknown = Cell(None, (), (newest,))
        rows = tuple(row for cell in printed.values() for row in cell.rows)
        covered = set(TRIO) <= self.covered(level, unit, parent, newest)
        if covered and not printed:  # absent from a list that covers all three
            return Part(unit, level, cells[indicator])
        if BOTH in printed:  # the sum counts; what is not printed is unknown
            whole = printed[BOTH].value
            assert whole is not None
            parts = [
                cells[each].value for each in (DEAD, MISSING) if each in cells and (each in printed or not covered)
            ]
            unsplit = whole - (add(parts) or Decimal(0))
            if indicator == BOTH:
                return Part(unit, level, printed[BOTH], unsplit)
            if indicator in printed or (indicator in cells and not covered):
                return Part(unit, level, cells[indicator], unsplit)
            return Part(unit, level, unknown, unsplit)
        both: dict[str, Cell] = {}
        for each in (DEAD, MISSING):
            if each in cells and not (covered and each not in printed):
                both[each] = cells[each]
            elif covered:
                both[each] = Cell(Decimal(0), (), (newest,), "zero_by_list")
            else:
                both[each] = self._kept(level, unit, parent, each, newest) or unknown
        if indicator != BOTH:
            return Part(unit, level, both[indicator])
        value = add(cell.value for cell in both.values())
        states = {cell.state for cell in both.values() if cell.value is not None}
        state = "reported" if "reported" in states else "zero_by_list"
        rows = tuple(dict.fromkeys(row for cell in both.values() for row in cell.rows))
        times = tuple(at for cell in both.values() if cell.value is not None for at in cell.moments)
        return Part(unit, level, Cell(value, rows, times, state))

    def _kept(self, level: str, unit: str, parent: str, indicator: str, at: datetime) -> Cell | None:
        """The unit's last value of the other part; what its predecessors said of it stays theirs."""
        earlier = [moment for moment in self.says(level, unit, parent) if moment < at]
        last = self._own_trio(level, unit, parent, indicator, max(earlier)) if earlier else None
        return last.cell if last is not None and last.cell.value is not None else None

    # Lineage: which units became which.
    @remembered
    def _older(self, unit: str) -> list[str]:
        found: list[str] = []
        waiting = [unit]
        while waiting:
            for step in self.tree.predecessors(waiting.pop()):
                if step.old not in found:
                    found.append(step.old)
                    waiting.append(step.old)
        return found

    @remembered
    def _younger(self, unit: str) -> list[str]:
        found: list[str] = []
        waiting = [unit]
        while waiting:
            for step in self.tree.successors(waiting.pop()):
                if step.new not in found:
                    found.append(step.new)
                    waiting.append(step.new)
        return found

    @remembered
    def _replaced(self, level: str, unit: str, indicator: str, before: datetime) -> bool:
        """Whether a unit that this one became has since spoken of the indicator."""
        heard = {indicator, BOTH} if indicator in TRIO else {indicator}
        return any(
            at <= before and heard & set(cells)
            for new in self._younger(unit)
            for at, cells in self.says(level, new, "").items()
        )

    # Rule 5.
    @cached_property
    def named_units(self) -> dict[str, set[str]]:
        """All units below the country that have a row or stand in the scope of a complete list."""
        found: dict[str, set[str]] = {"province": set(), "district": set(), "commune": set()}
        for row in self.summed:
            if row.level != "other":
                found[row.level].add(row.unit)
        for at, level, parent in self.lists:
            map_ = self.tree.on(self.days[at])
            found[level] |= {unit.key for unit in map_.level(level) if not parent or map_.is_under(unit.key, parent)}
        return found

    @cached_property
    def bodies(self) -> set[tuple[str, str]]:
        return {(row.unit, row.parent) for row in self.summed if row.level == "other"}

    def _seen(self, name: str, parent: str, at: datetime) -> bool:
        """A body that nobody has named yet is not zero by any list."""
        return any(
            row.level == "other" and (row.unit, row.parent) == (name, parent) and row.instant <= at
            for row in self.summed
        )

    @remembered
    def _live(self, level: str, indicator: str, at: datetime) -> list[Part]:
        """Own values of that level that no merged unit has replaced."""
        parts = [self._left(level, unit, indicator, at) for unit in sorted(self.named_units[level])]
        return [part for part in parts if part is not None]

    def _left(self, level: str, unit: str, indicator: str, at: datetime) -> Part | None:
        """What is left of a unit's own value: of the sum of dead and missing perhaps one part."""
        own = self.own(level, unit, "", indicator, at)
        if indicator != BOTH or own is None:
            return None if self._replaced(level, unit, indicator, at) else own
        gone = [each for each in (DEAD, MISSING) if self._replaced(level, unit, each, at)]
        if not gone:
            return own
        left = [self.own(level, unit, "", each, at) for each in (DEAD, MISSING) if each not in gone]
        known = (part for part in left if part is not None and part.cell.value is not None)
        return next((replace(part, unsplit=Decimal(0)) for part in known), None)

    def _above(self, part: Part, level: str) -> str | None:
        """The unit of a level under which a part stood when it last stood or spoke."""
        unit = self.tree.unit(part.unit)
        day = self.days[max(part.cell.moments)] if part.cell.moments else unit.end
        map_ = self.tree.on(day or date.max)
        if unit.key not in map_:
            map_ = self.tree.on(unit.end or unit.start or date.max)
        return next((above.key for above in map_.ancestors(unit.key) if above.level == level), None)

    @remembered
    def _has_own(self, level: str, unit: str, indicator: str, at: datetime) -> bool:
        """Whether it, or a unit that it became or that became it, has an own value."""
        return any(
            self.own(level, each, "", indicator, at) is not None
            for each in (unit, *self._older(unit), *self._younger(unit))
        )

    @remembered
    def parts(
        self, indicator: str, at: datetime, day: date | None, scope: str | None = None, level: str = ""
    ) -> list[Part]:
        """The contributors of a figure: of the country (scope None), or of one unit of the map of `day`."""
        level = level or ("country" if scope is None else self.tree.unit(scope).level)
        if level in ("country", "province"):
            found = [*self._provinces(indicator, at), *self._others("", indicator, at)]
        elif level == "district":
            found = self._districts(indicator, at)
        else:
            found = self._live("commune", indicator, at)
        return [part for part in found if self._lands(part, day, scope)]

    def _districts(self, indicator: str, at: datetime) -> list[Part]:
        own = self._live("district", indicator, at)
        return own + [
            part
            for part in self._live("commune", indicator, at)
            for above in [self._above(part, "district")]
            if above is not None and not self._has_own("district", above, indicator, at)
        ]

    def _provinces(self, indicator: str, at: datetime) -> list[Part]:
        own = self._live("province", indicator, at)
        below: dict[str, dict[str, list[Part]]] = {}
        for level in ("district", "commune"):
            for part in self._live(level, indicator, at):
                above = self._above(part, "province")
                if above is not None and not self._has_own("province", above, indicator, at):
                    below.setdefault(above, {}).setdefault(level, []).append(part)
        found = list(own)
        for above, levels in below.items():
            line = [above, *self._older(above), *self._younger(above)]
            found += levels.get("district", [])
            if not any("district" in below.get(each, {}) for each in line):
                found += levels.get("commune", [])
        for _, parent in sorted(self.bodies):
            if parent and not self._has_own("province", parent, indicator, at):
                found += self._others(parent, indicator, at)
        return found

    def _others(self, parent: str, indicator: str, at: datetime) -> list[Part]:
        found = [
            self.own("other", name, above, indicator, at)
            for name, above in sorted(self.bodies)
            if above == parent and self._seen(name, above, at)
        ]
        return [replace(part, parent=parent) for part in found if part is not None]

    def _lands(self, part: Part, day: date | None, scope: str | None) -> bool:
        """Whether all of the part's figure counts at the unit, on the map of that day (None: as it was)."""
        return scope is None or all(self._reached(part, day, scope))

    def _reached(self, part: Part, day: date | None, scope: str) -> list[bool]:
        """For each place of a part on the map, whether it lies in the unit."""
        key = part.unit if part.level != "other" else part.parent
        if not key:
            return [False]
        at = self.days[max(part.cell.moments)]
        if day is None:
            return [self.tree.on(at).is_under(key, scope)]
        map_ = self.tree.on(day)
        shares = self.tree.shares(key, day)
        if any(share.fraction is None for share in shares):  # not comparable: it counts at what stood above it
            above = self.tree.on(at).parent(key)
            whole = above is not None and self._reached(Part(above.key, above.level, part.cell), day, scope) == [True]
            inside = [share.new is not None and map_.is_under(share.new, scope) for share in shares]
            return [True] if whole else [False, any(inside)]
        return [share.new is not None and map_.is_under(share.new, scope) for share in shares]

    def unsure(self, indicator: str, at: datetime, day: date | None, scope: str) -> bool:
        """Whether the unit may hold a part of a figure, and nobody has said how much."""
        parts = self.parts(indicator, at, day, None, self.tree.unit(scope).level)
        reached = [self._reached(part, day, scope) for part in parts if part.cell.value]
        return any(any(each) and not all(each) for each in reached)

    # The answer.
    @remembered
    def value(self, indicator: str, at: datetime, day: date | None, scope: str | None = None) -> Decimal | None:
        """Rules 3, 7, 8: the total of the parts, None where nothing is known."""
        relevant = TRIO if indicator in TRIO else ()
        rows = [
            row
            for row in self.summed
            if row.instant <= at and (row.indicator == indicator or row.indicator in relevant)
        ]
        if not rows or indicator == NO_TOTAL:
            return None
        parts = self.parts(indicator, at, day, scope)
        known = [part.cell.value for part in parts if part.cell.value is not None]
        if scope is not None and self.unsure(indicator, at, day, scope):
            return None
        if indicator in (DEAD, MISSING):
            unsplit = any(part.unsplit > 0 for part in self.parts(BOTH, at, day, scope))
            if unsplit and not any(value > 0 for value in known):
                return None
        return add(known)

    def unsplit(self, indicator: str, at: datetime, day: date | None, scope: str | None = None) -> Decimal:
        """What the sums say beyond their parts; of `dead_missing` only."""
        if indicator != BOTH:
            return Decimal(0)
        return sum((part.unsplit for part in self.parts(indicator, at, day, scope)), Decimal(0))

    def published(self, indicator: str, at: datetime) -> list[Row]:
        """All country rows of that moment, in the order of rule 6."""
        rows = [row for row in self.rows if row.level == "country" and row.indicator == indicator and row.instant == at]
        return sorted(rows, key=lambda row: row.rank)

    def previous(self, indicator: str, at: datetime, formula: str) -> Row | None:
        """A row of the newest moment before `at` that says anything of the indicator."""
        wanted = {indicator, *(word for word in formula.replace("+", " ").split() if word)}
        rows = [row for row in self.rows if row.indicator in wanted and row.instant < at]
        if not rows:
            return None
        newest = max(row.instant for row in rows)
        return next(row for row in rows if row.instant == newest)

    def counts(self, indicator: str, at: datetime, day: date) -> tuple[int, int]:
        """(provinces with a row of their own or of their districts, provinces zero by list) on the map of `day`."""
        map_ = self.tree.on(day)
        states: dict[str, set[str]] = {}
        for part in self.parts(indicator, at, day):
            if part.level == "other" or part.cell.value is None:
                continue
            above = {unit.key for unit in map_.level("province") if all(self._reached(part, day, unit.key))}
            if len(above) == 1:  # a figure of two provinces proves neither
                states.setdefault(above.pop(), set()).add(part.cell.state)
        reported = sum("reported" in found for found in states.values())
        return reported, len(states) - reported
