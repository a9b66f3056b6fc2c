"""Blocks put together into one text: how every reader but that of plain text makes its `Text`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from tongket.core.extraction.model import Block, Kind, Text
from tongket.formats.reading.encodings import repair

_BLANK = re.compile(r"[ \t\xa0\u200b]+")


@dataclass(slots=True)
class Piece:
    """A paragraph as a reader finds it, before it has a place in the whole."""

    kind: Kind
    text: str
    page: int | None = None
    table: int = -1
    row: int = -1
    column: int = -1


@dataclass(slots=True)
class Builder:
    """Collects pieces; empty ones are dropped, letters of old Vietnamese fonts are turned into Unicode."""

    pieces: list[Piece] = field(default_factory=list)

    def add(self, kind: Kind, text: str, **place: int | None) -> None:
        """One paragraph; line breaks inside it stay."""
        self.pieces.append(Piece(kind, text, **place))  # type: ignore[arg-type]

    def build(self) -> Text:
        """The text: pieces one a line, in order."""
        return assemble(self.pieces)


def assemble(pieces: list[Piece]) -> Text:
    """One plain text out of pieces, with a block for each."""
    cleaned = [(piece, _clean(piece.text)) for piece in pieces]
    kept = [(piece, text) for piece, text in cleaned if text]
    joined = "\x00".join(text for _, text in kept)
    if not kept:
        return Text("", ())
    repaired = repair(joined).text.split("\x00")
    blocks: list[Block] = []
    lines: list[str] = []
    at = 0
    for (piece, _), text in zip(kept, repaired, strict=True):
        blocks.append(Block(piece.kind, at, at + len(text), piece.page, piece.table, piece.row, piece.column))
        lines.append(text)
        at += len(text) + 1
    return Text("\n".join(lines), tuple(blocks))


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("\x00", "").replace("\r", "\n")
    lines = [_BLANK.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)
