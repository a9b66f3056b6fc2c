"""One unit of a map by the name that a person types."""

from __future__ import annotations

from tongket.core.units.map import Map
from tongket.core.units.model import Unit
from tongket.core.units.names import Match, NameBook
from tongket.core.units.spelling import name_key, spelling


class UnitNotFound(LookupError):
    """No unit of that name stands on the map, or several do. `near` are full names of candidates."""

    def __init__(self, text: str, near: tuple[str, ...]) -> None:
        self.near = near
        super().__init__(text)


def find_unit(book: NameBook, name: str, map_: Map) -> Unit:
    """The unit that `name` means on the map: the highest level first; "Bảo Yên, Lào Cai" names the unit above too.

    A key ("vn-p15") is taken as it is. A unit of another date is not taken for the one that it became.
    Raises UnitNotFound.
    """
    if name in map_:
        return map_.unit(name)
    own, _, above = (part.strip() for part in name.partition(","))
    near: list[str] = []
    for level in _levels(map_):
        answer = book.resolve(own, level, map_.day, above or None)
        if not isinstance(answer, Match):
            near.extend(answer.near)
        elif _stands(book, own, answer.unit, map_):
            return answer.unit
        else:
            near.append(answer.unit.full_name)
    raise UnitNotFound(f"no unit '{name}' on the map of {map_.day}", tuple(dict.fromkeys(near))[:3])


def _levels(map_: Map) -> list[str]:
    """The levels of the map, the highest first."""
    depths = {level: len(map_.ancestors(units[0].key)) for level, units in map_.layer.levels.items()}
    return sorted(depths, key=lambda level: depths[level])


def _stands(book: NameBook, name: str, unit: Unit, map_: Map) -> bool:
    """Whether the name is the unit's own (or an alias), and not that of a unit of another date which became it."""
    words = spelling(name)
    if {words.key, words.full_key} & {name_key(unit.name), spelling(unit.name).key}:
        return True
    return all(other.key in map_ for other in book.named(unit.level, words.key))
