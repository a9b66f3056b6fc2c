"""HTML pages: paragraphs, lists and tables; scripts and styles are left out."""

from __future__ import annotations

from html.parser import HTMLParser

from tongket.core.extraction.model import Kind, Text
from tongket.formats.reading.building import Builder

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "hr",
        "dd",
        "dt",
        "dl",
        "form",
        "main",
        "nav",
        "center",
        "title",
        "caption",
    ]
)
_HIDDEN = frozenset(
    {"script", "style", "template", "head", "noscript", "svg", "select", "button", "textarea", "iframe"}
)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "wbr"})


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()
        self.words: list[str] = []
        self.kind = Kind.PARAGRAPH
        self.hidden = 0
        self.tables = 0
        self.nested = 0
        self.row = -1
        self.column = -1
        self.cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag == "table":
            self.flush()
            self.nested += 1
            if self.nested == 1:
                self.tables += 1
                self.row = self.column = -1
        elif tag == "tr" and self.nested == 1:
            self.flush()
            self.row += 1
            self.column = -1
        elif tag in {"td", "th"} and self.nested == 1:
            self.flush()
            self.cell = True
            self.column += 1
        elif tag in _BLOCKS:
            self.flush()
            if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
                self.kind = Kind.HEADING
            elif tag == "li":
                self.words.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag == "table":
            self.flush()
            self.nested = max(0, self.nested - 1)
            self.cell = self.cell and self.nested > 0
        elif tag in {"td", "th"} and self.nested == 1:
            self.flush()
            self.cell = False
        elif tag in _BLOCKS and tag not in _VOID:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data.replace("\n", " "))

    def flush(self) -> None:
        """Ends the paragraph at hand."""
        text = "".join(self.words)
        self.words.clear()
        if text.strip(" -"):
            if self.cell and self.nested:
                self.builder.add(
                    Kind.CELL, text, table=self.tables - 1, row=max(self.row, 0), column=max(self.column, 0)
                )
            else:
                self.builder.add(self.kind, text)
        self.kind = Kind.PARAGRAPH


def read_html(text: str) -> Text:
    """The blocks of a page, as a browser would part them."""
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    return page.builder.build()
