"""The official paper as Word, in the layout of annex I of Nghị định 30/2020/NĐ-CP.

Written as WordprocessingML directly: footnotes, rules of measured width, alternative texts and repeatable bytes are
all outside what python-docx offers, and its template brings fonts, colours and dates of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from tongket.core.pages.model import Block, Document, Heading, Paragraph, Picture, Run, Table
from tongket.core.pages.tidy import tidy
from tongket.formats.writing import layout
from tongket.formats.writing.docx import frame
from tongket.formats.writing.docx.notes import NoteMarks, footnotes
from tongket.formats.writing.docx.package import Properties, package, part_id
from tongket.formats.writing.docx.pictures import Pictures
from tongket.formats.writing.docx.runs import Links, runs
from tongket.formats.writing.docx.styles import LANGUAGES, styles
from tongket.formats.writing.docx.tables import table
from tongket.formats.writing.docx.xml import Element, R, paragraph, run, text, twips, w


def write(document: Document) -> bytes:
    """A docx of `document`; the same bytes for the same document. Raises ValueError as `tidy` does."""
    ready = tidy(document)
    links, note_links = Links(), Links()
    pictures = Pictures()
    body = _body(ready, links, pictures)
    language = LANGUAGES.get(ready.lang, ready.lang)
    parts = {
        "styles": styles(ready.lang),
        "settings": _settings(language),
        "footnotes": footnotes(ready.footnotes, note_links),
        "header1": _page_number(),
        "header2": w("hdr", paragraph("Header")),
    }
    properties = Properties(layout.full_title(ready), ready.letterhead.issuer, language, ready.created)
    outside = {"document": links.pairs(), "footnotes": note_links.pairs()}
    return package(w("document", body), parts, outside, properties, pictures.found)


def _body(document: Document, links: Links, pictures: Pictures) -> Element:
    notes = NoteMarks()
    # LibreOffice puts an empty line of its own before a table that opens the paper, unless a paragraph stands there.
    content = [paragraph("Spacer"), frame.letterhead(document), *frame.title(document)]
    content += [paragraph("LegalBasis", run(basis)) for basis in layout.basis_lines(document.bases)]
    content += _blocks(document.body, layout.text_area(), links, notes, pictures, before_signature=True)
    content.append(frame.closing(document))
    last = _section(landscape=False, again=False)
    for annex in document.annexes:
        # The end of a section carries its page; the paragraph takes no room.
        content.append(paragraph("Spacer", properties=(last,)))
        last = _section(annex.landscape, again=True)
        content += frame.annex_head(annex)
        content += _blocks(annex.blocks, layout.text_area(annex.landscape), links, notes, pictures)
    # Word wants a paragraph after a table that ends the paper.
    content.append(paragraph("Spacer"))
    return w("body", *content, last)


def _blocks(
    blocks: Sequence[Block],
    width: float,
    links: Links,
    notes: NoteMarks,
    pictures: Pictures,
    *,
    before_signature: bool = False,
) -> list[Element]:
    made: list[Element] = []
    previous: Block | None = None
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, Table):
            if isinstance(previous, Table) and not block.caption:
                made.append(paragraph("TableText"))
            made += table(block, width, links, notes)
        elif isinstance(block, Picture):
            made += pictures.add(block, width)
        elif isinstance(block, Heading):
            made.append(paragraph(f"Heading{min(max(block.level, 1), 3)}", run(block.text)))
        else:
            # The last paragraph stays with the signature, so that no signature stands alone on a page.
            stay = before_signature and number == len(blocks)
            made.append(_paragraph(block, links, notes, stay=stay, after_table=isinstance(previous, Table)))
        previous = block
    return made


def _paragraph(block: Paragraph, links: Links, notes: NoteMarks, *, stay: bool, after_table: bool) -> Element:
    parts = (Run(block.bullet), *block.runs) if block.bullet else block.runs
    space = twips(layout.PARAGRAPH_SPACE)
    properties = [
        *([w("keepNext"), w("keepLines")] if stay else []),
        *([w("spacing", before=space)] if after_table else []),
    ]
    return paragraph("BodyText", *runs(parts, links, notes.mark), properties=properties)


def _section(landscape: bool, *, again: bool) -> Element:
    """A4 with the margins of annex I; the first page of the main text and of each annex shows no number.

    `again` counts pages from 1 anew: each annex is numbered apart (annex I, III.1).
    """
    headers = [w("headerReference", type=kind) for kind in ("default", "first")]
    for header, name in zip(headers, ("header1", "header2"), strict=True):
        header.set(f"{{{R}}}id", part_id(name))
    width, height = (twips(side * layout.MM) for side in layout.PAPER)
    size = {"w": height, "h": width, "orient": "landscape"} if landscape else {"w": width, "h": height}
    margins = {
        name: twips(length * layout.MM)
        for name, length in (
            ("top", layout.TOP),
            ("right", layout.RIGHT),
            ("bottom", layout.BOTTOM),
            ("left", layout.LEFT),
            ("header", layout.HEADER),
            ("footer", layout.HEADER),
        )
    }
    return w(
        "sectPr",
        *headers,
        w("type", val="nextPage"),
        w("pgSz", **size),
        w("pgMar", **margins, gutter=0),
        w("pgNumType", start=1) if again else None,
        w("titlePg"),
    )


def _page_number() -> Element:
    instruction = w("instrText")
    instruction.text = " PAGE "
    return w(
        "hdr",
        paragraph(
            "Header",
            w("r", w("fldChar", fldCharType="begin")),
            w("r", instruction),
            w("r", w("fldChar", fldCharType="separate")),
            w("r", text("2")),
            w("r", w("fldChar", fldCharType="end")),
        ),
    )


def _settings(language: str) -> Element:
    comma = language.startswith("vi")
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w(
            "compat",
            w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15),
        ),
        w("themeFontLang", val=language),
        w("decimalSymbol", val="," if comma else "."),
        w("listSeparator", val=";" if comma else ","),
    )
