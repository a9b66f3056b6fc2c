"""Hundreds of rows, so that the pass takes them eight at once: runs, merged and divided units, the largest numbers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rollup.engines.questions import indicator
from tongket.core.rollup.batches import Column
from tongket.core.rollup.engines import reference
from tongket.core.rollup.engines.matrix.fused import Block, Plan, answers
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.model import OverTime, OverUnits
from tongket.core.rollup.query import Era, Query
from tongket.core.units.model import Basis, Share

FLOW, TOP = indicator("cases", OverUnits.SUM, OverTime.SUM), 2**31 - 1
PLACES = [f"d{n}" for n in range(8)]
PARENTS = {"r": None, "a": "r", "b": "r"} | {place: "ab"[n % 2] for n, place in enumerate(PLACES)}


def shares(rng: np.random.Generator, old: str, near: int) -> tuple[Share, ...]:
    """Mostly a neighbour of the unit before it; seldom elsewhere, divided with or without known shares, or nowhere."""
    here, there = PLACES[near], PLACES[int(rng.integers(8))]
    kind = rng.integers(12)
    if kind == 0 and here != there:
        return (Share(old, here, Fraction(1, 3), Basis.AREA), Share(old, there, Fraction(2, 3), Basis.AREA))
    if kind == 1 and here != there:
        return (Share(old, here, None, Basis.NONE), Share(old, there, None, Basis.NONE))
    if kind == 2:
        return (Share(old, None, Fraction(1), Basis.NONE),)
    return (Share(old, there if kind == 3 else here, Fraction(1), Basis.WHOLE),)


def columns(rng: np.random.Generator, rows: int) -> dict[str, Column]:
    """Figures of both signs up to the largest of 32 bits, some rows silent; or every row heard; or no column."""
    kind = rng.integers(5)
    if kind == 0:
        return {}
    values, said = rng.integers(-TOP, TOP, rows, dtype=np.int32, endpoint=True), rng.random(rows) < 0.9
    if kind == 1:
        return {"cases": Column(values, None, None, TOP)}
    values[~said] = 0
    return {"cases": Column(values, np.packbits(said, bitorder="little"), None, TOP)}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(1, 300), st.lists(st.integers(1, 130), min_size=1, max_size=3))
def test_many_rows_agree_with_the_definition(seed: int, rows: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    units = tuple(f"u{n}" for n in range(rows))
    near = np.resize(np.repeat(rng.integers(8, size=len(lengths)), lengths), rows)
    moved = {unit: shares(rng, unit, int(near[n])) for n, unit in enumerate(units)}
    periods = ("p", "q", "x", "y", "z")
    obliged = {period: frozenset(unit for unit in units if rng.random() < 0.95) for period in periods}
    query = Query((FLOW,), (Era(periods, moved),), PARENTS, obliged)
    source = ColumnMemory({period: (units, columns(rng, rows)) for period in periods})
    spans = [periods, periods[1:4], periods[:1]]
    for span, found in zip(spans, answers(Block(Plan(query, spans), source)), strict=True):
        wanted = reference.run(query.during(span), source)
        for unit, name, total in wanted.totals():
            assert found.total(unit, name) == total, (unit, span)


def test_sums_beyond_what_the_running_total_holds() -> None:
    """The running total of 9,000 rows runs over the bits that it has; the totals of the places do not."""
    rows, periods = 9_000, ("p", "q", "x")
    units = tuple(f"u{n}" for n in range(rows))
    moved = {unit: (Share(unit, PLACES[n * 8 // rows], Fraction(1), Basis.WHOLE),) for n, unit in enumerate(units)}
    query = Query((FLOW,), (Era(periods, moved),), PARENTS, dict.fromkeys(periods, frozenset(units)))
    full = {"cases": Column(np.full(rows, TOP, dtype=np.int32), None, None, TOP)}
    (found,) = answers(Block(Plan(query, [periods]), ColumnMemory(dict.fromkeys(periods, (units, full)))))
    assert found.total("r", "cases").value == 3 * rows * TOP
    assert {found.total(place, "cases").value for place in PLACES} == {3 * rows // 8 * TOP}
    assert found.total("r", "cases").reported == 8
