"""A document as plain lines, the way a person reads it."""

from __future__ import annotations

import re
from decimal import Decimal

from tongket.core.pages.model import Block, Cell, Document, Heading, Paragraph, Run, Table


def runs_text(runs: tuple[Run, ...]) -> str:
    """Words with footnote marks: "Yên Bái 44 (40 chết, 4 mất tích)[1]"."""
    return "".join(run.text + (f"[{run.note}]" if run.note else "") for run in runs)


def block_lines(block: Block) -> list[str]:
    """A heading or paragraph as one line, a table as a line a row."""
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Paragraph):
        return [block.bullet + runs_text(block.runs)]
    heads = " | ".join(column.title for column in block.columns)
    return [block.caption, heads, *(" | ".join(cell.text for cell in row) for row in block.rows)]


def body(document: Document) -> list[str]:
    """The lines of the body."""
    return [line for block in document.body for line in block_lines(block)]


def annex(document: Document, position: int) -> list[str]:
    """The lines of an annex, the first is 0."""
    return [line for block in document.annexes[position].blocks for line in block_lines(block)]


def footnotes(document: Document) -> list[str]:
    """The footnotes in order, each with its number."""
    return [f"[{note.number}] {runs_text(note.runs)}" for note in document.footnotes]


def texts(document: Document) -> list[str]:
    """Every line of the document."""
    head = document.letterhead
    return [
        *(head.superior, head.issuer, head.nation, head.motto, head.number, head.place_and_date),
        *(document.kind, document.title),
        *body(document),
        *document.signature.lines,
        *document.recipients.lines,
        *(text for a in document.annexes for text in (a.label, a.title, a.attached_to)),
        *(line for position in range(len(document.annexes)) for line in annex(document, position)),
        *footnotes(document),
    ]


def tables(document: Document) -> list[Table]:
    """Every table of the annexes."""
    return [block for a in document.annexes for block in a.blocks if isinstance(block, Table)]


def references(document: Document) -> list[int]:
    """Numbers of footnotes in the order in which the text refers to them."""
    found: list[int] = []
    blocks = [*document.body, *(block for a in document.annexes for block in a.blocks)]
    for block in blocks:
        holders: tuple[Run | Cell, ...] = ()
        if isinstance(block, Paragraph):
            holders = block.runs
        elif isinstance(block, Table):
            holders = tuple(cell for row in block.rows for cell in row)
        found += [holder.note for holder in holders if holder.note is not None]
    return found


def parse(text: str, lang: str) -> Decimal:
    """A printed number back as a number, without its unit and the word of its reading."""
    match = re.search(r"[−+]?\d[\d.,]*", text)
    assert match, text
    digits = match[0].rstrip(".,").replace("−", "-")
    if lang == "vi":
        return Decimal(digits.replace(".", "").replace(",", "."))
    return Decimal(digits.replace(",", ""))
