"""A question that contradicts itself is refused; units are cut where they change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import pytest

from tests.core.rollup.engines.questions import indicator
from tongket.core.rollup.fragments import fragments, unplaced
from tongket.core.rollup.model import Indicator, OverTime, OverUnits, State
from tongket.core.rollup.query import Era, Query, WrongQuery
from tongket.core.rollup.tables import CODES, STATES, Memory, Table, table_of
from tongket.core.units.model import Basis, Share

MAP: dict[str, str | None] = {"nation": None, "a": "nation", "b": "nation"}
dead = indicator("dead", OverUnits.SUM, OverTime.SUM)


def share(old: str, new: str | None, fraction: Fraction | None) -> Share:
    return Share(old, new, fraction, Basis.EQUAL if fraction else Basis.NONE)


def query(
    *indicators: Indicator,
    parents: dict[str, str | None] = MAP,
    shares: dict[str, tuple[Share, ...]] | None = None,
    periods: tuple[str, ...] = ("p",),
    obliged: dict[str, frozenset[str]] | None = None,
) -> Query:
    return Query(indicators or (dead,), (Era(periods, shares or {}),), parents, obliged or {})


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: query(dead, dead), "the indicator 'dead' is asked for twice"),
        (lambda: query(periods=("p", "p")), "the period 'p' is asked for twice"),
        (lambda: query(obliged={"q": frozenset()}), "obligations for the period 'q', which is not asked for"),
        (lambda: query(parents={"a": "x"}), "'a' stands under 'x', which is not on the map"),
        (lambda: query(parents={"a": "b", "b": "a"}), "'a' stands above itself"),
        (lambda: query(shares={"o": ()}), "'o' has no share at all; say new=None where it counts nowhere"),
        (lambda: query(shares={"o": (share("x", "a", Fraction(1)),)}), "a share of 'x' stands under 'o'"),
        (lambda: query(shares={"o": (share("o", "x", Fraction(1)),)}), "'o' counts at 'x', which is not on the map"),
        (lambda: query(shares={"o": (share("o", "a", HALF), share("o", "a", HALF))}), "'o' has two shares in one unit"),
        (lambda: query(shares={"o": (share("o", "a", HALF),)}), "the shares of 'o' add up to 1/2, not to 1"),
        (
            lambda: query(shares={"o": (share("o", "a", Fraction(3, 2)),)}),
            "the share of 'o' in 'a' is 3/2, not between 0 and 1",
        ),
        (
            lambda: query(shares={"o": (share("o", "a", Fraction(1)), share("o", "b", None))}),
            "the stated shares of 'o' are 1, and leave nothing for the open ones",
        ),
        (
            lambda: query(indicator("f", OverUnits.SUM, OverTime.SUM, formula="dead + x"), dead),
            "the formula of 'f' names 'x', which is not among the indicators",
        ),
        (
            lambda: query(indicator("f", OverUnits.SUM, OverTime.SUM, formula="f + 1")),
            "the formula of 'f' leads back to itself: f → f",
        ),
        (
            lambda: query(indicator("m", OverUnits.WEIGHTED_MEAN, OverTime.LAST), dead),
            "'m' needs a weight among the counted indicators, not ''",
        ),
    ],
)
def test_contradictions_are_refused(make: Callable[[], Query], problem: str) -> None:
    with pytest.raises(WrongQuery) as refused:
        make()
    assert str(refused.value) == problem


def test_a_unit_that_does_not_change_is_one_over_all_its_periods() -> None:
    """b takes in x in the second era: b is two units in time, a is one."""
    eras = (Era(("p1", "p2"), {"x": (share("x", "b", Fraction(1)),)}), Era(("p3",)))
    asked = Query((dead,), eras, MAP, dict.fromkeys(["p1", "p2", "p3"], frozenset({"a", "b", "x"})))
    found = [(f.unit, f.since, f.periods) for f in fragments(asked)]
    assert found == [
        ("a", 0, ("p1", "p2", "p3")),
        ("b", 0, ("p1", "p2")),
        ("x", 0, ("p1", "p2")),
        ("b", 1, ("p3",)),
        ("x", 1, ("p3",)),
    ]
    assert unplaced(fragments(asked)) == ("x",)


def test_one_open_share_is_what_the_others_leave() -> None:
    asked = query(
        shares={"o": (share("o", "a", Fraction(1, 3)), share("o", "b", None))}, obliged={"p": frozenset({"o"})}
    )
    assert [s.fraction for s in fragments(asked)[0].shares] == [Fraction(1, 3), Fraction(2, 3)]


def test_tables() -> None:
    table = table_of({("a", "dead"): 3, ("b", "dead"): State.NOTHING_TO_REPORT})
    assert (table.units, table.indicators, table.values) == (["a", "b"], ["dead"], [[3], [0]])
    assert [STATES[row[0]] for row in table.states] == [State.REPORTED, State.NOTHING_TO_REPORT]
    assert [CODES[state] for state in STATES] == [0, 1, 2, 3, 4]
    assert Memory({}).table("p").units == ()
    with pytest.raises(ValueError, match="a unit or an indicator stands twice in one table"):
        Table(["a", "a"], ["dead"], [[1], [2]], [[1], [1]])


def test_numpy_is_loaded_only_with_its_engine() -> None:
    code = "import sys, tongket.core.rollup.engines as e; e.engine('reference'); assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
