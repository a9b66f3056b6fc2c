"""What stands around the body: letterhead, title, signature, recipients, the head of an annex."""

from __future__ import annotations

from collections.abc import Iterable

from tongket.core.pages.model import Annex, Document
from tongket.formats.writing import layout
from tongket.formats.writing.docx.xml import Element, lines, paragraph, rule, run, twips, w


def letterhead(document: Document) -> Element:
    """Bodies and number at the left, the state, its motto, place and date at the right (annex I, II.1 to II.4)."""
    head = layout.head(document.letterhead)
    left: list[Element] = []
    if head.superior.lines:
        left.append(lines("Superior", head.superior.lines))
    left.extend(_ruled("Issuer", head.issuer, head.left))
    right = [lines("Nation", head.nation.lines), *_ruled("Motto", head.motto, head.right)]
    number = [paragraph("DocumentNumber", run(document.letterhead.number))]
    place = [paragraph("PlaceAndDate", run(document.letterhead.place_and_date))]
    return _side_by_side((head.left, head.right), ((left, right), (number, place)))


def title(document: Document) -> list[Element]:
    """Kind and title with the rule below (annex I, II.5)."""
    made = [paragraph("Title", run(document.kind.upper()))] if document.kind else []
    return made + _ruled("Subtitle", layout.title(document.title), layout.text_area(), after=12)


def closing(document: Document) -> Element:
    """Recipients at the left, signature at the right (annex I, II.7 and II.9); never broken over pages."""
    recipients = layout.recipient_lines(document.recipients)
    above = (w("spacing", before=twips(10)),)
    left = [paragraph("RecipientsTitle", run(document.recipients.title), properties=above)] if recipients else []
    left += [paragraph("Recipients", run(line)) for line in recipients]
    right = [
        paragraph("Signer", run(line), properties=() if number else above)
        for number, line in enumerate(layout.signature_lines(document.signature.lines))
    ]
    room = w("spacing", before=twips(layout.SIGNING_SPACE))
    right.append(paragraph("Signer", run(document.signature.name), properties=(room,)))
    half = layout.text_area() / 2
    return _side_by_side((half, half), ((left, right),))


def annex_head(annex: Annex) -> list[Element]:
    """Label, title in capitals and the paper that it belongs to (annex I, III.1)."""
    area = layout.text_area(annex.landscape) - 20
    capitals = layout.balanced(layout.annex_title(annex), layout.ANNEX, area, bold=True)
    attached = layout.balanced(annex.attached_to, layout.ANNEX, area)
    return [
        paragraph("AnnexLabel", run(annex.label)),
        *([lines("AnnexTitle", capitals)] if capitals else []),
        *([lines("AnnexAttached", attached)] if attached else []),
    ]


def _ruled(style: str, line: layout.Line, available: float, *, after: float = 0) -> list[Element]:
    if not line.lines:
        return []
    return [lines(style, line.lines), rule(line.rule, available, after=after)]


def _side_by_side(widths: tuple[float, float], rows: Iterable[tuple[list[Element], list[Element]]]) -> Element:
    """A table without borders; each row is two cells of paragraphs."""
    sizes = [twips(width) for width in widths]
    # Said here too: LibreOffice takes its own padding where only the default table style says none.
    flush = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
    made = []
    for row in rows:
        cells = (
            w("tc", w("tcPr", w("tcW", w=size, type="dxa")), *(content or [paragraph("Normal")]))
            for size, content in zip(sizes, row, strict=True)
        )
        made.append(w("tr", w("trPr", w("cantSplit")), *cells))
    return w(
        "tbl",
        w("tblPr", w("tblW", w=sum(sizes), type="dxa"), w("tblLayout", type="fixed"), flush),
        w("tblGrid", *(w("gridCol", w=size) for size in sizes)),
        *made,
    )
