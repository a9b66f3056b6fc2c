"""The HTML page: alone, escaped, semantic."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.formats.writing.example import SOURCES, by_unit, flash_report, said
from tongket.core.pages.model import Cell, Column, Paragraph, Run, Table
from tongket.formats.writing import write

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Elements, their attributes and the text; tags must nest."""

    def __init__(self, content):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self.open = [], "", []
        self.feed(content.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data if "style" not in self.open else ""

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page():
    return Page(write(flash_report(), "html"))


def test_it_needs_nothing_from_outside_and_runs_nothing(page):
    names = {name for name, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    style = write(flash_report(), "html").decode().split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_it_says_its_language_and_title(page):
    assert page.all("html") == [{"lang": "vi"}]
    assert page.text.lstrip().startswith(f"BÁO CÁO NHANH {flash_report().title}")


def test_it_prints_as_a4_with_the_margins_of_the_decree():
    style = write(flash_report(), "html").decode()
    assert "@page { size: A4 portrait; margin: 20mm 15mm 20mm 30mm;" in style
    assert "@page wide { size: A4 landscape; }" in style


def test_a_table_has_its_caption_heads_and_a_box_of_its_own(page):
    scopes = [attributes.get("scope") for attributes in page.all("th")]
    assert scopes.count("col") == 3 + 12 + 3
    assert scopes.count("row") == 3 + 27 + 3
    boxes = [attributes for attributes in page.all("div") if attributes.get("class") == "scroll"]
    assert [(b["role"], b["tabindex"]) for b in boxes] == [("region", "0")] * 3
    assert boxes[1]["aria-label"] == "Thiệt hại theo tỉnh, thành phố"
    assert by_unit().summary in page.text


def test_footnotes_and_their_references_lead_to_each_other(page):
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    targets = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
    assert set(targets) <= ids
    assert {"note-1", "ref-1", "note-2", "ref-2"} <= ids
    assert targets.count("note-2") == 2
    assert targets.count("ref-2") == 1


def test_only_the_web_is_linked():
    cells = [Cell("a", link='https://a.vn/?x=1&y="2'), Cell("b", link="javascript:alert(1)"), Cell("c", link="data:x")]
    table = Table("t", "", (Column("x"),) * 3, (tuple(cells),))
    made = Page(write(replace(flash_report(), body=(table,), annexes=(), footnotes=()), "html"))
    assert [a["href"] for a in made.all("a")] == ["https://a.vn/?x=1&y=%222"]
    links = {a["href"] for a in Page(write(flash_report(), "html")).all("a") if not a["href"].startswith("#")}
    assert links == set(SOURCES)


def test_text_is_never_markup():
    text = """<script>alert('x')</script> & "trích" <b>đậm</b> &amp; ]]> -->"""
    odd = replace(
        flash_report(),
        title=text,
        body=(Paragraph((Run(text),), text), *(replace(by_unit(), name=text, caption=text, summary=text),)),
        annexes=(),
        footnotes=(),
    )
    odd = replace(odd, body=(odd.body[0], said(text)), lang='vi"><script>')
    made = Page(write(odd, "html"))
    assert made.all("script") == []
    assert made.text.count(text) == 5


def test_headings_follow_each_other(page):
    assert [name for name, _ in page.elements if name in {"h1", "h2", "h3", "h4"}] == [
        "h1", "h2", "h3", "h3", "h4", "h4", "h2", "h2", "h2",
    ]  # fmt: skip
