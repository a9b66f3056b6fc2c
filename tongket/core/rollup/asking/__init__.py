"""Whole questions: periods as people name them, comparisons, targets, rates; each answered by roll-ups of an engine."""

from tongket.core.rollup.asking.answering import Row, answer
from tongket.core.rollup.asking.explaining import explain
from tongket.core.rollup.asking.figures import Figure, Offset, Told
from tongket.core.rollup.asking.model import Asked, Rate, Whole
from tongket.core.rollup.asking.printing import printed

__all__ = ["Asked", "Figure", "Offset", "Rate", "Row", "Told", "Whole", "answer", "explain", "printed"]
