"""A paragraph in the making: pieces of text, some with a footnote, joined into runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tongket.core.pages.model import Run
from tongket.core.phrasing.context import Footnotes


@dataclass(slots=True)
class Line:
    """Text that grows from left to right; footnotes get their numbers as the text reaches them."""

    footnotes: Footnotes
    runs: list[Run] = field(default_factory=list)

    def add(self, text: str, *, bold: bool = False) -> Line:
        """More text, joined to the run before where both look alike."""
        last = self.runs[-1] if self.runs else None
        if last and last.bold == bold and last.note is None:
            self.runs[-1] = Run(last.text + text, bold=bold)
        elif text:
            self.runs.append(Run(text, bold=bold))
        return self

    def noted(self, text: str, sentences: Iterable[str], *, bold: bool = False) -> Line:
        """More text with a footnote of these sentences; plain text where there are none."""
        self.add(text, bold=bold)
        number = self.footnotes.add(sentences)
        if number is not None:
            self.runs[-1] = Run(self.runs[-1].text, bold=self.runs[-1].bold, note=number)
        return self

    def finish(self) -> tuple[Run, ...]:
        """The runs."""
        return tuple(self.runs)


def text_of(runs: Iterable[Run]) -> str:
    """The words of the runs, without footnote marks."""
    return "".join(run.text for run in runs)
