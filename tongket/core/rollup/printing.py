"""Exact values as plain decimals."""

from __future__ import annotations

from fractions import Fraction

from tongket.core.rollup.rounding import rounded

BEYOND = 6  # decimals of a value that has no end, like a third


def plain(value: Fraction, decimals: int = 0) -> str:
    """The value, exact where a decimal can be, else rounded half up to six places; with at least `decimals`.

    >>> plain(Fraction(5, 2)), plain(Fraction(10, 3)), plain(Fraction(3), 2)
    ('2.5', '3.333333', '3.00')
    """
    denominator, needed = value.denominator, 0
    while denominator % 10 == 0:
        denominator, needed = denominator // 10, needed + 1
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    places = needed + max(twos, fives) if denominator == 1 else BEYOND
    return f"{rounded(value, max(places, decimals)):f}"
