"""One unit of a map by the name that a person types."""

from __future__ import annotations

from tongket.core.units.map import Map
from tongket.core.units.model import Unit
from tongket.core.units.names import Match, NameBook
from tongket.core.units.spelling import keys_of, spelling


class UnitNotFound(LookupError):
    """No unit of that name stands on the map, or it may be another than was meant. `near` are full names."""

    def __init__(self, text: str, near: tuple[str, ...]) -> None:
        self.near = near
        super().__init__(text)


def find_unit(book: NameBook, name: str, map_: Map) -> Unit:
    """The unit that `name` means on the map: the highest level first.

    "phường Yên Bái" asks for that kind first, "Bảo Yên, Lào Cai" names the unit above too, a key ("vn-p15") is taken
    as it is. A unit of another date is not taken for the one that it became, nor for a smaller one of its name.
    Raises UnitNotFound.
    """
    if name in map_:
        return map_.unit(name)
    standing, near = _candidates(book, name, map_)
    kind = spelling(name.partition(",")[0]).kind
    meant = next((unit for unit in standing if kind and unit.kind == kind), None)
    if meant is not None:
        return meant
    if standing and not near:
        return standing[0]
    above = [", ".join([unit.full_name, *(a.full_name for a in map_.ancestors(unit.key)[:-1])]) for unit in standing]
    raise UnitNotFound(f"no unit '{name}' on the map of {map_.day}", tuple(dict.fromkeys([*near, *above]))[:3])


def _candidates(book: NameBook, name: str, map_: Map) -> tuple[list[Unit], list[str]]:
    """Units of that name that stand, the highest level first; and, where nothing higher stands, what is near."""
    own, _, above = (part.strip() for part in name.partition(","))
    standing: list[Unit] = []
    near: list[str] = []
    for level in _levels(map_):
        answer = book.resolve(own, level, map_.day, above or None)
        if not isinstance(answer, Match):
            near.extend(() if standing or not _of_that_name(book, own, level) else answer.near)
        elif _stands(book, own, answer.unit, map_):
            standing.append(answer.unit)
        elif not standing:
            near.append(answer.unit.full_name)
    if not standing and not near:
        answers = (book.resolve(own, level, map_.day, above or None) for level in _levels(map_))
        near = [text for answer in answers if not isinstance(answer, Match) for text in answer.near]
    return standing, near


def _levels(map_: Map) -> list[str]:
    """The levels of the map, the highest first."""
    depths = {level: len(map_.ancestors(units[0].key)) for level, units in map_.layer.levels.items()}
    return sorted(depths, key=lambda level: depths[level])


def _of_that_name(book: NameBook, name: str, level: str) -> bool:
    words = spelling(name)
    return bool(book.named(level, words.key) or book.named(level, words.full_key))


def _stands(book: NameBook, name: str, unit: Unit, map_: Map) -> bool:
    """Whether the name is the unit's own (or an alias), and not that of a unit of another date which became it."""
    words = spelling(name)
    if {words.key, words.full_key} & keys_of(unit.name):
        return True
    return all(other.key in map_ for other in book.named(unit.level, words.key))
