"""Random questions for the engines: trees, histories, obligations, operators, holes and every state."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits, State
from tongket.core.rollup.query import SAID, Era, Query
from tongket.core.rollup.tables import STATES, Memory, Said, table_of
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
        for i in self.query.indicators:
            parts += [f"{i.id}: {i.over_units}/{i.over_time} {i.decimals} {i.formula}"] if i.id not in PAIRS else []
        for period, table in self.source.tables.items():
            shown = [n for n, name in enumerate(table.indicators) if name not in PAIRS]
            for row, unit in enumerate(table.units):
                said = {table.indicators[n]: (STATES[table.states[row][n]].value, table.values[row][n]) for n in shown}
                parts.append(f"{period} {unit}: {said}")
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


PAIRS = {f"{units}/{time}": (units, time) for units in OverUnits for time in OverTime}


@st.composite
def indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    """Every pair of operators (all with the same cells), a second figure `b`, a weight `w`, and often formulas.

    `f_…` are summed over units; `r` is recomputed at each level.
    """
    decimals = draw(st.integers(0, 2))
    found = [indicator(name, *pair, decimals, weight="w") for name, pair in PAIRS.items()]
    found.append(indicator("a", OverUnits.SUM, OverTime.SUM, decimals))
    found.append(indicator("b", OverUnits.SUM, OverTime.LAST))
    found.append(indicator("w", OverUnits.SUM, draw(st.sampled_from([OverTime.LAST, OverTime.SUM]))))
    formula = draw(st.sampled_from(FORMULAS))
    found += [indicator(f"f_{over_time}", OverUnits.SUM, over_time, formula=formula) for over_time in OverTime]
    over_units = draw(st.sampled_from([OverUnits.NONE, OverUnits.MEAN]))
    text = draw(st.sampled_from([*FORMULAS, "f_sum ÷ a", "f_last + w"]))
    found.append(indicator("r", over_units, OverTime.LAST, formula=text))
    return tuple(found)


# One draw a cell keeps the questions large; None is a hole. Many zeros, for a zero can be divided by anybody.
HOLE = None
SAYINGS: list[Said | None] = [
    HOLE,
    HOLE,
    0,
    0,
    1,
    2,
    3,
    5,
    7,
    12,
    -3,
    40,
    10**15 + 7,
    *(s for s in State if s != State.REPORTED),
]


@st.composite
def questions(draw: st.DrawFn, chosen: tuple[Indicator, ...] | None = None, *, leaves: bool = False) -> Question:
    """A whole question with its values. `chosen` gives the indicators; `leaves`: only lowest units count."""
    parents = draw(trees())
    units = [unit for unit in parents if not leaves or unit not in parents.values()]
    olds = ["o0", "o1", "o2", "o3"][: draw(st.integers(1, 4))]
    eras = draw(histories(units, olds))
    asked = draw(indicators()) if chosen is None else chosen
    everyone = olds + units
    columns = [one.id for one in asked if one.id not in PAIRS]
    obliged, tables = {}, {}
    for period in (period for era in eras for period in era.periods):
        some = st.lists(st.sampled_from(everyone), min_size=min(3, len(everyone)), max_size=6, unique=True)
        obliged[period] = frozenset(draw(some) if draw(st.integers(0, 9)) else ())
        senders = sorted(obliged[period]) + draw(st.lists(st.sampled_from(everyone), max_size=1))
        keys = [(unit, name) for unit in dict.fromkeys(senders) for name in columns]
        said = draw(st.lists(st.sampled_from(SAYINGS), min_size=len(keys), max_size=len(keys)))
        cells = {key: what for key, what in zip(keys, said, strict=True) if what is not HOLE}
        for unit, name in tuple(cells):
            if name == "a":
                cells |= {(unit, pair): cells[unit, name] for pair in PAIRS if chosen is None}
        if cells:
            tables[period] = table_of(cells)
    reported = draw(st.sampled_from([SAID, SAID, frozenset({State.REPORTED}), SAID | {State.ZERO_BY_LIST}]))
    return Question(Query(asked, eras, parents, obliged, reported), Memory(tables))
