"""The formulas of indicators: a small language that can compute and nothing else.

    (dead + missing) ÷ population × 100000        max(planned, done) - done
    if(population > 0 and known(poor), poor ÷ population × 100, 0)        first(printed, [dead;sex=nữ] + [dead;sex=nam])

Numbers have a decimal point; `−`, `×`, `÷`, `≤`, `≥`, `≠` may be written `-`, `*`, `/`, `<=`, `>=`, `!=`. The key of a
cell stands in square brackets. Every result is an exact fraction. A missing part, or a division by zero, makes
the result None: unknown, never a guess; `first` takes the first known value, `known` asks whether there is one.
"""

from tongket.core.rollup.expressions.nodes import Name, Node, Product, Sum, evaluate, in_order, names
from tongket.core.rollup.expressions.parsing import MAX_DEPTH, MAX_LENGTH, FormulaError, parse

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "FormulaError",
    "Name",
    "Node",
    "Product",
    "Sum",
    "evaluate",
    "in_order",
    "names",
    "parse",
]
