"""Random questions for the engines: trees, histories, obligations, operators, holes and every state."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits, State
from tongket.core.rollup.query import SAID, Era, Query
from tongket.core.rollup.tables import Memory, Said, table_of
from tongket.core.units.model import Basis, Share

STATED = [Basis.POPULATION, Basis.AREA, Basis.EQUAL, Basis.BY_HAND]
FORMULAS = ["a + b", "a - b × 2", "a ÷ b", "(a + b) / (b - 3)", "max(a, b, 2.5)", "min(a, b) - 1", "a"]


@dataclass(frozen=True)
class Question:
    query: Query
    source: Memory

    def __repr__(self) -> str:
        parts = [f"parents={dict(self.query.parents)}"]
        parts += [
            f"era {era.periods}: {[s for shares in era.shares.values() for s in shares]}" for era in self.query.eras
        ]
        parts += [f"obliged={dict(self.query.obliged)}", f"reported={set(self.query.reported)}"]
        parts += [
            f"{i.id}: {i.over_units}/{i.over_time} {i.decimals} {i.formula}{i.weight}" for i in self.query.indicators
        ]
        parts += [f"{period}: {table}" for period, table in self.source.tables.items()]
        return "\n".join(parts)


def indicator(name: str, over_units: OverUnits, over_time: OverTime, decimals: int = 0, **more: str) -> Indicator:
    kind = Kind.FORMULA if more.get("formula") else Kind.FLOW
    return Indicator(
        name, {"vi": name}, "person", decimals=decimals, kind=kind, over_units=over_units, over_time=over_time, **more
    )


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str | None]:
    """Up to eight units, up to five deep, seldom with two roots."""
    parents: dict[str, str | None] = {"n0": None}
    depth = {"n0": 1}
    for number in range(1, draw(st.integers(1, 8))):
        above = draw(st.sampled_from([unit for unit in parents if depth[unit] < 5]))
        root = draw(st.integers(0, 9)) == 0
        parents[f"n{number}"] = None if root else above
        depth[f"n{number}"] = 1 if root else depth[above] + 1
    return parents


@st.composite
def shares_of(draw: st.DrawFn, old: str, units: list[str]) -> tuple[Share, ...]:
    """A merger (one whole share), a split with stated shares, one without, one of both kinds, or no place at all."""
    how = draw(st.sampled_from(["whole", "whole", "stated", "open", "both", "part lost", "nowhere"]))
    if how == "nowhere":
        return (Share(old, None, Fraction(1), Basis.NONE),)
    wanted = {"whole": 1, "stated": 2, "open": 2, "both": 3, "part lost": 2}[how]
    new = draw(st.lists(st.sampled_from(units), min_size=1, max_size=wanted, unique=True))
    if how == "whole" or len(new) == 1:
        basis = draw(st.sampled_from([Basis.WHOLE, Basis.FORMER_UNIT]))
        return (Share(old, new[0], Fraction(1), basis),)
    basis = draw(st.sampled_from(STATED))
    if how == "open":
        return tuple(Share(old, unit, None, Basis.NONE) for unit in new)
    first = draw(st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(2, 7)]))
    if how == "part lost":
        return (Share(old, new[0], first, basis), Share(old, None, 1 - first, basis))
    if how == "both":
        return (Share(old, new[0], first, basis), *(Share(old, unit, None, Basis.NONE) for unit in new[1:]))
    return (Share(old, new[0], first, basis), Share(old, new[1], 1 - first, basis))


@st.composite
def histories(draw: st.DrawFn, units: list[str], olds: list[str]) -> tuple[Era, ...]:
    """One to three eras; from one to the next some units change and others stay as they were."""
    eras: list[Era] = []
    now: dict[str, tuple[Share, ...]] = {}
    number = 0
    for _ in range(draw(st.integers(1, 3))):
        for old in draw(st.lists(st.sampled_from(olds + units), max_size=4, unique=True)):
            now = {**now, old: draw(shares_of(old, units))}
        length = draw(st.integers(1, 2))
        eras.append(Era(tuple(f"p{number + step}" for step in range(length)), now))
        number += length
    return tuple(eras)


@st.composite
def indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    """`a`, `b` with any operators, a weight `w`; a formula summed over units, and one recomputed at each level."""
    pairs = [(over_units, over_time) for over_units in OverUnits for over_time in OverTime]
    found = [indicator(name, *draw(st.sampled_from(pairs)), draw(st.integers(0, 2)), weight="w") for name in ("a", "b")]
    found.append(indicator("w", OverUnits.SUM, draw(st.sampled_from([OverTime.LAST, OverTime.SUM]))))
    if draw(st.booleans()):
        over_time = draw(st.sampled_from(OverTime))
        found.append(indicator("f", OverUnits.SUM, over_time, formula=draw(st.sampled_from(FORMULAS))))
    if draw(st.booleans()):
        over_units = draw(st.sampled_from([OverUnits.NONE, OverUnits.MEAN]))
        text = draw(st.sampled_from([*FORMULAS, "f ÷ a", "f + w"] if len(found) == 4 else FORMULAS))
        found.append(indicator("r", over_units, OverTime.LAST, formula=text))
    return tuple(found)


SAYINGS = st.one_of(
    st.integers(-3, 12),
    st.integers(0, 1),
    st.integers(5, 5 * 10**12),
    st.sampled_from([s for s in State if s != State.REPORTED]),
)


@st.composite
def questions(draw: st.DrawFn, chosen: tuple[Indicator, ...] | None = None, *, leaves: bool = False) -> Question:
    """A whole question with its values. `chosen` gives the indicators; `leaves`: only lowest units count."""
    parents = draw(trees())
    units = [unit for unit in parents if not leaves or unit not in parents.values()]
    olds = ["o0", "o1", "o2", "o3"][: draw(st.integers(1, 4))]
    eras = draw(histories(units, olds))
    asked = draw(indicators()) if chosen is None else chosen
    everyone = olds + units
    obliged, tables = {}, {}
    for period in (period for era in eras for period in era.periods):
        some = st.lists(st.sampled_from(everyone), min_size=min(3, len(everyone)), max_size=6, unique=True)
        obliged[period] = frozenset(draw(some) if draw(st.integers(0, 9)) else ())
        cells: dict[tuple[str, str], Said] = {}
        for unit in sorted(obliged[period]) + draw(st.lists(st.sampled_from(everyone), max_size=1)):
            for one in asked:
                if draw(st.integers(0, 5)):
                    cells[unit, one.id] = draw(SAYINGS)
        if cells:
            tables[period] = table_of(cells)
    reported = draw(st.sampled_from([SAID, SAID, frozenset({State.REPORTED}), SAID | {State.ZERO_BY_LIST}]))
    return Question(Query(asked, eras, parents, obliged, reported), Memory(tables))
