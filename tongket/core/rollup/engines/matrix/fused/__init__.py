"""One pass over unit, period and mask, for questions as large as a nation.

A `Plan` is all that follows from the question alone: which row of which period counts in which total. It is made
once, for as many spans of time as are wanted, and used for every roll-up until the map or the obligations change.
The `kernel` reads each value once, straight from the columns (memory or mapped files), adds it where it counts
and up the tree. A `Block` holds the totals of all spans; a correction runs the kernel again for the one
indicator and the spans that it touches. What the kernel cannot do is left to the sparse products beside it.
"""

from tongket.core.rollup.engines.matrix.fused.answers import answers
from tongket.core.rollup.engines.matrix.fused.block import Block
from tongket.core.rollup.engines.matrix.fused.plan import Plan

__all__ = ["Block", "Plan", "answers"]
