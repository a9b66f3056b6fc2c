"""The workbook: figures are numbers, texts are never formulas, sheets are the paper's tables."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.formats.writing.example import SOURCES, flash_report, said
from tongket.core.pages.model import Cell, Column, Table
from tongket.formats.writing import write


def book(document):
    return CalamineWorkbook.from_filelike(io.BytesIO(write(document, "xlsx")))


def rows(workbook, sheet):
    return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def only(table):
    """The report with nothing but a table."""
    return replace(flash_report(), body=(table,), annexes=(), footnotes=())


def member(document, name):
    return ZipFile(io.BytesIO(write(document, "xlsx"))).read(name).decode()


def test_text_comes_first_then_the_tables_and_the_sources_last():
    assert book(flash_report()).sheet_names == ["Báo cáo", "nhanh", "thiet-hai", "nguon"]


def test_the_first_sheet_says_what_the_paper_says():
    lines = [row[0] for row in rows(book(flash_report()), "Báo cáo")]
    assert lines[:2] == ["BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "CỤC QUẢN LÝ ĐÊ ĐIỀU VÀ PHÒNG, CHỐNG THIÊN TAI"]
    assert "I. TÌNH HÌNH THIỆT HẠI" in lines
    assert any("141 người mất tích [1]), tăng 69 người" in line for line in lines)
    assert "Chú thích [1]: Tổng công bố khác tổng danh sách: chênh lệch 1 người." in lines


def test_figures_are_numbers_under_a_head():
    found = rows(book(flash_report()), "thiet-hai")
    assert found[0][0] == "Thiệt hại theo tỉnh, thành phố"
    assert found[2][:3] == ["TT", "Tỉnh, thành phố", "Số người chết, mất tích"]
    assert found[3][1:6] == ["Tổng số", 296, 155, 141, 489]
    assert found[4][:5] == [1, "Lào Cai", 155, 53, 102]
    assert sum(row[2] for row in found[4:30]) == found[3][2]


def test_a_table_without_a_caption_has_the_title_of_its_annex():
    assert rows(book(flash_report()), "nguon")[0][0] == "Nguồn số liệu"


def test_rows_are_as_high_as_their_text():
    heights = re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', member(flash_report(), "xl/worksheets/sheet3.xml"))
    assert {row: float(height) for row, height in heights}["3"] >= 3 * 15
    assert {float(height) for row, height in heights if row != "3"} == {18.75}


def test_a_note_names_the_cells_that_it_is_about():
    assert rows(book(flash_report()), "thiet-hai")[-1][0].startswith("[2] E4, E9: Gồm vụ sập cầu Phong Châu")


def test_the_head_is_frozen_repeated_and_the_sheet_fits_the_width_of_a4():
    sheet = member(flash_report(), "xl/worksheets/sheet3.xml")
    assert '<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>' in sheet
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert "'thiet-hai'!$3:$3" in member(flash_report(), "xl/workbook.xml")


def test_decimals_are_shown_as_many_as_the_indicator_has():
    table = Table(
        "t", "", (Column("Số", 1, True),), ((Cell("1.234,5", Decimal("1234.5"), 1),), (Cell("7", Decimal(7)),))
    )
    assert rows(book(only(table)), "t")[3:] == [[1234.5], [7]]
    formats = re.findall(r'formatCode="([^"]+)"', member(only(table), "xl/styles.xml"))
    assert "#,##0.0" in formats


def test_a_number_that_excel_would_round_stays_text():
    table = Table("t", "", (Column("Số", 1, True),), ((Cell("12.345.678.901.234.567", Decimal(12345678901234567)),),))
    assert rows(book(only(table)), "t")[3] == ["12.345.678.901.234.567"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 24 3733", "-5 người", "@SUM(A1)", "{=1}", "http://a.vn", "0123", "=cmd|' /C calc'!A0"]
)
def test_a_text_stays_text(text):
    table = Table("t", text, (Column(text),), ((Cell(text),),))
    report = replace(only(table), body=(said(text), table), title=text, kind=text)
    found = rows(book(report), "t")
    assert [found[0][0], found[2][0], found[3][0]] == [text] * 3
    for number in (1, 2):
        assert "<f>" not in member(report, f"xl/worksheets/sheet{number}.xml")


def test_sources_are_links_to_the_web_only():
    links = member(flash_report(), "xl/worksheets/_rels/sheet4.xml.rels").replace("&amp;", "&")
    assert [address.replace("%3A", ":") for address in re.findall(r'Target="([^"]+)"', links)] == [
        source.replace("%3A", ":") for source in SOURCES
    ]
    table = Table("t", "", (Column("a"),), ((Cell("x", link="file:///etc/passwd"),),))
    assert "hyperlink" not in member(only(table), "xl/worksheets/sheet2.xml")


def test_names_that_excel_refuses_are_mended():
    tables = [
        Table(name, "", (Column("a"),), ((Cell("b"),),)) for name in ("a/b:c", "A/B:C", "'x'", "", "History", "n" * 40)
    ]
    assert book(replace(flash_report(), body=tuple(tables), annexes=(), footnotes=())).sheet_names[1:] == [
        "a b c", "A B C 2", "x", "Sheet", "History 2", "n" * 31,
    ]  # fmt: skip


def test_the_created_date_is_the_papers_own():
    report = replace(flash_report(), created=date(2025, 1, 2))
    assert ">2025-01-02T00:00:00Z</dcterms:created>" in member(report, "docProps/core.xml")


def test_a_list_without_words_opens_at_the_list():
    table = Table("bang", "", (Column("Đơn vị"),), ((Cell("xã Bảo Hà"),),))
    assert 'activeTab="1"' in member(only(table), "xl/workbook.xml")
    assert "activeTab" not in member(flash_report(), "xl/workbook.xml")
