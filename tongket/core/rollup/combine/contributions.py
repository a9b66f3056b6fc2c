"""What counts in the unit asked for, each part at its place on the chosen map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.core.rollup.combine.accounts import Counted
from tongket.core.rollup.combine.holdings import Holding
from tongket.core.rollup.combine.places import ONE, Located, Place, Places, ancestor_at
from tongket.core.rollup.combine.replay import Holder
from tongket.core.rollup.combine.rows import COUNTRY, PROVINCE
from tongket.core.units.model import Basis, Unit

if TYPE_CHECKING:
    from tongket.core.rollup.combine.statement import Question


@dataclass(frozen=True, slots=True)
class Contribution:
    """A holding, or the share of it, that counts at `place`, a unit of the chosen map.

    `under` is the unit whose line of the report it stands in, `province` the unit whose reporting it proves; both
    None for a body outside the tree, and where a value cannot be given to one province.
    """

    counted: Counted
    fraction: Fraction
    basis: Basis
    place: str
    under: Unit | None
    province: str | None

    @property
    def holder(self) -> Holder:
        """Who said it."""
        return self.counted.holder

    @property
    def holding(self) -> Holding:
        """What was said."""
        return self.counted.holding

    @property
    def value(self) -> Fraction | None:
        """The part of the value that counts here, in units of 10 to the minus the indicator's decimals."""
        if self.holding.value is None:
            return None
        return Fraction(self.holding.value) if self.fraction is ONE else self.holding.value * self.fraction


def contributions_of(counted: Iterable[Counted], places: Places, question: Question) -> tuple[Contribution, ...]:
    """The parts that count below the unit asked for."""
    found: list[Contribution] = []
    for part in counted:
        key = (question.unit, part.holder.key, part.holding.moment.day)
        located = places.located.get(key)
        if located is None:  # the same for all indicators and for all moments of a day
            located = places.located[key] = tuple(_located(part, places, question))
        found += [Contribution(part, at.fraction, at.basis, at.place, at.under, at.province) for at in located]
    return tuple(found)


def place_of(part: Counted, places: Places, question: Question) -> Place:
    """Where the part counts; a body outside the tree counts at its parent, or at the country."""
    key = part.holder.key if part.holder.unit else part.holder.parent or question.case.root
    return places.place(key, part.holding.moment.day)


def _located(part: Counted, places: Places, question: Question) -> Iterator[Located]:
    map_ = places.map_of(part.holding.moment.day)
    place = place_of(part, places, question)
    at_country = question.asked.level == COUNTRY
    outside = part.holder.unit is None
    for key, fraction in place.shares:
        if not map_.is_under(key, question.unit):
            continue
        province = ancestor_at(map_, key, PROVINCE)
        under = (province and map_.unit(province)) if at_country else map_.unit(key)
        yield Located(
            fraction=fraction,
            basis=place.basis,
            place=key,
            under=None if outside and part.holder.parent is None else under or None,
            province=None if outside else province if at_country or question.asked.level == PROVINCE else question.unit,
        )


def unsure_for(counted: Iterable[Counted], places: Places, question: Question) -> tuple[Counted, ...]:
    """Values a part of which may belong to the unit asked for, while nobody has said how much."""
    if question.asked.level == COUNTRY:
        return ()
    found: list[Counted] = []
    for part in counted:
        if not part.holding.value or part.holder.unit is None:
            continue
        map_ = places.map_of(part.holding.moment.day)
        place = places.place(part.holder.key, part.holding.moment.day)
        inside = any(map_.is_under(key, question.unit) for key, _ in place.shares)
        if not inside and any(map_.is_under(key, question.unit) for key in place.unsure):
            found.append(part)
    return tuple(found)
