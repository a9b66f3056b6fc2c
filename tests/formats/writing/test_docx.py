"""The Word paper, read back beside annex I of Nghị định 30/2020/NĐ-CP."""

import io
import re
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from tests.formats.writing.example import SOURCES, by_unit, flash_report, long_report, said
from tongket.core.pages.model import Cell, Column, Table
from tongket.formats.writing import write
from tongket.formats.writing.measure import text_width


@pytest.fixture(scope="module")
def content():
    return write(flash_report(), "docx")


@pytest.fixture(scope="module")
def paper(content):
    return docx.Document(io.BytesIO(content))


def part(content, name):
    return ZipFile(io.BytesIO(content)).read(name).decode()


def find(paper, text):
    """The paragraph of the body or of a table whose text is, line breaks aside, `text`."""
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    paragraphs = [*paper.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return next(p for p in paragraphs if p.text.replace("\n", "") == text)


def font(paragraph):
    """Size in points, bold, italic, as the style and the first run give them."""

    def given(name):
        run = paragraph.runs[0].font if paragraph.runs else None
        if run is not None and getattr(run, name) is not None:
            return getattr(run, name)
        style = paragraph.style
        while style is not None:
            if getattr(style.font, name) is not None:
                return getattr(style.font, name)
            style = style.base_style
        return None

    size = given("size")
    return (size.pt if size is not None else 14.0, bool(given("bold")), bool(given("italic")))


def centred(paragraph):
    return paragraph.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER


def between_margins(section):
    """Width of the text in twentieths of a point."""
    return (section.page_width - section.left_margin - section.right_margin) // 635


def rule_after(paper, text):
    """Width in points of the rule in the paragraph that follows `text`, and whether it is in the middle."""
    paragraph = find(paper, text)
    following = paragraph._p.getnext()
    assert following.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}").get(qn("w:val")) == "single"
    indent = following.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    left, right = int(indent.get(qn("w:left"))), int(indent.get(qn("w:right")))
    holder = following.getparent()
    if holder.tag == qn("w:tc"):
        available = int(holder.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
    else:
        available = between_margins(paper.sections[0])
    return (available - left - right) / 20, left == right


def test_the_page_is_a4_with_the_margins_of_the_decree(paper):
    for section in paper.sections:
        assert sorted(round(side.mm) for side in (section.page_width, section.page_height)) == [210, 297]
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20


def test_the_main_text_is_portrait_the_wide_annex_landscape_and_the_sources_portrait_again(paper):
    turned = [section.orientation for section in paper.sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [round(section.page_width.mm) for section in paper.sections] == [210, 297, 210]


def test_page_numbers_are_centred_at_the_top_and_not_on_the_first_page(paper):
    for section in paper.sections:
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == ""
        header = section.header.paragraphs[0]
        assert [i.text.strip() for i in header._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert centred(header)
        assert font(header) == (13.0, False, False)


def test_each_annex_counts_its_pages_from_one(content):
    body = part(content, "word/document.xml")
    assert re.findall(r"<w:pgNumType[^>]*>", body) == ['<w:pgNumType w:start="1" />'] * 2


def test_the_font_is_times_new_roman_for_every_script_and_black(content):
    styles = part(content, "word/styles.xml")
    fonts = re.findall(r"<w:rFonts ([^/]*)/>", styles)
    assert len(fonts) == 1
    assert set(re.findall(r'w:(\w+)="Times New Roman"', fonts[0])) == {"ascii", "hAnsi", "eastAsia", "cs"}
    assert set(re.findall(r'<w:color w:val="(\w+)"', styles + part(content, "word/document.xml"))) == {"000000"}
    assert "rFonts" not in part(content, "word/document.xml")


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False),
        ("BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", (12, 13), False, False),
        ("CỤC QUẢN LÝ ĐÊ ĐIỀU VÀ PHÒNG, CHỐNG THIÊN TAI", (12, 13), True, False),
        ("Số:        /BC-ĐĐ", (13, 13), False, False),
        ("Hà Nội, ngày 11 tháng 9 năm 2024", (13, 14), False, True),
        ("BÁO CÁO NHANH", (13, 14), True, False),
        (flash_report().title, (13, 14), True, False),
        ("TL. BỘ TRƯỞNG", (13, 14), True, False),
        ("CỤC TRƯỞNG", (13, 14), True, False),
        ("Phạm Đức Luận", (13, 14), True, False),
        ("Phụ lục I", (14, 14), True, False),
        ("BẢNG TỔNG HỢP THIỆT HẠI THEO TỈNH, THÀNH PHỐ", (13, 14), True, False),
        (flash_report().annexes[0].attached_to, (13, 14), False, True),
    ],
)
def test_what_stands_around_the_body_is_centred_in_its_size_and_style(paper, text, size, bold, italic):
    paragraph = find(paper, text)
    found, found_bold, found_italic = font(paragraph)
    assert size[0] <= found <= size[1]
    assert (found_bold, found_italic) == (bold, italic)
    assert centred(paragraph)


