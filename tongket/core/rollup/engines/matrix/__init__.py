"""The roll-up as a sparse product, A·R·V: NumPy and SciPy, exact in 64-bit integers.

`gather` makes V, period by period, already added up over time; `spread` makes A·R; `combine` multiplies.
What integers cannot hold (a share, a mean, a ratio per unit) is carried as exact fractions beside them.
"""

from tongket.core.rollup.engines.matrix.combine import run

__all__ = ["run"]
