"""Printed names to units: one rule for every reader, so that the same name means the same unit everywhere."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tongket.core.units.map import Map
from tongket.core.units.model import Basis, Unit
from tongket.core.units.spelling import Spelling, exact_key, keys_of, name_key, spelling
from tongket.core.units.tree import Tree

DISTRICT = "district"  # level that the column `district` of a case names
_NEAR = 3  # candidates named in a message
_NEAR_SEARCHES = 1_000  # a file full of unknown names must not search for hours


class Reason(StrEnum):
    """Why a name could not be resolved."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    NOT_OF_THAT_DATE = "not of that date"
    WRONG_CODE = "code of another unit"
    UNKNOWN_PARENT = "unknown parent"
    UNKNOWN_DISTRICT = "unknown district"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of a unit's name; with `parent` or `level` it holds only there."""

    spelling: str
    unit: str
    parent: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that a name means. `warning` is "" or tells a person what was taken for what, and why."""

    unit: Unit
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that means no unit, or several. `near` has up to three full names with those above them."""

    name: str
    reason: Reason
    near: tuple[str, ...] = ()


class _Where(NamedTuple):
    """What a row says about a unit beside its name; "" where it says nothing."""

    level: str
    parent: str
    district: str
    code: str


class NameBook:
    """All names of a tree. Answers are cached, so that a million rows cost little more than their distinct names."""

    def __init__(self, tree: Tree, aliases: Iterable[Alias] = ()) -> None:
        self.tree = tree
        self._aliases: defaultdict[str, list[Alias]] = defaultdict(list)
        for alias in aliases:
            self._aliases[spelling(alias.spelling).key].append(alias)
            if spelling(alias.spelling).full_key != spelling(alias.spelling).key:
                self._aliases[spelling(alias.spelling).full_key].append(alias)
        self._by_level: dict[str, Mapping[str, list[Unit]]] = {}
        self._answers: dict[tuple[str, _Where, int], Match | Unresolved] = {}
        self._searches = 0

    def resolve(
        self,
        name: str,
        level: str,
        day: date,
        parent: str | None = None,
        *,
        district: str | None = None,
        code: str | None = None,
    ) -> Match | Unresolved:
        """The unit of `level` that the printed `name` means on `day`.

        `parent` is the printed name of a unit above (of a commune: its province), `district` that of its
        district, `code` its official code; all only narrow the choice. Marks, case, hyphens, brackets and
        the type word may differ. Of several the one that agrees in accents, then in type word, is taken.
        A name of another date counts where that unit has one whole successor or predecessor on the day.
        """
        map_ = self.tree.on(day)
        where = _Where(level, parent or "", district or "", code or "")
        question = (name, where, id(map_.layer))
        answer = self._answers.get(question)
        if answer is None:
            answer = self._answers[question] = _Search(self, map_, where).resolve(name)
        return answer

    def named(self, level: str, key: str) -> list[Unit]:
        """Units of that level and folded key, of any date."""
        if level not in self._by_level:
            found: defaultdict[str, list[Unit]] = defaultdict(list)
            for unit in self.tree.units:
                if unit.level == level:
                    for each in keys_of(unit.name):
                        found[each].append(unit)
            self._by_level[level] = found
        return self._by_level[level].get(key, [])

    def search(self, printed: str) -> tuple[Unit, ...]:
        """Units of any level and date that bear the printed name, or have it as their key.

        Those that agree in accents, then in type word, before the others: if any does, only those.
        """
        if printed in self.tree:
            return (self.tree.unit(printed),)
        words = spelling(printed)
        found = dict.fromkeys(
            unit for level in self.tree.levels for key in (words.key, words.full_key) for unit in self.named(level, key)
        )
        units = list(found)
        for agrees in _preferences(words):
            units = [unit for unit in units if agrees(unit)] or units
        return tuple(units)

    def aliases(self, printed: str, level: str, parent: str) -> list[Alias]:
        """Aliases that may stand for the printed name here."""
        words = spelling(printed)
        found = dict.fromkeys([*self._aliases.get(words.full_key, ()), *self._aliases.get(words.key, ())])
        above = spelling(parent).key
        return [
            alias
            for alias in found
            if alias.level in {"", level} and (not alias.parent or not above or spelling(alias.parent).key == above)
        ]

    def near(self, printed: str, units: Iterable[Unit]) -> list[Unit]:
        """Units whose keys look like the printed name's, the most alike first."""
        self._searches += 1
        if self._searches > _NEAR_SEARCHES:
            return []
        key = spelling(printed).key
        pool: dict[str, Unit] = {}
        for unit in units:
            pool.setdefault(name_key(unit.name), unit)
        return [pool[found] for found in difflib.get_close_matches(key, pool, _NEAR, 0.6)]


