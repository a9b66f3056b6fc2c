"""Rounding, once, for print."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor


def rounded(value: Fraction | Decimal, decimals: int) -> Decimal:
    """The value with that many decimals; a half goes away from zero, as it is done by hand. Zero has no sign.

    >>> rounded(Fraction(5, 2), 0), rounded(Decimal("-2.5"), 0), rounded(Fraction(1, 3), 2), rounded(Decimal("-0.2"), 0)
    (Decimal('3'), Decimal('-3'), Decimal('0.33'), Decimal('0'))
    """
    return _decimal(_away_from_zero(Fraction(value), decimals), decimals)


def round_children(
    parent: Fraction, children: Sequence[Fraction], decimals: int, *, printed: Decimal | None = None
) -> tuple[Decimal, ...]:
    """The children rounded by largest remainder, so that they add up to their parent as it is printed.

    Each is rounded down; what is then missing goes one by one to those that lost most, the earlier first.
    `printed` is the parent where it is itself a child that was rounded so: the number above or below it.
    Raises ValueError where the children do not add up to their parent before rounding.

    >>> round_children(Fraction(10), [Fraction(10, 3)] * 3, 0)
    (Decimal('4'), Decimal('3'), Decimal('3'))
    """
    if sum(children, Fraction(0)) != parent:
        raise ValueError(f"the children add up to {sum(children, Fraction(0))}, not to their parent's {parent}")
    exact = [child * _ten(decimals) for child in children]
    units = [floor(value) for value in exact]
    whole = _away_from_zero(parent if printed is None else Fraction(printed), decimals)
    missing = whole - sum(units)
    by_loss = sorted(range(len(units)), key=lambda child: (units[child] - exact[child], child))
    for child in by_loss[:missing]:
        units[child] += 1
    return tuple(_decimal(value, decimals) for value in units)


def _away_from_zero(value: Fraction, decimals: int) -> int:
    """In units of 10 to the minus `decimals`."""
    half_up = floor(abs(value) * _ten(decimals) + Fraction(1, 2))
    return half_up if value >= 0 else -half_up


def _ten(decimals: int) -> int:
    return int(10**decimals)


def _decimal(units: int, decimals: int) -> Decimal:
    return Decimal(f"{units}e{-decimals}")  # exact at any length, whatever the context's precision
