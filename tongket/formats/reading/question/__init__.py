"""A self-contained question: a TOML file, with units and values as CSV beside it."""

from tongket.formats.reading.question.read import Asking, read_question

__all__ = ["Asking", "read_question"]
