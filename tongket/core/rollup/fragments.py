"""Units as they were: how long each stayed the same, seen from the chosen map.

Values of one unit may be put together over time only while it is the same unit. So a unit is cut where it,
or any unit that shares a place on the chosen map with it, changes: when A takes in B, the A of before and the
A of after are two, though the key is one. A piece is a `Fragment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tongket.core.rollup.query import Era, Query
from tongket.core.units.model import Share

Edges = frozenset[tuple[str, str | None, Fraction | None]]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A unit as it was, over the periods (in order) in which it had to report.

    `since` is the number of the era in which it began: of two fragments that share a place, the later has the
    larger. `shares` say where it counts; a fraction is None only where two or more are open.
    """

    unit: str
    since: int
    periods: tuple[str, ...]
    shares: tuple[Share, ...]

    @property
    def unchanged(self) -> bool:
        """Whether it stands on the chosen map as itself."""
        return len(self.shares) == 1 and self.shares[0].new == self.unit


def fragments(query: Query) -> tuple[Fragment, ...]:
    """The units that had to report, cut where they changed; in order of time, then of key."""
    everyone = sorted({unit for obliged in query.obliged.values() for unit in obliged})
    found: dict[tuple[int, str], Fragment] = {}
    before: Mapping[str, tuple[Edges, int]] = {}
    for number, era in enumerate(query.eras):
        now = _beginnings(_neighbourhoods(query, era, everyone), before, number)
        obliged = {period: query.obliged_in(period) for period in era.periods}
        for unit in everyone:
            key = (now[unit][1], unit)
            periods = tuple(period for period, units in obliged.items() if unit in units)
            earlier = found[key].periods if key in found else ()
            found[key] = Fragment(unit, key[0], earlier + periods, _closed(query.shares_of(unit, era)))
        before = now
    return tuple(fragment for _, fragment in sorted(found.items()) if fragment.periods)


def unplaced(pieces: tuple[Fragment, ...]) -> tuple[str, ...]:
    """The units of which at least a part counts nowhere on the chosen map."""
    return tuple(sorted({f.unit for f in pieces if any(share.new is None for share in f.shares)}))


def _beginnings(
    neighbourhoods: Mapping[str, Edges], before: Mapping[str, tuple[Edges, int]], number: int
) -> dict[str, tuple[Edges, int]]:
    """For each unit its neighbourhood and the era since which it is the same."""
    return {
        unit: (edges, before[unit][1] if unit in before and before[unit][0] == edges else number)
        for unit, edges in neighbourhoods.items()
    }


def _neighbourhoods(query: Query, era: Era, units: list[str]) -> dict[str, Edges]:
    """For each unit all shares of all units that it is connected with through places on the chosen map."""
    shares = {unit: _closed(query.shares_of(unit, era)) for unit in units}
    feeding: dict[str, list[str]] = {}
    for unit in units:
        for share in shares[unit]:
            if share.new is not None:
                feeding.setdefault(share.new, []).append(unit)
    result: dict[str, Edges] = {}
    for unit in units:
        if unit in result:
            continue
        together, waiting = {unit}, [unit]
        while waiting:
            for share in shares[waiting.pop()]:
                fresh = set(feeding.get(share.new or "", ())) - together
                together |= fresh
                waiting.extend(fresh)
        edges = frozenset((s.old, s.new, s.fraction) for member in together for s in shares[member])
        result.update(dict.fromkeys(together, edges))
    return result


def _closed(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """A single open share is what the others leave."""
    open_shares = [share for share in shares if share.fraction is None]
    if len(open_shares) != 1:
        return shares
    rest = 1 - sum((share.fraction for share in shares if share.fraction is not None), Fraction(0))
    return tuple(Share(s.old, s.new, rest, s.basis, s.act) if s.fraction is None else s for s in shares)
