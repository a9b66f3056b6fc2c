"""Rounding once, for print."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.core.rollup.rounding import round_children, rounded


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(1, 3), 0, "0"),
        (Fraction(5, 4), 1, "1.3"),
        (Fraction(7), 2, "7.00"),
        (Fraction(10**30 + 1), 1, "1000000000000000000000000000001.0"),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction, decimals: int, printed: str) -> None:
    assert str(rounded(value, decimals)) == printed


def test_the_remainder_goes_to_those_that_lost_most() -> None:
    """10 people, of whom 3.6, 3.2 and 3.2 fall to three communes."""
    children = [Fraction(36, 10), Fraction(32, 10), Fraction(32, 10)]
    assert round_children(Fraction(10), children, 0) == (Decimal(4), Decimal(3), Decimal(3))


def test_children_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="the children add up to 3, not to their parent's 4"):
        round_children(Fraction(4), [Fraction(1), Fraction(2)], 0)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.fractions(-1000, 1000, max_denominator=60), max_size=8), st.integers(0, 3))
def test_printed_children_add_up_to_the_printed_parent(children: list[Fraction], decimals: int) -> None:
    parent = sum(children, Fraction(0))
    printed = round_children(parent, children, decimals)
    assert sum(printed, Decimal(0)) == rounded(parent, decimals)
    assert all(abs(Fraction(p) - c) < Fraction(1, 10**decimals) for p, c in zip(printed, children, strict=True))
