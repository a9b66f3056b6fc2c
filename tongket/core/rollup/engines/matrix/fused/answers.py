"""Answers out of a block: what the pass has not, the sparse products beside it give when they are asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongket.core.rollup import expressions
from tongket.core.rollup.answer import Answer, Method, Total
from tongket.core.rollup.engines.matrix.fused.block import Block
from tongket.core.units.model import Basis

TOGETHER = 32  # indicators that the sparse products take at once: their memory grows with it
_Masks = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]


def answers(block: Block) -> tuple[Answer, ...]:
    """An answer for each span. Raises ExactRangeExceeded where a sum leaves 64 bits."""
    return tuple(_Span(block, span).answer() for span in range(len(block.plan.spans)))


class _Span:
    def __init__(self, block: Block, span: int) -> None:
        self.block, self.span, self.query = block, span, block.plan.queries[span]
        self.tree = block.plan.tree
        self._others: dict[str, Answer] = {}
        self._counts: dict[str, tuple[NDArray[np.int64], ...]] = {}
        left = [i.id for i in self.query.indicators if not (i.recomputed or block.has(span, i.id))]
        for start in range(0, len(left), TOGETHER):  # a sum that is too large is refused now, not when it is looked at
            some = left[start : start + TOGETHER]
            self._others |= dict.fromkeys(some, self._beside(some))

    def answer(self) -> Answer:
        return Answer(
            units=tuple(self.query.parents),
            indicators=tuple(i.id for i in self.query.indicators),
            unplaced=self.block.plan.layouts[self.span].unplaced,
            total_of=self.total,
            contributions_of=lambda unit, name: self.other(name).contributors(unit, name),
            age_of=lambda unit, name: self.other(name).age(unit, name),
        )

    def other(self, name: str) -> Answer:
        """The answer of the sparse products to that indicator alone."""
        if name not in self._others:
            self._others[name] = self._beside([name])
        return self._others[name]

    def _beside(self, names: Collection[str]) -> Answer:
        query = self.query.asking(names)
        source = self.block.source.narrow(tuple(i.id for i in query.indicators))
        return self.block.plan.beside(self.span, query, source)

    def total(self, unit: str, name: str) -> Total:
        if self.block.has(self.span, name):
            return self.block.total(self.span, self.tree.number[unit], name)
        if not self.query.indicator(name).recomputed or not self.of_block(name):
            return self.other(name).total(unit, name)
        node = self.query.formulas[name]
        parts = {part: self.total(unit, part) for part in expressions.names(node)}
        method = max((part.method for part in parts.values()), key=list(Method).index, default=Method.AS_IT_WAS)
        bases = {basis for part in parts.values() for basis in part.bases}
        value = expressions.evaluate(node, lambda part: parts[part].value)
        row = self.tree.number[unit]
        reported, expected, by_list = (int(count[row]) for count in self.counts(name))
        known = None if method is Method.NOT_COMPARABLE else value
        return Total(known, reported, expected, by_list, method, tuple(b for b in Basis if b in bases))

    def of_block(self, name: str) -> bool:
        """Whether a formula rests on totals of the pass alone."""
        if name in self.query.formulas:
            parts = expressions.names(self.query.formulas[name])
            return self.query.indicator(name).recomputed and all(self.of_block(part) for part in parts)
        return self.block.has(self.span, name)

    def counts(self, name: str) -> tuple[NDArray[np.int64], ...]:
        """Reported, expected and zero by list of a recomputed formula, by unit."""
        if name not in self._counts:
            expected, reported, covered = self.masks(name)
            self._counts[name] = tuple(
                np.asarray(self.tree.matrix @ mask.astype(np.int64))
                for mask in (reported, expected, covered & ~reported)
            )
        return self._counts[name]

    def masks(self, name: str) -> _Masks:
        """A recomputed formula is there where all of its parts are that were expected."""
        if name not in self.query.formulas:
            return self.block.masks(self.span, name)
        nowhere = np.zeros(len(self.tree.units), dtype=bool)
        expected, reported, covered = nowhere, ~nowhere, ~nowhere
        for part in expressions.names(self.query.formulas[name]):
            of_expected, of_reported, of_covered = self.masks(part)
            expected = expected | of_expected
            reported = reported & (of_reported | ~of_expected)
            covered = covered & (of_covered | ~of_expected)
        return expected, reported & expected, covered & expected
