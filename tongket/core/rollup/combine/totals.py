"""interim"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

Engine = Callable[..., Any]


def totals(question, contributions, ids):
    out = {}
    for i in ids:
        known = [c.value for c in contributions[i] if c.value is not None]
        out[i] = sum(known, Fraction(0)) if known else None
    return out
