"""Rounded for print: what stands below a unit adds up to what stands at it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.core.periods.periods import parse_period
from tongket.core.rollup.answer import Method
from tongket.core.rollup.asking import Asked, Figure, Row, Whole, printed
from tongket.core.rollup.model import Indicator, Kind, OverUnits
from tongket.core.rollup.rounding import rounded
from tongket.core.units.model import Edge, Unit
from tongket.core.units.tree import Tree

PARENTS = {"a": "n", "b": "n", "a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b"}
LEVELS = {"n": "country", "a": "province", "b": "province"}
TREE = Tree(
    [Unit(key, "", key, "", LEVELS.get(key, "commune")) for key in ("n", *PARENTS)],
    [Edge(child, above) for child, above in PARENTS.items()],
    [],
)
ORDER = ("n", "a", "a1", "a2", "a3", "b", "b1", "b2")


def shown(values: dict[str, Fraction | None], figure: Figure = Figure.VALUE, **more: object) -> dict[str, str]:
    indicator = Indicator("rice", {}, "tấn", kind=Kind.FLOW, **more)  # type: ignore[arg-type]
    whole = Whole(TREE, (Asked(indicator),), (parse_period("2025-09"),))
    rows = [
        Row("2025-09", unit, "rice", figure, values[unit], 1, 1, 0, Method.SHARE, ())
        for unit in ORDER
        if unit in values
    ]
    return {row.unit: str(number) for row, number in zip(rows, printed(whole, rows), strict=True)}


def thirds(*numbers: int) -> list[Fraction]:
    return [Fraction(number, 3) for number in numbers]


def test_three_communes_with_a_third_each() -> None:
    third = Fraction(1, 3)
    assert shown({"a": Fraction(1), "a1": third, "a2": third, "a3": third}) == {
        "a": "1",
        "a1": "1",
        "a2": "0",
        "a3": "0",
    }


def test_a_parent_that_was_itself_rounded_up_to_fit_is_what_its_children_add_up_to() -> None:
    """2.4 and 2.6 make 5: they print as 2 and 3; below the 2.4, printed as 2, stand 0.8 three times."""
    part = Fraction(8, 10)
    found = shown({"n": Fraction(5), "a": 3 * part, "a1": part, "a2": part, "a3": part, "b": Fraction(26, 10)})
    assert found == {"n": "5", "a": "2", "a1": "1", "a2": "1", "a3": "0", "b": "3"}


def test_the_decimals_are_those_of_the_indicator_and_one_of_a_percentage() -> None:
    assert shown({"n": Fraction(10, 3)}, decimals=2) == {"n": "3.33"}
    assert shown({"n": Fraction(10, 3)}, Figure.COMPLETENESS, decimals=2) == {"n": "3.3"}


def test_what_does_not_add_up_is_rounded_each_for_itself() -> None:
    """A mean; a province of which only some communes are shown; a unit that is not known."""
    third, two = thirds(1, 2)
    mean = {"a": Fraction(1, 2), "a1": third, "a2": two}
    assert shown(mean, over_units=OverUnits.MEAN) == {"a": "1", "a1": "0", "a2": "1"}
    assert shown({"a": Fraction(2), "a1": two, "a2": two}) == {"a": "2", "a1": "1", "a2": "1"}
    assert shown({"a": Fraction(1), "a1": third, "a2": two, "a3": None}) == {
        "a": "1",
        "a1": "0",
        "a2": "1",
        "a3": "None",
    }


def test_a_level_left_out_hides_no_sum() -> None:
    """Communes straight below the nation."""
    assert shown({"n": Fraction(1), "a1": Fraction(1, 2), "b1": Fraction(1, 2)}) == {"n": "1", "a1": "1", "b1": "0"}


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.fractions(-50, 50, max_denominator=12), min_size=5, max_size=5), st.integers(0, 2))
def test_every_level_adds_up_as_printed(leaves: list[Fraction], decimals: int) -> None:
    values: dict[str, Fraction | None] = dict(zip(("a1", "a2", "a3", "b1", "b2"), leaves, strict=True))
    values |= {"a": sum(leaves[:3], Fraction(0)), "b": sum(leaves[3:], Fraction(0)), "n": sum(leaves, Fraction(0))}
    found = {unit: Decimal(text) for unit, text in shown(values, decimals=decimals).items()}
    assert found["n"] == rounded(sum(leaves, Fraction(0)), decimals)
    for above in "nab":
        assert sum(found[unit] for unit, parent in PARENTS.items() if parent == above) == found[above]
    assert all(abs(Fraction(found[unit]) - (value or 0)) < Fraction(1, 10**decimals) for unit, value in values.items())
