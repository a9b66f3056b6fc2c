"""Whole questions: periods as people name them, comparisons, targets, rates; each answered by roll-ups of an engine."""

from tongket.core.rollup.asking.answering import Row, answer
from tongket.core.rollup.asking.explaining import explain
from tongket.core.rollup.asking.model import Asked, Figure, Rate, Whole

__all__ = ["Asked", "Figure", "Rate", "Row", "Whole", "answer", "explain"]
