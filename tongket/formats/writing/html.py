"""The paper as one HTML page that needs nothing else: no script, no request, its style inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from tongket.core.pages.model import Annex, Block, Cell, Document, Heading, Paragraph, Picture, Run, Table
from tongket.core.pages.tidy import tidy
from tongket.formats.writing import layout
from tongket.formats.writing.charts import svg

_CSS = Path(__file__).parent / "templates" / "paper.css"
_WORDS = {
    "vi": {"notes": "Chú thích", "back": "Trở lại chỗ dẫn chú thích", "note": "Chú thích"},
    "en": {"notes": "Notes", "back": "Back to the reference of note", "note": "Note"},
}


def write(document: Document) -> bytes:
    """A page in UTF-8 that reads on a phone and prints as the paper; the same bytes for the same document.

    Every text is escaped, only addresses of the web become links. Raises ValueError as `tidy` does.
    """
    return _Page(tidy(document)).render().encode()


@lru_cache(maxsize=1)
def _css() -> str:
    return _CSS.read_text(encoding="utf-8")


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = _WORDS.get(document.lang, _WORDS["en"])
        self.hung: set[int] = set()
        self.tables = 0

    def render(self) -> str:
        document = self.document
        title = escape(layout.full_title(document))
        parts = [
            f'<!doctype html>\n<html lang="{escape(document.lang)}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>\n{_css()}</style>\n</head>\n<body>\n<main>",
            self.letterhead(),
            self.heading(),
            "<section>",
            *(_p(basis, "basis") for basis in layout.basis_lines(document.bases)),
            *self.blocks(document.body),
            "</section>",
            self.closing(),
            "</main>",
            *(self.annex(annex) for annex in document.annexes),
            self.notes(),
            "</body>\n</html>\n",
        ]
        return "\n".join(part for part in parts if part)

    def letterhead(self) -> str:
        head = self.document.letterhead
        bodies = _p(head.superior.upper(), "superior") + _p(head.issuer.upper(), "issuer ruled")
        motto = f'<p class="motto"><span>{escape(head.motto)}</span></p>' if head.motto.strip() else ""
        state = _p(head.nation.upper(), "nation") + motto
        return (
            f'<header class="letterhead"><div class="bodies">{bodies}{_p(head.number, "number")}</div>'
            f'<div class="state">{state}{_p(head.place_and_date, "place")}</div></header>'
        )

    def heading(self) -> str:
        kind = f'<span class="kind">{escape(self.document.kind.upper())}</span>' if self.document.kind else ""
        return f'<h1 class="heading ruled">{kind} <span class="subject">{escape(self.document.title)}</span></h1>'

    def closing(self) -> str:
        recipients = layout.recipient_lines(self.document.recipients)
        left = "".join(_p(line) for line in recipients)
        label = _p(self.document.recipients.title, "label") if recipients else ""
        right = "".join(_p(line) for line in layout.signature_lines(self.document.signature.lines))
        name = _p(self.document.signature.name, "name")
        return (
            f'<footer class="closing"><div class="recipients">{label}{left}</div>'
            f'<div class="signature">{right}{name}</div></footer>'
        )

    def annex(self, annex: Annex) -> str:
        head = f"<h2><span>{escape(annex.label)}</span> <span>{escape(layout.annex_title(annex))}</span></h2>"
        blocks = "\n".join(self.blocks(annex.blocks, above=1))
        wide = " wide" if annex.landscape else ""
        return f'<section class="annex{wide}">{head}{_p(annex.attached_to, "attached")}\n{blocks}\n</section>'

    def blocks(self, blocks: Sequence[Block], *, above: int = 0) -> Iterable[str]:
        for block in blocks:
            if isinstance(block, Heading):
                level = min(max(block.level, 1), 3) + 1 + above
                yield f"<h{level}>{escape(block.text)}</h{level}>"
            elif isinstance(block, Picture):
                yield f"<figure>{svg(block.chart)}<figcaption>{escape(block.caption)}</figcaption></figure>"
            elif isinstance(block, Paragraph):
                yield f'<p class="body">{escape(block.bullet)}{self.runs(block.runs)}</p>'
            else:
                yield self.table(block)

    def runs(self, runs: Iterable[Run]) -> str:
        return "".join(self.run(run) for run in runs)

    def run(self, run: Run) -> str:
        text = _linked(run.text, run.link)
        text = f"<em>{text}</em>" if run.italic else text
        text = f"<strong>{text}</strong>" if run.bold else text
        return text + self.mark(run.note)

    def mark(self, note: int | None) -> str:
        """The reference to a note; the first one is where the note's back link leads."""
        if note is None:
            return ""
        name = "" if note in self.hung else f' id="ref-{note}"'
        self.hung.add(note)
        return f'<sup><a{name} href="#note-{note}" aria-label="{self.words["note"]} {note}">{note}</a></sup>'

    def table(self, table: Table) -> str:
        self.tables += 1
        label = escape(table.caption or table.summary or table.name)
        described = f' aria-describedby="summary-{self.tables}"' if table.summary else ""
        summary = f'<p class="visually-hidden" id="summary-{self.tables}">{escape(table.summary)}</p>'
        caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
        head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in table.columns)
        named = next((i for i, column in enumerate(table.columns) if not column.numeric), None)
        rows = "\n".join(
            self.row(table, row, named, total=number < table.total_rows) for number, row in enumerate(table.rows)
        )
        # A box that scrolls must be reached by keyboard (WCAG 2.1.1), so it is a named region that takes focus.
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">{summary if table.summary else ""}'
            f"<table{described}>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        )

    def row(self, table: Table, row: tuple[Cell, ...], named: int | None, *, total: bool) -> str:
        cells = []
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            tag, scope = ("th", ' scope="row"') if at == named else ("td", "")
            look = ("figure" if column.numeric else "text") + (" strong" if cell.bold else "")
            text = _linked(cell.text, cell.link) + self.mark(cell.note)
            cells.append(f'<{tag}{scope} class="{look}">{text}</{tag}>')
        look = ' class="total"' if total else ""
        return f"<tr{look}>{''.join(cells)}</tr>"

    def notes(self) -> str:
        if not self.document.footnotes:
            return ""
        items = []
        for note in self.document.footnotes:
            back = f'<a href="#ref-{note.number}" aria-label="{self.words["back"]} {note.number}">↩</a>'
            items.append(f'<li id="note-{note.number}">{self.runs(note.runs)} {back}</li>')
        return f'<aside class="annex notes" aria-label="{self.words["notes"]}"><ol>{"".join(items)}</ol></aside>'


def _p(text: str, name: str = "") -> str:
    look = f' class="{name}"' if name else ""
    return f"<p{look}>{escape(text)}</p>" if text.strip() else ""


def _linked(text: str, link: str | None) -> str:
    address = layout.safe_link(link)
    if address is None or not text:
        return escape(text)
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(text)}</a>'
