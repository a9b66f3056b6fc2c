"""The PDF, read back: fonts, pages, rules, tags, text."""

import io
import time
import unicodedata
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from tests.formats.writing.example import SOURCES, flash_report, long_report, said
from tongket.core.pages.model import Cell, Column, Heading, Table
from tongket.formats.writing import write
from tongket.formats.writing.measure import text_width

MM = 72 / 25.4
A4 = (pytest.approx(210 * MM, abs=0.2), pytest.approx(297 * MM, abs=0.2))


@pytest.fixture(scope="module")
def content():
    return write(flash_report(), "pdf")


@pytest.fixture
def pages(content):
    with pdfium.PdfDocument(content) as document:
        yield document


@pytest.fixture
def objects(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        yield document


def words(document, number):
    return (
        unicodedata.normalize("NFC", document[number].get_textpage().get_text_range())
        .replace("\r\n", " ")
        .replace("  ", " ")
    )


def joined(content):
    with pdfium.PdfDocument(content) as document:
        return " ".join(words(document, number) for number in range(len(document)))


def lines(page):
    """Horizontal rules as (left, right, height), in points."""
    bounds = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    return [(left, right, (bottom + top) / 2) for left, bottom, right, top in bounds if right - left > 5 > top - bottom]


def box(page, text, nth=0):
    """Left, right, bottom and top of the text's ink on its line."""
    textpage = page.get_textpage()
    searcher = textpage.search(text, match_case=True)
    for _ in range(nth + 1):
        at, count = searcher.get_next()
    boxes = [textpage.get_charbox(i) for i in range(at, at + count)]
    return min(b[0] for b in boxes), max(b[2] for b in boxes), min(b[1] for b in boxes), max(b[3] for b in boxes)


def elements(objects):
    """Every structure element of the tags."""

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            yield from walk(node.get("/K", pikepdf.Array()))

    yield from walk(objects.Root.StructTreeRoot.K)


def names(objects):
    return [str(element.S)[1:] for element in elements(objects)]


def test_only_tinos_is_embedded(objects):
    fonts = {}
    for page in objects.pages:
        for font in page.Resources.get("/Font", {}).values():
            fonts[str(font.BaseFont)] = font
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"Tinos"}
    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_the_pages_are_a4_and_the_wide_annex_lies(pages):
    sizes = [pages[i].get_size() for i in range(len(pages))]
    assert sizes[0] == A4
    assert sizes[2] == A4[::-1]
    assert sizes[-1] == A4


def test_the_text_lies_between_the_margins(pages):
    for number in range(len(pages)):
        page = pages[number]
        width, _height = page.get_size()
        bounds = [item.get_bounds() for item in page.get_objects()]
        assert min(left for left, _, _, _ in bounds) >= 30 * MM - 1
        assert max(right for _, _, right, _ in bounds) <= width - 15 * MM + 1


def test_pages_are_numbered_at_the_top_in_the_middle_but_for_first_pages(pages):
    found = []
    for number in range(len(pages)):
        page = pages[number]
        _width, height = page.get_size()
        textpage = page.get_textpage()
        found.append(textpage.get_text_bounded(bottom=height - 19 * MM, left=0, right=1000, top=height).strip())
    # Two pages of text, two of the first annex, one of the second: each part counts from 1 and hides it.
    assert found == ["", "2", "", "2", ""]
    left, right, bottom, _top = box(pages[1], "2")
    assert bottom > pages[1].get_size()[1] - 20 * MM
    assert (left + right) / 2 == pytest.approx((30 * MM + pages[1].get_size()[0] - 15 * MM) / 2, abs=1)


