"""The same page as Word, PDF and scan gives the same findings; other formats are read for what they hold."""

import io
import zipfile

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.formats.reading import directive
from tongket.core.extraction.answer import as_json
from tongket.core.extraction.model import Kind, Text, quote
from tongket.core.extraction.stages import extract
from tongket.formats.reading.document import read_document
from tongket.formats.reading.plain import read_plain
from tongket.formats.reading.tools import can_scan, optional_tools


def said(text: Text) -> list[str]:
    return [quote(text.plain, block.start, block.end) for block in text.blocks]


def findings(data: bytes) -> dict[str, object]:
    """What a directive says, without the places where it stands."""
    text = read_document(data)
    answer = as_json(text, extract(text))
    places = {"start", "end", "confidence"}
    listed = ("citations", "assignments", "report_duties", "recipients", "addressees")
    return {
        "identity": answer["identity"],
        **{name: [{k: v for k, v in one.items() if k not in places} for one in answer[name]] for name in listed},  # type: ignore[attr-defined]
    }


def test_a_word_file_says_what_the_page_says() -> None:
    read = findings(directive.as_docx())
    assert read["identity"] == {
        "number": "15/CT-UBND",
        "kind": "chỉ thị",
        "issuer": "Ủy ban nhân dân tỉnh Bình An",
        "place": "Bình An",
        "date": "2026-03-09",
        "title": "Về việc tăng cường quản lý bến bãi trên địa bàn tỉnh",
        "signer": "Lê Thị Bình",
        "position": "Phó Chủ tịch",
        "capacity": "KT.",
    }
    assert [a["lead"] for a in read["assignments"]] == [  # type: ignore[attr-defined]
        ["Sở Xây dựng"],
        ["Ủy ban nhân dân các xã, phường"],
        ["Sở Tư pháp"],
        ["Sở Nội vụ"],
    ]
    assert [r["text"] for r in read["recipients"]] == ["Như trên", "Lưu: Văn thư"]  # type: ignore[attr-defined]


def test_a_pdf_of_the_page_gives_the_same_findings() -> None:
    assert findings(directive.as_pdf()) == findings(directive.as_docx())


@pytest.mark.skipif(not can_scan(), reason="ocrmypdf and Tesseract with Vietnamese are not installed")
def test_a_scan_of_the_page_gives_the_same_findings() -> None:
    assert findings(directive.as_scan()) == findings(directive.as_docx())


def test_pdf_blocks_know_their_page_and_page_numbers_are_dropped() -> None:
    text = read_document(directive.as_pdf())
    assert {block.page for block in text.blocks} == {1}
    assert "1" not in [one for one, block in zip(said(text), text.blocks, strict=True) if block.table < 0]


def test_word_numbers_tracked_changes_boxes_and_notes() -> None:
    document = docx.Document()
    document.add_paragraph("Rà soát bến bãi.", style="List Number")
    document.add_paragraph("Tập huấn chủ bến.", style="List Number")
    changed = document.add_paragraph("Hạn là ")
    w = nsdecls("w")
    changed._p.append(parse_xml(f'<w:del {w} w:author="a"><w:r><w:delText>tháng 5</w:delText></w:r></w:del>'))
    changed._p.append(parse_xml(f'<w:ins {w} w:author="a"><w:r><w:t>tháng 6</w:t></w:r></w:ins>'))
    old = document.add_paragraph()
    run = old.add_run("Uû ban nh©n d©n")
    run.font.name = ".VnTime"
    out = io.BytesIO()
    document.save(out)
    assert said(read_document(out.getvalue())) == [
        "1. Rà soát bến bãi.",
        "2. Tập huấn chủ bến.",
        "Hạn là tháng 6",
        "Uỷ ban nhân dân",
    ]


def test_word_footnotes_and_text_boxes() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {w}><w:body><w:p><w:r><w:t>Có nhiều văn bản</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        "</w:body></w:document>"
    )
    notes = (
        f"<w:footnotes {w}><w:footnote w:id='2'><w:p><w:r><w:t>Số "
        f"12/QĐ-TTg.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    text = read_document(package({"word/document.xml": body, "word/footnotes.xml": notes}))
    assert said(text) == ["HỎA TỐC", "Có nhiều văn bản[2]", "[2] Số 12/QĐ-TTg."]
    assert text.blocks[-1].kind is Kind.FOOTNOTE


def package(parts: dict[str, str]) -> bytes:
    """A zip package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def test_html_without_its_scripts() -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><script>var a = "Sở Y tế";</script></head><body>
    <h1>CHỈ THỊ</h1><p>1. Sở Y tế <b>rà soát</b>&nbsp;trạm.</p>
    <table><tr><td>TT</td><td>Nhiệm vụ</td></tr><tr><td>1</td><td>Tập huấn</td></tr></table></body></html>"""
    text = read_document(page.encode())
    assert said(text) == ["CHỈ THỊ", "1. Sở Y tế rà soát trạm.", "TT", "Nhiệm vụ", "1", "Tập huấn"]
    assert [(b.table, b.row, b.column) for b in text.blocks[-2:]] == [(0, 1, 0), (0, 1, 1)]


def test_a_workbook_of_tasks_gives_an_assignment_for_each_row() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Nhiệm vụ")
        for r, row in enumerate(directive.TABLE):
            for c, cell in enumerate(row):
                sheet.write_string(r, c, cell)
    found = extract(read_document(out.getvalue()))
    assert [(a.lead, a.due.as_json()["text"] if a.due and a.due.text else None) for a in found.assignments] == [
        (("Sở Tư pháp",), None),
        (("Sở Nội vụ",), None),
    ]


def test_metadata_lines_are_no_text_and_windows_line_ends_count_once() -> None:
    text = read_plain("# source: a\r\n# complete: yes\r\nCHỈ THỊ\r\nVề việc A\r\n")
    assert text.plain == "CHỈ THỊ\nVề việc A\n"


def test_lines_broken_by_the_page_are_one_paragraph() -> None:
    text = read_plain(
        "1. Sở Y tế rà soát các trạm y tế trên địa bàn và báo\ncáo kết quả.\n2. Sở Nội vụ bố trí biên chế.\n"
    )
    assert said(text) == [
        "1. Sở Y tế rà soát các trạm y tế trên địa bàn và báo cáo kết quả.",
        "2. Sở Nội vụ bố trí biên chế.",
    ]


def test_optional_tools_say_how_to_get_them() -> None:
    assert [tool.name for tool in optional_tools()] == ["LibreOffice", "ocrmypdf", "Tesseract vie"]
    assert all(tool.advice.startswith("apt-get install ") for tool in optional_tools())