def test_recipients_have_their_sizes_and_punctuation(paper):
    assert font(find(paper, "Nơi nhận:")) == (12.0, True, True)
    lines = [
        "- Như trên;",
        "- Bộ trưởng (để b/c);",
        "- Ban Chỉ đạo quốc gia về phòng, chống thiên tai;",
        "- Lưu: VT, ĐĐ.",
    ]
    assert [font(find(paper, line)) for line in lines] == [(11.0, False, False)] * 4
    recipients, signature = paper.tables[2].rows[0].cells
    assert [p.text for p in recipients.paragraphs] == ["Nơi nhận:", *lines]
    assert [p.text for p in signature.paragraphs] == ["TL. BỘ TRƯỞNG", "CỤC TRƯỞNG", "Phạm Đức Luận"]
    assert signature.paragraphs[-1].paragraph_format.space_before.pt >= 60


def test_the_rule_under_the_motto_is_exactly_as_wide_as_the_motto(paper):
    text = "Độc lập - Tự do - Hạnh phúc"
    width, in_the_middle = rule_after(paper, text)
    assert in_the_middle
    assert width == pytest.approx(text_width(text, 14, bold=True), abs=0.1)


@pytest.mark.parametrize(
    ("text", "last_line", "size"),
    [
        ("CỤC QUẢN LÝ ĐÊ ĐIỀU VÀ PHÒNG, CHỐNG THIÊN TAI", "VÀ PHÒNG, CHỐNG THIÊN TAI", 12),
        (flash_report().title, "tính đến 13 giờ 30 phút ngày 11/9/2024", 14),
    ],
)
def test_the_rules_under_issuer_and_title_are_a_third_to_half_of_the_line(paper, text, last_line, size):
    assert find(paper, text).text.split("\n")[-1] == last_line
    width, in_the_middle = rule_after(paper, text)
    line = text_width(last_line, size, bold=True)
    assert in_the_middle
    assert line / 3 <= width <= line / 2


def test_the_body_is_justified_indented_and_spaced(paper):
    paragraph = next(p for p in paper.paragraphs if p.text.startswith("Đến 13 giờ 30 phút"))
    shape = paragraph.style.paragraph_format
    assert paragraph.style.font.size is None  # that is 14, the size of the document
    assert shape.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(shape.first_line_indent.cm, 2) == 1.27
    assert shape.space_after.pt >= 6
    assert 1 <= shape.line_spacing <= 1.5
    assert [run.text for run in paragraph.runs if run.bold] == ["296 người chết, mất tích"]
    assert [run.text for p in paper.paragraphs for run in p.runs if run.italic] == ["15 trong 26"]


def test_bases_are_italic_lines_closed_by_semicolon_and_stop(paper):
    bases = [p for p in paper.paragraphs if p.style.name == "Legal Basis"]
    assert [p.text[-1] for p in bases] == [";", "."]
    assert [font(p) for p in bases] == [(14.0, False, True)] * 2


def test_headings_are_real_headings(paper):
    found = [(p.style.name, p.text) for p in paper.paragraphs if p.style.name.startswith("Heading")]
    assert found[:3] == [
        ("Heading 1", "I. TÌNH HÌNH THIỆT HẠI"),
        ("Heading 2", "1. Về người"),
        ("Heading 2", "2. Về nhà ở, sản xuất nông nghiệp"),
    ]
    assert find(paper, "Phụ lục II").style.base_style.name == "Heading 1"


def test_a_table_repeats_its_head_keeps_its_rows_whole_and_says_what_it_is(paper):
    table = paper.tables[3]
    rows = table._tbl.tr_lst
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 27
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Thiệt hại theo tỉnh, thành phố"
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == by_unit().summary


def test_figures_are_right_aligned_and_the_total_is_bold(paper):
    table = paper.tables[3]
    total, lao_cai = table.rows[1].cells, table.rows[2].cells
    assert [cell.text for cell in lao_cai][:5] == ["1", "Lào Cai", "155", "53", "102"]
    assert total[2].paragraphs[0].runs[0].bold is True
    assert lao_cai[2].paragraphs[0].runs[0].bold is None
    assert lao_cai[2].paragraphs[0].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert lao_cai[1].paragraphs[0].style.paragraph_format.alignment is None


