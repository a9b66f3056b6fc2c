"""The pages as JSON."""

import json
from dataclasses import replace
from decimal import Decimal

from tests.formats.writing.example import flash_report
from tongket.core.pages.model import Cell, Column, Table
from tongket.formats.writing import write


def test_the_whole_paper_is_there_in_words():
    paper = json.loads(write(flash_report(), "json"))
    assert paper["letterhead"]["issuer"] == "CỤC QUẢN LÝ ĐÊ ĐIỀU VÀ PHÒNG, CHỐNG THIÊN TAI"
    assert paper["created"] == "2024-09-11"
    assert [block["type"] for block in paper["body"]][:4] == ["heading", "heading", "paragraph", "paragraph"]
    table = paper["annexes"][0]["blocks"][0]
    assert table["rows"][1][1]["text"] == "Lào Cai"
    assert table["rows"][1][2]["number"] == 155


def test_numbers_are_numbers_and_unknown_is_null():
    cells = (Cell("7", Decimal(7)), Cell("1.234,50", Decimal("1234.50"), 2), Cell("…"))
    table = Table("t", "", (Column("a"),) * 3, (cells,))
    content = write(replace(flash_report(), body=(table,), annexes=(), footnotes=()), "json").decode()
    row = json.loads(content)["body"][0]["rows"][0]
    assert [cell["number"] for cell in row] == [7, 1234.5, None]
    assert '"number": 7,' in content


def test_vietnamese_is_not_escaped():
    assert "Lào Cai 155 (53 chết" in write(flash_report(), "json").decode("utf-8")
