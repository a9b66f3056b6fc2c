"""The same roll-up on several machines: Dask distributed runs the matrix engine over parts of the question.

A part is one span of time and some of the indicators, with those that their formulas and weights need. A worker
reads only the partitions and columns of its part; parts do not depend on each other, so what a lost worker had
is done again by another, and the answer is that of one machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tongket.core.rollup.age import ages
from tongket.core.rollup.answer import Answer, Contribution, Total
from tongket.core.rollup.engines import matrix
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import Source

PARTS_A_WORKER = 4  # so that a slow or lost worker holds up little
Totals = dict[tuple[str, str], Total]


def run(query: Query, source: Source, client: Any) -> Answer:
    """Answer the query with an open `distributed.Client`. Raises ExactRangeExceeded where a sum leaves 64 bits."""
    return run_spans(query, (query.periods,), source, client)[0]


def run_spans(query: Query, spans: Sequence[Sequence[str]], source: Source, client: Any) -> tuple[Answer, ...]:
    """Answer the query for each of those spans as if it were asked alone."""
    workers = max(1, len(client.scheduler_info()["workers"]))
    names = [indicator.id for indicator in query.indicators]
    size = max(1, -(-len(names) * len(spans) // (workers * PARTS_A_WORKER)))
    parts = [(span, names[n : n + size]) for span in spans for n in range(0, len(names), size)]
    sent = client.scatter(source, hash=False)
    futures = [
        client.submit(totals, query.during(span).asking(some), sent, tuple(some), pure=False) for span, some in parts
    ]
    found: dict[tuple[str, ...], Totals] = {tuple(span): {} for span in spans}
    unplaced: dict[tuple[str, ...], tuple[str, ...]] = {}
    for (span, _), (some, missing) in zip(parts, client.gather(futures), strict=True):
        found[tuple(span)] |= some
        unplaced[tuple(span)] = missing
    return tuple(
        _answer(query.during(span), source, found[tuple(span)], unplaced.get(tuple(span), ())) for span in spans
    )


def totals(query: Query, source: Source, names: tuple[str, ...]) -> tuple[Totals, tuple[str, ...]]:
    """What a worker does: the totals of those indicators, and the units without a place."""
    answer = matrix.run(query, source)
    return {(unit, name): answer.total(unit, name) for name in names for unit in answer.units}, answer.unplaced


def _answer(query: Query, source: Source, found: Totals, unplaced: tuple[str, ...]) -> Answer:
    def contributions(unit: str, name: str) -> tuple[Contribution, ...]:
        """Of one total: asked for here, where the partitions are at hand too."""
        return matrix.run(query.asking([name]), source).contributors(unit, name)

    return Answer(
        units=tuple(query.parents),
        indicators=tuple(indicator.id for indicator in query.indicators),
        unplaced=unplaced,
        total_of=lambda unit, name: found[unit, name],
        contributions_of=contributions,
        age_of=ages(query, source, contributions),
    )