def test_a_wide_table_fits_between_the_margins(paper):
    area = between_margins(paper.sections[1])
    widths = [int(column.get(qn("w:w"))) for column in paper.tables[3]._tbl.tblGrid]
    assert area - 20 <= sum(widths) <= area + 20


def test_a_row_longer_than_a_page_may_break():
    table = Table("t", "", (Column("Nội dung"),), ((Cell("ngắn"),), (Cell("dài " * 500),)))
    paper = docx.Document(io.BytesIO(write(replace(flash_report(), body=(table,), annexes=(), footnotes=()), "docx")))
    rows = paper.tables[1]._tbl.tr_lst
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows] == [True, True, False]


def test_the_last_paragraph_stays_with_the_signature(paper):
    last = next(p for p in paper.paragraphs if p.text.endswith("./."))
    assert last.paragraph_format.keep_with_next
    assert last._p.getnext().tag == qn("w:tbl")


def test_footnotes_are_real_and_each_is_hung_once(content, paper):
    body, notes = part(content, "word/document.xml"), part(content, "word/footnotes.xml")
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', body) == ["1", "2"]
    assert re.findall(r'<w:footnote (?:w:type="\w+" )?w:id="(-?\d+)"', notes) == ["-1", "0", "1", "2"]
    assert re.findall(r'<w:footnote w:type="(\w+)"', notes) == ["separator", "continuationSeparator"]
    assert re.findall(r'<w:footnote w:id="(-?\d+)"', part(content, "word/settings.xml")) == ["-1", "0"]
    assert notes.count("<w:footnoteRef />") == 2
    assert "chênh lệch 1 người" in notes


def test_a_second_reference_to_a_note_is_a_cross_reference_to_the_first(content):
    body = part(content, "word/document.xml")
    assert re.findall(r'<w:bookmarkStart w:id="2" w:name="(\w+)"', body) == ["_RefNote2"]
    assert re.findall(r"<w:instrText>([^<]*)</w:instrText>", body) == [r" NOTEREF _RefNote2 \f \h "]


def test_every_part_is_declared_and_every_relationship_leads_somewhere(content):
    archive = ZipFile(io.BytesIO(content))
    names = set(archive.namelist())
    declared = set(re.findall(r'PartName="/([^"]+)"', part(content, "[Content_Types].xml")))
    assert declared == {name for name in names if not name.endswith(".rels") and name != "[Content_Types].xml"}
    rels = part(content, "word/_rels/document.xml.rels")
    inside = {
        f"word/{target}" for target, mode in re.findall(r'Target="([^"]+)"( TargetMode="External")?', rels) if not mode
    }
    assert inside <= names
    used = set(re.findall(r'r:id="([^"]+)"', part(content, "word/document.xml")))
    assert used <= set(re.findall(r' Id="([^"]+)"', rels))


def test_links_lead_to_their_sources_and_nothing_but_the_web_is_linked(content):
    rels = part(content, "word/_rels/document.xml.rels").replace("&amp;", "&")
    assert re.findall(r'Target="(http[^"]+)"', rels) == list(SOURCES)
    unsafe = Table("t", "", (Column("a"),), ((Cell("x", link="javascript:alert(1)"),), (Cell("y", link="file:///a"),)))
    made = write(replace(flash_report(), body=(unsafe,), annexes=(), footnotes=()), "docx")
    assert "External" not in part(made, "word/_rels/document.xml.rels")
    assert '<w:t xml:space="preserve">x</w:t>' in part(made, "word/document.xml")


@pytest.mark.parametrize(("lang", "code"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_the_language_is_said(lang, code):
    made = write(replace(flash_report(), lang=lang), "docx")
    assert f'<w:lang w:val="{code}"' in part(made, "word/styles.xml")


def test_the_file_says_what_it_is_and_when_it_was_made(paper):
    properties = paper.core_properties
    assert properties.title == f"BÁO CÁO NHANH {flash_report().title}"
    assert properties.author == flash_report().letterhead.issuer
    assert (properties.created.date(), properties.modified.date()) == (flash_report().created,) * 2


def test_a_text_that_looks_like_a_field_stays_text():
    made = write(
        replace(flash_report(), body=(said('{ PAGE } =SUM(A1) & <w:b/> "x"'),), annexes=(), footnotes=()), "docx"
    )
    assert "instrText" not in part(made, "word/document.xml")
    texts = [p.text for p in docx.Document(io.BytesIO(made)).paragraphs]
    assert '{ PAGE } =SUM(A1) & <w:b/> "x"' in texts


def test_seven_hundred_rows_are_all_there():
    paper = docx.Document(io.BytesIO(write(long_report(700), "docx")))
    assert len(paper.tables[3]._tbl.tr_lst) == 702
