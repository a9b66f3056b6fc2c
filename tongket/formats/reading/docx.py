"""Word files: paragraphs, tables, headers, footnotes, text boxes, numbering; tracked changes as accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tongket.core.extraction.model import Kind, Text
from tongket.formats.reading.building import Builder
from tongket.formats.reading.encodings import from_tcvn3, from_vni
from tongket.formats.reading.numbering import Numbering
from tongket.formats.reading.refusals import Refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_MC}Fallback", f"{_W}pPr"}
_BOX = f"{_W}txbxContent"


def read_docx(data: bytes) -> Text:
    """The blocks of a Word file; raises `Refused` where a part is damaged or declares entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        body = _part(package, "word/document.xml")
        numbers = _part(package, "word/numbering.xml") if "word/numbering.xml" in names else None
        styles = _part(package, "word/styles.xml") if "word/styles.xml" in names else None
        notes = _part(package, "word/footnotes.xml") if "word/footnotes.xml" in names else None
        heads = [
            _part(package, name) for name in sorted(names) if name.startswith("word/header") and name.endswith(".xml")
        ]
    reader = _Reader(Numbering(numbers, styles))
    for head in heads:
        reader.aside(head, Kind.HEADER)
    found = body.find(f"{_W}body")
    reader.walk(found if found is not None else body)
    if notes is not None:
        reader.notes(notes)
    return reader.builder.build()


def _part(package: zipfile.ZipFile, name: str) -> Element:
    try:
        return fromstring(package.read(name), forbid_dtd=True)  # type: ignore[no-any-return]
    except DefusedXmlException:
        raise Refused("entities") from None
    except (ParseError, zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError):
        raise Refused("damaged") from None


class _Reader:
    """One pass over a document's parts."""

    def __init__(self, numbering: Numbering) -> None:
        self.builder = Builder()
        self.numbering = numbering
        self.tables = 0

    def walk(self, parent: Element, table: int = -1, row: int = -1, column: int = -1) -> None:
        """Paragraphs and tables under an element, in order; a table inside a cell counts as text of the cell."""
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child, table, row, column)
            elif child.tag == f"{_W}tbl":
                if table >= 0:
                    for cell in child.iter(f"{_W}tc"):
                        self.walk(cell, table, row, column)
                else:
                    self._table(child)
            elif child.tag in _GONE or child.tag == f"{_W}sectPr":
                continue
            else:
                self.walk(child, table, row, column)

    def _table(self, element: Element) -> None:
        number = self.tables
        self.tables += 1
        for r, line in enumerate(_children(element, f"{_W}tr")):
            column = 0
            for cell in _children(line, f"{_W}tc"):
                properties = cell.find(f"{_W}tcPr")
                merge = properties.find(f"{_W}vMerge") if properties is not None else None
                if not (merge is not None and merge.get(f"{_W}val") != "restart"):
                    self.walk(cell, number, r, column)
                span = properties.find(f"{_W}gridSpan") if properties is not None else None
                width = span.get(f"{_W}val", "1") if span is not None else "1"
                column += int(width) if width.isdigit() else 1

    def _paragraph(self, element: Element, table: int, row: int, column: int) -> None:
        boxes: list[Element] = []
        said = "".join(_said(element, boxes))
        for box in boxes:
            self.walk(box, table, row, column)
        if not said.strip():
            return
        label = self.numbering.label(element)
        kind = Kind.CELL if table >= 0 else Kind.HEADING if self.numbering.is_heading(element) else Kind.PARAGRAPH
        self.builder.add(kind, f"{label} {said}" if label else said, table=table, row=row, column=column)

    def aside(self, part: Element, kind: Kind) -> None:
        """A header: its paragraphs, but page numbers."""
        for paragraph in part.iter(f"{_W}p"):
            said = "".join(_said(paragraph, []))
            if said.strip() and not said.strip(" -–").isdigit():
                self.builder.add(kind, said)

    def notes(self, part: Element) -> None:
        """Footnotes, each with its mark as it stands in the text."""
        for note in part.iter(f"{_W}footnote"):
            if note.get(f"{_W}type") in {"separator", "continuationSeparator"}:
                continue
            said = " ".join("".join(_said(p, [])) for p in note.iter(f"{_W}p")).strip()
            if said:
                self.builder.add(Kind.FOOTNOTE, f"[{note.get(f'{_W}id')}] {said}")


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Children of that tag, also inside content controls and accepted insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, tag)


def _said(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The words of a paragraph; text boxes in it are set aside."""
    for child in element:
        tag = child.tag
        if tag in _GONE:
            continue
        if tag == _BOX:
            boxes.append(child)
        elif tag == f"{_W}r":
            yield from _run(child, boxes)
        else:
            yield from _said(child, boxes)


def _run(run: Element, boxes: list[Element]) -> Iterator[str]:
    font = ""
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        if properties.find(f"{_W}vanish") is not None:
            return
        fonts = properties.find(f"{_W}rFonts")
        if fonts is not None:
            font = fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""
    for child in run:
        tag = child.tag
        if tag == f"{_W}t":
            yield _in_font(child.text or "", font)
        elif tag == f"{_W}tab":
            yield " "
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n" if child.get(f"{_W}type") is None else " "
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}footnoteReference":
            yield f"[{child.get(f'{_W}id')}]"
        elif tag not in _GONE and tag != f"{_W}rPr":
            yield from _said(child, boxes)


def _in_font(text: str, font: str) -> str:
    """Text typed in a font of the old codings; .Vn…H fonts show small letters as capitals."""
    if font.startswith(".Vn"):
        turned = from_tcvn3(text)
        return turned.upper() if font.endswith("H") else turned
    if font.startswith("VNI-"):
        return from_vni(text)
    return text
