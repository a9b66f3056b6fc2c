"""The workbook that a unit fills in, as it lies on the table of somebody who prints it."""

import io
import re
from datetime import UTC, datetime
from zipfile import ZipFile

from tongket.formats.writing.return_sheet import Line, Paragraphs, return_workbook

NAME = "Tài khoản định danh điện tử kích hoạt, luỹ kế từ đầu năm"


def sheet(number: int) -> str:
    lines = [
        Line("accounts", NAME, "tài khoản", 0, True, None, None, None),
        Line("poor", "Hộ nghèo", "hộ", 0, True, None, None, None),
    ]
    texts = [Paragraphs("weak", "Khó khăn", "")]
    made = return_workbook(
        "1", ("Báo cáo tháng",), {"1. Tất cả": lines}, texts, "vi", datetime(2026, 11, 22, tzinfo=UTC)
    )
    return ZipFile(io.BytesIO(made)).read(f"xl/worksheets/sheet{number}.xml").decode()


def test_it_prints_across_and_no_wider_than_the_paper():
    for number in (1, 2):
        told = sheet(number)
        assert 'orientation="landscape"' in told and 'paperSize="9"' in told
        assert '<pageSetUpPr fitToPage="1"/>' in told and 'fitToHeight="0"' in told


def test_a_row_is_as_high_as_its_name():
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet(1)))
    rows = re.findall(r'<row r="(\d+)"', sheet(1))
    assert [float(heights.get(row, 15)) for row in rows[-2:]] == [30.0, 15.0]
