"""Real footnotes: the part word/footnotes.xml, references to it, and further references to the same note."""

from __future__ import annotations

from collections.abc import Iterable

from tongket.core.pages.model import Footnote
from tongket.formats.writing.docx.runs import Links, runs
from tongket.formats.writing.docx.xml import Element, look, paragraph, text, w


class NoteMarks:
    """Hangs each note once; what refers to it again shows its number as a cross-reference that Word keeps right."""

    def __init__(self) -> None:
        self._hung: set[int] = set()

    def mark(self, number: int, size: float | None = None) -> list[Element]:
        """The elements of a reference to footnote `number` in a text of `size` points, by default its style's."""
        name = f"_RefNote{number}"
        if number in self._hung:
            return _again(number, name, size)
        self._hung.add(number)
        return [
            w("bookmarkStart", id=number, name=name),
            w("r", _raised(size), w("footnoteReference", id=number)),
            w("bookmarkEnd", id=number),
        ]


def footnotes(notes: Iterable[Footnote], links: Links) -> Element:
    """The part itself: the two separators that Word requires, then a note for each number."""
    return w(
        "footnotes",
        _separator(-1, "separator"),
        _separator(0, "continuationSeparator"),
        *(_note(note, links) for note in notes),
    )


def _note(note: Footnote, links: Links) -> Element:
    own_number = w("r", _raised(), w("footnoteRef"))
    return w(
        "footnote",
        paragraph("FootnoteText", own_number, w("r", text(" ")), *runs(note.runs, links)),
        id=note.number,
    )


def _separator(number: int, kind: str) -> Element:
    tight = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
    return w("footnote", w("p", tight, w("r", w(kind))), type=kind, id=number)


def _again(number: int, name: str, size: float | None) -> list[Element]:
    instruction = w("instrText")
    instruction.text = f" NOTEREF {name} \\f \\h "
    return [
        w("r", _raised(size), w("fldChar", fldCharType="begin")),
        w("r", _raised(size), instruction),
        w("r", _raised(size), w("fldChar", fldCharType="separate")),
        w("r", _raised(size), text(str(number))),
        w("r", _raised(size), w("fldChar", fldCharType="end")),
    ]


def _raised(size: float | None = None) -> Element | None:
    return look(style="FootnoteReference", size=size)
