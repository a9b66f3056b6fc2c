"""Words and lines as they lie on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side, in one or more columns."""

    segments: tuple[tuple[Word, ...], ...]
    bottom: float
    top: float

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.segments[0][0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.segments[-1][-1].right

    @property
    def text(self) -> str:
        """The words, parted by blanks."""
        return " ".join(word.text for segment in self.segments for word in segment)