class _Search:
    """One question to the book, on one map."""

    def __init__(self, book: NameBook, map_: Map, where: _Where) -> None:
        self.book, self.tree, self.map, self.where = book, book.tree, map_, where
        self.level, self.parent, self.district, self.code = where

    def resolve(self, printed: str) -> Match | Unresolved:
        above = self._above()
        if isinstance(above, Unresolved):
            return above
        answer = self._by_name(printed, above)
        if isinstance(answer, Match):
            return self._with_spelling(printed, answer)
        for alias in self.book.aliases(printed, self.level, self.parent):
            other = self._through(alias, printed)
            if isinstance(other, Match):
                return other
        return answer

    def _through(self, alias: Alias, printed: str) -> Match | Unresolved:
        search = _Search(self.book, self.map, self.where._replace(parent=self.parent or alias.parent))
        above = search._above()
        if isinstance(above, Unresolved):
            return above
        answer = search._by_name(alias.unit, above)
        if isinstance(answer, Unresolved):
            return answer
        told = f"“{printed}” is read as {answer.unit.full_name}"
        return replace(answer, warning="; ".join(filter(None, (told, answer.warning))))

    def _above(self) -> Match | Unresolved | None:
        """The unit that the printed parent means: looked for from the top of the tree downwards."""
        if not self.parent:
            return None
        depth = {level: len(self.map.ancestors(units[0].key)) for level, units in self.map.layer.levels.items()}
        own = depth.get(self.level, len(depth))
        levels = sorted((level for level in depth if depth[level] < own), key=lambda level: depth[level] or 99)
        answers = [self.book.resolve(self.parent, level, self.map.day) for level in levels]
        found = next((answer for answer in answers if isinstance(answer, Match)), None)
        if found is not None:
            return found
        near = next((answer.near for answer in answers if isinstance(answer, Unresolved) and answer.near), ())
        return Unresolved(self.parent, Reason.UNKNOWN_PARENT, near)

    def _by_name(self, printed: str, above: Match | None) -> Match | Unresolved:
        words = spelling(printed)
        everywhere = dict.fromkeys(
            [*self.book.named(self.level, words.key), *self.book.named(self.level, words.full_key)]
        )
        standing = [unit for unit in everywhere if unit.key in self.map and self._is_under(unit.key, above)]
        if standing:
            return self._choose(printed, words, standing)
        gone = [unit for unit in everywhere if unit.key not in self.map]
        if gone:
            return self._of_another_date(printed, words, gone, above)
        return Unresolved(printed, Reason.UNKNOWN, self._near(printed, above))

    def _is_under(self, key: str, above: Match | None) -> bool:
        return above is None or self.map.is_under(key, above.unit.key)

    def _choose(self, printed: str, words: Spelling, units: list[Unit]) -> Match | Unresolved:
        """The one unit meant, by code, district, accents and type word, in this order."""
        if self.code:
            units = [unit for unit in units if unit.code.lstrip("0") == self.code.strip().lstrip("0")]
            if not units:
                return Unresolved(printed, Reason.WRONG_CODE, self._of_that_code())
        if self.district:
            district = spelling(self.district)
            below = [unit for unit in units if self._district_key(unit) in {district.key, district.full_key}]
            if not below:
                names = tuple(dict.fromkeys(self._described(unit) for unit in units))
                return Unresolved(self.district, Reason.UNKNOWN_DISTRICT, names[:_NEAR])
            units = below
        for agrees in _preferences(words):
            units = [unit for unit in units if agrees(unit)] or units
        if len(units) == 1:
            return Match(units[0])
        return Unresolved(printed, Reason.AMBIGUOUS, tuple(self._described(unit) for unit in units[:_NEAR]))

    def _of_another_date(
        self, printed: str, words: Spelling, gone: list[Unit], above: Match | None
    ) -> Match | Unresolved:
        """The one whole successor or predecessor that stands on the day."""
        meant = [unit for unit in gone if self._stood_under(unit, above)]
        meant = [unit for unit in meant if self._named_above(unit)] or meant
        now = {unit: reached for unit in meant if (reached := self._whole_on_the_day(unit)) is not None}
        if not now:
            near = tuple(self._described(unit) for unit in (meant or gone)[:_NEAR])
            return Unresolved(printed, Reason.NOT_OF_THAT_DATE if meant else Reason.UNKNOWN, near)
        targets = {target.key for target, _ in now.values()}
        chosen = self._choose(printed, words, list(now)) if len(targets) > 1 or self.code else Match(next(iter(now)))
        if isinstance(chosen, Unresolved):
            return chosen
        target, act = now[chosen.unit]
        when = f"until {chosen.unit.end}" if chosen.unit.end else f"from {chosen.unit.start}"
        if chosen.unit.start and chosen.unit.start > self.map.day:
            when = f"from {chosen.unit.start}"
        told = f"“{printed}” stood {when}: counted at {target.full_name}" + (f" ({act})" if act else "")
        return Match(target, told)

    def _whole_on_the_day(self, unit: Unit) -> tuple[Unit, str | None] | None:
        reached = self.tree.shares(unit.key, self.map.day)
        if len(reached) != 1 or reached[0].fraction != Fraction(1) or reached[0].basis != Basis.WHOLE:
            return None
        target = self.map.unit(reached[0].new or "")
        return (target, reached[0].act) if target.level == self.level else None

    def _stood_under(self, unit: Unit, above: Match | None) -> bool:
        """Whether it stood under a unit of the printed parent's name, or of one that became that parent."""
        return (
            above is None
            or self._named_above(unit)
            or any(
                share.new == above.unit.key
                for each in self._ancestors(unit)
                for share in self.tree.shares(each.key, self.map.day)
            )
        )

    def _named_above(self, unit: Unit) -> bool:
        """Whether a unit above it, in its own time, bears the printed parent's name."""
        parent = spelling(self.parent)
        return any(name_key(each.name) in {parent.key, parent.full_key} for each in self._ancestors(unit))

    def _ancestors(self, unit: Unit) -> tuple[Unit, ...]:
        """The units above in the unit's own time."""
        map_ = self.map if unit.key in self.map else self.tree.on(unit.end or unit.start or self.map.day)
        return map_.ancestors(unit.key) if unit.key in map_ else ()

    def _district_key(self, unit: Unit) -> str:
        return next((name_key(each.name) for each in self._ancestors(unit) if each.level == DISTRICT), "")

    def _described(self, unit: Unit) -> str:
        """Full name, those above it but the root, and its time where it does not stand on the day."""
        above = [each.full_name for each in self._ancestors(unit)[:-1]]
        gone = "" if unit.key in self.map else f" (until {unit.end})" if unit.end else f" (from {unit.start})"
        return ", ".join([unit.full_name, *above]) + gone

    def _of_that_code(self) -> tuple[str, ...]:
        code = self.code.strip().lstrip("0")
        same = [unit for unit in self.map.of_level(self.level) if unit.code.lstrip("0") == code]
        return tuple(self._described(unit) for unit in same[:_NEAR])

    def _near(self, printed: str, above: Match | None) -> tuple[str, ...]:
        units: Iterable[Unit] = self.map.of_level(self.level)
        if above is not None:
            units = [unit for unit in self.map.descendants(above.unit.key) if unit.level == self.level]
        return tuple(self._described(unit) for unit in self.book.near(printed, units))

    def _with_spelling(self, printed: str, answer: Match) -> Match:
        """A warning where the printed accents are those of another word; a name without accents is only plain."""
        words = spelling(printed)
        own = {exact_key(answer.unit.name), spelling(answer.unit.name).exact}
        if answer.warning or words.exact.isascii() or own & {words.exact, words.full_exact}:
            return answer
        return replace(answer, warning=f"“{printed}” is read as {answer.unit.full_name}")


def _preferences(words: Spelling) -> tuple[Callable[[Unit], bool], ...]:
    """What decides between several units, the strongest first."""
    return (
        lambda unit: exact_key(unit.name) in {words.exact, words.full_exact},
        lambda unit: unit.kind == words.kind,
        lambda unit: not words.certain or name_key(unit.name) == words.key,
    )
