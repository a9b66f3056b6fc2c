"""A document made ready for its writers: clean text, and footnotes numbered in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from tongket.core.pages.model import Block, Cell, Document, Footnote, Paragraph, Run, Table
from tongket.core.text import nfc

T = TypeVar("T")

# What XML 1.0 cannot carry (section 2.2), and with it docx and xlsx: controls, half surrogates, non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\t\n\r\x85\u2028\u2029]")


def tidy(document: Document) -> Document:
    """The same document as every writer takes it.

    Text is NFC, on one line, without characters that XML forbids. Footnotes are numbered from 1 in the order in
    which they are first referred to, so that Word's own numbering shows the same numbers as every other format.

    Raises ValueError where a reference has no footnote, a footnote no reference or a number twice, and where a
    row of a table has not as many cells as there are columns.
    """
    clean = _cleaned(document)
    for table in _tables(clean):
        _check_shape(table)
    return _renumbered(clean)


def clean_text(text: str) -> str:
    """NFC on one line: line ends and tabs are blanks, characters that XML forbids are gone.

    >>> clean_text("Lào\\tCai\\x00: 155\\n")
    'Lào Cai: 155 '
    """
    return nfc(_ILLEGAL.sub("", _BREAKS.sub(" ", text)))


def _cleaned(value: T) -> T:
    if isinstance(value, str):
        return cast(T, clean_text(value))
    if isinstance(value, tuple):
        return cast(T, tuple(_cleaned(item) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _cleaned(getattr(value, field.name)) for field in fields(value)}
        return cast(T, replace(cast(Any, value), **changes))
    return value


def _blocks(document: Document) -> Iterator[Block]:
    yield from document.body
    for annex in document.annexes:
        yield from annex.blocks


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in _blocks(document) if isinstance(block, Table))


def _check_shape(table: Table) -> None:
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            raise ValueError(f"table {table.name!r}, row {number}: {len(row)} cells for {len(table.columns)} columns")


def _references(document: Document) -> Iterator[int]:
    """Numbers of the notes referred to, in reading order, repeated where a note is referred to again."""
    for block in _blocks(document):
        holders: Iterator[Run | Cell] = iter(())
        if isinstance(block, Paragraph):
            holders = iter(block.runs)
        elif isinstance(block, Table):
            holders = (cell for row in block.rows for cell in row)
        yield from (holder.note for holder in holders if holder.note is not None)


def _renumbered(document: Document) -> Document:
    order = list(dict.fromkeys(_references(document)))
    notes = {note.number: note for note in document.footnotes}
    if len(notes) != len(document.footnotes):
        raise ValueError("two footnotes have the same number")
    if missing := sorted(set(order) - set(notes)):
        raise ValueError(f"references to footnotes that do not exist: {missing}")
    if unused := sorted(set(notes) - set(order)):
        raise ValueError(f"footnotes that nothing refers to: {unused}")
    new = {old: number for number, old in enumerate(order, start=1)}
    if all(old == number for old, number in new.items()):
        return replace(document, footnotes=tuple(notes[number] for number in order))
    return replace(
        document,
        body=tuple(_with_notes(block, new) for block in document.body),
        annexes=tuple(
            replace(annex, blocks=tuple(_with_notes(block, new) for block in annex.blocks))
            for annex in document.annexes
        ),
        footnotes=tuple(Footnote(new[old], notes[old].runs) for old in order),
    )


def _with_notes(block: Block, new: dict[int, int]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=tuple(_with_note(run, new) for run in block.runs))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(_with_note(cell, new) for cell in row) for row in block.rows))
    return block


def _with_note(holder: T, new: dict[int, int]) -> T:
    note = cast(Run | Cell, holder).note
    return holder if note is None else cast(T, replace(cast(Any, holder), note=new[note]))