def test_the_rules_have_the_widths_of_the_decree(pages):
    page = pages[0]
    cases = {
        "Độc lập - Tự do - Hạnh phúc": (1, 1),
        "VÀ PHÒNG, CHỐNG THIÊN TAI": (1 / 3, 1 / 2),
        "tính đến 13 giờ 30 phút ngày 11/9/2024": (1 / 3, 1 / 2),
    }
    for text, (least, most) in cases.items():
        left, right, bottom, _top = box(page, text)
        below = [line for line in lines(page) if 0 < bottom - line[2] < 12 and left < (line[0] + line[1]) / 2 < right]
        assert len(below) == 1, text
        start, end, _height = below[0]
        size = 14 if text[0] != "V" else 12
        width = text_width(text, size, bold=True)
        # The bounds of a path reach over it by the width of its stroke, 0.75 points, at both ends.
        assert least * width - 0.1 <= end - start - 1.5 <= most * width + 0.1
        assert (start + end) / 2 == pytest.approx((left + right) / 2, abs=1.5)


def test_it_says_that_it_is_pdf_a_and_accessible(objects):
    with objects.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"BÁO CÁO NHANH {flash_report().title}"
    assert objects.Root.MarkInfo.Marked
    assert str(objects.Root.Lang) == "vi-VN"


def test_tags_name_headings_tables_notes_and_links(objects):
    found = names(objects)
    assert found.count("Table") == 3
    assert found.count("TH") == 3 + 12 + 3
    assert found.count("Note") == 2
    assert {"H1", "H2", "H3", "P", "Link", "Caption"} <= set(found)


def test_links_lead_to_the_sources_only(objects):
    addresses = {
        str(annotation.A.URI)
        for page in objects.pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation and "/URI" in annotation.A
    }
    assert addresses == set(SOURCES)
    unsafe = Table("t", "", (Column("a"),), ((Cell("x", link="javascript:alert(1)"),),))
    assert b"javascript" not in write(replace(flash_report(), body=(unsafe,), annexes=(), footnotes=()), "pdf")


def test_the_text_can_be_read_and_copied(pages):
    first = words(pages, 0)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN" in first
    assert "Lào Cai 155 (53 chết, 102 mất tích), Cao Bằng 52 (29 chết, 23 mất tích)" in first
    assert "chênh lệch 1 người" in first
    last = words(pages, 1)
    assert "- Lưu: VT, ĐĐ." in last
    assert "TL. BỘ TRƯỞNG" in last


def test_the_paper_stays_together_at_its_end(pages):
    last = words(pages, 1)
    assert last.index("Trên đây là báo cáo nhanh") < last.index("Phạm Đức Luận")


def test_the_head_of_a_table_repeats_and_every_row_is_there(content):
    text = joined(write(long_report(700), "pdf"))
    assert text.count("Tỉnh, thành phố") >= 20
    assert text.count("Thanh Hóa") == 700 // 26


def test_a_character_that_the_font_lacks_is_marked_and_the_rest_stays():
    made = joined(write(replace(flash_report(), body=(said("Bão 🌀 số 三 hết"),), annexes=(), footnotes=()), "pdf"))
    assert "Bão \N{REPLACEMENT CHARACTER} số \N{REPLACEMENT CHARACTER} hết" in made


def test_words_are_never_markup():
    text = '#panic() *đậm* $x^2$ \\ @nhan <nhan> // ghi chú "x" `mã` = I'
    made = joined(write(replace(flash_report(), body=(said(text),), annexes=(), footnotes=()), "pdf"))
    assert text in made


def test_headings_skip_no_level(content):
    body = (Heading(3, "a) Sâu"), said("x"), Heading(1, "I. Đầu"), Heading(3, "b) Sâu"))
    with pikepdf.open(io.BytesIO(write(replace(flash_report(), body=body, annexes=(), footnotes=()), "pdf"))) as made:
        assert [name for name in names(made) if name in {"H1", "H2", "H3"}] == ["H1", "H1", "H2"]


def test_a_row_longer_than_a_page_is_not_cut():
    table = Table("t", "", (Column("Nội dung"),), ((Cell("dài " * 3000 + "hết."),),))
    assert "hết." in joined(write(replace(flash_report(), body=(table,), annexes=(), footnotes=()), "pdf"))


def test_an_ordinary_report_is_made_with_little_work(content):
    start = time.process_time()  # of the processor, not of the clock: others may be busy beside it
    write(flash_report(), "pdf")
    assert time.process_time() - start < 3
