"""What each unit adds to a figure, as the report prints it: by unit, in falling order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tongket.core.rollup.figures import Contributor, Figure
from tongket.core.rollup.model import OverUnits, State
from tongket.core.rollup.rounding import rounded
from tongket.core.text import sort_key

APPROXIMATE = ("over", "nearly", "about")


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's part of a figure. `value` is rounded for print; `outside` marks a body outside the tree."""

    key: str
    name: str
    value: Decimal
    outside: bool
    contributors: tuple[Contributor, ...]


def total(figure: Figure) -> Decimal | None:
    """The figure's value as printed."""
    return None if figure.value is None else rounded(figure.value, figure.indicator.decimals)


def change(figure: Figure) -> Decimal | None:
    """Change since the report before, of the numbers as both reports print them."""
    if figure.value is None or figure.previous is None:
        return None
    return rounded(figure.value, figure.indicator.decimals) - rounded(figure.previous, figure.indicator.decimals)


def difference(figure: Figure) -> Decimal | None:
    """Ours minus the published total, as printed."""
    if figure.value is None or figure.published is None:
        return None
    decimals = figure.indicator.decimals
    return rounded(figure.value, decimals) - rounded(figure.published.value, decimals)


def shares(figure: Figure) -> tuple[Share, ...]:
    """Every unit's share in falling order, ties in Vietnamese alphabetical order, bodies outside the tree last."""
    groups: dict[tuple[bool, str], list[Contributor]] = {}
    for contributor in figure.contributors:
        groups.setdefault((contributor.under is None, _key(contributor)), []).append(contributor)
    made = [_share(figure, outside, key, members) for (outside, key), members in groups.items()]
    found = [share for share in made if share is not None]
    return tuple(sorted(found, key=lambda s: (s.outside, -s.value, sort_key(s.name), s.key)))


def reading_of(contributors: Iterable[Contributor]) -> str:
    """How exact a sum of them is: "" where all are exact, its own word for one alone, "over" where none leans down."""
    counted = [c for c in contributors if c.value]
    found = {str(c.reading) for c in counted if c.reading in APPROXIMATE}
    if found and (len(counted) == 1 or found == {"over"}):
        return found.pop()
    return "about" if found else ""


def _share(figure: Figure, outside: bool, key: str, members: list[Contributor]) -> Share | None:
    counted = [m.value for m in members if m.state is not State.NOT_APPLICABLE]
    value = _combined(figure.indicator.over_units, counted) if counted else Decimal(0)
    name = members[0].unit if outside else members[0].under
    if value is None:
        return None
    return Share(key, name or "", rounded(value, figure.indicator.decimals), outside, tuple(members))


def _combined(over_units: OverUnits, values: list[Decimal]) -> Decimal | None:
    """One value for several returns of a unit; None where the operator does not say (a mean has no weights here)."""
    if over_units is OverUnits.SUM:
        return sum(values, Decimal(0)) if values else None
    if over_units is OverUnits.MAX:
        return max(values, default=None)
    if over_units is OverUnits.MIN:
        return min(values, default=None)
    return values[0] if len(values) == 1 else None


def _key(contributor: Contributor) -> str:
    if contributor.under is None:
        return contributor.unit_key or contributor.unit
    return contributor.under_key or contributor.under
