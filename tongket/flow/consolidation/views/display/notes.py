"""Notes in place: numbered where they are first referred to, told once below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tongket.core.phrasing.context import Context
from tongket.core.phrasing.notes import note_sentence
from tongket.core.rollup.figures import Figure, NoteKind


@dataclass(slots=True)
class Notes:
    """Sentences in the order in which the page reaches them; `prefix` keeps the numbers of two lists apart."""

    prefix: str
    told: list[str] = field(default_factory=list)

    def refer(self, sentences: Iterable[str]) -> tuple[int, ...]:
        """The numbers of those sentences."""
        numbers = []
        for sentence in sentences:
            if sentence not in self.told:
                self.told.append(sentence)
            numbers.append(self.told.index(sentence) + 1)
        return tuple(numbers)


def sentences(
    context: Context, figure: Figure, *, unit: str | None = None, leave_out: frozenset[str] = frozenset()
) -> list[str]:
    """What the notes of a figure say; only those on `unit` where it is given, and none of units in `leave_out`."""
    return [
        note_sentence(context, figure, note)
        for note in figure.notes
        if note.kind != NoteKind.NO_LIST
        and (unit is None or note.unit == unit)
        and (not note.unit or note.unit not in leave_out)
    ]
