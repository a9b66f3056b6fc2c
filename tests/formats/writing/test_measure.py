"""Widths of text, broken lines, column widths: what rules and tables are drawn by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.writing.example import by_unit, figure
from tongket.core.pages.model import Cell, Column, Letterhead, Recipients, Table
from tongket.formats.writing import layout
from tongket.formats.writing.grid import grid
from tongket.formats.writing.measure import advances, line_count, text_width

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def test_the_widths_are_those_of_times_new_roman():
    # Published advances of Times New Roman, in 2048ths of an em: space 512, digit 1024, A 1479, bold A 1479, m 1593.
    assert [round(2048 * advances()[ord(c)]) for c in " 0Am"] == [512, 1024, 1479, 1593]
    assert round(2048 * advances(bold=True)[ord("A")]) == 1479


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_every_vietnamese_letter_is_in_every_face(bold, italic):
    assert {ord(c) for c in LETTERS + LETTERS.upper()} <= set(advances(bold, italic))


def test_a_width_grows_with_the_size():
    assert text_width("Hạnh phúc", 28) == pytest.approx(2 * text_width("Hạnh phúc", 14))


def test_lines_are_counted_as_a_cell_wraps_them():
    assert line_count("", 12, 100) == 1
    assert line_count("Số người chết, mất tích", 12, 1000) == 1
    assert line_count("Số người chết, mất tích", 12, 50) == 3
    assert line_count("x" * 100, 12, 60) == 11


@given(st.lists(st.text("ABCD", min_size=1, max_size=9), min_size=1, max_size=12), st.integers(120, 400))
def test_broken_lines_are_the_text_and_fit(words, limit):
    text = " ".join(words)
    lines = layout.balanced(text, 12, limit)
    assert "".join(lines) == text
    if len(lines) > 1:
        assert max(text_width(line.rstrip(), 12) for line in lines) <= limit


def test_the_letterhead_is_set_in_two_columns_that_fill_the_page():
    head = layout.head(Letterhead("BỘ NÔNG NGHIỆP", "CỤC ĐÊ ĐIỀU", "CỘNG HÒA", "Độc lập", "Số: 01", "Hà Nội"))
    assert head.left + head.right == pytest.approx(layout.text_area())
    assert head.motto.rule == text_width("Độc lập", 14, bold=True)
    issuer = text_width("CỤC ĐÊ ĐIỀU", 12, bold=True)
    assert issuer / 3 <= head.issuer.rule <= issuer / 2


def test_recipients_end_with_semicolons_and_the_file_copy_with_a_stop():
    lines = layout.recipient_lines(Recipients("Nơi nhận:", ("Như trên", "Bộ trưởng;", "Lưu: VT, ĐĐ.")))
    assert lines == ("- Như trên;", "- Bộ trưởng;", "- Lưu: VT, ĐĐ.")


def test_a_wide_table_takes_the_width_and_keeps_every_figure_whole():
    table, width = by_unit(), layout.text_area(landscape=True)
    set_in = grid(table, width)
    assert sum(set_in.widths) == pytest.approx(width)
    assert set_in.size >= 10
    for index, room in enumerate(set_in.widths):
        longest = max(text_width(row[index].text, set_in.size, bold=True) for row in table.rows)
        if table.columns[index].numeric:
            assert longest + 2 * layout.CELL_PADDING <= room


def test_type_shrinks_before_a_figure_is_broken_and_columns_before_the_paper_overflows():
    def wide(columns: int) -> Table:
        return Table("t", "", (Column("Số", 1, True),) * columns, ((figure(1_234_567_890),) * columns,))

    assert grid(wide(3), 400).size == 12
    assert grid(wide(5), 400).size == 10
    squeezed = grid(wide(30), 400)
    assert squeezed.size == 8
    assert sum(squeezed.widths) == pytest.approx(400)


def test_a_table_with_nothing_in_it_is_set_too():
    assert grid(Table("t", "", (Column(""), Column("", 3)), ((Cell(""), Cell("")),)), 200).widths == (50, 150)
