"""The roll-up as a sparse product, A·R·V: NumPy and SciPy, exact in 64-bit integers.

`gather` makes V, period by period, already added up over time; `spread` makes A·R; `combine` multiplies.
What integers cannot hold (a share, a mean, a ratio per unit) is carried as exact fractions beside them.
Large questions to columns go through one compiled pass instead: `fused`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from tongket.core.rollup.answer import Answer
from tongket.core.rollup.batches import ColumnSource
from tongket.core.rollup.engines.matrix import combine
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import Source

__all__ = ["run", "run_spans"]

# From about so many values on, the pass repays half a second for the compiler's import.
LARGE = 1_000_000


def run(query: Query, source: Source) -> Answer:
    """Answer the query. Raises ExactRangeExceeded where a sum leaves 64 bits."""
    return run_spans(query, (query.periods,), source)[0]


def run_spans(query: Query, spans: Sequence[Sequence[str]], source: Source) -> tuple[Answer, ...]:
    """Answer the query for each of those spans as if it were asked alone; large ones in one pass over the columns."""
    if isinstance(source, ColumnSource) and _size(query, spans) >= LARGE:
        from tongket.core.rollup.engines.matrix.fused import Block, Plan, answers  # noqa: PLC0415 (large questions)

        return answers(Block(Plan(query, spans), source))
    return tuple(combine.run(query.during(span), source) for span in spans)


def _size(query: Query, spans: Sequence[Sequence[str]]) -> int:
    """How many values there may be."""
    return len(query.indicators) * sum(len(query.obliged_in(period)) for period in chain.from_iterable(spans))
